"""Documents → one .html file that needs nothing else: no script, no network, and it prints on A4."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from cchc_tasks.files.document import Block, Chart, Document, Paragraph, Run, Table, TableRow, TwoSides
from cchc_tasks.text_cells import clean

_STYLE = """
body{font:13pt/1.3 "Times New Roman",serif;margin:1.5rem auto;max-width:287mm;padding:0 1rem;color:#000;background:#fff}
p,h1,h2,h3{margin:0;font-size:1em;font-weight:normal}
.center{text-align:center}.right{text-align:right}.justify{text-align:justify}.indented{text-indent:10mm}
.table{overflow-x:auto}table{border-collapse:collapse;width:100%;margin:.5rem 0}
th,td{border:1px solid #000;padding:2pt 4pt;vertical-align:top;text-align:left}
th{text-align:center;vertical-align:middle}
.sides{display:grid;gap:1rem}.rule{border-bottom:1px solid #000;margin:2pt auto 4pt}
section+section{margin-top:3rem}
@media print{@page{size:A4 landscape;margin:20mm 15mm 20mm 30mm}body{margin:0;padding:0;max-width:none}
section+section{break-before:page;margin:0}thead{display:table-header-group}tr{break-inside:avoid}.table{overflow:visible}}
"""


def render_html(document: Document) -> Iterator[str]:
    """Yield the file's text piece by piece."""
    identifier = document.properties.get("identifier", "")
    meta = f'<meta name="dcterms.identifier" content="{escape(identifier)}">' if identifier else ""
    yield (
        '<!DOCTYPE html>\n<html lang="vi"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"{meta}<title>{_text(document.title)}</title><style>{_STYLE}</style></head>\n<body><main>\n"
    )
    for part in document.parts:
        if part.only_in_spreadsheets:
            continue
        yield "<section>\n"
        for block in part.blocks:
            yield from _pieces(block)
        yield "</section>\n"
    yield "</main></body></html>\n"


def _pieces(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield _paragraph(block) + "\n"
    elif isinstance(block, Table):
        yield from _table(block)
    elif isinstance(block, TwoSides):
        left = "".join(map(_paragraph, block.left))
        right = "".join(map(_paragraph, block.right))
        share = round(block.left_share * 100)
        columns = f"grid-template-columns:{share}fr {100 - share}fr"
        yield f'<div class="sides" style="{columns}"><div>{left}</div><div>{right}</div></div>\n'
    elif isinstance(block, Chart):
        return


def _paragraph(paragraph: Paragraph) -> str:
    name = f"h{min(paragraph.level, 3)}" if paragraph.level else "p"
    classes = [paragraph.align] * (paragraph.align != "left") + ["indented"] * paragraph.indented
    marked = f' class="{" ".join(classes)}"' if classes else ""
    style = f"font-size:{paragraph.size:g}pt"
    if paragraph.space_after:
        style += f";margin-bottom:{paragraph.space_after:g}pt"
    rule = f'<div class="rule" style="width:{paragraph.rule_below:.0%}"></div>' if paragraph.rule_below else ""
    return f'<{name}{marked} style="{style}">{"".join(map(_run, paragraph.runs))}</{name}>{rule}'


def _run(run: Run) -> str:
    text = _text(run.text).replace("\n", "<br>")
    text = f"<b>{text}</b>" if run.bold else text
    return f"<i>{text}</i>" if run.italic else text


def _table(table: Table) -> Iterator[str]:
    whole = sum(column.width for column in table.columns)
    widths = "".join(f'<col style="width:{column.width / whole:.1%}">' for column in table.columns)
    heads = "".join(f'<th scope="col">{_text(column.title)}</th>' for column in table.columns)
    label = f' aria-label="{escape(clean(table.caption))}"' if table.caption else ""
    yield f'<div class="table"><table{label} style="font-size:{table.size:g}pt">'
    yield f"<colgroup>{widths}</colgroup><thead><tr>{heads}</tr></thead><tbody>\n"
    for row in table.rows:
        yield _row(row, table)
    yield "</tbody></table></div>\n"


def _row(row: TableRow, table: Table) -> str:
    cells = []
    last = len(row.cells) - 1
    for place, value in enumerate(row.cells):
        span = len(table.columns) - last if place == last else 1
        align = table.columns[place].align if span == 1 else "left"
        spanned = f' colspan="{span}"' if span > 1 else ""
        marked = f' class="{align}"' if align != "left" else ""
        text = _text(str(value)).replace("\n", "<br>")
        cells.append(f"<td{spanned}{marked}>{f'<b>{text}</b>' if row.is_heading and text else text}</td>")
    return f"<tr>{''.join(cells)}</tr>\n"


def _text(text: str) -> str:
    return escape(clean(text, keep_breaks=True), quote=False)
