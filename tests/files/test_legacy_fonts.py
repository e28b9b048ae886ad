"""Vietnamese from before Unicode: converted where a font tells of it, refused by name where none does."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_tasks.errors import UnreadableFileError
from cchc_tasks.files.legacy_fonts import TCVN3, VNI, FontReader, Piece, from_tcvn3, from_vni, scheme_of
from cchc_tasks.messages.problem_messages import notice_of
from cchc_tasks.plans.plan_file import read_draft_from_bytes
from tests.files.word_samples import HEADER, cell, document, paragraph, row, run, table
from tests.refusals import says

_BASES = "aăâeêioôơuưy"
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
SMALL = sorted({unicodedata.normalize("NFC", base + tone) for base in _BASES for tone in _TONES} | {"đ"})
ACCENTED = [letter for letter in SMALL if not letter.isascii()]
_TO_TCVN3 = {letter: code for code, letter in TCVN3.items()}
_TO_VNI = {letter: stored for stored, letter in VNI.items()}
WORDS = st.lists(st.sampled_from([*SMALL, *"bcdghklmnpqrstvx", " ", ", ", "2026"]), max_size=30).map("".join)


def to_tcvn3(text: str) -> str:
    return "".join(_TO_TCVN3.get(letter, letter) for letter in text)


def to_vni(text: str) -> str:
    small = (_TO_VNI.get(letter.lower(), letter) for letter in text)
    return "".join(stored.upper() if letter.isupper() else stored for letter, stored in zip(text, small, strict=True))


def test_both_tables_have_every_accented_letter_once() -> None:
    assert sorted(letter for letter in TCVN3.values() if letter.islower()) == sorted(ACCENTED)
    assert sorted(VNI.values()) == sorted(ACCENTED)
    assert len(set(TCVN3.values())) == len(TCVN3) == 74


@given(text=WORDS)
def test_every_text_comes_back_from_tcvn3(text: str) -> None:
    assert from_tcvn3(to_tcvn3(text)) == text


@given(text=WORDS, capitals=st.booleans())
def test_every_text_comes_back_from_vni(text: str, capitals: bool) -> None:
    printed = text.upper() if capitals else text
    assert from_vni(to_vni(printed)) == printed


@pytest.mark.parametrize(
    ("stored", "font", "drawn"),
    [
        ("KÕ ho¹ch c¶i c¸ch hµnh chÝnh", ".VnTime", "Kế hoạch cải cách hành chính"),
        ("V¨n phßng Së T\u00ad ph¸p", ".VnArial", "Văn phòng Sở Tư pháp"),
        ("§Ò ¸n, NghÞ ®Þnh", "VnTime", "Đề án, Nghị định"),
        ("kÕ ho¹ch", ".VnTimeH", "KẾ HOẠCH"),
        ("kÕ ho¹ch", ".VnArial NarrowH", "KẾ HOẠCH"),
        ("K\uf0d5 ho\uf0b9ch", ".VnTime", "Kế hoạch"),
        ("Keá hoaïch caûi caùch haønh chính", "VNI-Times", "Kế hoạch cải cách hành chính"),
        ("Vaên phoøng Sôû Tö phaùp", "VNI-Helve", "Văn phòng Sở Tư pháp"),
        ("ÑOÄC LAÄP - TÖÏ DO", "VNI-Times", "ĐỘC LẬP - TỰ DO"),
        ("C¤NG T¸C CHØ §¹O, §IÒU HµNH", ".VnTime", "CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH"),
        ("Kế hoạch", ".VnTime", "Kế hoạch"),
        ("báo cáo các sở", ".VnTime", "báo cáo các sở"),
        ("KÕ ho¹ch", "Times New Roman", "KÕ ho¹ch"),
        ("so\u00adạn thảo", "Arial", "soạn thảo"),
    ],
)
def test_a_font_tells_what_its_letters_are(stored: str, font: str, drawn: str) -> None:
    assert FontReader().text_of([Piece(stored, font)]) == drawn


def test_only_the_pieces_in_an_old_font_are_converted() -> None:
    reader = FontReader()
    assert reader.text_of([Piece("Kế hoạch ", "Arial"), Piece("c¶i c¸ch", ".VnTime"), Piece(" số", "")]) == (
        "Kế hoạch cải cách số"
    )
    assert [remark.problem.name for remark in reader.remarks()] == ["legacy_font"]
    assert ".VnTime" in notice_of(reader.remarks()[0]).message


def test_words_that_are_words_both_ways_follow_the_rest_of_the_document() -> None:
    unicode_reader, old_reader = FontReader(), FontReader()
    unicode_reader.text_of([Piece("Kế hoạch của Sở", ".VnTime")])
    old_reader.text_of([Piece("KÕ ho¹ch", ".VnTime")])
    assert unicode_reader.text_of([Piece("cá", ".VnTime")]) == "cá"
    assert old_reader.text_of([Piece("cá", ".VnTime")]) == "cỏ"


@pytest.mark.parametrize("name", ["Times New Roman", "Arial", "Vivaldi", "Verdana", "", "Vninja"])
def test_other_fonts_are_not_taken_for_old_ones(name: str) -> None:
    assert scheme_of(name) == ""


FONT = '<w:rFonts w:ascii="{0}" w:hAnsi="{0}"/>'
OLD = ("1", "Ban hµnh kÕ ho¹ch", "V¨n phßng Së", "", "Quý I/2026", "")


def old_row(looks: str) -> str:
    return row(*(cell(paragraph(run(text, looks))) for text in OLD))


@pytest.mark.parametrize("place", ["run", "style", "default style", "defaults", "table style"])
def test_a_word_file_says_its_fonts_in_many_places(place: str) -> None:
    looks = f"<w:rPr>{FONT.format('.VnTime')}</w:rPr>"
    styles = {
        "run": "",
        "style": f'<w:style w:type="character" w:styleId="Cu">{looks}</w:style>',
        "default style": f'<w:style w:type="paragraph" w:default="1" w:styleId="Normal">{looks}</w:style>',
        "defaults": f"<w:docDefaults><w:rPrDefault>{looks}</w:rPrDefault></w:docDefaults>",
        "table style": f'<w:style w:type="table" w:styleId="Bang">{looks}</w:style>',
    }[place]
    own = {"run": FONT.format(".VnTime"), "style": '<w:rStyle w:val="Cu"/>'}.get(place, "")
    header = row(*(cell(paragraph(run(text, FONT.format("Arial")))) for text in HEADER))
    plan = table(header, old_row(own)).replace("<w:tblPr/>", '<w:tblPr><w:tblStyle w:val="Bang"/></w:tblPr>')
    draft = read_draft_from_bytes(document(plan, styles=styles), "cu.docx")
    assert [(task.title, task.lead) for task in draft.tasks] == [("Ban hành kế hoạch", "Văn phòng Sở")]
    assert "legacy_font" in {notice.code for notice in draft.notices}


def test_the_soft_hyphen_of_word_is_a_letter_in_an_old_font_only() -> None:
    inside = f"<w:r><w:rPr>{FONT.format('.VnTime')}</w:rPr><w:t>T</w:t><w:softHyphen/><w:t> ph¸p</w:t></w:r>"
    header = row(*HEADER)
    plan = table(header, row("1", cell(paragraph(inside)), "Phòng A", "", "Quý I", ""))
    assert read_draft_from_bytes(document(plan), "cu.docx").tasks[0].title == "Tư pháp"


LONG = "Ban hµnh kÕ ho¹ch c¶i c¸ch hµnh chÝnh n¨m 2026 cña Së T\u00ad ph¸p, b¸o c¸o Uû ban nh©n d©n tØnh"


def test_old_letters_without_their_font_are_refused_by_name() -> None:
    plan = table(("STT", "Nhiem vu", "Don vi chu tri", "Thoi han"), ("1", LONG, "V¨n phßng Së", "Quý I"))
    with pytest.raises(UnreadableFileError, check=says("TCVN3")):
        read_draft_from_bytes(document(plan), "mat_phong.docx")
    vni = to_vni("Ban hành kế hoạch cải cách hành chính năm 2026 của Sở Tư pháp, báo cáo Uỷ ban nhân dân tỉnh")
    text = f"STT;Nhiem vu;Don vi chu tri;Thoi han\n1;{vni};x;Quy I\n"
    with pytest.raises(UnreadableFileError, check=says("VNI")):
        read_draft_from_bytes(text.encode(), "vni.csv")
    with pytest.raises(UnreadableFileError, check=says("TCVN3")):
        read_draft_from_bytes(f"STT;Nhiem vu;Don vi chu tri\n1;{LONG};x\n".encode("latin-1"), "cu.csv")


def test_a_few_rows_that_lost_their_font_are_said() -> None:
    sound = [(str(n), "Rà soát văn bản, báo cáo kết quả thực hiện", "Phòng A", "", "Quý I", "") for n in range(1, 8)]
    draft = read_draft_from_bytes(document(table(HEADER, *sound, ("8", LONG, "Phòng B", "", "Quý I", ""))), "lan.docx")
    assert [(n.code, n.row) for n in draft.notices] == [("suspicious_text", 9)]


def test_words_that_run_together_are_no_old_code() -> None:
    together = "Banhànhkếhoạch Vănphòngsở Cácphòngtrựcthuộc Thườngxuyênquýnăm Kiểmtrađônđốc"
    draft = read_draft_from_bytes(document(table(HEADER, ("1", together, "Phòng A", "", "Quý I", ""))), "dinh.docx")
    assert (draft.tasks[0].title, draft.notices) == (together, ())
