"""Finds the open doubts of a task on a day: of its words and result in force, those that nobody accepted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from cchc_tasks.model.doubts import Code, Doubt, doubts_after, doubts_in, stored
from cchc_tasks.model.fields import PRINTED_TEXTS
from cchc_tasks.model.history import Detail
from cchc_tasks.text import squeeze

#: The fields from which it follows: what a result is doubted for, doubts that were accepted, the result itself.
REVIEW, ACCEPTED, RESULT = "review", "review_accepted", "result"
DOUBT_FIELDS = frozenset({REVIEW, ACCEPTED, RESULT})

#: The cells that doubts name, by their column.
_CELLS = {field.column: field.name for field in PRINTED_TEXTS}

#: What sentences of older programs said of units and of whole rows; every other one was about the deadline.
_OF_UNITS = re.compile(
    r"Không nhận ra đơn vị «|«.*» (?:được giữ là một (?:đơn vị|nhóm),|được tách thành hai đơn vị|được nối từ hai dòng"
    r"|kết thúc bằng dấu ba chấm|.*giữ nguyên như bản in, cần xem giao cho đơn vị nào)"
)
_OF_ROW = re.compile(r"nhiệm vụ .* (?:không có tên\Z|để trống .* có vẻ gộp ô với nhiệm vụ)")
_QUOTED = re.compile(r"«([^»]*)»")


def version_doubts(version: Mapping[str, Any]) -> tuple[Doubt, ...]:
    """Return what a task_version row is doubted for, accepted or not."""
    return tuple(_placed(doubt, version) for doubt in doubts_in(version["review"]))


def result_doubts(text: str | None, change_id: int) -> tuple[Doubt, ...]:
    """Return what a result is doubted for that a change reported, accepted or not."""
    return tuple(
        replace(doubt, field=doubt.field or RESULT, raised_by=doubt.raised_by or change_id) for doubt in doubts_in(text)
    )


def doubts_of_new_words(
    version: Mapping[str, Any], words: Mapping[str, Any], fresh: Iterable[Doubt], raised_by: int
) -> tuple[Doubt, ...]:
    """Return what a version is doubted for that a change makes from another one.

    `words` are the columns that it sets, `fresh` the doubts of those words.
    """
    changed = {
        _CELLS.get(column, column)
        for column, text in words.items()
        if squeeze(str(text or "")) != squeeze(str(version.get(column) or ""))
    }
    return doubts_after(version_doubts(version), changed, fresh, raised_by)


def open_doubts(version: Mapping[str, Any], details: Iterable[Detail]) -> str:
    """Return the kept text of the doubts that want a person.

    `version` holds the words in force, `details` the task's own fields among DOUBT_FIELDS that are in force.
    """
    listed = sorted(details, key=lambda detail: (detail.effective_on, detail.seq))
    if not version["review"] and not listed:
        return ""
    accepted = {line for detail in listed if detail.field == ACCEPTED for line in (detail.value or "").split("\n")}
    of_words = (doubt for doubt in version_doubts(version) if not _accepted_as_sentence(doubt, accepted))
    return stored(doubt for doubt in (*of_words, *_of_result(listed)) if doubt.stored not in accepted)


def _accepted_as_sentence(doubt: Doubt, accepted: set[str]) -> bool:
    """Whether an older program, which kept sentences, noted that the sentence was accepted."""
    return doubt.code == Code.AS_RECORDED and doubt.printed in accepted


def _of_result(listed: list[Detail]) -> tuple[Doubt, ...]:
    """Return the doubts of the result in force; `listed` in the order in which they took effect.

    They stand as long as the words that they are about do. An older program accepted them by an empty field: that
    counts for what was recorded before it, and for the sentences of such a program as it did there.
    """
    results = {detail.change_id: detail.value for detail in listed if detail.field == RESULT}
    in_force = next((detail.value for detail in reversed(listed) if detail.field == RESULT), None)
    standing: Detail | None = None
    for detail in (detail for detail in listed if detail.field == REVIEW):
        is_acceptance = not detail.value and detail.change_id not in results
        if not (is_acceptance and standing and standing.seq > detail.seq and _is_coded(standing)):
            standing = detail
    if standing is None or not standing.value:
        return ()
    if _is_coded(standing) and squeeze(results.get(standing.change_id) or "") != squeeze(in_force or ""):
        return ()
    return result_doubts(standing.value, standing.change_id)


def _is_coded(detail: Detail) -> bool:
    return all(doubt.code != Code.AS_RECORDED for doubt in doubts_in(detail.value))


def _placed(doubt: Doubt, version: Mapping[str, Any]) -> Doubt:
    """Return a doubt of a version with its change; a sentence of an older program is put in the cell it was about."""
    raised_by = doubt.raised_by or version["change_id"]
    if doubt.code != Code.AS_RECORDED or doubt.field:
        return replace(doubt, raised_by=raised_by)
    field = "row" if _OF_ROW.match(doubt.printed) else "deadline"
    if _OF_UNITS.match(doubt.printed):
        names = [squeeze(name) for name in _QUOTED.findall(doubt.printed)[:1]]
        supports = squeeze(version["support_text"])
        led = any(name in squeeze(version["lead_text"]) for name in names)
        field = "support" if not led and any(name in supports for name in names) else "lead"
    return replace(doubt, field=field, raised_by=raised_by)
