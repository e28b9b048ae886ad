"""What people call a task: unique in its plan, and typed without effort."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_tasks.model.refs import NumberedTask, refs_of, typed_number


@pytest.mark.parametrize(
    ("printed", "typed"), [("33", "33"), ("1.", "1"), ("a)", "a"), ("1.2.", "1.2"), ("I / 2", "I..2"), (" ", "")]
)
def test_a_number_is_typed_without_its_final_mark(printed: str, typed: str) -> None:
    assert typed_number(printed).replace("..", ".") == typed.replace("..", ".")


def test_repeated_numbers_get_their_section_s_numerals_in_front() -> None:
    tasks = [NumberedTask(1, 1, "1", "A/I"), NumberedTask(2, 2, "1", "A/II"), NumberedTask(3, 3, "2", "A/I")]
    tasks += [NumberedTask(4, 4, "1", "B/I"), NumberedTask(5, 5, "", "B/I"), NumberedTask(6, 6, "3", "")]
    assert refs_of(tasks) == {1: "A.I.1", 2: "II.1", 3: "2", 4: "B.I.1", 5: "#5", 6: "3"}


def test_numbers_that_stay_repeated_are_called_by_their_place() -> None:
    assert refs_of([NumberedTask(7, 1, "5", "I"), NumberedTask(8, 2, "5", "I")]) == {7: "#1", 8: "#2"}


@given(
    st.lists(
        st.tuples(st.sampled_from(["", "1", "2", "a)", "1.1"]), st.sampled_from(["", "I", "A/I", "A/II"])), max_size=12
    )
)
def test_every_task_of_a_plan_has_a_name_of_its_own(numbered: list[tuple[str, str]]) -> None:
    refs = refs_of(NumberedTask(place, place, no, path) for place, (no, path) in enumerate(numbered, 1))
    assert len(set(refs.values())) == len(numbered)
    assert all(refs.values())
