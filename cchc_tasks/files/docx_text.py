"""The text of Word's paragraphs as a reader sees them: changes accepted, numbers drawn, hidden text left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from cchc_tasks.errors import problem
from cchc_tasks.files.docx_styles import Styles, W, WordNumbers, bullet_sign, child, flag, look_of, to_int, value
from cchc_tasks.files.legacy_fonts import SOFT_HYPHEN, FontReader, Piece, scheme_of
from cchc_tasks.files.text_styles import Look
from cchc_tasks.model.grid import Remark

if TYPE_CHECKING:
    from lxml.etree import _Element

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_TAKEN_OUT = frozenset({W + "del", W + "moveFrom"})
_PUT_IN = frozenset({W + "ins", W + "moveTo"})
#: What only stands around text, rows or cells.
_AROUND = frozenset(
    {W + name for name in ("hyperlink", "smartTag", "fldSimple", "customXml", "dir", "bdo", "ruby", "rubyBase")}
    | {_M + name for name in ("oMathPara", "oMath", "r", "e", "num", "den", "f", "sup", "sub", "sSup", "sSub", "d")}
)
_BREAKS = frozenset({W + "br", W + "cr"})
_DRAWN = frozenset({W + "drawing", W + "pict", W + "object"})
_BLANKS = re.compile(r"[\t\r\n]")
_TICKS = {"\uf0a8": "☐", "\uf06f": "☐", "\uf0fe": "☑", "\uf0fc": "✓", "\uf052": "☑"}


class WordParagraph(NamedTuple):
    """One paragraph: its text with its number, whether all of it is bold, and whether the next one goes on in it."""

    text: str
    bold: bool
    label: str = ""
    goes_on: bool = False
    boxes: tuple[_Element, ...] = ()


class WordText:
    """Reads the paragraphs of one document in their order and remembers what is to be reported."""

    def __init__(self, styles: Styles, numbers: WordNumbers, fonts: FontReader) -> None:
        self._styles = styles
        self._numbers = numbers
        self._fonts = fonts
        self.tracked = False
        self.hidden: list[str] = []
        self.unfilled = 0

    def remarks(self) -> list[Remark]:
        """Return what was left out or accepted."""
        found = []
        if self.tracked:
            found.append(Remark(problem("word_file.tracked_changes")))
        if shown := " ".join("".join(self.hidden).split()):
            found.append(Remark(problem("word_file.hidden_text", text=shown)))
        if self.unfilled:
            found.append(Remark(problem("word_file.unfilled_controls", count=self.unfilled)))
        return found + self._fonts.remarks()

    def children(self, element: Iterable[_Element]) -> Iterator[_Element]:
        """Yield what stands in an element, as if all tracked changes were accepted and nothing stood around it."""
        for item in element:
            tag = item.tag
            if tag in _TAKEN_OUT:
                self.tracked = True
            elif tag in _PUT_IN:
                self.tracked = True
                yield from self.children(item)
            elif tag in _AROUND:
                yield from self.children(item)
            elif tag == W + "sdt":
                yield from self._in_control(item)
            elif tag == _MC + "AlternateContent":
                yield from self._in_choice(item)
            else:
                yield item

    def _in_control(self, control: _Element) -> Iterator[_Element]:
        """The content of a control that is filled in; the words that ask for filling are no content."""
        if flag(child(control, "sdtPr"), "showingPlcHdr"):
            self.unfilled += 1
            return
        content = child(control, "sdtContent")
        if content is not None:
            yield from self.children(content)

    def _in_choice(self, element: _Element) -> Iterator[_Element]:
        """One of the ways to say the same: the first choice, else the fallback; both would say it twice."""
        branch = element.find(_MC + "Choice")
        if branch is None:
            branch = element.find(_MC + "Fallback")
        if branch is not None:
            yield from self.children(branch)

    def paragraph(self, element: _Element, table_style: str | None = None) -> WordParagraph:
        """Return a paragraph (w:p) as it is printed; each one is to be asked for once, in order."""
        properties = child(element, "pPr")
        below = self._styles.paragraph_look(value(properties, "pStyle"), table_style)
        mark = child(properties, "rPr")
        goes_on = child(mark, "del") is not None or child(mark, "moveFrom") is not None
        pieces: list[Piece] = []
        boxes: list[_Element] = []
        for item in self.children(element):
            if item.tag == W + "r":
                self._add_run(item, below, pieces, boxes)
            elif item.tag == _M + "t":
                pieces.append(Piece(_BLANKS.sub(" ", item.text or "")))
        text = self._fonts.text_of(pieces)
        self.tracked = self.tracked or goes_on
        place = None if goes_on and not text.strip() else self._styles.numbering_of(properties)
        label = self._numbers.next_label(place) if place else ""
        inked = [piece for piece in pieces if piece.text.strip()]
        bold = bool(inked) and all(piece.bold for piece in inked)
        return WordParagraph(label + text, bold, label, goes_on, tuple(boxes))

    def _add_run(self, run: _Element, below: Look, pieces: list[Piece], boxes: list[_Element]) -> None:
        properties = child(run, "rPr")
        look = below
        if properties is not None and len(properties):
            style = value(properties, "rStyle")
            look = look_of(properties).over(self._styles.run_look(style) if style else below).over(below)
        text = "".join(self._signs(run, look, boxes))
        if look.hidden:
            self.hidden.append(text)
        elif text:
            pieces.append(Piece(text.upper() if look.capitals else text, look.font or "", bool(look.bold)))

    def _signs(self, run: _Element, look: Look, boxes: list[_Element]) -> Iterator[str]:
        """What a run shows: text, breaks, signs of symbol fonts; marks of notes and comments show nothing here."""
        for item in self.children(run):
            tag = item.tag
            if tag == W + "t":
                yield _BLANKS.sub(" ", item.text or "")
            elif tag in _BREAKS:
                yield "\n"
            elif tag == W + "tab" or tag == W + "ptab":
                yield " "
            elif tag == W + "noBreakHyphen":
                yield "-"
            elif tag == W + "softHyphen":
                yield SOFT_HYPHEN if scheme_of(look.font or "") else ""
            elif tag == W + "sym":
                yield _symbol(item)
            elif tag == W + "fldChar":
                yield _chosen(item)
            elif tag in _DRAWN:
                boxes.extend(self._boxes(item))

    def _boxes(self, drawing: _Element) -> Iterator[_Element]:
        """The text boxes in a drawing, each once: a drawing may hold another way to say the same."""
        fallbacks = {id(box) for fall in drawing.iter(_MC + "Fallback") for box in fall.iter(W + "txbxContent")}
        outer = next((item for item in drawing.iterancestors() if item.tag == W + "txbxContent"), None)
        for box in drawing.iter(W + "txbxContent"):
            holder = next((item for item in box.iterancestors() if item.tag == W + "txbxContent"), None)
            if id(box) not in fallbacks and holder is outer:
                yield box


def _symbol(item: _Element) -> str:
    """A sign of a symbol font: a bullet, a tick; other pictures say nothing in words."""
    code = to_int(str(int(item.get(W + "char", "0"), 16))) if _is_hex(item.get(W + "char", "")) else 0
    sign = chr(code) if 0x20 <= code <= 0xF0FF and not 0xD800 <= code <= 0xDFFF else ""
    if not sign or not "\uf020" <= sign <= "\uf0ff":
        return sign
    if scheme_of(item.get(W + "font", "")):
        return sign
    return _TICKS.get(sign) or bullet_sign(sign)


def _is_hex(text: str) -> bool:
    return re.fullmatch(r"[0-9A-Fa-f]{1,6}", text) is not None


def _chosen(item: _Element) -> str:
    """The entry that is chosen in an old drop-down field: it stands only in the field's settings."""
    choices = child(child(item, "ffData"), "ddList")
    if choices is None:
        return ""
    entries = [entry.get(W + "val", "") for entry in choices.findall(W + "listEntry")]
    at = to_int(value(choices, "result"))
    return entries[at] if 0 <= at < len(entries) else ""
