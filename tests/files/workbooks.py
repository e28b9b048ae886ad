"""Workbooks for tests: a small plan, and the bytes of an .xlsx or .ods file made from it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from xml.sax.saxutils import escape, quoteattr

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from cchc_tasks.model.draft import Draft
from cchc_tasks.plans.plan_file import read_draft_from_bytes

HEADER = ("STT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn", "Kết quả thực hiện")
TASKS: tuple[tuple[object, ...], ...] = (
    (1, "Ban hành kế hoạch", "Văn phòng Sở", "Quý I/2026", "Đã hoàn thành"),
    (2, "Kiểm tra, đôn đốc", "Thanh tra Sở", "Thường xuyên", "Đang thực hiện"),
)
PLAN = (HEADER, *TASKS)


def make_xlsx(
    rows: Sequence[Sequence[object]] = PLAN,
    change: Callable[[Worksheet], object] | None = None,
    *,
    name: str = "Phụ lục",
    more: Sequence[tuple[str, Sequence[Sequence[object]], str]] = (),
) -> bytes:
    """Return a workbook: a sheet of rows, changed by a function, and `more` sheets (name, rows, state) behind it."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = name
    for row in rows:
        sheet.append(row)
    if change:
        change(sheet)
    for other, cells, state in more:
        added = book.create_sheet(other)
        added.sheet_state = state
        for row in cells:
            added.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def repack(data: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """Return an archive with the bytes of its entries changed; None leaves an entry out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            changed = change(entry.filename, old.read(entry))
            if changed is not None:
                new.writestr(entry.filename, changed)
    return out.getvalue()


def share_texts(data: bytes, change: Callable[[str], str] = str) -> bytes:
    """Return a workbook with its texts in the shared table, as Excel keeps them, each entry changed by a function."""
    table: list[str] = []
    sheet_type = "application/vnd.openxmlformats-officedocument.spreadsheetml."
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"

    def share(match: re.Match[str]) -> str:
        table.append(change(f"<si>{match[1]}</si>"))
        return f't="s"><v>{len(table) - 1}</v>'

    def move(name: str, part: bytes) -> bytes:
        text = part.decode()
        if "/worksheets/" in name:
            return re.sub(r't="inlineStr"><is>(.*?)</is>', share, text, flags=re.DOTALL).encode()
        if name == "[Content_Types].xml":
            override = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{sheet_type}sharedStrings+xml"/>'
            return text.replace("</Types>", f"{override}</Types>").encode()
        if name == "xl/_rels/workbook.xml.rels":
            added = f'<Relationship Id="rIdS" Type="{relation}" Target="sharedStrings.xml"/>'
            return text.replace("</Relationships>", f"{added}</Relationships>").encode()
        return part

    out = io.BytesIO(repack(data, move))
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{space}">{"".join(table)}</sst>')
    return out.getvalue()


def make_ods(sheets: str, styles: str = "", manifest: str = "") -> bytes:
    """Return an .ods file from the XML of its sheets and automatic styles."""
    names = ("office", "table", "text", "style", "fo")
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content, zipfile.ZIP_DEFLATED)
        archive.writestr("META-INF/manifest.xml", f"<manifest>opendocument.spreadsheet{manifest}</manifest>")
    return out.getvalue()


def ods_rows(rows: Sequence[Sequence[object]] = PLAN) -> str:
    """The XML of rows of plain text."""
    return "".join(f"<table:table-row>{''.join(map(ods_cell, row))}</table:table-row>" for row in rows)


def ods_cell(text: object = "", attributes: str = "") -> str:
    """The XML of a cell."""
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(text).split("\n") if line)
    return f"<table:table-cell {attributes}>{lines}</table:table-cell>"


def ods_table(rows: str, name: str = "Phụ lục", attributes: str = "") -> str:
    """The XML of a sheet."""
    return f"<table:table table:name={quoteattr(name)} {attributes}>{rows}</table:table>"


def read(data: bytes, **options: object) -> Draft:
    """The plan in a file's bytes, whatever its name."""
    return read_draft_from_bytes(data, "tep", **options)  # type: ignore[arg-type]


def cells(draft: Draft) -> list[tuple[str, ...]]:
    """A plan's cells as the tests write them."""
    return [(task.no, task.title, task.lead, task.deadline, task.result) for task in draft.tasks]


def codes(draft: Draft) -> list[str]:
    """The short names of what was said of a file."""
    return [notice.code for notice in draft.notices]


EXPECTED = [tuple(map(str, row)) for row in TASKS]
