"""An act says who does something and when; requests say what a person records; an outcome says what came of it.

An act is passed down, so that nothing below reads a clock or a user's name. Texts are as typed, empty where nothing was
said. `milestone` is the number of a mốc in its task, `on` the day on which it happened, `evidence` the documents that
prove it, each in words («Quyết định số 215/QĐ-UBND ngày 20/4/2022»), `seq` the state that the person was shown. `texts`
are what was typed by the names of the fields (`model.fields`): one that is not among them was not said, an empty one
clears what was there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from cchc_tasks.model.fields import TEXTS, ValueKind
from cchc_tasks.model.status import Status
from cchc_tasks.model.task import Task

if TYPE_CHECKING:
    from cchc_tasks.sentences import Words

#: Shows how far long work is: what is going on, how much is done, and of how much where that is known.
ShowProgress: TypeAlias = Callable[[str, int, int | None], None]


def show_nothing(_label: str, _done: int, _total: int | None) -> None:
    """Show no progress."""


class Act(NamedTuple):
    """One person's act: the name to record, the moment in UTC, and the day in Viet Nam."""

    actor: str
    moment: datetime
    today: date

    @property
    def recorded_at(self) -> str:
        """The moment as ISO text with milliseconds, as it is stored."""
        return self.moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{self.moment.microsecond // 1000:03d}Z"


@dataclass(frozen=True, slots=True)
class Update:
    """What was reported of one task or several; None is «not said»."""

    status: Status | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    progress: str | None = None
    milestone: int | None = None
    on: date | None = None
    evidence: tuple[str, ...] = ()
    seq: int | None = None
    #: Only the ongoing milestones are meant: the results of ongoing work are confirmed (chốt kết quả).
    ongoing_only: bool = False

    @property
    def says_nothing(self) -> bool:
        """Whether no field is set at all."""
        said = self.texts or self.status is not None or self.progress is not None
        return not said and not any(map(str.strip, self.evidence))


@dataclass(frozen=True, slots=True)
class Submission:
    """A product that was handed up (đã trình) and is not issued yet."""

    evidence: tuple[str, ...]
    milestone: int | None = None
    on: date | None = None
    to: str = ""
    seq: int | None = None


@dataclass(frozen=True, slots=True)
class Extension:
    """A new date (gia hạn): `to` as typed, a day or a phrase; without a document it is only a request."""

    to: str
    reason: str
    milestone: int | None = None
    on: date | None = None
    evidence: tuple[str, ...] = ()
    seq: int | None = None


@dataclass(frozen=True, slots=True)
class Resolution:
    """The date of a deadline that had none: the day itself, or the day of the event from which it is counted."""

    due: date | None = None
    anchor: date | None = None
    milestone: int | None = None
    on: date | None = None
    evidence: tuple[str, ...] = ()
    seq: int | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """What a document corrects of a printed task, or the words of a task that it adds; None is «as it was»."""

    evidence: tuple[str, ...]
    texts: Mapping[str, str] = field(default_factory=dict)
    section: str | None = None
    basis: str | None = None
    milestone: int | None = None
    lead: tuple[str, ...] | None = None
    support: tuple[str, ...] | None = None
    new_units: bool = False
    on: date | None = None
    seq: int | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an act did: the change's id and sentence, its day, the tasks as they stand now, and what to know of it.

    `notes` are Vietnamese sentences: odd documents, a day that stays unknown, a later entry that still counts;
    `log_parts` are the parts in which the act says what it set.
    """

    change_id: int
    kind: str
    sentence: str
    day: date
    tasks: tuple[Task, ...]
    notes: tuple[Words, ...] = ()
    log_parts: tuple[str, ...] = ()


def texts_apart(said: Mapping[str, Any]) -> dict[str, Any]:
    """Return what options or a form say as arguments of a request: texts that were said apart, under `texts`."""
    names = {known.name for known in TEXTS if known.kind is not ValueKind.UNITS}
    texts = {name: text for name, text in said.items() if name in names and text is not None}
    return {name: value for name, value in said.items() if name not in names} | {"texts": texts}
