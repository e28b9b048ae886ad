"""A small writer of PDF files for tests: ruled tables and lines of Vietnamese text, page by page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

_SIZE = 10.0
_LEADING = 12.0
_HEIGHT = 595.0
_WIDTH = 842.0


@dataclass
class PdfPage:
    """What is drawn on a page: places are points from the upper left corner."""

    ops: list[str] = field(default_factory=list)
    words: list[tuple[float, float, str]] = field(default_factory=list)

    def text(self, left: float, top: float, text: str) -> None:
        """Write lines of text."""
        for place, line in enumerate(text.split("\n")):
            self.words.append((left, top + place * _LEADING, line))

    def box(self, left: float, top: float, right: float, bottom: float) -> None:
        """Draw the four lines of a box."""
        self.ops.append(f"{left} {_HEIGHT - bottom} {right - left} {bottom - top} re S")

    def table(self, top: float, xs: Sequence[float], rows: Sequence[Sequence[str | None]]) -> float:
        """Draw a ruled table and return where it ends; None is a cell that the one at its left covers."""
        for row in rows:
            height = _LEADING * max(1, *(len((cell or "").split("\n")) for cell in row)) + 4
            for place, cell in enumerate(row):
                if cell is None:
                    continue
                covered = next(
                    (n for n, other in enumerate(row[place + 1 :]) if other is not None), len(row) - place - 1
                )
                self.box(xs[place], top, xs[place + covered + 1], top + height)
                self.text(xs[place] + 2, top + 2, cell)
            top += height
        return top


def make_pdf(
    pages: Sequence[PdfPage], *, font: str = "AAAAAA+Times", mapped: bool = True, image: bool = False
) -> bytes:
    """Return a PDF; without `mapped` its letters cannot be had as text, with `image` each page carries a picture."""
    letters = sorted({letter for page in pages for _, _, line in page.words for letter in line})
    codes = {letter: place + 1 for place, letter in enumerate(letters)}
    assert len(codes) < 255
    pairs = "\n".join(f"<{code:02X}> <{letter.encode('utf-16-be').hex()}>" for letter, code in codes.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def /CMapType 2 def\n"
        f"1 begincodespacerange <00> <FF> endcodespacerange\n{len(codes)} beginbfchar\n{pairs}\nendbfchar\n"
        "endcmap end end"
    )
    unicode = "/ToUnicode 4 0 R " if mapped else ""
    encoding = "/Encoding << /Differences [1 " + " ".join(f"/g{n}" for n in codes.values()) + "] >> "
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{6 + 2 * n} 0 R' for n in range(len(pages)))}] >>",
        f"<< /Type /Font /Subtype /Type1 /BaseFont /{font} {unicode}{encoding}/FirstChar 0 /LastChar 255 "
        f"/Widths [{' '.join(['500'] * 256)}] /FontDescriptor << /Type /FontDescriptor /FontName /{font} /Flags 4 "
        "/FontBBox [0 -200 1000 800] /Ascent 800 /Descent -200 /CapHeight 700 /ItalicAngle 0 /StemV 80 >> >>",
        _stream(cmap),
        _stream("\xff\xff\xff", "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceRGB "
                "/BitsPerComponent 8 "),
    ]  # fmt: skip
    for number, page in enumerate(pages):
        resources = "<< /Font << /F 3 0 R >> /XObject << /I 5 0 R >> >>"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {_WIDTH} {_HEIGHT}] /Resources {resources} "
            f"/Contents {7 + 2 * number} 0 R >>"
        )
        drawn = [*page.ops, *(["q 800 0 0 500 20 20 cm /I Do Q"] if image else [])]
        for left, top, line in page.words:
            shown = "".join(f"{codes[letter]:02X}" for letter in line)
            drawn.append(f"BT /F {_SIZE} Tf {left} {_HEIGHT - top - 8} Td <{shown}> Tj ET")
        objects.append(_stream("\n".join(drawn)))
    return _file(objects)


def _stream(text: str, entries: str = "") -> str:
    return f"<< {entries}/Length {len(text)} >>\nstream\n{text}\nendstream"


def _file(objects: Sequence[str]) -> bytes:
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    start = len(out)
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    out += f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\n".encode()
    return out + f"startxref\n{start}\n%%EOF\n".encode()
