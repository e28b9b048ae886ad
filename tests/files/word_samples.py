"""Word files for tests, put together from raw parts so that every shape Word can save may be written down."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_SPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)

HEADER = ("STT", "Nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian hoàn thành", "Kết quả thực hiện")
FIRST = ("1", "Ban hành kế hoạch", "Văn phòng Sở", "Các Phòng", "Quý I/2026", "Đã hoàn thành")
SECOND = ("2", "Kiểm tra, đôn đốc", "Thanh tra Sở", "", "Thường xuyên", "")


def run(text: str, looks: str = "") -> str:
    """A run (w:r) with its properties as raw XML."""
    properties = f"<w:rPr>{looks}</w:rPr>" if looks else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(inside: str = "", properties: str = "") -> str:
    """A paragraph of raw runs, or of plain text."""
    if inside and not inside.startswith("<"):
        inside = run(inside)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inside}</w:p>"


def cell(inside: str = "", properties: str = "") -> str:
    """A cell of plain text, or of raw paragraphs."""
    content = inside if inside.startswith("<") else paragraph(inside)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """A row of plain texts, or of raw cells."""
    inside = "".join(one if one.startswith(("<w:tc>", "<w:sdt>")) else cell(one) for one in cells)
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{inside}</w:tr>"


def table(*rows: str | Sequence[str], widths: Sequence[int] = ()) -> str:
    """A table of raw rows, or of rows of plain texts."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    inside = "".join(one if isinstance(one, str) else row(*one) for one in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{inside}</w:tbl>"


def document(*blocks: str, styles: str = "", numbering: str = "", **changed: str) -> bytes:
    """A .docx file whose body holds raw blocks; `changed` are parts by name («document», «links»…) as raw text."""
    parts = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _links((("officeDocument", "word/document.xml"),)),
        "word/document.xml": f"<w:document {_SPACES}><w:body>{''.join(blocks)}<w:sectPr/></w:body></w:document>",
        "word/_rels/document.xml.rels": _links((("styles", "styles.xml"), ("numbering", "numbering.xml"))),
        "word/styles.xml": f"<w:styles {_SPACES}>{styles}</w:styles>",
        "word/numbering.xml": f"<w:numbering {_SPACES}>{numbering}</w:numbering>",
        **changed,
    }
    return packed({name: text.encode() for name, text in parts.items()})


def made_by_python_docx(title: str, rows: Sequence[Sequence[str]]) -> bytes:
    """A .docx file as python-docx writes it, with all its usual parts."""
    from docx import Document

    made = Document()
    made.add_paragraph(title)
    plan = made.add_table(rows=0, cols=len(rows[0]))
    for words in rows:
        for found, text in zip(plan.add_row().cells, words, strict=True):
            found.text = text
    made.add_paragraph()  # LibreOffice loses a table that ends a .doc file
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def packed(parts: dict[str, bytes]) -> bytes:
    """A zip archive of named parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            # OpenDocument says its kind in the first bytes, not packed.
            archive.writestr(name, data, zipfile.ZIP_STORED if name == "mimetype" else None)
    return out.getvalue()


def _types() -> str:
    kinds = {"document": "document.main", "styles": "styles", "numbering": "numbering"}
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{kind}+xml"/>' for name, kind in kinds.items()
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _links(targets: Sequence[tuple[str, str]]) -> str:
    inside = "".join(
        f'<Relationship Id="rId{at}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'
