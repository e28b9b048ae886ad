"""How often a calendar's entry changed is counted in one pass, as if each state were derived from the start."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_tasks.model.calendar_entry import calendar_state
from cchc_tasks.model.history import TAKEN_BACK, Detail
from cchc_tasks.model.status import Status
from cchc_tasks.storage.projections import derive, derive_known
from cchc_tasks.storage.task_history import TaskHistory

DAYS = st.sampled_from(["2026-01-01", "2026-02-01", "2026-03-01"])
OF_TASK = st.tuples(st.none(), st.just("status"), st.sampled_from([*Status, ""]))
OF_MILESTONE = st.tuples(
    st.integers(1, 3),
    st.sampled_from(["due", "closed", "submitted_on", "basis", "extended_from", "done_on", "submitted_to"]),
    st.sampled_from([None, "", "0", "1", "2026-05-01", "submission", "product"]),
)
ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("set"), st.lists(st.one_of(OF_TASK, OF_MILESTONE), min_size=1, max_size=3), DAYS),
        st.tuples(st.just("words"), st.integers(0, 2), DAYS),
        st.tuples(st.just("undo"), st.integers(0, 30), DAYS),
    ),
    max_size=14,
)


def history_of(acts: list[tuple[str, Any, str]]) -> TaskHistory:
    """The history of one task: it is imported first, and an undo names an earlier change."""
    history = TaskHistory({"task_id": 1, "plan_id": 1, "place": 1}, [], [], [], {1: ("0", "")}, {})
    _add_words(history, 1, "2026-01-01", 1, "")
    for seq, (kind, said, day) in enumerate(acts, 2):
        history.changes[seq] = (str(seq), "")  # type: ignore[index]
        if kind == "set":
            history.details.extend(Detail(seq, seq, n, name, value, day) for n, name, value in said)
        elif kind == "words":
            _add_words(history, seq, day, said, str(seq % 2))
        else:
            standing = [change for change in history.changes if change < seq and change not in history.taken_back]
            if standing:
                undone = standing[said % len(standing)]
                history.taken_back[undone] = seq
                history.details.append(Detail(seq, seq, None, TAKEN_BACK, str(undone), day))
    return history


def _add_words(history: TaskHistory, seq: int, day: str, in_plan: int, title: str) -> None:
    texts = ("no", "activities", "outputs", "lead_text", "support_text", "deadline_text", "review")
    version = {"task_version_id": seq, "change_id": seq, "seq": seq, "effective_on": day, "in_plan": in_plan}
    version |= {**dict.fromkeys(texts, ""), "title": title, "section_id": None, "place": None}
    history.versions.append(version)
    empty = ("every", "series", "awaited", "offset_number", "offset_unit", "offset_anchor", "reason", "start")
    for n in (1, 2, 3)[: 2 + seq % 2]:
        row = {"milestone_id": n, "task_id": 1, "task_version_id": seq, "n": n, "label": title, "kind": "fixed"}
        row |= {**dict.fromkeys(empty), "rule": "", "assumed": "", "ambiguous": 0, "due": "2026-04-01", "uid": str(n)}
        history.milestones.append(row)


def counted_from_the_start(history: TaskHistory) -> dict[int, tuple[int, str]]:
    """The plain model: every state that was ever known is derived anew, and compared with the one before."""
    shown: dict[int, Any] = {}
    revisions: dict[int, tuple[int, str]] = {}
    for seq in sorted(history.changes):
        derived = derive_known(history, None, seq)
        for row in derived.milestones if derived else ():
            version = next(v for v in history.versions if v["task_version_id"] == derived.task["task_version_id"])
            state = calendar_state(Status(derived.task["status"]), bool(row["closed"]))
            looks = [version["title"], row["label"], row["due"], row["extended_from"], state]
            key = row["milestone_id"]
            if key not in shown:
                revisions[key] = (0, history.changes[seq][0])
            elif shown[key] != looks:
                revisions[key] = (revisions[key][0] + 1, history.changes[seq][0])
            shown[key] = looks
    return revisions


@settings(max_examples=300, deadline=None)
@given(acts=ACTS)
def test_revisions_are_those_of_every_state_derived_from_the_start(acts: list[tuple[str, Any, str]]) -> None:
    history = history_of(acts)
    derived = derive(history)
    expected = counted_from_the_start(history)
    for row in derived.milestones if derived else ():
        assert (row["revision"], row["revised_at"]) == expected[row["milestone_id"]]
