"""Documents damaged at random: a draft or a sentence of ours, never another error, never without end.

`CCHC_TASKS_FUZZ=20000` mutates that many files of each kind instead of the few of every run.
"""

from __future__ import annotations

import os
import random
import re
import time
from collections.abc import Callable

import pytest

from cchc_tasks.errors import AppError
from cchc_tasks.plans.plan_file import read_draft_from_bytes
from tests.files import test_opendocument_texts as odt_samples
from tests.files import test_web_pages as html_samples
from tests.files import test_word_documents as docx_samples
from tests.files.word_samples import FIRST, HEADER, SECOND, cell, document, packed, paragraph, row, run, table

ROUNDS = int(os.environ.get("CCHC_TASKS_FUZZ", "250"))
LONGEST_SECONDS = 3.0

_BOX = docx_samples.box(paragraph("KẾ HOẠCH NĂM 2026"))
_TRACKED = cell(paragraph(f"<w:del>{run('cũ')}</w:del><w:ins>{run('mới', '<w:vanish/>')}</w:ins>"))
_MERGED = row(cell("3", '<w:vMerge w:val="restart"/>'), cell("Gộp", '<w:gridSpan w:val="5"/>'))
_NUMBERED = row(cell(paragraph("", docx_samples.numbered(1, 1))), _TRACKED, "Phòng A", "", "Quý I", "")
_INNER = row("5", cell(paragraph("gồm") + table(("a", "b")) + paragraph()), "B", "", "Quý I", "")
_STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:basedOn w:val="a"/><w:rPr><w:b/></w:rPr></w:style>'
)
DOCX = document(
    paragraph(_BOX),
    table(HEADER, FIRST, SECOND, _MERGED, row(cell("", "<w:vMerge/>"), "x"), _NUMBERED, _INNER, widths=(500, 900, 90)),
    styles=_STYLES,
    numbering=docx_samples.LISTS,
)
ODT = odt_samples.made(
    odt_samples.p("KẾ HOẠCH")
    + odt_samples.plan()
    + odt_samples.items(odt_samples.p("một"), odt_samples.p("hai"))
    + odt_samples.table(odt_samples.tr(odt_samples.td("x", 'table:number-rows-spanned="2"'), "y")),
    odt_samples.LISTS,
)
HTML = html_samples.page(
    "<h1>KẾ HOẠCH</h1>" + html_samples.PLAN + "<ol><li>một<ul><li>hai</ul></ol><td rowspan=3 colspan=2>lạc",
    "<style>.a{display:none;font-family:.VnTime}</style>",
).encode()

_NUMBERS = (b"0", b"-1", b"1", b"3", b"99999999999", b"abc", b"", b"1048576")


def _damaged_bytes(data: bytes, chance: random.Random) -> bytes:
    """The bytes with a few overwritten, cut out, doubled or put in."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(out) + 1)
        length = chance.choice((0, 1, 2, 20, 400))
        piece = chance.choice((b"", chance.randbytes(3), bytes(out[at : at + 40]) * 2, b"\0\xff", b"<", b"]]>"))
        out[at : at + length] = piece
    return bytes(out)


def _damaged_xml(data: bytes, chance: random.Random) -> bytes:
    """XML or HTML with tags lost, doubled, moved, renamed, and numbers in attributes replaced."""
    for _ in range(chance.randint(1, 5)):
        marks = list(re.finditer(rb"<[^<>]+>", data))
        if not marks:
            break
        mark, other = chance.choice(marks), chance.choice(marks)
        first, last = mark.span()
        choice = chance.randrange(6)
        if choice == 0:
            data = data[:first] + data[last:]
        elif choice == 1:
            data = data[:first] + mark[0] * chance.choice((2, 50)) + data[last:]
        elif choice == 2:
            data = data[:first] + other[0] + data[last:]
        elif choice == 3:
            low, high = sorted((mark.start(), other.end()))
            data = data[:low] + data[high:] if chance.random() < 0.5 else data[:high] + data[low:high] + data[high:]
        else:
            changed = re.sub(
                rb'"[^"]*"', lambda _: b'"' + chance.choice(_NUMBERS) + b'"', mark[0], count=chance.randint(1, 3)
            )
            data = data[:first] + changed + data[last:]
    return data


def _damaged_archive(data: bytes, chance: random.Random) -> bytes:
    """A zip archive with a part damaged, lost, doubled or put in another's place."""
    if chance.random() < 0.2:
        return _damaged_bytes(data, chance)
    parts = docx_samples.unpacked(data)
    name, other = chance.choice(list(parts)), chance.choice(list(parts))
    choice = chance.randrange(8)
    if choice == 0:
        del parts[name]
    elif choice == 1:
        parts[name], parts[other] = parts[other], parts[name]
    elif choice == 2:
        parts[name] = _damaged_bytes(parts[name], chance)
    else:
        parts[name] = _damaged_xml(parts[name], chance)
    return packed(parts)


@pytest.mark.parametrize(
    ("sample", "damage"),
    [(DOCX, _damaged_archive), (ODT, _damaged_archive), (HTML, _damaged_xml), (HTML, _damaged_bytes)],
    ids=["docx", "odt", "html", "html theo byte"],
)
def test_a_damaged_document_is_read_or_refused_with_a_sentence(
    sample: bytes, damage: Callable[[bytes, random.Random], bytes]
) -> None:
    assert read_draft_from_bytes(sample, "").tasks
    for seed in range(ROUNDS):
        data = damage(sample, random.Random(seed))
        begin = time.monotonic()
        try:
            draft = read_draft_from_bytes(data, f"hong{seed}")
        except AppError:
            pass
        except Exception as error:
            raise AssertionError(f"seed {seed}: {error!r}") from error
        else:
            assert draft.tasks, seed
        assert time.monotonic() - begin < LONGEST_SECONDS, seed
