"""Which task a row of an amended plan is: by number and likeness, in any order of the rows, and never by guessing."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from cchc_tasks.plans.best_pairs import heaviest_pairs
from cchc_tasks.plans.row_pairs import Pairing, PrintedTask, pair_tasks

SURVEY = "Khảo sát sự hài lòng của người dân về giải quyết thủ tục hành chính"
TRAINING = "Tập huấn nghiệp vụ kiểm soát thủ tục hành chính cho công chức"
ARCHIVE = "Số hóa hồ sơ lưu trữ của Sở giai đoạn trước năm 2020"


def plan(*rows: tuple[str, str] | tuple[str, str, str], first: int = 0) -> list[PrintedTask]:
    """Tasks of one side from (number, title, other words), with keys from `first` on."""
    return [
        PrintedTask(key, row[0], "I", "CÔNG TÁC CHỈ ĐẠO", row[1], rest=row[2] if len(row) > 2 else "")
        for key, row in enumerate(rows, first)
    ]


def test_the_same_title_under_another_number_is_the_same_task() -> None:
    ours, theirs = plan(("1", SURVEY), ("2", TRAINING)), plan(("1", ARCHIVE), ("2", SURVEY), ("3", TRAINING))
    assert pair_tasks(ours, theirs) == Pairing({0: 1, 1: 2}, {})


def test_a_title_corrected_under_its_number_is_the_same_task() -> None:
    assert pair_tasks(plan(("5", SURVEY)), plan(("5", SURVEY + " tại Bộ phận Một cửa"))).pairs == {0: 0}


def test_a_title_reworded_with_most_words_kept_needs_its_number_and_section() -> None:
    reworded = "Khảo sát mức độ hài lòng của người dân, doanh nghiệp về thủ tục hành chính"
    assert pair_tasks(plan(("5", SURVEY)), plan(("5", reworded))).pairs == {0: 0}
    elsewhere = pair_tasks(plan(("5", SURVEY)), plan(("9", reworded)))
    assert elsewhere.pairs == {}


def test_another_title_under_the_same_number_is_another_task() -> None:
    assert pair_tasks(plan(("5", SURVEY)), plan(("5", ARCHIVE))) == Pairing({}, {})


def test_a_title_that_the_page_cut_is_the_same_task() -> None:
    assert pair_tasks(plan(("5", SURVEY)), plan(("6", SURVEY[:40]))).pairs == {0: 0}


def test_the_quarter_tells_reports_apart_when_every_number_moves() -> None:
    ours = plan(
        *((str(n), f"Báo cáo công tác CCHC quý {q} gửi Sở Nội vụ") for n, q in enumerate(("I", "II", "III"), 3))
    )
    theirs = plan(
        *((str(n), f"Báo cáo kết quả công tác CCHC quý {q} gửi Sở Nội vụ") for n, q in enumerate(("I", "II", "III"), 4))
    )
    found = pair_tasks(ours, theirs)
    assert found.pairs.items() <= {0: 0, 1: 1, 2: 2}.items()
    assert set(found.pairs) | set(found.unsure) == {0, 1, 2}


def test_one_title_printed_twice_is_told_apart_by_its_other_words() -> None:
    ours = plan(("4", "Tổ chức tuyên truyền", "qua báo đài"), ("5", "Tổ chức tuyên truyền", "qua hội thi"))
    theirs = plan(
        ("4", "Tổ chức tuyên truyền", "qua mạng xã hội"),
        ("5", "Tổ chức tuyên truyền", "qua báo đài"),
        ("6", "Tổ chức tuyên truyền", "qua hội thi"),
    )
    assert pair_tasks(ours, theirs).pairs == {0: 1, 1: 2}


def test_two_rows_that_fit_alike_are_not_guessed() -> None:
    found = pair_tasks(plan(("4", SURVEY)), plan(("7", SURVEY + " nhóm A"), ("8", SURVEY + " nhóm B")))
    assert found.pairs == {}
    assert set(found.unsure[0]) == {0, 1}


def test_an_empty_plan_and_an_empty_file_have_no_pairs() -> None:
    assert pair_tasks([], plan(("1", SURVEY))) == pair_tasks(plan(("1", SURVEY)), []) == Pairing({}, {})


@given(st.permutations(range(6)), st.permutations(range(7)))
def test_the_order_of_the_rows_makes_no_difference(left: list[int], right: list[int]) -> None:
    titles = (SURVEY, TRAINING, ARCHIVE, SURVEY + " năm nay", "Báo cáo quý I", "Báo cáo quý II")
    ours = plan(*((str(n), title) for n, title in enumerate(titles, 1)))
    theirs = plan(("1", "Việc mới"), *((str(n), title + " của Sở") for n, title in enumerate(titles, 2)))
    first = pair_tasks(ours, theirs)
    again = pair_tasks([ours[n] for n in left], [theirs[n] for n in right])
    assert (dict(first.pairs), dict(first.unsure)) == (dict(again.pairs), dict(again.unsure))


@given(st.dictionaries(st.tuples(st.integers(0, 3), st.integers(10, 13)), st.integers(1, 30), min_size=1))
def test_the_pairs_that_are_chosen_weigh_most(weights: dict[tuple[int, int], int]) -> None:
    chosen = heaviest_pairs(weights)
    assert len(set(chosen.values())) == len(chosen)
    rights = [*range(10, 14), None, None, None, None]
    best = max(
        sum(weights.get((left, right), 0) for left, right in enumerate(order) if right is not None)
        for order in itertools.permutations(rights, 4)
    )
    assert sum(weights[pair] for pair in chosen.items()) == best
