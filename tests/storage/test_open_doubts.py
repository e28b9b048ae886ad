"""Which doubts are open by the rows of a history, those of programs that kept sentences among them."""

from __future__ import annotations

from typing import Any

import pytest

from cchc_tasks.model.doubts import Code, Doubt, doubts_in, stored
from cchc_tasks.model.history import Detail
from cchc_tasks.storage.open_doubts import doubts_of_new_words, open_doubts, version_doubts

BEFORE = "«trước» một tháng, quý, năm có thể tính đến đầu hoặc cuối kỳ đó: đọc là trước ngày đầu kỳ."
UNKNOWN = "Không nhận ra đơn vị «Đồng chí phụ trách»: giữ nguyên như bản in, cần chọn đơn vị hoặc thêm tên mới."
NO_TITLE = "nhiệm vụ 7 không có tên"
ALMOST = "«Cơ bản», «gần» hoàn thành chưa phải là hoàn thành: đọc là đang thực hiện."
PASSED = "«Đạt» có thể là đạt chỉ tiêu: cần xác nhận đã hoàn thành."

#: Changes, in the order of recording.
IMPORT, ACT, LATER, LAST = 1, 2, 3, 4


def version(*lines: str, change_id: int = IMPORT, **words: str) -> dict[str, Any]:
    cells = {"deadline_text": "Trước tháng 9/2022", "lead_text": "Văn phòng Sở", "support_text": "", "title": "Việc"}
    return {"change_id": change_id, "review": "\n".join(lines), **cells, **words}


def detail(change_id: int, field: str, value: str | None, day: int = 1) -> Detail:
    return Detail(change_id, change_id, None, field, value, f"2022-07-{day:02}")


def coded(code: Code, change_id: int, field: str = "result") -> str:
    return Doubt(code, field, "lời in").by(change_id).stored


def printed(text: str) -> list[str]:
    """The open doubts: the sentence of an older program, else the code."""
    return [doubt.printed if doubt.code == Code.AS_RECORDED else doubt.code for doubt in doubts_in(text)]


# Sentences of older programs.


def test_sentences_are_open_until_they_are_accepted_as_sentences() -> None:
    found = version(BEFORE, UNKNOWN)
    assert printed(open_doubts(found, [])) == [BEFORE, UNKNOWN]
    assert printed(open_doubts(found, [detail(ACT, "review_accepted", BEFORE)])) == [UNKNOWN]
    assert open_doubts(found, [detail(ACT, "review_accepted", f"{BEFORE}\n{UNKNOWN}")]) == ""


def test_sentences_are_told_twice_where_they_were_told_twice() -> None:
    assert printed(open_doubts(version(UNKNOWN, UNKNOWN), [])) == [UNKNOWN, UNKNOWN]


def test_a_sentence_that_is_accepted_now_is_accepted_of_its_own_version() -> None:
    (first,) = version_doubts(version(BEFORE))
    (second,) = version_doubts(version(BEFORE, change_id=LATER))
    accepted = detail(ACT, "review_accepted", first.stored)
    assert open_doubts(version(BEFORE), [accepted]) == ""
    assert printed(open_doubts(version(BEFORE, change_id=LATER), [accepted])) == [BEFORE]
    assert second.printed == first.printed


@pytest.mark.parametrize("accepted", [True, False])
def test_a_sentence_is_carried_on_as_it_stood(accepted: bool) -> None:
    details = [detail(ACT, "review_accepted", BEFORE)] if accepted else []
    words = {"title": "Tên mới", "outputs": "Báo cáo"}
    after = version(stored(doubts_of_new_words(version(BEFORE), words, (), LATER)), change_id=LATER)
    assert printed(open_doubts(after, details)) == ([] if accepted else [BEFORE])


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        (BEFORE, {"deadline_text": "30/9/2022"}),
        (UNKNOWN, {"lead_text": "Thanh tra Sở"}),
        ("«A» và «B» được tách thành hai đơn vị ở chữ «và»: cần xác nhận.", {"lead_text": "Thanh tra Sở"}),
        ("Ô thời hạn để trống.", {"deadline_text": "30/9/2022"}),
        ("«30/02/2022» không có trong lịch.", {"deadline_text": "30/9/2022"}),
    ],
)
def test_other_words_settle_what_a_sentence_said_of_the_cell(sentence: str, words: dict[str, str]) -> None:
    assert doubts_of_new_words(version(sentence), words, (), LATER) == ()


def test_other_words_leave_what_sentences_said_of_other_cells() -> None:
    found = version(NO_TITLE, BEFORE, UNKNOWN, support_text="Đồng chí phụ trách")
    left = doubts_of_new_words(found, {"lead_text": "Thanh tra Sở"}, (), LATER)
    assert [(doubt.printed, doubt.field) for doubt in left] == [
        (NO_TITLE, "row"),
        (BEFORE, "deadline"),
        (UNKNOWN, "support"),
    ]
    assert {doubt.raised_by for doubt in left} == {IMPORT}


def test_words_that_stay_are_not_doubted_in_our_form_beside_their_sentence() -> None:
    fresh = Doubt(Code.BEFORE_WINDOW, "deadline", "Trước tháng 9/2022")
    same = doubts_of_new_words(version(BEFORE), {"deadline_text": " Trước tháng  9/2022"}, [fresh], LATER)
    assert [doubt.printed for doubt in same] == [BEFORE]


# Results.


def test_a_sentence_about_a_result_is_accepted_by_an_empty_field() -> None:
    reported = [detail(IMPORT, "result", "Đạt"), detail(IMPORT, "review", PASSED)]
    assert printed(open_doubts(version(), reported)) == [PASSED]
    assert open_doubts(version(), [*reported, detail(ACT, "review", None, day=5)]) == ""


def test_a_sentence_recorded_after_its_acceptance_stays_where_the_older_program_left_it() -> None:
    reported = [
        detail(IMPORT, "result", "Đạt"),
        detail(IMPORT, "review", PASSED),
        detail(ACT, "review", None, day=15),
        detail(LATER, "result", "Gần xong", day=5),
        detail(LATER, "review", ALMOST, day=5),
    ]
    assert open_doubts(version(), reported) == ""


def test_a_doubt_recorded_after_an_older_acceptance_is_open_although_it_took_effect_before() -> None:
    reported = [
        detail(IMPORT, "result", "Đạt"),
        detail(IMPORT, "review", PASSED),
        detail(ACT, "review", None, day=15),
        detail(LATER, "result", "Gần xong", day=5),
        detail(LATER, "review", coded(Code.ALMOST_DONE, LATER), day=5),
    ]
    assert printed(open_doubts(version(), reported)) == [Code.ALMOST_DONE]
    accepted = detail(LAST, "review_accepted", coded(Code.ALMOST_DONE, LATER), day=15)
    assert open_doubts(version(), [*reported, accepted]) == ""


def test_a_result_is_doubted_only_while_its_words_are_in_force() -> None:
    reported = [detail(ACT, "result", "Gần xong"), detail(ACT, "review", coded(Code.ALMOST_DONE, ACT))]
    assert printed(open_doubts(version(), reported)) == [Code.ALMOST_DONE]
    assert open_doubts(version(), [*reported, detail(LATER, "result", "Đã ban hành", day=2)]) == ""
    assert printed(open_doubts(version(), [*reported, detail(LATER, "result", "Gần  xong", day=2)])) != []


def test_the_same_doubt_of_another_change_is_open() -> None:
    accepted = detail(LATER, "review_accepted", coded(Code.DASHED, IMPORT, "deadline"))
    assert open_doubts(version(coded(Code.DASHED, IMPORT, "deadline")), [accepted]) == ""
    assert printed(open_doubts(version(coded(Code.DASHED, ACT, "deadline")), [accepted])) == [Code.DASHED]
