"""Every rule of the table reads its own examples whole, and no other rule reads them."""

from __future__ import annotations

import pytest

from cchc_tasks.model.deadline import Period
from cchc_tasks.model.status import Kind
from cchc_tasks.reading.deadlines import read_deadline
from cchc_tasks.reading.deadlines.clauses import RULES
from cchc_tasks.reading.deadlines.pattern_fragments import matching_form
from cchc_tasks.reading.deadlines.rule_definition import Rule

EXAMPLES = [(rule, example) for rule in RULES for example in rule.examples]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=[f"{rule.name}: {example}" for rule, example in EXAMPLES])
def test_an_example_is_matched_whole_by_its_own_rule_alone(rule: Rule, example: str) -> None:
    form = matching_form(example)
    assert [other.name for other in RULES if (m := other.pattern.search(form)) and m[0] == form] == [rule.name]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=[f"{rule.name}: {example}" for rule, example in EXAMPLES])
def test_an_example_is_read_as_what_its_rule_makes_of_it(rule: Rule, example: str) -> None:
    match = rule.pattern.search(matching_form(example))
    assert match is not None
    made = rule.produce(match)
    reading = read_deadline(example, Period.of_year(2022))
    kinds = [milestone.kind for milestone in reading.milestones]
    undated = example in ("trong quý", "trong tháng")  # a plan of a year does not say which
    assert kinds == [Kind.UNREAD if undated else expression.kind for expression in made]
    assert reading.leftover == ""
    assert all(milestone.label is None for milestone in reading.milestones)


def test_rules_have_names_of_their_own_and_an_example_each() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert all(rule.examples for rule in RULES)


@pytest.mark.parametrize("printed", ["Hằng  quý\t– Quí II", "Qúy II", "Theo Kế hoạch số 14/KH-STP ngày 31/01/2024"])
def test_the_matching_form_keeps_the_length_so_that_places_stay(printed: str) -> None:
    assert len(matching_form(printed)) == len(printed)
    assert matching_form(matching_form(printed)) == matching_form(printed)
