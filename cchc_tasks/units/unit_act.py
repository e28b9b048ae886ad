"""The context of every act on units: its day, its documents, its units; one transaction, one change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from cchc_tasks.days import day_in_sentence
from cchc_tasks.errors import ConflictError, NotFoundError, UsageError
from cchc_tasks.model.acts import Act, Outcome
from cchc_tasks.model.timing import DueRules
from cchc_tasks.model.unit import UnitAct, UnitEventKind
from cchc_tasks.plans.act_context import effective_day, require_document
from cchc_tasks.plans.unit_cells import end_in_words
from cchc_tasks.reading.document_references import read_document
from cchc_tasks.reading.unit_names import read_units
from cchc_tasks.sentences import Words
from cchc_tasks.storage.change_recorder import ChangeRecorder, tasks_today
from cchc_tasks.storage.connection import NO_DAY, CoreReader
from cchc_tasks.storage.unit_history import Units
from cchc_tasks.text import fold, nfc, squeeze
from cchc_tasks.units import words


class UnitActContext:
    """One act on units while it is carried out: its day, its documents, its recorder and the words about it.

    `transferred` are the tasks that went to each unit, by its name; `notes` are sentences for the person.
    """

    def __init__(self, writer: CoreReader, act: Act, kind: str, given: UnitAct, *, needs_document: bool = True) -> None:
        """Begin the act; raises UsageError where day or document is missing, odd or to come."""
        self.recorder = ChangeRecorder(writer, act, kind)
        self.act = act
        self.evidence = _documents(given, act, needs_document=needs_document)
        self.day = _day(given, act, needs_day=needs_document)
        self.transferred: dict[str, list[str]] = {}
        self.task_ids: list[int] = []
        self.notes: list[Words] = []

    @property
    def units(self) -> Units:
        """The units as they were recorded before the act."""
        return self.recorder.units.units

    @property
    def iso(self) -> str:
        """The day as it is stored."""
        return self.day.isoformat()

    @property
    def document(self) -> str:
        """The documents in one text, the empty text for none."""
        return "; ".join(self.evidence)

    def title(self, unit_id: int) -> str:
        """The unit's name on the day, also of one that this act makes."""
        made = [row for row in self.recorder.rows["unit_name"] if row["unit_id"] == unit_id and not row["is_alias"]]
        return (
            str(made[-1]["name"]) if made and unit_id not in self.units.names else self.units.title(unit_id, self.iso)
        )

    def unit(self, name: str, *, ends: bool = False) -> int:
        """Return the unit that was named, which is there on the day; one that `ends` must not have ended later either.

        Raises NotFoundError with names that look alike, ConflictError where it is not there on the day.
        """
        unit_id = self.units.named(checked_name(name), self.iso)
        if unit_id is None:
            raise NotFoundError(*words.unknown(squeeze(nfc(name)), self.units.near(name, self.iso)))
        first = self.units.first_day(unit_id)
        if first > self.iso:
            shown = day_in_sentence(self.day), day_in_sentence(date.fromisoformat(first))
            raise ConflictError(*words.before_it_existed(self.title(unit_id), *shown))
        self.refuse_ended(unit_id, NO_DAY if ends else self.iso)
        return unit_id

    def single(self, name: str, *, ends: bool = False) -> int:
        """Return a unit as `unit` does; raises ConflictError for a group."""
        unit_id = self.unit(name, ends=ends)
        if self.units.is_group(unit_id):
            raise ConflictError(*words.is_group(self.title(unit_id)))
        return unit_id

    def receiver(self, name: str) -> int:
        """Return the unit that takes over: one that goes on, whenever it became known, or a new one by this name."""
        wanted = checked_name(name)
        unit_id = self.recorder.units.made(wanted) or self.units.named(wanted, self.iso)
        if unit_id is None:
            parts = read_units(wanted, self.units.all_names()).parts
            if len(parts) != 1 or parts[0].is_group:
                raise UsageError(*words.not_one_unit(wanted))
            return self.recorder.units.make(wanted, self.iso)
        if self.units.is_group(unit_id):
            raise ConflictError(*words.is_group(self.title(unit_id)))
        if unit_id in self.units.names:
            self.refuse_ended(unit_id, NO_DAY)
        return unit_id

    def refuse_ended(self, unit_id: int, day: str) -> None:
        """Raise ConflictError for a unit that has ended by the ISO day."""
        end = self.units.end(unit_id, day)
        if end:
            raise ConflictError(*words.has_ended(self.title(unit_id), end_in_words(self.units, end, self.iso)))

    def refuse_taken_name(self, name: str, unit_id: int) -> None:
        """Raise ConflictError for a name that another unit bears on the day or later."""
        for owner, is_alias in self.units.bearers(name, self.iso):
            if owner != unit_id:
                raise ConflictError(*words.name_taken(name, self.title(owner), is_alias))

    def refuse_several(self, name: str, unit_id: int) -> None:
        """Raise UsageError for a name that cells would read as several units, or as a group where it is one unit's."""
        parts = read_units(name, (name,)).parts
        if len(parts) != 1 or ";" in name or (parts[0].is_group and not self.units.is_group(unit_id)):
            raise UsageError(*words.not_one_unit(name))

    def event(self, unit_id: int, kind: UnitEventKind) -> None:
        """Record what happens to a unit on the day."""
        row = {"unit_event_id": self.recorder.new_id(), "unit_id": unit_id, "kind": str(kind)}
        self.recorder.add("unit_event", row | {"effective_on": self.iso, "document": self.document or None})

    def succeed(self, unit_id: int, heirs: Iterable[int]) -> None:
        """Record which units take a unit's place, or a part of it."""
        for heir in heirs:
            row = {"unit_successor_id": self.recorder.new_id(), "unit_id": unit_id, "successor_id": heir}
            self.recorder.add("unit_successor", row | {"effective_on": self.iso})

    def member(self, group_id: int, member_id: int, *, belongs: bool) -> None:
        """Record that a unit joins a group on the day, or leaves it."""
        row = {"unit_member_id": self.recorder.new_id(), "group_id": group_id, "member_id": member_id}
        self.recorder.add("unit_member", row | {"effective_on": self.iso, "belongs": int(belongs)})
        self.event(member_id, UnitEventKind.JOINED if belongs else UnitEventKind.LEFT)

    def replace_member(self, unit_id: int, heirs: Sequence[int], *, stays: bool = False) -> None:
        """Let the heirs of a unit take its place in its groups, and say so."""
        for group_id in self.units.groups_of(unit_id, self.iso):
            known = {*self.units.members(group_id, self.iso), *self._joining(group_id)}
            new = [heir for heir in heirs if heir not in known]
            for heir in new:
                self.member(group_id, heir, belongs=True)
            if not stays:
                self.member(group_id, unit_id, belongs=False)
                names = [self.title(heir) for heir in new]
                self.notes.append(words.takes_place_in(self.title(group_id), self.title(unit_id), names))

    def _joining(self, group_id: int) -> set[int]:
        rows = self.recorder.rows["unit_member"]
        return {row["member_id"] for row in rows if row["group_id"] == group_id and row["belongs"]}

    def finish(self, about: str, rules: DueRules) -> Outcome:
        """Store the change and return the outcome; `about` begins the log's sentence."""
        sentence = words.sentence(about, list(self.transferred.items()), self.evidence, day_in_sentence(self.day))
        change_id = self.recorder.record(sentence)
        tasks = tasks_today(self.recorder.writer, self.task_ids, self.act.today, rules)
        notes = tuple(dict.fromkeys(self.notes))
        return Outcome(change_id, self.recorder.kind, sentence, self.day, tuple(tasks), notes, (about,))


def checked_name(name: str) -> str:
    """Return a typed name as it is kept; raises UsageError for an empty one."""
    kept = squeeze(nfc(name))
    if not fold(kept):
        raise UsageError(*words.empty_name())
    return kept


def _documents(given: UnitAct, act: Act, *, needs_document: bool) -> tuple[str, ...]:
    evidence = tuple(filter(None, (squeeze(nfc(text)) for text in given.evidence)))
    if needs_document:
        require_document(evidence, words.WANTS)
    for text in evidence:
        if read_document(text) is None:
            raise UsageError(*words.document_without_number(text))
    effective_day(None, evidence, act, [])
    return evidence


def _day(given: UnitAct, act: Act, *, needs_day: bool) -> date:
    if given.day is None and needs_day:
        raise UsageError(*words.day_wanted())
    if given.day and given.day > act.today:
        raise UsageError(*words.day_in_future(day_in_sentence(given.day), day_in_sentence(act.today)))
    return given.day or act.today
