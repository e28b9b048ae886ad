"""The part of CSS that decides the font and what is hidden on a web page: simple selectors, four properties."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from cchc_tasks.files.text_styles import Look

if TYPE_CHECKING:
    from lxml.etree import _Element

_COMMENT = re.compile(r"/\*.*?(?:\*/|$)|<!--|-->", re.DOTALL)
#: «p», «.x65», «td.x65», «#note»; whatever else a selector holds is too special to matter here.
_SELECTOR = re.compile(r"[a-z][a-z0-9]*|(?:[a-z][a-z0-9]*)?[.#][\w-]+", re.IGNORECASE)
_AFTER_SIZE = re.compile(r"(?:^|\s)[\d.]+(?:[a-z]{2,3}|%)\S*\s+(.+)", re.IGNORECASE | re.DOTALL)
_HIDDEN = {"display": ("none",), "visibility": ("hidden", "collapse"), "mso-hide": ("all",)}
_MAX_STYLE_LETTERS = 1_000_000
_MAX_RULES = 20_000
_MAX_ATTRIBUTE_LETTERS = 10_000


def look_of(declarations: str) -> Look:
    """Return the look that the declarations of a rule, or of an attribute «style», ask for."""
    font: str | None = None
    bold: bool | None = None
    hidden: bool | None = None
    capitals: bool | None = None
    for declaration in declarations[:_MAX_ATTRIBUTE_LETTERS].split(";"):
        name, _, given = declaration.partition(":")
        name, given = name.strip().lower(), given.strip()
        lowered = given.lower().removesuffix("!important").strip()
        if name == "font-family":
            font = _first_font(given)
        elif name == "font" and (sized := _AFTER_SIZE.search(given)):
            font = _first_font(sized[1])
        elif name == "font-weight":
            bold = lowered in ("bold", "bolder") or (lowered.isdecimal() and int(lowered) >= 600)
        elif lowered in _HIDDEN.get(name, ()):
            hidden = True
        elif name == "text-transform":
            capitals = lowered == "uppercase"
    return Look(font, bold, hidden, capitals)


def _first_font(given: str) -> str:
    return given.split(",")[0].strip(" \"'")


class Sheet:
    """The rules of a page's own style blocks."""

    def __init__(self, blocks: Iterable[str]) -> None:
        self._looks: dict[str, Look] = {}
        css = _COMMENT.sub(" ", "\n".join(blocks)[:_MAX_STYLE_LETTERS])
        # Cut by hand: a pattern would look through the rest of a long block again from each of its letters.
        for rule in css.split("}")[:_MAX_RULES]:
            selectors, _, declarations = rule.rpartition("{")
            look = look_of(declarations)
            if look == Look():
                continue
            for selector in selectors.rpartition("{")[2].rpartition(";")[2].split(","):
                name = selector.strip()
                if _SELECTOR.fullmatch(name):
                    name = name if name.startswith((".", "#")) else _lower_tag(name)
                    self._looks[name] = look.over(self._looks.get(name, Look()))

    def look(self, element: _Element, tag: str) -> Look:
        """Return what an element's attributes, class and tag say, the nearest first."""
        look = look_of(element.get("style", ""))
        if element.get("hidden") is not None:
            look = look._replace(hidden=True)
        if tag == "font" and (face := element.get("face")):
            look = look.over(Look(font=_first_font(face)))
        if self._looks:
            names = [f"#{element.get('id')}"] if element.get("id") else []
            classes = element.get("class", "").split()
            names += [f"{tag}.{name}" for name in classes] + [f".{name}" for name in classes] + [tag]
            for name in names:
                if found := self._looks.get(name):
                    look = look.over(found)
        return look.over(Look(bold=True)) if tag in ("b", "strong", "th") else look


def _lower_tag(selector: str) -> str:
    tag, mark, name = re.match(r"(\w+)([.#]?)(.*)", selector, re.DOTALL).groups()  # type: ignore[union-attr]
    return f"{tag.lower()}{mark}{name}"
