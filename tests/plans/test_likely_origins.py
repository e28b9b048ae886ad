"""What is proposed as the origin of a shortfall follows from the words alone, in whatever order they come."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cchc_tasks.plans.remedy_proposals import PrintedRow, find_likely_origins

_WORDS = ["sổ hộ tịch", "kho ảnh", "hồ sơ", "phiếu khảo sát", "trả kết quả", "đúng hạn", "tập huấn", "công chức"]
_TITLES = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=9).map(" ".join)
_ROWS = st.lists(_TITLES, max_size=6).map(lambda titles: [PrintedRow(key, text) for key, text in enumerate(titles)])


@given(_ROWS, _ROWS)
def test_the_order_of_the_rows_makes_no_difference(rows: list[PrintedRow], olds: list[PrintedRow]) -> None:
    assert find_likely_origins(rows[::-1], olds[::-1]) == find_likely_origins(rows, olds)


@given(_ROWS, _ROWS)
def test_every_proposal_gives_a_reason_and_there_are_at_most_three(
    rows: list[PrintedRow], olds: list[PrintedRow]
) -> None:
    for candidates in find_likely_origins(rows, olds).values():
        assert 1 <= len(candidates) <= 3
        assert all(candidate.reasons for candidate in candidates)
        weights = [candidate.weight for candidate in candidates]
        assert weights == sorted(weights, reverse=True)


def test_words_that_every_row_has_propose_nothing() -> None:
    rows = [PrintedRow(0, "Báo cáo kết quả thực hiện nhiệm vụ được giao")]
    olds = [PrintedRow(key, f"Báo cáo kết quả thực hiện nhiệm vụ {key}") for key in range(20)]
    assert find_likely_origins(rows, olds) == {}


def test_a_document_that_many_tasks_cite_proposes_none_of_them() -> None:
    rows = [PrintedRow(0, "Chưa làm theo Nghị định số 30/2020/NĐ-CP")]
    few = [PrintedRow(0, "Sổ tay theo Nghị định số 30/2020/NĐ-CP"), PrintedRow(1, "Chữ ký số")]
    many = [PrintedRow(key, f"Việc {key} theo Nghị định số 30/2020/NĐ-CP") for key in range(4)]
    assert [found.key for found in find_likely_origins(rows, few)[0]] == [0]
    assert find_likely_origins(rows, many) == {}
