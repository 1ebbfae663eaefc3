"""What became of an operation, in words and as JSON.

Changes when an operation's answer should say more.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from planner.cli.exits import CONFLICTS, DONE
from planner.cli.screen import Screen

if TYPE_CHECKING:
    from planner.desk.decision import Done, Loss, Objection, Refused
    from planner.desk.orders import Carried, Task
    from planner.domain.report import PlanChange


def tell_decision(
    screen: Screen, task: "Task", carried: "Carried", *, dry_run: bool, more: Mapping[str, object]
) -> int:
    """Tell what an operation came to and return its exit code; ``more`` is added to the JSON object."""
    from planner.desk.decision import Done, Refused

    decision = carried.decision
    common = {"operation": task.operation, "arguments": dict(task.arguments), "dry_run": dry_run, **more}
    if isinstance(decision, Refused):
        screen.record("refused", operation=task.operation, code=decision.code, message=decision.message)
        screen.answer({"done": False, **common, **_refused_json(decision)})
        screen.show(_refused_lines(decision))
        return CONFLICTS
    if not isinstance(decision, Done):
        raise AssertionError("an input with errors has no decision")
    files = [file.name for file in carried.record.files] if carried.record else []
    screen.record("done", operation=task.operation, dry_run=dry_run, files=files)
    screen.answer({"done": not dry_run, **common, **_done_json(decision), "files": files})
    for name in carried.opened:
        screen.say(f"{name} seems to be open elsewhere; what is saved there later overwrites this.")
    if not screen.quiet:
        screen.show(_done_lines(decision, files, dry_run=dry_run))
    return DONE


def tell_moves(screen: Screen, done: "Done") -> None:
    """Show what would be done before somebody is asked about it."""
    for line in _done_lines(done, (), dry_run=True):
        screen.say(line)


def _done_lines(done: "Done", files: Iterable[str], *, dry_run: bool) -> Iterator[str]:
    from planner.desk.wording import loss_in_words, move_in_words

    if dry_run:
        yield "This would be done:"
    yield from done.said
    for loss in done.losses:
        yield f"Loss: {loss_in_words(loss, done.after.instance.crew_by_id)}"
    for move in done.moves:
        yield f"  {move_in_words(move, done.after.productions)}"
    for note in done.notes:
        yield f"Note: {note}"
    if files:
        yield f"Files: {', '.join(files)}."


def _refused_lines(refused: "Refused") -> Iterator[str]:
    yield f"Refused: {refused.message}"
    yield from _reason_lines(refused.reasons)
    if refused.attempt:
        yield "Even with people moved, this would be left:"
        yield from _reason_lines(refused.attempt)
    if refused.ways_out:
        yield "What would help:"
        yield from (f"  {way}" for way in refused.ways_out)


def _reason_lines(reasons: "Iterable[Objection]") -> Iterator[str]:
    for reason in reasons:
        hint = f" {reason.hint}" if reason.hint else ""
        yield f"  {reason.message}{hint}  [{reason.code}]"


def _done_json(done: "Done") -> dict[str, object]:
    return {
        "changed": list(done.said),
        "changes": [_move_json(done, move) for move in done.moves],
        "losses": [_loss_json(done, loss) for loss in done.losses],
        "restaffed": done.restaffed,
        "notes": list(done.notes),
    }


def _move_json(done: "Done", move: "PlanChange") -> dict[str, str | None]:
    production = done.after.instance.production_by_id.get(move.production_id)
    return {
        "change": move.kind,
        "production_id": move.production_id,
        "title": production.title if production else None,
        "role": move.role,
        "from": move.span.first_day.isoformat(),
        "to": move.span.last_day.isoformat(),
        "crew_id": move.crew_id,
        "full_name": move.full_name,
    }


def _loss_json(done: "Done", loss: "Loss") -> dict[str, object]:
    return {
        "production_id": loss.production.production_id,
        "title": loss.production.title,
        "priority": loss.production.priority,
        "role": loss.role,
        "from": loss.span.first_day.isoformat(),
        "to": loss.span.last_day.isoformat(),
        "crew_id": loss.crew_id,
        "full_name": done.after.instance.crew_by_id[loss.crew_id].full_name,
    }


def _refused_json(refused: "Refused") -> dict[str, object]:
    return {
        "refused": {"code": refused.code, "message": refused.message},
        "reasons": [_reason_json(reason) for reason in refused.reasons],
        "ways_out": list(refused.ways_out),
        "conflicts": [_reason_json(reason) for reason in refused.attempt],
    }


def _reason_json(reason: "Objection") -> dict[str, str]:
    return {"code": reason.code, "message": reason.message, "hint": reason.hint}
