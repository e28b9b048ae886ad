"""The styles and lists of an OpenDocument text: fonts, bold, hidden text, automatic numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from cchc_tasks.files.text_styles import Look, format_count

if TYPE_CHECKING:
    from lxml.etree import _Element

_NS = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
OFFICE, TEXT, TABLE, STYLE, DRAW = (_NS % name for name in ("office", "text", "table", "style", "drawing"))
_FO, _SVG = _NS % "xsl-fo-compatible", _NS % "svg-compatible"
LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
_MAX_CHAIN = 30
_FORMATS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_PLACE = re.compile(r"%([1-9]|10)%")
_LARGEST_REPEAT = 1_000_000


def to_count(text: str | None) -> int:
    """Return how often something repeats or how far it spans, at least 1; absurd numbers count as the largest."""
    return min(max(1, int(text)), _LARGEST_REPEAT) if text and re.fullmatch(r"\d{1,12}", text) else 1


class OdtStyles:
    """Looks by style name, from the document's own and its named styles."""

    def __init__(self, roots: Iterable[_Element]) -> None:
        self._styles: dict[tuple[str, str], _Element] = {}
        self._fonts: dict[str, str] = {}
        self._default = Look()
        self.lists: dict[str, dict[int, _Element]] = {}
        for root in roots:
            for face in root.iter(STYLE + "font-face"):
                family = face.get(_SVG + "font-family", "").strip("'\"")
                self._fonts[face.get(STYLE + "name", "")] = family
            for style in root.iter(STYLE + "style"):
                self._styles.setdefault((style.get(STYLE + "family", ""), style.get(STYLE + "name", "")), style)
            for style in root.iter(STYLE + "default-style"):
                if style.get(STYLE + "family") == "paragraph":
                    self._default = self._own_look(style)
            for style in root.iter(TEXT + "list-style"):
                levels = {to_count(level.get(TEXT + "level")): level for level in style if level.get(TEXT + "level")}
                self.lists.setdefault(style.get(STYLE + "name", ""), levels)
        self.look = cache(self._look)

    def _look(self, family: str, name: str | None) -> Look:
        """The look that a paragraph's or a span's style gives, along its parents."""
        look = Look()
        for _ in range(_MAX_CHAIN):
            style = self._styles.get((family, name or ""))
            if style is None:
                break
            look = look.over(self._own_look(style))
            name = style.get(STYLE + "parent-style-name")
        return look.over(self._default) if family == "paragraph" else look

    def _own_look(self, style: _Element) -> Look:
        properties = style.find(STYLE + "text-properties")
        if properties is None:
            return Look()
        font = properties.get(_FO + "font-family", "").strip("'\"") or None
        if font is None and (name := properties.get(STYLE + "font-name")) is not None:
            font = self._fonts.get(name, name)
        weight, display = properties.get(_FO + "font-weight"), properties.get(TEXT + "display")
        transform = properties.get(_FO + "text-transform")
        return Look(
            font,
            None if weight is None else weight in ("bold", "600", "700", "800", "900"),
            None if display is None else display == "none",
            None if transform is None else transform == "uppercase",
        )


class OpenList(NamedTuple):
    """The list that a paragraph stands in: the name of its style, whose counts it goes on with, and its level."""

    style: str
    counts: str
    level: int


class OdtNumbers:
    """Counts the items of lists in their order."""

    def __init__(self, styles: OdtStyles) -> None:
        self._lists = styles.lists
        self._counts: dict[str, dict[int, int]] = {}
        self._last: dict[str, str] = {}
        self._made = 0

    def enter(self, element: _Element, inside: OpenList | None) -> OpenList:
        """Go into a list (text:list): a level deeper, on with another list's counts, or from the beginning."""
        style = element.get(TEXT + "style-name") or (inside.style if inside else "")
        if inside:
            return OpenList(style, inside.counts, inside.level + 1)
        own = element.get("{http://www.w3.org/XML/1998/namespace}id")
        other = element.get(TEXT + "continue-list")
        if other is not None and other in self._last:
            counts = self._last[other]
        elif element.get(TEXT + "continue-numbering") == "true" and style in self._last:
            counts = self._last[style]
        else:
            self._made += 1
            counts = str(self._made)
        self._last[style] = counts
        if own:
            self._last[own] = counts
        return OpenList(style, counts, 1)

    def next_label(self, place: OpenList, start: str | None = None) -> str:
        """Count one more item and return what stands in front of it, with a blank behind."""
        level = self._lists.get(place.style, {}).get(place.level)
        if level is None:
            return ""
        counts = self._counts.setdefault(place.counts, {})
        begins = to_count(start or level.get(TEXT + "start-value"))
        counts[place.level] = begins if start or place.level not in counts else counts[place.level] + 1
        for below in [number for number in counts if number > place.level]:
            del counts[below]
        if level.tag == TEXT + "list-level-style-bullet":
            sign = level.get(TEXT + "bullet-char", "")[:1]
            return f"{sign if sign in tuple('-–—+*') else '•'} " if sign else ""
        drawn = self._draw(place, level, counts)
        return f"{drawn} " if drawn else ""

    def _draw(self, place: OpenList, level: _Element, counts: dict[int, int]) -> str:
        if pattern := level.get(LOEXT + "num-list-format"):
            return _PLACE.sub(lambda found: self._number(place, int(found[1]), counts), pattern)
        shown = min(to_count(level.get(TEXT + "display-levels")), place.level)
        numbers = [self._number(place, at, counts) for at in range(place.level - shown + 1, place.level + 1)]
        joined = ".".join(filter(None, numbers))
        prefix, suffix = level.get(STYLE + "num-prefix", ""), level.get(STYLE + "num-suffix", "")
        return f"{prefix}{joined}{suffix}" if joined or level.get(STYLE + "num-format") else ""

    def _number(self, place: OpenList, at: int, counts: dict[int, int]) -> str:
        level = self._lists.get(place.style, {}).get(at)
        kind = _FORMATS.get("" if level is None else level.get(STYLE + "num-format", ""), "none")
        return format_count(counts.get(at, 1), kind)
