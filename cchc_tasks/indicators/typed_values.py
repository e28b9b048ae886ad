"""Values of the statistics appendix that a person types: which line is meant, and its new value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from cchc_tasks.errors import NotFoundError, UsageError
from cchc_tasks.indicators import words
from cchc_tasks.indicators.contradiction_rules import Contradiction, find_contradictions
from cchc_tasks.indicators.keyed_lines import key_lines
from cchc_tasks.indicators.period_form import ChangedLine, name_period, read_form, store_form
from cchc_tasks.model.acts import Act
from cchc_tasks.model.deadline import Period
from cchc_tasks.model.indicator import Indicator, placed
from cchc_tasks.storage.change_recorder import ChangeRecorder
from cchc_tasks.storage.database import Database
from cchc_tasks.text import fold, nfc, squeeze


class Setting(NamedTuple):
    """A line as a person names it (its code, its number, its name) and its new value; None leaves the value."""

    target: str
    value: str | None


@dataclass(frozen=True, slots=True)
class SetReport:
    """What was set: the period, its form now, the lines that changed, and the change (None where nothing did).

    `carried_from` is the period whose form this one began with.
    """

    period: Period
    form: tuple[Indicator, ...]
    changed: tuple[ChangedLine, ...]
    carried_from: Period | None
    contradictions: tuple[Contradiction, ...]
    change_id: int | None = None


def set_indicators(
    database: Database, period: Period, settings: Sequence[Setting], act: Act, note: str | None = None
) -> SetReport:
    """Record values (and the note of a single line) of a period as one change; values stay as they are typed.

    A period without lines begins with the form of the one before it. Raises NotFoundError where there is no form yet
    or no such line, UsageError naming the candidates where several lines are meant, DatabaseError.
    """
    if note is not None and len(settings) != 1:
        raise UsageError(*words.note_of_one_line())
    with database.writing() as writer:
        recorder = ChangeRecorder(writer, act, "indicators")
        form = read_form(writer, period)
        if not form.lines:
            raise NotFoundError(*words.no_form(name_period(period)))
        lines = _with_settings(form.lines, settings, note)
        changed = tuple(
            ChangedLine(place.code, old, new)
            for place, old, new in zip(placed(lines), form.lines, lines, strict=True)
            if old != new
        )
        change_id = None
        if changed:
            store_form(recorder, form, key_lines(lines))
            recorded = [words.set_line(code, after.name, after.value) for code, _, after in changed]
            change_id = recorder.record(words.set_sentence(name_period(form.period), recorded))
    return SetReport(form.period, lines, changed, form.carried_from, tuple(find_contradictions(lines)), change_id)


def _with_settings(lines: Sequence[Indicator], settings: Sequence[Setting], note: str | None) -> tuple[Indicator, ...]:
    found = list(lines)
    meant: dict[int, str] = {}
    for setting in settings:
        index = find_line(lines, setting.target)
        if index in meant:
            raise UsageError(*words.set_twice(meant[index], setting.target))
        meant[index] = setting.target
        if setting.value is not None:
            found[index] = replace(found[index], value=squeeze(nfc(setting.value)))
        if note is not None:
            found[index] = replace(found[index], note=nfc(note).strip())
    return tuple(found)


def find_line(lines: Sequence[Indicator], target: str) -> int:
    """Return the place of the line that a person names by its code («I.2-1»), its number («I.2») or its name.

    Raises UsageError with the candidates where several are meant, NotFoundError where none is.
    """
    codes = [place.code for place in placed(lines)]
    wanted = fold(target)
    for matches in (
        [index for index, code in enumerate(codes) if fold(code) == wanted],
        [index for index, code in enumerate(codes) if _REPEATED.sub("", fold(code)) == wanted],
        [index for index, code in enumerate(codes) if _dotted(code) == wanted],
        [index for index, line in enumerate(lines) if line.no and fold(line.no).rstrip(".)") == wanted.rstrip(".)")],
        [index for index, line in enumerate(lines) if _plain(line.name) == _plain(target)],
        [index for index, line in enumerate(lines) if wanted and wanted in fold(line.name)],
    ):
        if len(matches) == 1:
            return matches[0]
        if matches:
            listed = [words.candidate(codes[index], lines[index].name, lines[index].parent) for index in matches]
            raise UsageError(*words.which_line(target, listed))
    raise NotFoundError(*words.no_such_line(target))


#: What tells lines with the same number apart, at the end of a code.
_REPEATED = re.compile(r"/\d+$")


def _dotted(code: str) -> str:
    """A code as it is often typed: «I.2.1» for the first line below number 2."""
    return fold(code).replace("-", ".")


def _plain(text: str) -> str:
    return fold(text).strip(" .:;-+")
