"""Pieces of a web page, built as a tree so that no text from a plan can become markup."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import BinaryIO, TypeAlias

from lxml.etree import Element, _Element
from lxml.html import tostring

from cchc_tasks.text_cells import clean

#: A piece of a page, as `tag` returns it.
HtmlElement: TypeAlias = _Element
#: What an element holds: text, elements, and nothing.
Child: TypeAlias = str | HtmlElement | None
#: The id of a page's main part.
MAIN = "noi-dung"
#: What the head calls the properties of a frozen report.
_PROPERTIES = {"identifier": "dcterms.identifier", "sha256": "sha256"}


def tag(name: str, /, *children: Child, classes: str = "", **attributes: str) -> HtmlElement:
    """Return an element; `_` in the names of attributes stands for «-», texts are cleaned of control characters."""
    element: HtmlElement = Element(name)
    if classes:
        element.set("class", classes)
    for key, value in attributes.items():
        element.set(key.rstrip("_").replace("_", "-"), clean(value))
    add(element, *children)
    return element


def add(element: HtmlElement, *children: Child) -> None:
    """Append children to an element, texts as text."""
    last = next(element.iterchildren(reversed=True), None)  # the length of an element is counted child by child
    for child in children:
        if child is None:
            continue
        if not isinstance(child, str):
            element.append(child)
            last = child
        elif last is None:
            element.text = (element.text or "") + clean(child)
        else:
            last.tail = (last.tail or "") + clean(child)


def link(target: str, *children: Child, label: str = "", classes: str = "") -> HtmlElement:
    """Return a link to a place on the same page; `label` is added for who does not see where the link stands."""
    element = tag("a", *children, classes=classes, href=f"#{target}")
    if label:
        add(element, tag("span", f" ({label})", classes="unseen"))
    return element


def section(anchor: str, heading: HtmlElement, *children: Child, classes: str = "") -> HtmlElement:
    """Return a part of the page that links lead to, named by its heading."""
    heading.set("id", f"{anchor}-ten")
    return tag("section", heading, *children, id=anchor, aria_labelledby=f"{anchor}-ten", classes=classes)


def table(
    caption: str, heads: Sequence[str], rows: Iterable[Sequence[Child]], *, classes: str, total: bool = False
) -> HtmlElement:
    """Return a table whose first column names the row, within a region that a keyboard can scroll.

    Roles are said aloud and each cell carries its column's head, because a narrow screen stacks the cells of lists.
    With `total` the last row is the table's foot.
    """
    head = tag("tr", *(tag("th", name, scope="col", role="columnheader") for name in heads), role="row")
    body = tag("tbody", role="rowgroup")
    for row in rows:
        body.append(_row(heads, row))
    parts = [tag("thead", head, role="rowgroup"), body]
    if total and len(body):
        parts.append(tag("tfoot", body[-1], role="rowgroup"))
    whole = tag("table", tag("caption", caption), *parts, classes=classes, role="table")
    return tag("div", whole, classes="region", role="region", tabindex="0", aria_label=caption)


def _row(heads: Sequence[str], cells: Sequence[Child]) -> HtmlElement:
    first, *others = cells
    row = tag("tr", tag("th", first, scope="row", role="rowheader"), role="row")
    for name, cell in zip(heads[1:], others, strict=True):
        add(row, tag("td", cell, role="cell", data_head=name))
    return row


def write_page(
    file: BinaryIO,
    head: HtmlElement,
    before: Iterable[HtmlElement],
    main: Iterable[HtmlElement],
    after: Iterable[HtmlElement],
) -> None:
    """Write a page in Vietnamese: its head, what stands before and after its main part, and that part piece by piece.

    The pieces of the main part are made one after the other, so that a large page needs little memory.
    """
    file.write(b'<!DOCTYPE html>\n<html lang="vi">')
    file.write(_written(head))
    file.write(b"<body>")
    for piece in before:
        file.write(_written(piece))
    file.write(b'<main id="%s" tabindex="-1">' % MAIN.encode("ascii"))
    for piece in main:
        file.write(_written(piece))
    file.write(b"</main>")
    for piece in after:
        file.write(_written(piece))
    file.write(b"</body></html>\n")


def _written(element: HtmlElement) -> bytes:
    written: bytes = tostring(element, encoding="utf-8")
    return written + b"\n"


def head_of(title: str, style: str, properties: Mapping[str, str]) -> HtmlElement:
    """Return the head of a page that may load and run nothing: only its own style is allowed, by its hash.

    `properties` go into it too: `identifier` and `sha256` where there are any.
    """
    digest = b64encode(sha256(style.encode("utf-8")).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="referrer", content="no-referrer"),
        *(tag("meta", name=name, content=properties[key]) for key, name in _PROPERTIES.items() if properties.get(key)),
        tag("title", title),
    )
    styled = Element("style")
    styled.text = style
    add(head, styled)
    return head
