"""Word documents: what a person sees in Word is what arrives, whatever the file does to show it."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_tasks.errors import UnreadableFileError
from cchc_tasks.files import docx_reader
from cchc_tasks.files.archives import MAX_TREE_BYTES
from cchc_tasks.files.text_styles import format_count
from cchc_tasks.messages.problem_messages import notice_of
from cchc_tasks.model.draft import Draft
from cchc_tasks.model.grid import Grid, Merge
from cchc_tasks.plans.plan_file import read_draft_from_bytes
from cchc_tasks.text import roman_value
from tests.files.word_samples import (
    FIRST,
    HEADER,
    SECOND,
    W,
    cell,
    document,
    made_by_python_docx,
    packed,
    paragraph,
    row,
    run,
    table,
)
from tests.refusals import hint_text, says

ALT = '<mc:AlternateContent><mc:Choice Requires="wps">{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>'


def read(*blocks: str, **options: str) -> Draft:
    return read_draft_from_bytes(document(*blocks, **options), "ke_hoach.docx")


def grid(*blocks: str, **options: str) -> Grid:
    (found,) = docx_reader.read_grids(document(*blocks, **options))
    return found


def texts(*blocks: str, **options: str) -> list[list[str]]:
    return [[one.text for one in found.cells] for found in grid(*blocks, **options).rows]


def shown(inside: str, **options: str) -> str:
    """What one cell that holds raw paragraphs, or the raw runs of one, is read as."""
    content = inside if inside.startswith("<w:p>") else paragraph(inside)
    return texts(table(row(cell(content), "x")), **options)[0][0]


def codes(*blocks: str, **options: str) -> list[str]:
    return [remark.problem.name for remark in grid(*blocks, **options).remarks]


def test_a_plan_made_by_python_docx_arrives_cell_for_cell() -> None:
    data = made_by_python_docx("KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH NĂM 2026", (HEADER, FIRST, SECOND))
    draft = read_draft_from_bytes(data, "ke_hoach.docx")
    assert [(t.no, t.title, t.lead, t.support, t.deadline, t.result) for t in draft.tasks] == [FIRST, SECOND]
    assert (draft.title, draft.notices) == ("KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH NĂM 2026", ())


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (run("Tháng ") + f"<w:del>{run('01')}</w:del><w:ins>{run('02')}</w:ins>" + run("/2026"), "Tháng 02/2026"),
        (f"<w:moveFrom>{run('cũ')}</w:moveFrom><w:moveTo>{run('mới')}</w:moveTo>", "mới"),
        (run("Quý I ") + f"<w:sdt><w:sdtContent>{run('năm 2026')}</w:sdtContent></w:sdt>", "Quý I năm 2026"),
        (f'<w:hyperlink w:anchor="a">{run("Văn phòng")}</w:hyperlink>' + run(" Sở"), "Văn phòng Sở"),
        (f'<w:smartTag w:element="place">{run("Hà")}</w:smartTag>' + run(" Tĩnh"), "Hà Tĩnh"),
        (f'<w:fldSimple w:instr="DATE">{run("15/6/2026")}</w:fldSimple>', "15/6/2026"),
        (f"<w:customXml>{run('một')}<w:smartTag>{run(' hai')}</w:smartTag></w:customXml>", "một hai"),
        (run("Báo cáo") + '<w:r><w:footnoteReference w:id="2"/></w:r>', "Báo cáo"),
        (run("Báo cáo") + '<w:r><w:endnoteReference w:id="2"/><w:commentReference w:id="1"/></w:r>', "Báo cáo"),
        ("<w:r><w:t>Phòng</w:t><w:br/><w:t>A</w:t><w:tab/><w:t>B</w:t><w:cr/><w:t>C</w:t></w:r>", "Phòng\nA B\nC"),
        ("<w:r><w:t>1</w:t><w:noBreakHyphen/><w:t>2, soạn</w:t><w:softHyphen/><w:t>thảo</w:t></w:r>", "1-2, soạnthảo"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0A7"/><w:t> ý một</w:t></w:r>', "• ý một"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>có</w:t></w:r>', "☑có"),
        ("<m:oMath><m:r><m:t>5%</m:t></m:r></m:oMath>", "5%"),
        (ALT.format(run("một lần"), run("một lần")), "một lần"),
        (f"<mc:AlternateContent><mc:Fallback>{run('lùi')}</mc:Fallback></mc:AlternateContent>", "lùi"),
        (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            + run("7")
            + '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            "7",
        ),
        (
            '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/>'
            '<w:listEntry w:val="Quý I"/><w:listEntry w:val="Quý II"/></w:ddList></w:ffData></w:fldChar></w:r>',
            "Quý II",
        ),
        (run("kế hoạch", "<w:caps/>"), "KẾ HOẠCH"),
        (paragraph("- ý một;") + paragraph() + paragraph("- ý hai."), "- ý một;\n- ý hai."),
    ],
)  # fmt: skip
def test_what_stands_in_a_paragraph_is_read_as_it_is_printed(inside: str, text: str) -> None:
    assert shown(inside) == text


def test_changes_that_are_tracked_are_accepted_and_said() -> None:
    gone = row("2", cell(paragraph(f"<w:del>{run('Việc bỏ')}</w:del>")), properties="<w:del/>")
    added = row("3", "Việc thêm", "", "", "", "", properties="<w:ins/>")
    draft = read(table(HEADER, FIRST, gone, added))
    assert [task.no for task in draft.tasks] == ["1", "3"]
    assert draft.notices[0].code == "tracked_changes"


def test_a_cell_that_was_deleted_is_gone_and_the_next_takes_its_place() -> None:
    assert texts(table(row("1", cell("cũ", "<w:cellDel/>"), "mới"), ("2", "hai")))[0] == ["1", "mới"]


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    assert shown(paragraph("Văn", "<w:rPr><w:del/></w:rPr>") + paragraph("phòng")) == "Vănphòng"


def test_a_paragraph_that_was_deleted_whole_takes_no_number() -> None:
    gone = paragraph(f"<w:del>{run('bỏ')}</w:del>", f"<w:rPr><w:del/></w:rPr>{numbered(1)}")
    assert (
        shown(paragraph("một", numbered(1)) + gone + paragraph("hai", numbered(1)), numbering=LISTS) == "1. một\n2. hai"
    )


def test_hidden_text_is_left_out_and_said_wherever_its_hiding_comes_from() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="An"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="AnNua"><w:basedOn w:val="An"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="DoanAn"><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    inside = run("thấy") + run("một", "<w:vanish/>") + run("hai", '<w:rStyle w:val="AnNua"/>')
    back = run("hiện lại", '<w:vanish w:val="0"/>')
    content = paragraph(inside) + paragraph(run("ba") + back, '<w:pStyle w:val="DoanAn"/>')
    found = grid(table(row(cell(content), "x")), styles=styles)
    assert found.rows[0].cells[0].text == "thấy\nhiện lại"
    assert [notice.message for notice in map(notice_of, found.remarks)] == ["chữ ẩn không nhập: «mộthaiba»"]


def test_a_control_that_only_asks_to_be_filled_is_empty_and_said() -> None:
    control = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('Chọn ngày')}</w:sdtContent></w:sdt>"
    blocks = table(row(cell(paragraph(control)), "x"))
    assert (texts(blocks), codes(blocks)) == ([["", "x"]], ["unfilled_controls"])


def test_controls_around_rows_and_cells_are_seen_through() -> None:
    rows = [row(*words) for words in (HEADER, FIRST)]
    in_cell = row(*SECOND[:2], f"<w:sdt><w:sdtContent>{cell(SECOND[2])}</w:sdtContent></w:sdt>", *SECOND[3:])
    around = f"<w:sdt><w:sdtContent>{in_cell}</w:sdtContent></w:sdt>"
    body = f"<w:sdt><w:sdtContent>{table(*rows, around)}</w:sdtContent></w:sdt>"
    assert [(task.no, task.lead) for task in read(body).tasks] == [("1", FIRST[2]), ("2", SECOND[2])]


def box(inside: str) -> str:
    return f"<w:r><w:drawing><wps:txbx><w:txbxContent>{inside}</w:txbxContent></wps:txbx></w:drawing></w:r>"


def test_a_text_box_is_read_once_behind_its_paragraph() -> None:
    old = f"<w:r><w:pict><v:textbox><w:txbxContent>{paragraph('KẾ HOẠCH')}</w:txbxContent></v:textbox></w:pict></w:r>"
    both = ALT.format(box(paragraph("KẾ HOẠCH")), old)
    assert texts(paragraph(run("Phụ lục") + both)) == [["Phụ lục"], ["KẾ HOẠCH"]]
    assert texts(paragraph(old)) == [["KẾ HOẠCH"]]
    assert shown(run("Quý") + box(paragraph("I") + paragraph(box(paragraph("năm"))))) == "Quý\nI\nnăm"


def level(at: int, kind: str, words: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{words}"/>{more}</w:lvl>'
    )


def kind(name: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{name}">{"".join(levels)}</w:abstractNum>'


def numbered(num: int, at: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{num}"/></w:numPr>'


LISTS = (
    kind(0, level(0, "decimal", "%1."), level(1, "decimal", "%1.%2."), level(2, "lowerLetter", "%3)"))
    + kind(1, level(0, "upperRoman", "%1"), level(1, "decimal", "%1.%2", "<w:isLgl/>"))
    + kind(2, level(0, "bullet", "\uf0b7"), level(1, "bullet", "-"))
    + kind(3, level(0, "decimalZero", "%1", '<w:suff w:val="nothing"/>'))
    + "".join(f'<w:num w:numId="{at + 1}"><w:abstractNumId w:val="{at}"/></w:num>' for at in range(4))
    + '<w:num w:numId="5"><w:abstractNumId w:val="0"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>'
)


@pytest.mark.parametrize(
    ("places", "labels"),
    [
        ([(1, 0), (1, 0)], ["1.", "2."]),
        ([(1, 0), (1, 1), (1, 1), (1, 0), (1, 1)], ["1.", "1.1.", "1.2.", "2.", "2.1."]),
        ([(1, 0), (1, 2), (1, 2), (1, 1), (1, 2)], ["1.", "a)", "b)", "1.1.", "a)"]),
        ([(1, 1)], ["1.1."]),
        ([(2, 0)] * 4, ["I", "II", "III", "IV"]),
        ([(2, 0), (2, 0), (2, 1)], ["I", "II", "2.1"]),
        ([(3, 0), (3, 1)], ["•", "-"]),
        ([(4, 0), (4, 0)], ["01", "02"]),
        ([(1, 0), (5, 0), (5, 0)], ["1.", "7.", "8."]),
        ([(0, 0), (9, 0), (1, 8)], ["", "", ""]),
    ],
    ids=["thập phân", "nhiều cấp", "chữ cái", "bắt đầu ở cấp hai", "La Mã", "thập phân theo La Mã", "gạch đầu dòng",
         "hai chữ số", "bắt đầu lại", "không có danh sách"],
)  # fmt: skip
def test_numbers_that_only_word_draws_are_read(places: list[tuple[int, int]], labels: list[str]) -> None:
    rows = [row(cell(paragraph("", numbered(*place))), "việc") for place in places]
    assert [found[0] for found in texts(table(*rows), numbering=LISTS)] == labels


def test_numbers_in_the_column_of_numbers_make_tasks() -> None:
    rows = [row(cell(paragraph("", numbered(1))), "Việc", "Phòng A", "", "Quý I", "") for _ in range(3)]
    section = row(cell(paragraph("", numbered(2))), cell("THỂ CHẾ", '<w:gridSpan w:val="5"/>'))
    draft = read(table(HEADER, section, *rows), numbering=LISTS)
    assert ([task.no for task in draft.tasks], draft.sections[0].no) == (["1.", "2.", "3."], "I")


def test_numbers_and_bullets_come_from_styles_too() -> None:
    styles = (
        f'<w:style w:type="paragraph" w:styleId="So"><w:pPr>{numbered(1, 1)}</w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="SoCon"><w:basedOn w:val="So"/></w:style>'
    )
    content = paragraph("một", '<w:pStyle w:val="SoCon"/>') + paragraph("hai", '<w:pStyle w:val="So"/>')
    assert shown(content, styles=styles, numbering=LISTS) == "1.1. một\n1.2. hai"
    off = paragraph("ba", '<w:pStyle w:val="So"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    assert shown(off, styles=styles, numbering=LISTS) == "ba"


def test_a_bullet_without_words_is_left_out_beside_others() -> None:
    assert shown(paragraph("một", numbered(3)) + paragraph("", numbered(3)), numbering=LISTS) == "• một"


@given(number=st.integers(1, 3999))
def test_roman_numbers_are_drawn_as_they_are_read(number: int) -> None:
    assert roman_value(format_count(number, "upperRoman")) == number


def test_letters_go_on_behind_z() -> None:
    assert [format_count(number, "lowerLetter") for number in (1, 5, 26, 27, 53)] == ["a", "e", "z", "aa", "aaa"]


def test_merged_cells_say_by_what_they_are_covered() -> None:
    found = grid(
        table(
            row("1", cell("Gộp", '<w:vMerge w:val="restart"/><w:gridSpan w:val="2"/>'), "a"),
            row("2", cell("", '<w:vMerge/><w:gridSpan w:val="2"/>'), "b"),
            row("3", cell("ngang", '<w:hMerge w:val="restart"/>'), cell("", '<w:hMerge w:val="continue"/>'), "c"),
            row("x", "y", properties='<w:gridBefore w:val="2"/>'),
        )
    )
    assert [[(one.text, one.merge) for one in found_row.cells] for found_row in found.rows] == [
        [("1", Merge.OWN), ("Gộp", Merge.OWN), ("", Merge.LEFT), ("a", Merge.OWN)],
        [("2", Merge.OWN), ("Gộp", Merge.ABOVE), ("", Merge.LEFT), ("b", Merge.OWN)],
        [("3", Merge.OWN), ("ngang", Merge.OWN), ("", Merge.LEFT), ("c", Merge.OWN)],
        [("", Merge.OWN), ("", Merge.OWN), ("x", Merge.OWN), ("y", Merge.OWN)],
    ]


def test_edges_that_people_dragged_a_little_are_one() -> None:
    wide = '<w:gridSpan w:val="2"/>'
    rows = (row("STT", "Nhiệm vụ", cell("Chủ trì", wide)), row("1", cell("Việc", wide), "Phòng A"))
    assert texts(table(*rows, widths=(600, 3000, 120, 1500))) == [
        ["STT", "Nhiệm vụ", "Chủ trì"],
        ["1", "Việc", "Phòng A"],
    ]
    assert texts(table(*rows, widths=(600, 3000, 900, 1500)))[1] == ["1", "Việc", "", "Phòng A"]


def test_a_table_in_a_cell_is_text_of_the_cell_and_is_said() -> None:
    blocks = table(row(cell(paragraph("gồm:") + table(("a", "1"), ("b", "2")) + paragraph()), "x"))
    assert (texts(blocks), codes(blocks)) == ([["gồm:\na 1\nb 2", "x"]], ["nested_table"])


def test_a_plan_inside_a_frame_of_one_cell_is_the_plan() -> None:
    framed = table(row(cell(paragraph("KẾ HOẠCH NĂM 2026") + table(HEADER, FIRST, SECOND) + paragraph())))
    draft = read(framed)
    assert ([task.no for task in draft.tasks], draft.title) == (["1", "2"], "KẾ HOẠCH NĂM 2026")


def test_a_cell_is_bold_when_all_its_words_are() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="Dam"><w:rPr><w:b/></w:rPr></w:style>'
    half = paragraph(run("đậm", "<w:b/>") + run(" thường"))
    whole = paragraph(run("đậm") + run(" ") + run(" đậm"), '<w:pStyle w:val="Dam"/>')
    cells = grid(table(row(cell(half), cell(whole), "")), styles=styles).rows[0].cells
    assert [one.bold for one in cells] == [False, True, False]


def test_a_link_to_a_picture_that_is_gone_does_not_hide_the_plan() -> None:
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="media/mat.png"/>'
        "</Relationships>"
    )
    assert len(read(table(HEADER, FIRST), **{"word/_rels/document.xml.rels": links}).tasks) == 1


def test_documents_with_macros_and_strict_ones_are_read() -> None:
    parts = unpacked(document(table(HEADER, FIRST, SECOND)))
    types = parts["[Content_Types].xml"].replace(
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
    )
    macros = packed({**parts, "[Content_Types].xml": types})
    strict = {
        name: data.replace(W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main").replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006", b"http://purl.oclc.org/ooxml/officeDocument"
        )
        for name, data in parts.items()
    }
    for data in (macros, packed(strict)):
        assert len(read_draft_from_bytes(data, "ke_hoach.docm").tasks) == 2


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_parts_that_are_missing_or_broken_are_named() -> None:
    parts = unpacked(document(table(HEADER, FIRST)))
    for changed in ({"word/document.xml": b"<w:document"}, {"word/document.xml": f'<a xmlns="{W}"/>'.encode()}):
        with pytest.raises(UnreadableFileError, check=says("document")):
            read_draft_from_bytes(packed({**parts, **changed}), "hong.docx")
    del parts["word/document.xml"]
    with pytest.raises(UnreadableFileError, check=says("document")):
        read_draft_from_bytes(packed(parts), "thieu.docx")


def test_a_doctype_in_any_part_is_refused_and_its_text_appears_nowhere() -> None:
    evil = f'<!DOCTYPE w:styles [<!ENTITY e SYSTEM "file:///etc/hostname">]><w:styles xmlns:w="{W}">&e;</w:styles>'
    with pytest.raises(UnreadableFileError, check=says("DOCTYPE")):
        read(table(HEADER, FIRST), **{"word/styles.xml": evil})


def test_tables_nested_too_deeply_or_too_wide_are_refused() -> None:
    deep = "x"
    for _ in range(10):
        deep = table(row(cell(deep if deep.startswith("<") else paragraph(deep)), "y"))
    with pytest.raises(UnreadableFileError, check=says("lồng nhau")):
        read(deep)
    with pytest.raises(UnreadableFileError, check=says("cột")):
        read(table(row(cell("x", '<w:gridSpan w:val="999999"/>'), "y")))
    with pytest.raises(UnreadableFileError, check=says("cột")):
        read(table(row(*["x"] * 201)))


def test_a_text_too_large_for_a_tree_is_refused() -> None:
    parts = {f"word/phu{at}.xml": f"<a>{at * 'x' + MAX_TREE_BYTES // 3 * 'ab'}</a>" for at in range(2)}
    with pytest.raises(UnreadableFileError, check=says("bung ra quá lớn")):
        read(table(HEADER, FIRST), **parts)


def test_a_document_without_a_table_or_with_statistics_says_so() -> None:
    with pytest.raises(UnreadableFileError, check=says("Không tìm thấy bảng")):
        read(paragraph("Báo cáo"))
    with pytest.raises(UnreadableFileError, check=says("bảng thống kê")):
        read(table(("STT", "Chỉ tiêu thống kê", "Đơn vị tính", "Số liệu"), ("1", "Số văn bản", "Văn bản", "5")))
    with pytest.raises(UnreadableFileError, check=says("Cột 1")) as refused:
        read(table(("Cột 1", "Cột 2", "Cột 3"), ("a", "b", "c")))
    assert "--map" in hint_text(refused.value)
