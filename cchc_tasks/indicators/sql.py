"""The lines of the statistics appendix in the database: what counts of them in a period, and what an act adds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from cchc_tasks.model.deadline import Period
from cchc_tasks.model.indicator import Indicator
from cchc_tasks.storage.conditions import in_force, of_organisation

if TYPE_CHECKING:
    from cchc_tasks.storage.change_recorder import ChangeRecorder
    from cchc_tasks.storage.reader import Reader, Row

_PRINTED = ("section", "no", "name", "parent", "unit", "value", "note")


class StoredLine(NamedTuple):
    """A line as it counts in a period: which one it is, its place in the form, and what it says."""

    indicator_id: int
    place: int
    line: Indicator
    change_id: int


def stored_lines(reader: Reader, period: Period) -> list[StoredLine]:
    """Return the lines of a period's form in printed order, empty where nothing was recorded of the period."""
    newest: dict[int, Row] = {}
    for row in _values(reader, period):
        newest[row[0]] = row
    found = [StoredLine(row[0], row[3], Indicator(*row[4:]), row[1]) for row in newest.values() if row[2]]
    return sorted(found, key=lambda stored: (stored.place, stored.indicator_id))


def _values(reader: Reader, period: Period) -> Iterator[Row]:
    """Yield the rows that count, the newest of a line last: indicator_id, change_id, in_form, place, printed words."""
    return reader.rows(
        f"SELECT v.indicator_id, v.change_id, v.in_form, v.place, {', '.join(f'v.{name}' for name in _PRINTED)} "
        f"FROM indicator_value v WHERE {of_organisation('v')} AND v.period_first = :first AND v.period_last = :last "
        f"AND {in_force('v')} ORDER BY v.seq, v.indicator_value_id",
        {"first": period.first.isoformat(), "last": period.last.isoformat()},
    )


def periods_with_lines(reader: Reader) -> list[tuple[str, str]]:
    """Return the first and last ISO day of every period of which something counts, the earliest first."""
    found = reader.rows(
        f"SELECT DISTINCT v.period_first, v.period_last FROM indicator_value v WHERE {of_organisation('v')} "
        f"AND {in_force('v')} ORDER BY v.period_last, v.period_first"
    )
    return [(str(first), str(last)) for first, last in found]


def indicator_ids(reader: Reader) -> dict[str, int]:
    """Return the id of every line that was ever recorded, by its key."""
    found = reader.rows(f"SELECT folded, indicator_id FROM indicator WHERE {of_organisation()} ORDER BY indicator_id")
    ids: dict[str, int] = {}
    for folded, indicator_id in found:
        ids.setdefault(folded, indicator_id)
    return ids


class LineRecorder:
    """Adds lines of one period to a change; use it within one writing transaction."""

    def __init__(self, recorder: ChangeRecorder, period: Period) -> None:
        self.recorder = recorder
        self.period = {"period_first": period.first.isoformat(), "period_last": period.last.isoformat()}
        self._ids = indicator_ids(recorder.writer)
        self._taken = {stored.indicator_id for stored in stored_lines(recorder.writer, period)}
        self._seq = _last_seq(recorder.writer, self.period) + 1

    def add(
        self, key: str, place: int, line: Indicator, *, indicator_id: int | None = None, in_form: bool = True
    ) -> None:
        """Record what a line says from now on; `indicator_id` names it where the period has it already.

        A key that was never there makes a new line, and so does one whose line has another place in the period.
        """
        if indicator_id is None:
            indicator_id = self._line_of(key)
        row = {"indicator_value_id": self.recorder.new_id(), "indicator_id": indicator_id, **self.period}
        printed = {name: getattr(line, name) for name in _PRINTED}
        self.recorder.add(
            "indicator_value", {**row, "seq": self._seq, "in_form": int(in_form), "place": place, **printed}
        )

    def _line_of(self, key: str) -> int:
        found = self._ids.get(key)
        if found is None or found in self._taken:
            found = self._ids[key] = self.recorder.new_id()
            self.recorder.add("indicator", {"indicator_id": found, "folded": key})
        self._taken.add(found)
        return found


def _last_seq(reader: Reader, period: Mapping[str, Any]) -> int:
    found = reader.rows(
        f"SELECT MAX(seq) FROM indicator_value WHERE {of_organisation()} AND period_first = :period_first "
        "AND period_last = :period_last",
        period,
    )
    return int(next(found)[0] or 0)
