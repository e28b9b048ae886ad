"""OpenDocument texts: spans, lists, changes and hidden text come out as they are printed."""

from __future__ import annotations

import pytest

from cchc_tasks.errors import UnreadableFileError
from cchc_tasks.files import odt_reader
from cchc_tasks.messages.problem_messages import notice_of
from cchc_tasks.model.grid import Grid, Merge
from cchc_tasks.plans.plan_file import read_draft_from_bytes
from tests.files.word_samples import FIRST, HEADER, SECOND, packed
from tests.refusals import says

_SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"),
        ("svg", "svg-compatible"),
    )
)
KIND = b"application/vnd.oasis.opendocument.text"


def made(body: str, styles: str = "", **more: bytes) -> bytes:
    content = (
        f"<office:document-content {_SPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return packed({"mimetype": KIND, "content.xml": content.encode(), **more})


def grid(body: str, styles: str = "") -> Grid:
    (found,) = odt_reader.read_grids(made(body, styles))
    return found


def texts(body: str, styles: str = "") -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in grid(body, styles).rows]


def p(inside: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{inside}</text:p>' if style else f"<text:p>{inside}</text:p>"


def td(inside: str, more: str = "") -> str:
    return f"<table:table-cell {more}>{inside if inside.startswith('<') else p(inside)}</table:table-cell>"


def tr(*cells: str, more: str = "") -> str:
    inside = "".join(cell if cell.startswith("<table:") else td(cell) for cell in cells)
    return f"<table:table-row {more}>{inside}</table:table-row>"


def table(*rows: str) -> str:
    return f"<table:table>{''.join(rows)}</table:table>"


def plan() -> str:
    head = f"<table:table-header-rows>{tr(*HEADER)}</table:table-header-rows>"
    return table(head, tr(*FIRST), tr(*SECOND))


@pytest.mark.parametrize("first", ["mimetype", "content.xml"])
def test_a_plan_arrives_cell_for_cell(first: str) -> None:
    manifest = b'<m:manifest xmlns:m="urn:oasis"><m:file-entry m:media-type="' + KIND + b'"/></m:manifest>'
    data = made(p("KẾ HOẠCH NĂM 2026") + plan())
    if first != "mimetype":
        from tests.files.test_word_documents import unpacked

        parts = unpacked(data)
        del parts["mimetype"]
        data = packed({**parts, "META-INF/manifest.xml": manifest})
    draft = read_draft_from_bytes(data, "ke_hoach.odt")
    assert [(t.no, t.title, t.lead, t.support, t.deadline, t.result) for t in draft.tasks] == [FIRST, SECOND]
    assert (draft.title, draft.notices) == ("KẾ HOẠCH NĂM 2026", ())


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("Quý<text:s text:c='3'/>I\n   năm<text:tab/>2026", "Quý I năm 2026"),
        ("Phòng<text:line-break/>A", "Phòng\nA"),
        ("<text:span>Văn</text:span> <text:a>phòng</text:a>", "Văn phòng"),
        ("Báo cáo<text:note><text:note-citation>1</text:note-citation><text:note-body/></text:note>", "Báo cáo"),
        ("Báo cáo<office:annotation><text:p>nhắc</text:p></office:annotation> quý", "Báo cáo quý"),
        ("<text:ruby><text:ruby-base>chữ</text:ruby-base><text:ruby-text>âm</text:ruby-text></text:ruby>", "chữ"),
        ("<text:change text:change-id='a'/>còn<text:bookmark text:name='b'/>", "còn"),
        ("<draw:frame><draw:text-box><text:p>khung</text:p></draw:text-box></draw:frame>ngoài", "ngoài\nkhung"),
    ],
)  # fmt: skip
def test_what_stands_in_a_paragraph_is_read_as_it_is_printed(inside: str, text: str) -> None:
    assert texts(table(tr(td(p(inside)), "x")))[0][0] == text


def test_merged_cells_say_by_what_they_are_covered() -> None:
    covered = "<table:covered-table-cell/>"
    found = grid(
        table(
            tr("1", td("Gộp", 'table:number-columns-spanned="2" table:number-rows-spanned="2"'), covered, "a"),
            tr("2", covered, covered, "b"),
            tr("3", "x", "y", "z"),
        )
    )
    assert [[(cell.text, cell.merge) for cell in row.cells] for row in found.rows] == [
        [("1", Merge.OWN), ("Gộp", Merge.OWN), ("", Merge.LEFT), ("a", Merge.OWN)],
        [("2", Merge.OWN), ("Gộp", Merge.ABOVE), ("", Merge.LEFT), ("b", Merge.OWN)],
        [("3", Merge.OWN), ("x", Merge.OWN), ("y", Merge.OWN), ("z", Merge.OWN)],
    ]


def test_cells_and_rows_that_repeat_are_repeated_within_limits() -> None:
    twice, endless = 'table:number-columns-repeated="2"', 'table:number-rows-repeated="1048576"'
    assert texts(table(tr("1", td("x", twice), more='table:number-rows-repeated="2"'))) == [["1", "x", "x"]] * 2
    assert len(texts(table(tr("1", "x"), tr("", "", more=endless), tr("2", "y")))) == 3
    with pytest.raises(UnreadableFileError, check=says("dòng")):
        texts(table(tr("1", "x", more=endless)))
    with pytest.raises(UnreadableFileError, check=says("cột")):
        texts(table(tr("1", td("x", 'table:number-columns-repeated="16384"'))))


LISTS = (
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1" '
    'style:num-suffix="."/><text:list-level-style-number text:level="2" style:num-format="1" '
    'text:display-levels="2"/></text:list-style>'
    '<text:list-style style:name="R"><text:list-level-style-number text:level="1" style:num-format="I" '
    'text:start-value="3"/></text:list-style>'
    '<text:list-style style:name="B"><text:list-level-style-bullet text:level="1" text:bullet-char="\uf0b7"/>'
    "</text:list-style>"
)


def items(*inside: str, style: str = "L", more: str = "") -> str:
    all_items = "".join(f"<text:list-item>{item}</text:list-item>" for item in inside)
    return f'<text:list text:style-name="{style}" {more}>{all_items}</text:list>'


def test_numbers_that_only_the_list_draws_are_read() -> None:
    nested = items(p("một") + f"<text:list><text:list-item>{p('con')}</text:list-item></text:list>", p("hai"))
    assert texts(nested, LISTS) == [["1. một"], ["1.1 con"], ["2. hai"]]
    assert texts(items(p("x"), p("y"), style="R") + items(p("z"), style="B"), LISTS) == [["III x"], ["IV y"], ["• z"]]


def test_numbers_go_on_from_cell_to_cell() -> None:
    going_on = [tr(td(items(p(""), more='text:continue-numbering="true"')), "việc") for _ in range(3)]
    assert [row[0] for row in texts(table(*going_on), LISTS)] == ["1.", "2.", "3."]
    by_name = items(p("a"), more='xml:id="l1"') + items(p("b"), more='text:continue-list="l1"') + items(p("c"))
    assert texts(by_name, LISTS) == [["1. a"], ["2. b"], ["1. c"]]


def test_hidden_and_deleted_text_is_left_out_and_said() -> None:
    changes = (
        '<text:tracked-changes><text:changed-region text:id="a"><text:deletion><text:p>bỏ</text:p></text:deletion>'
        "</text:changed-region></text:tracked-changes>"
    )
    styles = (
        '<style:style style:name="An" style:family="text"><style:text-properties text:display="none"/></style:style>'
    )
    section = '<text:section text:display="none"><text:p>mục ẩn</text:p></text:section>'
    found = grid(changes + p('thấy<text:span text:style-name="An">ẩn</text:span>') + section, styles)
    assert [row.text(0) for row in found.rows] == ["thấy"]
    tracked, hidden = map(notice_of, found.remarks)
    assert (hidden.code, hidden.message) == ("hidden_text", "chữ ẩn không nhập: «ẩnmục ẩn»")
    assert tracked.code == "tracked_changes"


def test_fonts_and_bold_come_from_styles_and_their_parents() -> None:
    styles = (
        '<style:font-face style:name="F1" svg:font-family="&apos;.VnTime&apos;"/>'
        '<style:style style:name="Cha" style:family="paragraph"><style:text-properties style:font-name="F1" '
        'fo:font-weight="bold"/></style:style>'
        '<style:style style:name="Con" style:family="paragraph" style:parent-style-name="Cha"/>'
        '<style:style style:name="Moi" style:family="text"><style:text-properties fo:font-family="Arial"/>'
        "</style:style>"
    )
    inside = 'KÕ ho¹ch <text:span text:style-name="Moi">cải cách</text:span>'
    (row,) = grid(p(inside, "Con"), styles).rows
    assert (row.text(0), row.cells[0].bold) == ("Kế hoạch cải cách", True)


def test_a_protected_text_and_a_doctype_are_named() -> None:
    manifest = b"<manifest><file-entry><encryption-data/></file-entry></manifest>"
    with pytest.raises(UnreadableFileError, check=says("mật khẩu")):
        odt_reader.read_grids(made(plan(), **{"META-INF/manifest.xml": manifest}))
    with pytest.raises(UnreadableFileError, check=says("DOCTYPE")):
        odt_reader.read_grids(packed({"mimetype": KIND, "content.xml": b"<!DOCTYPE a><a/>"}))
    with pytest.raises(UnreadableFileError, check=says(r"content\.xml")):
        odt_reader.read_grids(packed({"mimetype": KIND, "content.xml": b"<a/>"}))
