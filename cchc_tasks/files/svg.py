"""SVG of a drawing library → an element of a page, without inline styles and with ids of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml.etree import Element, XMLParser, _Element, fromstring

_DROPPED = {"metadata", "style", "title", "desc"}
_KEPT = {
    "d", "x", "y", "x1", "x2", "y1", "y2", "width", "height", "points", "transform", "viewBox", "clip-path",
    "cx", "cy", "r",
}  # fmt: skip
_FROM_STYLE = {
    "stroke-width", "stroke-dasharray", "stroke-dashoffset", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit",
    "text-anchor", "opacity", "fill-opacity", "stroke-opacity", "fill-rule", "font-size", "font-weight",
}  # fmt: skip
_HREF = "{http://www.w3.org/1999/xlink}href"


def make_svg_element(written: bytes, colours: Mapping[str, str], classes: str, name: str) -> _Element:
    """Return the drawing as an element of an HTML tree, hidden from who cannot see it: words beside it say the same.

    `colours` are class names by the colours that were drawn with: what was filled or drawn in one gets the class
    `f-NAME` or `s-NAME`. `name` stands before its ids, which must differ on one page. Raises ValueError for a colour
    that has no name.
    """
    parser = XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    root = fromstring(written, parser)
    names = {colour: name for name, colour in colours.items()}
    found = _copied(root, names, name)
    for name in ("width", "height"):
        found.attrib.pop(name, None)
    for name, value in {"class": classes, "aria-hidden": "true", "focusable": "false"}.items():
        found.set(name, value)
    found.set("stroke-linejoin", "round")
    return found


def _copied(old: _Element, names: Mapping[str, str], prefix: str) -> _Element:
    """The element in a tree without namespaces: an HTML parser gives an <svg> its own."""
    element: _Element = Element(_local(old))
    for name, value in _attributes(old, names, prefix):
        element.set(name, value)
    element.text = old.text.strip() if old.text and not len(old) else None
    for child in old:
        if _local(child) not in _DROPPED:
            kept = _copied(child, names, prefix)
            if len(kept) or kept.text or kept.tag not in ("g", "defs"):
                element.append(kept)
    return element


def _local(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _attributes(old: _Element, names: Mapping[str, str], prefix: str) -> Iterator[tuple[str, str]]:
    classes = []
    for name, value in {**_plain(old), **_styled(old)}.items():
        if name in ("fill", "stroke") and value != "none":
            if value not in names:
                raise ValueError(f"colour without a name: {value}")
            classes.append(f"{name[0]}-{names[value]}")
        elif name in _KEPT or name in _FROM_STYLE or name in ("fill", "stroke"):
            yield name, re.sub(r"url\(#(.+?)\)", rf"url(#{prefix}-\1)", value)
    if classes:
        yield "class", " ".join(classes)
    if _local(old) in ("path", "clipPath") and old.get("id") and _local(_parent(old)) == "defs":
        yield "id", f"{prefix}-{old.get('id')}"
    if old.get(_HREF):
        yield "href", f"#{prefix}-{str(old.get(_HREF))[1:]}"


def _parent(element: _Element) -> _Element:
    parent = element.getparent()
    return element if parent is None else parent


def _plain(old: _Element) -> dict[str, str]:
    return {str(name): str(value) for name, value in old.attrib.items() if name not in ("style", "id", _HREF)}


def _styled(old: _Element) -> dict[str, str]:
    pairs = (pair.partition(":") for pair in (old.get("style") or "").split(";") if ":" in pair)
    found = {name.strip(): value.strip() for name, _, value in pairs}
    font = re.match(r"(?:(bold|\d00) )?([\d.]+px)", found.pop("font", ""))
    if font:
        found["font-size"] = font[2]
        if font[1]:
            found["font-weight"] = font[1]
    return found
