"""All that the planner raises of its own accord, as one family; faults in somebody's file are findings, not these.

::

    PlannerError
    ├── CannotApply            a change names somebody or something that is not there
    ├── NoChange               a row that is no change
    ├── what keeps a folder from being read or written
    │   ├── FolderBusy         others have it for longer than was waited
    │   ├── ReadOnlyFolder     nothing can be written there
    │   ├── UntrustedFolder    a record or link in it would touch files outside
    │   │   └── UnreadableJournal  a list of replacements that cannot be read
    │   ├── ChangedMeanwhile   somebody changed files since they were read
    │   ├── CannotReplace      a file is open elsewhere, or read-only
    │   ├── KeptAside          the plan could not be replaced, and is kept beside
    │   ├── CannotUndo         the last operation cannot be taken back
    │   ├── NothingPublished   there is no published plan to withdraw
    │   ├── DamagedRecord      what is remembered about calendars or an export cannot be read
    │   ├── OutInUse           an export would replace files that are not its own
    │   └── CopiesInUse        marked copies would replace files that are not theirs
    ├── what keeps a workbook from being read or edited
    │   ├── RefusedPackage     what is no workbook, or a dangerous one
    │   ├── TooManyCells       more cells than are read
    │   ├── DamagedCell        a cell that says what none can
    │   ├── CannotPlace        there is no place for a change
    │   ├── CannotEdit         an edit that would lose something
    │   ├── CannotEditFile     a workbook in which no edit can be made
    │   ├── Broken             a formula that would refer to a row that goes
    │   └── UnreadablePlan     a file to be compared that is no plan
    ├── TimeUp                 the time for a plan is over
    ├── LostWork               what was to be done elsewhere was not
    │   └── LostChild          a process ended before its task did
    ├── RefusedCluster         a cluster that must not be used
    ├── UnreachableCluster     a scheduler that does not answer, or has no workers
    ├── RunsBusy               another night keeps its run where this one would
    ├── Stopped                somebody gave up before all scenarios were planned
    ├── BrokenPlan             a plan that fails its own audit, which is a bug
    └── Refusal                how a command ends without a result; the command line alone turns any of these into one

Changes when something else can go wrong.
"""


class PlannerError(Exception):
    """What the planner raises of its own accord."""
