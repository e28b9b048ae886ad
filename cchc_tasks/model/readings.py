"""What unit cells, result cells and document references were read as."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cchc_tasks.model.doubts import Doubt
from cchc_tasks.model.status import Status


@dataclass(frozen=True, slots=True)
class UnitPart:
    """One unit named in a cell: `text` as printed, `name` written out («số 2» → «Phòng Công chứng số 2»).

    `is_group` is true for «Các …»; `known` is true where the name is one of the organisation's, `is_new` where
    it begins with a unit's head and so becomes a unit of its own.
    """

    text: str
    name: str
    is_group: bool = False
    known: bool = False
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class UnitsReading:
    """The units of one cell in printed order, and why a person should look."""

    parts: tuple[UnitPart, ...]
    review: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class StatedProgress:
    """A stated count: «02/03 hoạt động» is done 2, total 3, text as printed."""

    done: int
    total: int
    text: str


@dataclass(frozen=True, slots=True)
class ResultReading:
    """The reading of a result cell: a proposal that a person may correct.

    `finished` and `submitted` are indexes (from 0) into the deadline reading's milestones that the words say
    are finished, or handed up and not yet issued; an empty cell is no report, `status` None. `difficulty` is
    the printed clause about obstacles, None where there is none. `rule` names the rule, `review` says why the
    reading is not certain.
    """

    text: str
    status: Status | None
    progress: StatedProgress | None = None
    finished: tuple[int, ...] = ()
    submitted: tuple[int, ...] = ()
    difficulty: str | None = None
    rule: str = ""
    review: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentReference:
    """A document named in running text: «Kế hoạch số 14/KH-STP ngày 31/01/2024».

    `number` and `symbol` as printed, `year_in_symbol` where the symbol carries one («46/2021/QĐ-UBND»),
    `date_text` the printed day and `issued_on` that day as a date (None where it is impossible or absent).
    `flags` tell odd forms, which are kept and never corrected. `start` and `end`
    are the place in the text that was searched.
    """

    text: str
    type_word: str | None
    number: str
    symbol: str
    year_in_symbol: str | None = None
    date_text: str | None = None
    issued_on: date | None = None
    flags: tuple[Doubt, ...] = ()
    start: int = 0
    end: int = 0

    @property
    def identity(self) -> tuple[str, str, str | None]:
        """Number without leading zeros, symbol without blanks, year: what makes two references the same document."""
        year = self.year_in_symbol[:4] if self.year_in_symbol else None
        if year is None and self.issued_on:
            year = str(self.issued_on.year)
        return (self.number.lstrip("0") or "0", "".join(self.symbol.split()), year)
