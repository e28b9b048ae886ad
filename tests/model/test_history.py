"""The one rule of the history, against a second way of saying it: of all details that count, the last one decides."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cchc_tasks.model.history import Detail, FieldsInForce, FieldValue, state_on

DAYS = ["2022-01-10", "2022-02-20", "2022-03-30"]
#: A field with one value, a field of a milestone, and one whose values add up.
PLACES: list[tuple[int | None, str]] = [(None, "status"), (7, "due"), (None, "evidence")]


@st.composite
def recorded(draw: st.DrawFn) -> list[Detail]:
    """Details of a task in the order of recording: each change sets some fields, all from one day on."""
    found = []
    for seq in range(1, draw(st.integers(1, 7))):
        day = draw(st.sampled_from(DAYS))
        for milestone_id, field in draw(st.lists(st.sampled_from(PLACES), min_size=1, max_size=3, unique=True)):
            value = draw(st.sampled_from(["a", "b", "", None]))
            found.append(Detail(100 + seq, seq, milestone_id, field, value, day))
    return found


TAKEN_BACK = st.sets(st.integers(101, 107))


def in_force(
    details: list[Detail], taken_back: set[int], day: str | None
) -> dict[tuple[int | None, str], list[Detail]]:
    """For each field the details that count on the day, the one that decides last."""
    counting = [d for d in details if d.change_id not in taken_back and (day is None or d.effective_on <= day)]
    found: dict[tuple[int | None, str], list[Detail]] = {}
    for effective_on in DAYS:
        for detail in counting:
            if detail.effective_on == effective_on:
                found.setdefault((detail.milestone_id, detail.field), []).append(detail)
    return found


@given(recorded(), TAKEN_BACK, st.sampled_from([None, "2022-01-09", *DAYS, "2022-03-29"]))
def test_the_last_detail_in_force_by_its_day_then_by_recording_decides(
    details: list[Detail], taken_back: set[int], day: str | None
) -> None:
    expected = in_force(details, taken_back, day)
    state = state_on(reversed(details), taken_back, day)
    assert state.keys() == expected.keys()
    for key, counting in expected.items():
        assert state[key].effective_on == counting[-1].effective_on
        if key[1] != "evidence":
            assert state[key].value == counting[-1].value


@given(recorded(), TAKEN_BACK)
def test_documents_add_up_until_an_empty_value_clears_them(details: list[Detail], taken_back: set[int]) -> None:
    counting = in_force(details, taken_back, None).get((None, "evidence"), [])
    kept: list[str] = []
    for detail in counting:
        kept = [*kept, detail.value] if detail.value else []
    found = state_on(details, taken_back).get((None, "evidence"))
    assert [line for line in ((found.value if found else None) or "").split("\n") if line] == kept


@given(recorded(), st.lists(st.integers(101, 107), unique=True))
def test_the_state_kept_change_by_change_is_the_state_by_the_rule(details: list[Detail], taken_back: list[int]) -> None:
    kept = FieldsInForce()
    for detail in details:
        kept.add(detail)
    for change_id in taken_back:
        kept.take_back({change_id})
    expected = in_force(details, set(taken_back), None)
    assert kept.state == {key: FieldValue(last[-1].value, last[-1].effective_on) for key, last in expected.items()}
