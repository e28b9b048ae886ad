"""A reading as the contract's JSON object, and in lines for a person."""

from __future__ import annotations

import json

import pytest

from cchc_tasks.model.deadline import Period
from cchc_tasks.reading.deadlines import read_deadline
from cchc_tasks.tracking.task_description import explain_deadline
from cchc_tasks.tracking.views import deadline_as_json

YEAR = Period.of_year(2022)


def test_the_object_has_exactly_the_contracts_fields() -> None:
    made = deadline_as_json(read_deadline("Hằng quý; Quý II", YEAR))
    assert list(made) == ["text", "milestones", "unread", "leftover", "assumed", "ambiguous", "notes", "doubts"]
    assert [list(milestone) for milestone in made["milestones"]] == 2 * [
        ["n", "label", "kind", "start", "due", "every", "occurrences", "trigger", "offset", "rule", "assumed",
         "ambiguous", "reason"]
    ]  # fmt: skip


def test_days_are_iso_text_and_absent_values_null() -> None:
    (milestone,) = json.loads(json.dumps(deadline_as_json(read_deadline("Ban hành: Quý II", YEAR))))["milestones"]
    assert milestone == {
        "n": 1, "label": "Ban hành", "kind": "fixed", "start": "2022-04-01", "due": "2022-06-30", "every": None,
        "occurrences": [], "trigger": None, "offset": None, "rule": "hết quý", "assumed": ["year"], "ambiguous": False,
        "reason": None,
    }  # fmt: skip


def test_a_recurring_reading_is_one_milestone_with_its_due_days() -> None:
    (milestone,) = deadline_as_json(read_deadline("Định kỳ 6 tháng", YEAR))["milestones"]
    assert (milestone["every"], milestone["occurrences"]) == ("half", ["2022-06-30", "2022-12-31"])
    assert (milestone["start"], milestone["due"]) == ("2022-01-01", "2022-12-31")


def test_an_offset_is_number_unit_and_anchor() -> None:
    (milestone,) = deadline_as_json(read_deadline("05 ngày làm việc kể từ ngày ký", YEAR))["milestones"]
    assert milestone["offset"] == {"number": 5, "unit": "working_day", "anchor": "ngày ký"}
    assert milestone["trigger"] == "05 ngày làm việc kể từ ngày ký"


def test_an_unread_phrase_says_why() -> None:
    made = deadline_as_json(read_deadline("30/02/2022", YEAR))
    assert made["unread"] is True
    assert made["milestones"][0]["reason"] == "«30/02/2022» không có trong lịch."


@pytest.mark.parametrize(
    ("phrase", "line"),
    [
        ("Quý II/2022", "30/06/2022: theo «Quý II/2022» (hết quý)"),
        ("Theo yêu cầu", "chờ «yêu cầu»"),
        ("Quý V/2022", "«Quý V/2022» không có trong lịch."),
        ("Hằng quý", "31/03/2022"),
        ("Quý II/2022 (dự kiến)", "! "),
        ("10 ngày kể từ ngày ký", "ngày ký"),
    ],
)
def test_a_person_reads_the_day_the_words_and_the_rule(phrase: str, line: str) -> None:
    assert line in "\n".join(explain_deadline(read_deadline(phrase, YEAR)))
