"""Evidence as people type it → number, day, what it is about, where it is kept; nothing is added."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cchc_tasks.reading.citations import read_citations
from cchc_tasks.reading.reform_index import criterion_key, find_criteria
from cchc_tasks.text import nfc

EXAMPLES = {
    "Quyết định số 215/QĐ-UBND ngày 20/4/2022": [("Quyết định số 215/QĐ-UBND", "20/4/2022", "", "")],
    "Tờ trình số 45/TTr-STP ngày 28/3/2022 của Sở Tư pháp về việc ban hành Quy chế; lưu tại Văn phòng Sở": [
        ("Tờ trình số 45/TTr-STP của Sở Tư pháp", "28/3/2022", "về việc ban hành Quy chế", "Văn phòng Sở")
    ],
    "Kế hoạch số 14/KH-STP ngày 31/01/2024, Công văn số 2803/SNV-CCHC&XDCQ ngày 11 tháng 11 năm 2024 V/v góp ý": [
        ("Kế hoạch số 14/KH-STP", "31/01/2024", "", ""),
        ("Công văn số 2803/SNV-CCHC&XDCQ", "11 tháng 11 năm 2024", "V/v góp ý", ""),
    ],
    "Quyết định 46/2021/QĐ-UBND (20/12/2021) và Báo cáo số 12/BC-STP": [
        ("Quyết định 46/2021/QĐ-UBND", "20/12/2021", "", ""),
        ("Báo cáo số 12/BC-STP", "", "", ""),
    ],
    "theo Quyết định số 12/QĐ-STP ngày 03/02/2022 (ban hành Quy chế)": [
        ("theo Quyết định số 12/QĐ-STP", "03/02/2022", "ban hành Quy chế", "")
    ],
    "Công văn số 5/STP-VP về việc thực hiện Kế hoạch số 14/KH-UBND và Quyết định số 3/QĐ-UBND": [
        ("Công văn số 5/STP-VP", "", "về việc thực hiện Kế hoạch số 14/KH-UBND và Quyết định số 3/QĐ-UBND", "")
    ],
    "Công văn số 5/STP-VP về góp ý, Công văn số 6/STP-VP": [
        ("Công văn số 5/STP-VP", "", "về góp ý", ""),
        ("Công văn số 6/STP-VP", "", "", ""),
    ],
    "12/qđ-stp 3/4/2022": [("12/qđ-stp", "3/4/2022", "", "")],
    "80-KL/TW": [("80-KL/TW", "", "", "")],
    "biên bản họp ngày 3/3": [("biên bản họp ngày 3/3", "", "", "")],
    "Biên bản kiểm tra (lưu: Phòng XD); ảnh chụp (02 tờ)": [
        ("Biên bản kiểm tra", "", "", "Phòng XD"),
        ("ảnh chụp (02 tờ)", "", "", ""),
    ],
    "Số:     /BC-STP": [("Số: /BC-STP", "", "", "")],
    "=HYPERLINK(1)": [("=HYPERLINK(1)", "", "", "")],
    " ; ": [],
}


@pytest.mark.parametrize("text", EXAMPLES, ids=lambda text: text[:40])
def test_what_is_typed_is_sorted_into_the_columns(text: str) -> None:
    assert [(c.named, c.day, c.about, c.kept) for c in read_citations(text)] == EXAMPLES[text]


def test_a_text_without_a_document_says_so() -> None:
    assert [c.recognised for c in read_citations("biên bản họp; Báo cáo số 12/BC-STP")] == [False, True]


def test_real_references_keep_their_number_and_day(shared: Path) -> None:
    references = json.loads((shared / "gold" / "document_references.json").read_text(encoding="utf-8"))
    for reference in references:
        (first, *_) = read_citations(reference["text"])
        assert reference["number"] in first.named
        assert (first.day or None) == reference["date_text"]


@example(["lưu tại", ","])
@given(st.lists(st.sampled_from([*EXAMPLES, "về", "lưu tại", "của", ";", ",", "(", ")", "và", "ngày", "x\x00y"])))
def test_nothing_is_shown_that_was_not_typed(pieces: list[str]) -> None:
    text = nfc(" ".join(pieces))
    typed = text.split()
    for citation in read_citations(text):
        assert citation.named or citation.about or citation.kept
        for word in f"{citation.named} {citation.day} {citation.about} {citation.kept}".split():
            assert any(word in whole for whole in typed)


@given(st.text(max_size=300))
def test_no_text_is_too_odd(text: str) -> None:
    read_citations(text)
    find_criteria(text)


@pytest.mark.parametrize(
    ("title", "criteria"),
    [
        ("Số hóa kết quả (Tiêu chí 3.2.1 và tiêu chí 7.2.5)", ("3.2.1", "7.2.5")),
        ("(Tiêu chí 2.1.5, 2.1.6; 3.1)", ("2.1.5", "2.1.6", "3.1")),
        ("Tiêu chí 7.1.1.4; tiêu chí 7.1.1.4", ("7.1.1.4",)),
        ("Tiêu chí 5 và 80% hồ sơ", ("5",)),
        ("các tiêu chí bị trừ điểm năm 2022", ()),
        ("Nghị định số 107/2020/NĐ-CP", ()),
    ],
)
def test_criteria_are_numbers_behind_their_word(title: str, criteria: tuple[str, ...]) -> None:
    assert find_criteria(title) == criteria


def test_criteria_stand_in_the_order_of_their_numbers() -> None:
    assert sorted(["7.1.10", "7.1.2", "1.7", "7.1"], key=criterion_key) == ["1.7", "7.1", "7.1.2", "7.1.10"]
