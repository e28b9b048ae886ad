"""The section rows of a printed plan: which ones stand before a task."""

from __future__ import annotations

from typing import NamedTuple

from cchc_tasks.storage.queries import section_rows
from cchc_tasks.storage.reader import Reader


class SectionRow(NamedTuple):
    """A section as it is printed: its numeral and title, and the section that it is part of."""

    no: str
    title: str
    parent: int | None


class SectionRows:
    """Tells, task after task in printed order, which section rows begin before it."""

    def __init__(self, reader: Reader, plan_id: int) -> None:
        self._sections: dict[int, SectionRow] = {}
        innermost: dict[str, int] = {}
        for section_id, no, path, title in section_rows(reader, plan_id):
            above = path.rpartition("/")[0]
            self._sections[section_id] = SectionRow(no, title, innermost.get(above) if above else None)
            if path:
                innermost[path] = section_id
        self._open: list[int] = []

    def before(self, section_id: int | None) -> list[SectionRow]:
        """Return the rows that are printed before the next task, which stands in the section."""
        chain = self._chain(section_id)
        begun = [section for section in chain if section not in self._open]
        self._open = chain
        return [self._sections[section] for section in begun]

    def around(self, section_id: int | None) -> list[SectionRow]:
        """Return the section and those that it is part of, the outermost first."""
        return [self._sections[section] for section in self._chain(section_id)]

    def _chain(self, section_id: int | None) -> list[int]:
        chain: list[int] = []
        place = section_id
        while place is not None and place in self._sections:
            chain.insert(0, place)
            place = self._sections[place].parent
        return chain
