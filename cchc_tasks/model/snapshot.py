"""A snapshot keeps the numbers of a report as they were; a number change says how one differs now."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

#: A task in a snapshot: what people called it, and the parts of the counts that it was in.
Counted = tuple[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The numbers of one report. `numbers` are by plan and part («overdue»), `tasks` by their id.

    `scope` is the selection in one text; `lines` are typed lines of the statistics appendix by their path, where the
    report prints them. `newest_change` is the number of the change up to which they hold, 0 for none.
    """

    kind: str
    scope: str
    first: date | None
    last: date | None
    as_of: date
    numbers: dict[str, dict[str, int]]
    tasks: dict[int, Counted]
    lines: dict[str, str] = field(default_factory=dict)
    newest_change: int = 0


@dataclass(frozen=True, slots=True)
class FrozenReport:
    """A snapshot that was kept: when (UTC, ISO) and by whom, the random id and the hash that stand in the file.

    `number` and `signed_on` are those of the signed document, empty and None where it was frozen before.
    """

    snapshot: Snapshot
    change_id: int
    recorded_at: str
    actor: str
    uid: str
    sha256: str
    number: str = ""
    signed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a number is another one now: a task, whether it entered or left the part, and the changes that did it.

    `changes` are (when UTC ISO, by whom, sentence); none where nothing was recorded of the task since: then the
    office's settings are others.
    """

    ref: str
    entered: bool
    changes: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class NumberChange:
    """A number that is another one now: of a plan and a part, or a typed line («I.2») where `plan` is empty."""

    plan: str
    part: str
    reported: str
    now: str
    causes: tuple[Cause, ...] = ()
