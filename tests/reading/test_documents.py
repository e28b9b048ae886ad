"""Document references are found in running text as printed; odd forms are flagged and never corrected."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_tasks.messages.doubt_words import sentences
from cchc_tasks.model.doubts import Code
from cchc_tasks.model.readings import DocumentReference
from cchc_tasks.reading.document_references import TYPE_LETTERS, TYPE_SHORT, find_documents, read_document

GOLD = Path(__file__).parents[2] / "../shared/gold/document_references.json"
FIELDS = ("type_word", "number", "symbol", "year_in_symbol", "date_text")

#: Text, then type word, number, symbol, year in the symbol, printed day.
FORMS = [
    ("Kế hoạch số 14/KH-STP ngày 31/01/2024", ("Kế hoạch", "14", "KH-STP", None, "31/01/2024")),
    ("Quyết định số 46/2021/QĐ-UBND ngày 06/10/2021", ("Quyết định", "46", "QĐ-UBND", "2021", "06/10/2021")),
    (
        "Công văn số 2803/SNV-CCHC&XDCQ ngày 11 tháng 11 năm 2024",
        ("Công văn", "2803", "SNV-CCHC&XDCQ", None, "11 tháng 11 năm 2024"),
    ),
    ("Kết luận số 80-KL/TW ngày 20/6/2020", ("Kết luận", "80", "KL/TW", None, "20/6/2020")),
    ("05-NQ/ĐU", (None, "05", "NQ/ĐU", None, None)),
    ("Luật số 63/2020/QH14", ("Luật", "63", "QH14", "2020", None)),
    ("QĐ số 12/QĐ-STP", ("QĐ", "12", "QĐ-STP", None, None)),
    ("CV 123/STP-VP ngày 5/6/2022", ("CV", "123", "STP-VP", None, "5/6/2022")),
    ("Số 25/TTr-STP ngày 28 tháng 3 năm 2022", (None, "25", "TTr-STP", None, "28 tháng 3 năm 2022")),
    ("Số: 380/BC-STP", (None, "380", "BC-STP", None, None)),
    ("báo cáo số 1085/BC-UBND ngày 30/10/2024", ("báo cáo", "1085", "BC-UBND", None, "30/10/2024")),
    ("Kế hoạch số\n14/KH-STP ngày\n31/01/2022", ("Kế hoạch", "14", "KH-STP", None, "31/01/2022")),
    ("12/QĐ-STP (05/6/2022)", (None, "12", "QĐ-STP", None, "05/6/2022")),
    ("Quyết định số 766/QĐ-TTg, ban hành ngày 23-06-2022", ("Quyết định", "766", "QĐ-TTg", None, "23-06-2022")),
    ("Quyết định số 12a/QĐ-STP", ("Quyết định", "12a", "QĐ-STP", None, None)),
]

#: Text and the words of its flag.
ODD_FORMS = [
    ("Quyết định số 15/2023/2023/QĐ-UBND ngày 14/8/2023", Code.YEAR_REPEATED),
    ("Thông tư số 04/2020/BTT-BTP", Code.LETTERS_DIFFER),
    ("Kế hoạch số 303/BC-STNMT-VP", Code.LETTERS_DIFFER),
    ("Quyết định số 143/QĐTTg ngày 02/02/2024", Code.SYMBOL_UNBROKEN),
    ("Nghị định 130/2005/NĐ-CP ngày 17/10/2015", Code.YEARS_DIFFER),
    ("Công văn số 12/CV-STP", Code.LETTERS_ON_LETTER),
    ("Tờ trình, Đề án số 3357/ĐA-STNMT-VP", Code.SEVERAL_TYPES),
    ("Kế hoạch 14/KH - STP", Code.SYMBOL_BLANKS),
    ("Kế hoạch 14/KH/STP", Code.SYMBOL_SLASHED),
    ("Quyết định 12/QĐ-STP ngày 31/02/2022", Code.DAY_IMPOSSIBLE),
    ("Quyết định 12/QĐ-STP ngày 31/02", Code.DAY_WITHOUT_YEAR),
    ("Quyết định 12/QĐ-STP ngày 3/3/22", Code.DAY_SHORT_YEAR),
    ("Kế hoạch số 12/KH-STP ngày     /3/2023", Code.DAY_BLANK),
    ("Công văn số 123 ngày 5/6/2022", Code.SYMBOL_MISSING),
]

NO_DOCUMENTS = [
    "",
    "Tiêu chí 7.2.5",
    "Tiêu chí 7.1.1.4 và tiêu chí 5.8.2.2",
    "Đã hoàn thành 02/03 hoạt động",
    "5/10 UBND cấp huyện",
    "ngày 31/01/2022",
    "Quý I/2022, tháng 01/2022",
    "Số:     /BC-STP",
    "Báo cáo số /BC-STP ngày /3/2023",
    "Số:     /2022/QĐ-UBND",
    "tiêu chuẩn ISO 9001:2015/TCVN",
    "80% - dưới 100%",
    "trực 24/24, tiếp công dân 2/T2-T6",
]


def codes(found: DocumentReference) -> tuple[str, ...]:
    return tuple(flag.code for flag in found.flags)


@pytest.mark.parametrize(("text", "expected"), FORMS, ids=[text for text, _ in FORMS])
@pytest.mark.parametrize("sentence", ["{}", "Thực hiện {} của UBND tỉnh về việc này", "có 02/03 hoạt động ({})."])
def test_a_reference_is_found_alone_and_within_a_sentence(text: str, expected: tuple[str, ...], sentence: str) -> None:
    (found,) = find_documents(sentence.format(text))
    assert tuple(getattr(found, field) for field in FIELDS) == expected
    assert sentence.format(text)[found.start : found.end] == found.text == text


@pytest.mark.parametrize(("text", "flag"), ODD_FORMS, ids=[text for text, _ in ODD_FORMS])
def test_an_odd_form_is_kept_as_printed_and_flagged(text: str, flag: Code) -> None:
    (found,) = find_documents(text)
    assert flag in codes(found)
    assert text.startswith(found.text)
    assert found.symbol in text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Thông tư số 04/2020/BTT-BTP", "Ký hiệu «BTT-BTP» không mang chữ viết tắt của «Thông tư»."),
        ("Công văn số 12/CV-STP", "Ký hiệu «CV-STP» của công văn có chữ viết tắt tên loại văn bản."),
        ("Nghị định 130/2005/NĐ-CP ngày 17/10/2015", "Năm 2005 trong ký hiệu khác năm của ngày 17/10/2015."),
    ],
)
def test_what_is_odd_is_told_with_its_words(text: str, told: str) -> None:
    (found,) = find_documents(text)
    assert sentences(found.flags) == (told,)


@pytest.mark.parametrize(("text", "_expected"), FORMS, ids=[text for text, _ in FORMS])
def test_a_usual_form_is_not_flagged(text: str, _expected: object) -> None:
    assert [found.flags for found in find_documents(text)] == [()]


@pytest.mark.parametrize("text", NO_DOCUMENTS)
def test_criteria_fractions_days_and_blank_drafts_are_no_documents(text: str) -> None:
    assert find_documents(text) == ()
    assert read_document(text) is None


def test_each_document_of_a_sentence_is_found_in_printed_order() -> None:
    found = find_documents("Quyết định số 43/QĐ-UBND và số 44/QĐ-UBND ngày 06/01/2023; CV số 9 ngày 1/2/2023")
    assert [(f.number, f.date_text) for f in found] == [("43", None), ("44", "06/01/2023"), ("9", "1/2/2023")]


def test_what_follows_a_dash_with_blanks_is_not_taken_for_the_symbol() -> None:
    (found,) = find_documents("14/KH-STP - Văn phòng Sở")
    assert found.symbol == "KH-STP"


def test_the_day_is_a_date_only_where_it_is_possible() -> None:
    (real,) = find_documents("Kế hoạch 1/KH-STP ngày 31/01/2022")
    (impossible,) = find_documents("Kế hoạch 1/KH-STP ngày 30/02/2022")
    assert real.issued_on == date(2022, 1, 31)
    assert impossible.issued_on is None


def test_an_evidence_argument_may_give_the_day_without_its_word() -> None:
    found = read_document("14/KH-STP 31/01/2022")
    assert found is not None
    assert (found.date_text, found.issued_on) == ("31/01/2022", date(2022, 1, 31))


def test_an_evidence_argument_may_be_typed_in_small_letters_and_is_flagged() -> None:
    found = read_document("kế hoạch số 14/kh-stp")
    assert found is not None
    assert (found.symbol, codes(found)) == ("kh-stp", (Code.SYMBOL_LOWER,))


def test_of_several_documents_in_an_evidence_cell_the_first_is_read_and_flagged() -> None:
    found = read_document("Kế hoạch số 14/KH-STP; Báo cáo số 15/BC-STP")
    assert found is not None
    assert found.number == "14"
    assert Code.SEVERAL_DOCUMENTS in codes(found)


def test_leading_zeros_and_blanks_do_not_make_another_document() -> None:
    (first,) = find_documents("Kế hoạch số 04/KH-STP ngày 05/01/2024")
    (second,) = find_documents("KH 4/KH - STP ngày 5 tháng 1 năm 2024")
    assert first.identity == second.identity == ("4", "KH-STP", "2024")
    assert replace(first, issued_on=None).identity == ("4", "KH-STP", None)


@pytest.mark.parametrize("word", [*TYPE_LETTERS, *TYPE_SHORT])
def test_every_type_word_is_recognised_before_a_number(word: str) -> None:
    (found,) = find_documents(f"theo {word} số 12/2021/ABC-XYZ")
    assert found.type_word == word


def test_decomposed_text_is_read_like_composed_text() -> None:
    text = "Quyết định số 46/2021/QĐ-UBND ngày 06/10/2021"
    assert find_documents(unicodedata.normalize("NFD", text)) == find_documents(text)


@given(
    st.integers(1, 9999),
    st.sampled_from(sorted(word for word, letters in TYPE_LETTERS.items() if letters and "QH" not in letters)),
    st.sampled_from(["STP", "UBND", "STNMT-VP", "TTg", "HĐND", "STP-XDKT&TDTHPL"]),
    st.dates(date(2000, 1, 1), date(2099, 12, 31)),
)
def test_what_is_written_by_the_rules_is_read_back_without_a_flag(
    number: int, word: str, issuer: str, day: date
) -> None:
    symbol = f"{TYPE_LETTERS[word][0]}-{issuer}"
    found = read_document(f"{word} số {number:02d}/{symbol} ngày {day:%d/%m/%Y} về việc A")
    assert found is not None
    assert (found.type_word, found.symbol, found.issued_on, found.flags) == (word, symbol, day, ())
    assert found.identity == (str(number), symbol, str(day.year))


@given(st.text(alphabet=st.sampled_from("0123456789/-–. ,()sốngàyKHQĐSTPVănbảnkếhoạch\n&"), max_size=120) | st.text())
def test_any_text_is_searched_without_failing_and_places_are_true(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    for found in find_documents(text):
        assert composed[found.start : found.end] == found.text
        assert found.number in found.text
        assert found.symbol in found.text
    read_document(text)


@pytest.mark.skipif(not GOLD.exists(), reason="các văn bản thật không có bên cạnh dự án")
@pytest.mark.parametrize(
    "sentence", ["{}", "Căn cứ {} của UBND tỉnh, đơn vị đã hoàn thành 02/03 hoạt động (mục 7.2.5)."]
)
def test_the_real_references_are_found_as_labelled(sentence: str) -> None:
    labelled = json.loads(GOLD.read_text(encoding="utf-8"))
    assert len(labelled) == 167
    for row in labelled:
        (found,) = find_documents(sentence.format(row["text"]))
        assert {field: getattr(found, field) for field in FIELDS} == {field: row[field] for field in FIELDS}
        assert found.text == row["text"]
