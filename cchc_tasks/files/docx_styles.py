"""The looks that a Word document's styles give to paragraphs and runs: font, bold, hidden, capitals, numbering."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from cchc_tasks.files.text_looks import Look

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = frozenset({"0", "false", "off", "none"})
#: Styles are based on one another; a file that goes in circles ends here.
_MAX_CHAIN = 30


class Numbering(NamedTuple):
    """A paragraph's automatic number: the list it is in and its level from 0."""

    num_id: str
    level: int


def child(element: _Element | None, name: str) -> _Element | None:
    """Return an element's first child of a name of Word's own."""
    return None if element is None else element.find(W + name)


def value(element: _Element | None, name: str) -> str | None:
    """Return what the child of a name says in its attribute «val», None where there is no such child or value."""
    found = child(element, name)
    return None if found is None else found.get(W + "val")


def flag(element: _Element | None, name: str) -> bool | None:
    """Return whether a child that switches something on is there, None where it is absent."""
    found = child(element, name)
    return None if found is None else found.get(W + "val", "1") not in _OFF


def look_of(properties: _Element | None) -> Look:
    """Return what a run's own properties (w:rPr) say."""
    if properties is None or not len(properties):
        return Look()
    hidden = flag(properties, "vanish")
    if flag(properties, "webHidden"):
        hidden = True
    return Look(_font(child(properties, "rFonts")), flag(properties, "b"), hidden, flag(properties, "caps"))


def _font(fonts: _Element | None) -> str | None:
    """The font of accented letters; a font of the theme is none of the old ones."""
    if fonts is None:
        return None
    for kind in ("hAnsi", "ascii"):
        if fonts.get(f"{W}{kind}Theme"):
            return ""
        if name := fonts.get(W + kind):
            return str(name)
    return None


class Styles:
    """The styles of a document, looked up by id and resolved along what they are based on."""

    def __init__(self, root: _Element | None) -> None:
        styles = [] if root is None else root.findall(W + "style")
        self._styles = {style.get(W + "styleId", ""): style for style in styles}
        defaults = child(child(child(root, "docDefaults"), "rPrDefault"), "rPr")
        self._defaults = look_of(defaults)
        self._default_paragraph = next(
            (
                style.get(W + "styleId")
                for style in styles
                if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true", "on")
            ),
            None,
        )
        self.paragraph_look = cache(self._paragraph_look)
        self.run_look = cache(self._style_look)
        self.numbering = cache(self._numbering)

    def _chain(self, style_id: str | None) -> list[_Element]:
        chain: list[_Element] = []
        while style_id in self._styles and len(chain) < _MAX_CHAIN:
            chain.append(self._styles[style_id])
            style_id = value(chain[-1], "basedOn")
        return chain

    def _style_look(self, style_id: str | None) -> Look:
        look = Look()
        for style in self._chain(style_id):
            look = look.over(look_of(child(style, "rPr")))
        return look

    def _paragraph_look(self, style_id: str | None, table_style: str | None = None) -> Look:
        """The look of a paragraph's runs: its style, or the default one, over the table's, over the defaults."""
        own = self._style_look(style_id if style_id in self._styles else self._default_paragraph)
        return own.over(self._style_look(table_style)).over(self._defaults)

    def _numbering(self, style_id: str | None) -> tuple[str | None, int | None]:
        """The list and level that a style puts its paragraphs in."""
        num_id, level = None, None
        for style in self._chain(style_id if style_id in self._styles else self._default_paragraph):
            settings = child(child(style, "pPr"), "numPr")
            num_id = num_id or value(settings, "numId")
            found = value(settings, "ilvl")
            level = level if level is not None or not found else to_int(found)
        return num_id, level

    def linked_numbering(self, style_id: str) -> str | None:
        """Return the list that a numbering style stands for."""
        return self._numbering(style_id)[0]

    def numbering_of(self, properties: _Element | None) -> Numbering | None:
        """Return the automatic number of a paragraph by its properties (w:pPr), None where it has none."""
        settings = child(properties, "numPr")
        by_style = self.numbering(value(properties, "pStyle"))
        num_id = value(settings, "numId") or by_style[0]
        if num_id is None or num_id == "0":
            return None
        level = value(settings, "ilvl")
        return Numbering(num_id, to_int(level) if level else by_style[1] or 0)


def to_int(text: str | None, default: int = 0) -> int:
    """Return a number from a file, or the default where it is none or absurd."""
    try:
        number = int(text or "")
    except ValueError:
        return default
    return number if abs(number) < 1_000_000 else default
