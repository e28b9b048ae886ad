"""Word's automatic numbers: they are drawn by Word and stand nowhere in the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from cchc_tasks.files.docx_styles import Numbering, Styles, W, child, to_int, value
from cchc_tasks.files.list_numbers import format_count

if TYPE_CHECKING:
    from lxml.etree import _Element

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
