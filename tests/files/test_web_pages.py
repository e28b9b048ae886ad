"""Web pages: any charset, tag soup, spans, and nothing that a browser does not show."""

from __future__ import annotations

import unicodedata

import pytest

from cchc_tasks.errors import UnreadableFileError
from cchc_tasks.files import html_reader
from cchc_tasks.messages.problem_messages import notice_of
from cchc_tasks.model.grid import Grid, Merge
from cchc_tasks.plans.plan_file import read_draft_from_bytes
from tests.files.word_samples import FIRST, HEADER, SECOND
from tests.refusals import says


def tr(words: tuple[str, ...], tag: str = "td") -> str:
    return "<tr>" + "".join(f"<{tag}>{word}</{tag}>" for word in words) + "</tr>"


PLAN = f"<table><thead>{tr(HEADER, 'th')}</thead><tbody>{tr(FIRST)}{tr(SECOND)}</tbody></table>"


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


def grid(body: str, head: str = "") -> Grid:
    (found,) = html_reader.read_grids(page(body, head).encode())
    return found


def texts(body: str, head: str = "") -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in grid(body, head).rows]


def tones_behind(text: str) -> str:
    """The text as windows-1258 has it: the five tones as marks behind their letters."""
    out = ""
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in parts if mark in "\u0300\u0301\u0303\u0309\u0323")
        out += unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in tone)) + tone
    return out


META = '<meta http-equiv="Content-Type" content="text/html; charset={}">'


@pytest.mark.parametrize(
    "data",
    [
        page(PLAN).encode(),
        page(PLAN).encode("utf-8-sig"),
        page(PLAN, META.format("windows-1252")).encode(),
        page(PLAN).encode("utf-16"),
        page(PLAN, META.format("utf-16")).encode("utf-16-be"),
        tones_behind(page(PLAN, META.format("windows-1258"))).encode("windows-1258"),
        page(PLAN).encode("ascii", "xmlcharrefreplace"),
        ('<?xml version="1.0" encoding="UTF-8"?>' + page(PLAN)).encode(),
        PLAN.encode(),
    ],
    ids=["UTF-8", "BOM", "khai sai", "UTF-16", "UTF-16 BE không dấu", "windows-1258", "thực thể", "XHTML", "chỉ bảng"],
)
def test_every_charset_gives_the_same_cells(data: bytes) -> None:
    draft = read_draft_from_bytes(data, "ke_hoach.html")
    assert [(t.no, t.title, t.lead, t.support, t.deadline, t.result) for t in draft.tasks] == [FIRST, SECOND]


def test_a_charset_that_does_not_exist_is_said_and_a_wrong_one_refused() -> None:
    with pytest.raises(UnreadableFileError, check=says("bảng mã")):
        html_reader.read_grids(page(PLAN, META.format("x-khong-co")).encode("utf-16-le").replace(b"\0", b"") + b"\xff")
    with pytest.raises(UnreadableFileError, check=says("không đọc được")):
        html_reader.read_grids(
            page(PLAN * 3).replace("Ban", "\x81").encode("windows-1258", "replace") + "ế".encode() * 99
        )


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("một<br>hai<br/>ba", "một\nhai\nba"),
        ("<p>một</p><p>hai</p>", "một\nhai"),
        ("<div>một<div>hai</div>ba</div>", "một\nhai\nba"),
        ("Văn\n   phòng&nbsp;&nbsp;<b>Sở</b>", "Văn phòng Sở"),
        ("<ul><li>một<li>hai</ul>", "• một\n• hai"),
        ("<ul><li>- một;</li><li>- hai.</li></ul>", "- một;\n- hai."),
        ("<ol start=3><li>một</li><li value=7><p>hai</p></li></ol>", "3. một\n7. hai"),
        ("<ol type=a><li>một</li></ol>", "a. một"),
        ("<ol start='4'><li></li></ol>", "4."),
        ("<script>alert('x')</script>một<style>p{}</style><noscript>hai</noscript>", "một"),
        ("một<!-- chú thích --> hai<?php x ?>", "một hai"),
        ("<![if !supportLists]><span style='font-family:Symbol'>·<span>&nbsp; </span></span><![endif]>ý", "• ý"),
        ("<p>ý <o:p>một</o:p></p>", "ý một"),
        ("<pre>một\n  hai</pre>", "một\nhai"),
        ("<select><option>a</option></select><textarea>b</textarea>x", "x"),
        ("a<sup>2</sup> &lt;b&gt; &amp; c", "a2 <b> & c"),
        ("<span style='text-transform:uppercase'>sở</span>", "SỞ"),
    ],
)
def test_what_a_browser_shows_is_read(inside: str, text: str) -> None:
    assert texts(f"<table><tr><td>{inside}</td><td>x</td></tr></table>")[0][0] == text


@pytest.mark.parametrize(
    ("hidden", "head"),
    [
        ("<span style='display:none'>ẩn</span>", ""),
        ("<span style='color:red; DISPLAY : None !important'>ẩn</span>", ""),
        ("<p hidden>ẩn</p>", ""),
        ("<span style='mso-hide:all'>ẩn</span>", ""),
        ("<span style='visibility:hidden'>ẩn</span>", ""),
        ("<p class='a an'>ẩn</p>", "<style><!-- p.x, .an {display:none} --></style>"),
        ("<p id=an>ẩn</p>", "<style>#an{display:none}</style>"),
    ],
)
def test_hidden_text_is_left_out_and_said(hidden: str, head: str) -> None:
    found = grid(f"<table><tr><td>thấy{hidden}</td><td>x</td></tr></table>", head)
    assert found.rows[0].text(0) == "thấy"
    assert [notice.message for notice in map(notice_of, found.remarks)] == ["chữ ẩn không nhập: «ẩn»"]


def test_changes_that_are_tracked_are_accepted_and_said() -> None:
    found = grid("<table><tr><td>Tháng <del>01</del><ins>02</ins>/2026<td>x</table>")
    assert (found.rows[0].text(0), [remark.problem.name for remark in found.remarks]) == (
        "Tháng 02/2026",
        ["tracked_changes"],
    )


def test_hidden_rows_are_left_out_and_said() -> None:
    found = grid("<table><tr><td>a<td>b<tr style='display:none'><td>ẩn<td>c</table>")
    assert ([row.text(0) for row in found.rows], len(found.remarks)) == (["a"], 1)


def test_spans_say_by_what_a_cell_is_covered() -> None:
    found = grid(
        "<table><tr><td rowspan=2>1<td colspan=2 rowspan=2>Gộp<td>a<tr><td>b<tr><td>3<td>x<td>y<td rowspan=0>z</table>"
    )
    assert [[(cell.text, cell.merge) for cell in row.cells] for row in found.rows] == [
        [("1", Merge.OWN), ("Gộp", Merge.OWN), ("", Merge.LEFT), ("a", Merge.OWN)],
        [("1", Merge.ABOVE), ("Gộp", Merge.ABOVE), ("", Merge.LEFT), ("b", Merge.OWN)],
        [("3", Merge.OWN), ("x", Merge.OWN), ("y", Merge.OWN), ("z", Merge.OWN)],
    ]


def test_the_foot_of_a_table_is_read_last_and_its_caption_first() -> None:
    foot = "<table><tfoot><tr><td>chân<td>x</tfoot><caption>Phụ lục</caption><tr><td>thân<td>y</table>"
    assert texts(foot) == [["Phụ lục"], ["thân", "y"], ["chân", "x"]]


def test_tag_soup_is_a_plan_too() -> None:
    soup = PLAN.replace("</td>", "").replace("</tr>", "").replace("<tbody>", "<b><tbody>").replace("</table>", "")
    assert [task.no for task in read_draft_from_bytes(page(soup).encode(), "x.html").tasks] == ["1", "2"]


def test_a_sheet_that_excel_saved_as_a_page_is_read() -> None:
    head = (
        '<meta name=Generator content="Microsoft Excel 15"><style><!--table {mso-displayed-decimal-separator:"\\.";}'
        '.xl65 {mso-style-parent:style0;font-weight:700;} .xl66 {font-family:".VnTime", sans-serif;}--></style>'
    )
    words = ("2", "KiÓm tra, ®«n ®èc", "V¨n phßng Së", "", "", "")
    rows = tr(HEADER) + tr(("<span class=xl65>I</span>", "<b>THỂ CHẾ</b>", "", "", "", "")) + tr(FIRST)
    rows += "".join(["<tr height=20>", *(f"<td class=xl66 x:num>{word}</td>" for word in words), "</tr>"])
    rows += "<![if supportMisalignedColumns]><tr height=0 style='display:none'><td width=64></td></tr><![endif]>"
    body = f"<table border=0 x:str><col width=64 style='mso-width-source:userset'>{rows}</table>"
    draft = read_draft_from_bytes(page(body, head).encode(), "so_lieu.xls")
    assert [(task.title, task.lead) for task in draft.tasks][1] == ("Kiểm tra, đôn đốc", "Văn phòng Sở")
    assert [section.no for section in draft.sections] == ["I"]


def test_a_letter_that_was_lost_is_said_with_its_row() -> None:
    data = page(PLAN, META.format("utf-8")).encode().replace("Thanh tra Sở".encode(), "Thanh tra Sở".encode()[:-1])
    draft = read_draft_from_bytes(data, "trang.html")
    assert draft.tasks[1].lead.startswith("Thanh tra S")
    assert [(notice.code, notice.row) for notice in draft.notices] == [("decoded", None), ("suspicious_text", 3)]


def test_old_letters_are_told_by_their_font() -> None:
    rows = tr(HEADER) + tr(("1", '<font face=".VnTime">Ban hµnh kÕ ho¹ch</font> số 1', "Phòng A", "", "Quý I", ""))
    data = page(f"<table>{rows}</table>".replace("ế", "&#7871;"), META.format("x-user-defined"))
    draft = read_draft_from_bytes(data.encode("windows-1252", "xmlcharrefreplace"), "cu.html")
    assert draft.tasks[0].title == "Ban hành kế hoạch số 1"


def test_lines_around_the_table_name_the_plan() -> None:
    draft = read_draft_from_bytes(page("<h2>KẾ HOẠCH<br>NĂM 2026</h2>" + PLAN + "<p>Nơi nhận:</p>").encode(), "x.html")
    assert draft.title == "KẾ HOẠCH NĂM 2026"
    assert [notice.code for notice in draft.notices] == ["outside_text"]


def test_pages_nested_too_deeply_or_too_wide_are_refused() -> None:
    with pytest.raises(UnreadableFileError, check=says(r"lồng nhau|không có chữ")):
        html_reader.read_grids(page("<div>" * 3000 + "x").encode())
    with pytest.raises(UnreadableFileError, check=says("lồng nhau")):
        html_reader.read_grids(page("<table><tr><td>a<td>" * 20 + "x").encode())
    with pytest.raises(UnreadableFileError, check=says("cột")):
        html_reader.read_grids(page("<table><tr>" + "<td colspan=900>x" * 3 + "</table>").encode())


def test_xml_that_is_no_page_is_refused_by_name() -> None:
    data = b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument xmlns:w="x"/>'
    with pytest.raises(UnreadableFileError, check=says("XML")):
        read_draft_from_bytes(data, "cu.xml")
