"""The labelled phrases from public plans, where the shared material lies beside the project."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cchc_tasks.model.deadline import DeadlineReading, Period
from cchc_tasks.model.status import Kind
from cchc_tasks.reading.deadlines import read_deadline

GOLD = Path(__file__).parents[2] / "../shared/gold/deadlines.jsonl"


@pytest.fixture(scope="module")
def sure_rows() -> list[dict[str, Any]]:
    if not GOLD.exists():
        pytest.skip("../shared/gold/deadlines.jsonl is not beside the project")
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if not row["ambiguous"] and row["text"].strip()]


def read(row: dict[str, Any]) -> DeadlineReading:
    return read_deadline(row["text"], Period.of_year(row["plan_year"]) if row["plan_year"] else None)


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def test_every_sure_phrase_is_read_as_labelled_and_without_doubt(sure_rows: list[dict[str, Any]]) -> None:
    for row in sure_rows:
        reading = read(row)
        expected = Counter((m["kind"], m["every"]) for m in row["milestones"]) or Counter({("unread", None): 1})
        assert Counter((m.kind, m.every) for m in reading.milestones) == expected, row["text"]
        assert not reading.ambiguous, row["text"]


def test_windows_and_occurrences_are_those_labelled(sure_rows: list[dict[str, Any]]) -> None:
    for row in sure_rows:
        reading = read(row)
        if not row["plan_year"]:
            assert all(m.due is None and not m.occurrences for m in reading.milestones), row["text"]
        for wanted, found in zip(row["milestones"], reading.milestones, strict=False):
            if found.kind in (Kind.FIXED, Kind.ONGOING):
                assert (found.start, found.due) == (day(wanted["start"]), day(wanted["due"])), row["text"]
            if wanted.get("occurrences"):
                assert [o.due.isoformat() for o in found.occurrences] == wanted["occurrences"], row["text"]
