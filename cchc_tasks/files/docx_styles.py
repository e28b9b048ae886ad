"""The styles of a Word document (font, bold, hidden, capitals), and its numbers, which stand nowhere in the text."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from cchc_tasks.files.text_styles import Look, format_count

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


_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")


class Level(NamedTuple):
    """One level of a list: its first number, its kind, its words («%1.%2.»), and where it begins again.

    `restart` is the level (from 1) whose number lets it begin again, None for any level above it, 0 for never.
    """

    start: int = 1
    kind: str = "decimal"
    words: str = ""
    restart: int | None = None
    decimals_only: bool = False
    blank_behind: bool = True


class WordNumbers:
    """Counts the numbered paragraphs of a document in their order."""

    def __init__(self, root: _Element | None, styles: Styles) -> None:
        self._styles = styles
        lists = [] if root is None else root.findall(W + "num")
        kinds = [] if root is None else root.findall(W + "abstractNum")
        self._lists = {item.get(W + "numId", ""): item for item in lists}
        self._kinds = {kind.get(W + "abstractNumId", ""): kind for kind in kinds}
        self._by_style = {name: key for key, kind in self._kinds.items() if (name := value(kind, "styleLink"))}
        self._levels: dict[str, tuple[str, dict[int, Level]]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def next_label(self, place: Numbering) -> str:
        """Count one more paragraph of a list and return what Word draws in front of it, with a blank behind."""
        kind, levels = self._levels_of(place.num_id)
        level = min(max(place.level, 0), _LEVELS - 1)
        if level not in levels:
            return ""
        counts = self._counts.setdefault(kind, {})
        own = levels[level]
        begins_again = (place.num_id, level) not in self._begun and self._override(place.num_id, level) is not None
        self._begun.add((place.num_id, level))
        counts[level] = own.start if begins_again or level not in counts else counts[level] + 1
        for below in [number for number in counts if number > level]:
            restart = levels[below].restart if below in levels else None
            if restart is None or level < restart:
                del counts[below]
        return self._draw(own, levels, counts)

    def _draw(self, own: Level, levels: dict[int, Level], counts: dict[int, int]) -> str:
        if own.kind == "bullet":
            return bullet_sign(own.words) + " " if own.words else ""

        def number(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            level = levels.get(at, Level())
            kind = "decimal" if own.decimals_only else level.kind
            return format_count(counts.get(at, level.start), kind)

        drawn = _PLACE.sub(number, own.words) if own.kind != "none" else _PLACE.sub("", own.words)
        return drawn + " " if drawn and own.blank_behind else drawn

    def _override(self, num_id: str, level: int) -> str | None:
        for override in self._overrides(num_id):
            if to_int(override.get(W + "ilvl")) == level:
                return value(override, "startOverride")
        return None

    def _overrides(self, num_id: str) -> list[_Element]:
        found = self._lists.get(num_id)
        return [] if found is None else list(found.findall(W + "lvlOverride"))

    def _levels_of(self, num_id: str) -> tuple[str, dict[int, Level]]:
        if num_id not in self._levels:
            key = self._kind_of(num_id)
            kind = self._kinds.get(key)
            levels = {} if kind is None else {to_int(e.get(W + "ilvl")): _level(e) for e in kind.findall(W + "lvl")}
            for override in self._overrides(num_id):
                at = to_int(override.get(W + "ilvl"))
                if (changed := child(override, "lvl")) is not None:
                    levels[at] = _level(changed)
                if (start := value(override, "startOverride")) is not None and at in levels:
                    levels[at] = levels[at]._replace(start=to_int(start, 1))
            self._levels[num_id] = key, levels
        return self._levels[num_id]

    def _kind_of(self, num_id: str) -> str:
        """The abstract list of a list, by way of a numbering style where one stands between."""
        key = value(self._lists.get(num_id), "abstractNumId") or ""
        link = value(self._kinds.get(key), "numStyleLink")
        if link is None:
            return key
        linked = self._by_style.get(link)
        return linked or value(self._lists.get(self._styles.linked_numbering(link) or ""), "abstractNumId") or key


def _level(element: _Element) -> Level:
    restart = value(element, "lvlRestart")
    legal = child(element, "isLgl")
    return Level(
        start=to_int(value(element, "start"), 1),
        kind=value(element, "numFmt") or "decimal",
        words=value(element, "lvlText") or "",
        restart=None if restart is None else to_int(restart),
        decimals_only=legal is not None and legal.get(W + "val", "1") not in ("0", "false", "off"),
        blank_behind=value(element, "suff") != "nothing",
    )


def bullet_sign(sign: str) -> str:
    """Return a list's bullet as people type it: symbol fonts keep theirs in private places of Unicode."""
    own = chr(ord(sign[0]) - 0xF000) if "\uf020" <= sign[0] <= "\uf0ff" else sign[0]
    return own if own in "-–—+*" else "•"
