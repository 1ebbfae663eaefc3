"""What the page of problems says about codes that no input leads to: rules, conflicts, and commands that end early.

Changes when a rule, a conflict or a way of ending is added.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """A code's meaning, a message as it may read, and what to do about it."""

    meaning: str
    example: str
    fix: str


_PLAN = "plan.xlsx › Assignments!G14"
_SLOT = "Harbour Lights (P12) Gaffer 1, 3–5 May 2027,"
_FILLED = f"{_PLAN}: {_SLOT} is filled"
_SOLVE = "Run `planner solve`; if the row is meant, enter it as a booking first."
_OWN = "Report it as a bug, with the three workbooks."

_ROWS = "what-if.xlsx › Scenarios"
SCENARIOS = {
    "bad-change": Text(
        "a row of change is none, or a cell of it does not say what the change needs",
        f'{_ROWS}!B8 (Change): "moov" is no change. Did you mean "move"?',
        "Type one of the words of change, and fill in the columns that it needs.",
    ),
    "unused-cell": Text(
        "a cell of a row of change holds something that the change has no use for",
        f'{_ROWS}!E10 (Role): "move" has no use for Role, which says "Gaffer".',
        "Clear the cell, or correct the change.",
    ),
    "impossible-change": Text(
        "a change is impossible in itself, or after the changes above it",
        f"{_ROWS}!B4 (Change): Ada Moreau (C001) is not away 2027-05-03 to 2027-05-07.",
        "Correct the row, or the rows above it.",
    ),
    "bad-scenario": Text(
        "a scenario has the name of the folder as it is",
        f'{_ROWS}!A2 (Scenario): "base" is the folder as it is, and always there.',
        "Give the scenario another name.",
    ),
    "too-many-scenarios": Text(
        "ranges make more scenarios than are planned",
        f"{_ROWS}!A3 (Scenario): the ranges make 290 scenarios, 290 of them here, and 200 are planned.",
        "Vary less, or plan more with `--most`.",
    ),
}

NIGHTS = {
    "unreadable-config": Text(
        "the configuration of a night is not there, too large, or no text",
        "night.toml › line 7: this is no UTF-8 text.",
        "Save the file as UTF-8, and see that it may be read.",
    ),
    "bad-toml": Text(
        "a line of the configuration is no TOML; the others are read all the same",
        "night.toml › line 2: Expected '=' after a key in a key/value pair.",
        "Write KEY = VALUE, with texts in quotes, or open a table as [NAME].",
    ),
    "given-twice": Text(
        "a key or a table stands there twice",
        "night.toml › line 9: the key jobs stands here a second time.",
        "Delete one of the two.",
    ),
    "unknown-key": Text(
        "a key or a table is not known",
        'night.toml › line 6: there is no "time_limits" in defaults. Did you mean "time_limit"?',
        "Correct the name, or delete the line.",
    ),
    "missing-key": Text(
        "a table lacks what it must have",
        "night.toml › line 8: folder.path is missing.",
        "Add it; `planner batch --init` writes an example.",
    ),
    "bad-value": Text(
        "a value is of the wrong kind, or too small or large",
        "night.toml › line 3: batch.jobs is 0. It is at least 1.",
        "Correct it, or delete the line where it may be left out.",
    ),
    "no-such-folder": Text(
        "a path or glob names no planning folder",
        'night.toml › line 9: there is no folder "sesons". Did you mean "seasons"?',
        "Correct the path: it counts from where the configuration is.",
    ),
    "folder-twice": Text(
        "a folder is named twice",
        "night.toml › line 12: seasons/a is named on line 9 already.",
        "Name it once; a glob names all that it matches.",
    ),
    "no-such-command": Text(
        "the program that is to hear of alerts is not there; the night goes on without it",
        'night.toml › line 20: there is no program "notfy" here.',
        "Install it, or write its whole path.",
    ),
}

RULES = {
    "overlap": Text(
        "somebody works two slots that share a day, or with too few free days between them",
        f"{_FILLED} by Ada Moreau (C001), who works on Quince (P07) Gaffer, 3–5 May 2027.",
        _SOLVE,
    ),
    "wrong-role": Text(
        "somebody fills a slot whose role they do not have",
        f"{_FILLED} by Bo Lindt (C002), who does not hold the role Gaffer.",
        "Add the role to *Other roles* on the Crew sheet, or run `planner solve`.",
    ),
    "before-hire": Text(
        "somebody works before the hire date",
        f"{_FILLED} by Ada Moreau (C001), who is hired only on 4 May 2027.",
        _SOLVE,
    ),
    "after-fire": Text(
        "somebody works after the fire date",
        f"{_FILLED} by Ada Moreau (C001), who leaves on 4 May 2027.",
        _SOLVE,
    ),
    "unavailable": Text(
        "somebody works on a day listed as unavailable",
        f"{_FILLED} by Ada Moreau (C001), who is away 3–5 May 2027.",
        _SOLVE,
    ),
    "never": Text(
        "somebody works where a booking says never",
        f"{_FILLED} by Ada Moreau (C001), who is never to be booked there.",
        "Delete the booking, or run `planner solve`.",
    ),
    "confirmed": Text(
        "an accepted confirmed booking is not kept",
        "plan.xlsx › Assignments: Ada Moreau (C001) on Harbour Lights (P12) is confirmed, can be kept, and is not.",
        _SOLVE,
    ),
    "whole-slot": Text(
        "a row's days are not those of a requirement",
        f"plan.xlsx › Assignments: {_SLOT}: nothing is required for just these days.",
        _SOLVE,
    ),
    "whole-production": Text(
        "with Staffing: whole, a production has some of its slots but not all",
        "plan.xlsx › Assignments: Harbour Lights (P12) has 3 of its 4 slots filled; whole staffing wants all.",
        _SOLVE,
    ),
    "slot-missing": Text(
        "a slot that is required has no row",
        f"plan.xlsx › Assignments: {_SLOT} is required, and the plan has no row for it.",
        _SOLVE,
    ),
    "slot-extra": Text(
        "a row stands for a slot that nothing requires, or is there twice",
        f"plan.xlsx › Assignments: {_SLOT} is beyond the number that is required.",
        _SOLVE,
    ),
    "began-before-kept": Text(
        "a slot that began before *Plan from* or is frozen lost its person, without a rule against it",
        f"plan.xlsx › Assignments: {_SLOT} began before Plan from; Bo Lindt (C002) had it, and it is now vacant.",
        _SOLVE,
    ),
    "goal-mismatch": Text(
        "a goal's value is not what the plan is worth",
        "plan.xlsx › Assignments: coverage is reported as 41 and is 40.",
        _OWN,
    ),
}
REASONS = {
    "busy": Text(
        "the person works elsewhere on these days", "C001 · busy · works on Quince (P07) Gaffer, 3–5 May 2027", ""
    ),
    "gap": Text(
        "the person has too few free days beside other work",
        "C001 · gap · needs 2 days free beside Quince (P07) Gaffer, 3–5 May 2027",
        "",
    ),
    "confirmed-elsewhere": Text("that other work is confirmed", "C001 · busy; confirmed-elsewhere", ""),
    "free": Text("nothing stands in the way", "C001 · free", "Book the person, or see which goal left the slot empty."),
}
CONFLICTS = {
    "vacancy": Text(
        "a slot that nobody fills",
        "Nobody fills Harbour Lights (P12) Gaffer, 3–5 May 2027 (slot 1).",
        "See *Candidates* for who is nearest; hire, move or release somebody, then run `planner solve`.",
    ),
    "confirmed-not-kept": Text(
        "a confirmed booking that something stands against",
        "The confirmed booking of Ada Moreau (C001) on Harbour Lights (P12) is not kept.",
        "Change the booking or what stands against it.",
    ),
    "booking-without-slot": Text(
        "a booking of a production that requires no such slot",
        "The confirmed booking of Ada Moreau (C001) on Harbour Lights (P12) as Grip has no slot in the plan.",
        "Add a row to Requirements, or delete the booking.",
    ),
    "hold-displaced": Text(
        "a hold whose person is not in that production",
        "Hold 1 of Ada Moreau (C001) on Harbour Lights (P12) is not kept.",
        "Confirm the hold if it must be kept, or release it.",
    ),
    "began-not-kept": Text(
        "somebody had a slot that began before *Plan from* or is frozen, and has it no more",
        "Ada Moreau (C001) had Harbour Lights (P12) Gaffer, 3–5 May 2027, and is away 4–5 May 2027.",
        "Change what stands against it, or enter `released` for these days if it is right.",
    ),
    "released-again": Text(
        "somebody fills a slot from which they are released",
        "Ada Moreau (C001) is released from Harbour Lights (P12) Gaffer, 3–5 May 2027, and planned there again.",
        "Enter `never` in place of `released` to keep the person off it.",
    ),
    "input-warning": Text(
        "a warning about the input, so that who reads the plan sees it",
        "The sheet Crew has a column Emial that is not read. And 2 warnings more like it.",
        "`planner check` lists every one; the codes of *Input* say what to do.",
    ),
}
COMMANDS = {
    "usage": Text("the command was typed wrong", "planner: No such option: --jsn.", "See `planner COMMAND --help`."),
    "input-refused": Text(
        "the input has errors; nothing was written",
        "planner: The input has 2 errors to mend first.",
        "Mend what is listed above it; the codes of *Input* say how.",
    ),
    "no-plan": Text(
        "`explain`, `export` or `publish` found no plan workbook",
        "planner: There is no plan.xlsx to explain. Run `planner solve` first.",
        "Run `planner solve`, or name the plan with `--plan`.",
    ),
    "outdated-plan": Text(
        "`explain` was asked about a plan that is not one of today's workbooks",
        "planner: plan.xlsx is not a plan of today's workbooks: its slots are not those of the input.",
        "Run `planner solve` again, then ask.",
    ),
    "unknown-slot": Text(
        "`explain --slot` was asked about a slot that the plan does not have",
        'planner: There is no slot "P10 Gafer" in this plan. Did you mean "P10 Gaffer 1 2027-04-05"?',
        "Name it by production, role and number, and by its first day where several are called so.",
    ),
    "ambiguous-slot": Text(
        "`explain --slot` was asked about what may be several slots",
        'planner: "P22 Grip" may be "P22 Grip 1 2027-08-09" or "P22 Grip 2 2027-08-09".',
        "Add the number, or the first day.",
    ),
    "no-result": Text(
        "planning ended without a plan; old files are as they were",
        "planner: the input was changed while it was being planned; plan it again",
        "Do what the sentence says, and run it again.",
    ),
    "interrupted": Text(
        "Ctrl-C came before there was a plan", "planner: Interrupted; nothing was changed.", "Run it again."
    ),
    "no-cluster-extra": Text(
        "`--cluster` was asked for, and Dask is not installed",
        'planner: --cluster needs dask, which is not installed: pip install "crew-planner[cluster]".',
        "Install the extra, or leave the option out: plans are the same.",
    ),
    "refused-cluster": Text(
        "`--cluster` named no scheduler, one that others could listen to, or workers with other versions",
        "planner: The worker tls://10.0.0.7:41001 has ortools 9.12.4544; here it is ortools 9.14.6206.",
        "Install on every worker what is installed here; name a scheduler elsewhere by tls://.",
    ),
    "unreachable-cluster": Text(
        "the scheduler of `--cluster` does not answer, or has no workers",
        "planner: The scheduler at tls://planning.example:8786 has no workers.",
        "Start the scheduler and its workers, and see that the certificates are those of Dask's configuration.",
    ),
    "crash": Text(
        "the planner failed; nothing was changed",
        "planner: There is not enough free memory to plan this folder. Nothing was changed.",
        "Run it again with `--log FILE`, and report what FILE holds.",
    ),
    "folder-in-use": Text(
        "`new`, `check --mark` or `export` would replace files that are not its own, or write among those planned with",
        "planner: my-season already holds crew.xlsx; name another folder.",
        "Name another folder.",
    ),
    "file-in-use": Text(
        "`suggest --to` would write over a file that is there",
        "planner: moves.xlsx is there already; name another file.",
        "Name another file.",
    ),
    "nothing-published": Text(
        "`publish --withdraw` found no published plan",
        "Nothing is published, so there is nothing to withdraw.",
        "`planner publish DIR --list` shows what there is.",
    ),
    "damaged-record": Text(
        "what the planner remembers about calendars or an export is not as it wrote it; nothing was exported",
        "planner: my-season/.planner/calendars.json is not as the planner wrote it, so nothing was exported.",
        "Put back a copy of it. Moved elsewhere, calendars begin anew, and who has the old ones sees work twice.",
    ),
    "unreadable-plan": Text(
        "a workbook to be compared is no plan",
        "planner: draft.xlsx cannot be compared.",
        "Name plan workbooks that `planner solve` wrote.",
    ),
    "bad-config": Text(
        "the configuration of a night has errors; nothing was planned",
        "planner: night.toml has 2 errors to mend first; nothing was planned.",
        "Mend what is listed above it; the codes of *Nights* say how.",
    ),
    "file-exists": Text(
        "`batch --init` would overwrite a file",
        "planner: night.toml is there already and is not overwritten.",
        "Name another file, or move this one away.",
    ),
    "no-runs": Text(
        "there is no such folder of runs, run, or folder in it",
        "planner: There is no run 2027-03-02 in runs.",
        "See `planner runs list`; `--runs DIR` names the folder of runs.",
    ),
}
SHARED = ("end-before-start", "unknown-role", "unknown-crew")  # told of the input and by others too
