"""Texts of cells: tags, emphasis and escapes are taken out, lines tidied, bullets parted, cut texts joined."""

from __future__ import annotations

import re

from cchc_tasks.model.grid import Cell
from cchc_tasks.text import nfc

_BLOCK_TAGS = r"br|p|li|ul|ol|div"
_INLINE_TAGS = r"b|strong|i|em|u|s|span|sup|sub|font|small|big|mark"
_ATTRIBUTES = r"(?:\s[^<>]*)?/?"
_BLOCK_TAG = re.compile(rf"</?(?:{_BLOCK_TAGS}){_ATTRIBUTES}>", re.IGNORECASE)
_INLINE_TAG = re.compile(rf"</?(?:{_INLINE_TAGS}){_ATTRIBUTES}>", re.IGNORECASE)
_ALL_BOLD_TAG = re.compile(rf"\s*<(b|strong){_ATTRIBUTES}>.*</\1>\s*", re.IGNORECASE | re.DOTALL)
_ALL_BOLD_STARS = re.compile(r"\s*\*\*(?:(?!\*\*).)+\*\*\s*", re.DOTALL)
_ENTITY = re.compile(r"&(amp|lt|gt|quot|nbsp|#39);")
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "nbsp": " ", "#39": "'"}
_LINE_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\u0085\u2028\u2029]")

_STRONG = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*", re.DOTALL)
_EMPHASIS = re.compile(r"(?<![\w*(])\*(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*(?![\w*)])")
_LONE_STARS = re.compile(r"\*\*")
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+")
_ESCAPED = re.compile(r"\\([\\|*_#<>\[\]()`+.!-])")

_MARK = r"[-–—+•●▪]"
_DOT_MARK = r"[•●▪]"
_BULLET = re.compile(rf"(?:{_MARK}\s|{_DOT_MARK}|-(?=[^\W\d_][^\W\d_]*[a-zà-ỹ]))")
_AFTER_CLAUSE = re.compile(rf"(?<=[;:.…])\s+(?={_MARK}\s+\w)|\s+(?={_DOT_MARK}\s*\w)")
_AFTER_ANY = re.compile(rf"(?<=[;:.…,])\s+(?={_MARK}\s+\w)|\s+(?={_DOT_MARK}\s*\w)")
#: What ends a sentence or an item of a list.
ENDS = (".", ";", ":", "!", "?", "…")
#: Marks that no blank follows, and marks that none precedes: «Tháng 01/» + «2022», «kế hoạch» + «, báo cáo».
_OPENS = ("/", "(", "[", "“", "«")
_CLOSES = (",", ";", ".", ":", ")", "]", "”", "»", "/")
#: The rest of a document's symbol that was cut in front of its hyphen: «NĐ» + «-CP».
_SYMBOL_TAIL = re.compile(r"-[A-ZĐ]{2,}\b")


def make_cell(text: str, *, markdown: bool = False) -> Cell:
    """Return a cell from the raw text of a text file: known tags, and for `markdown` emphasis, are taken out.

    Every block tag and line break parts a line; unknown tags and all words stay as printed.
    """
    bold = False
    if "<" in text and ">" in text:
        bold = _ALL_BOLD_TAG.fullmatch(text) is not None
        text = _INLINE_TAG.sub("", _BLOCK_TAG.sub("\n", text))
    if markdown and "*" in text:
        bold = bold or _ALL_BOLD_STARS.fullmatch(text) is not None
        text = _EMPHASIS.sub(r"\1", _STRONG.sub(r"\1", text))
    if markdown and "\\" in text:
        text = _ESCAPED.sub(r"\1", text)
    if "&" in text:
        text = _ENTITY.sub(lambda match: _ENTITIES[match[1]], text)
    return Cell(tidy_lines(text), bold=bold)


def make_line(text: str) -> Cell:
    """Return a line of running text as a cell, without the marks of headings and emphasis."""
    cell = make_cell(_HEADING.sub("", text), markdown=True)
    return cell._replace(text=tidy_lines(_LONE_STARS.sub("", cell.text)), bold=cell.bold or "**" in text)


def tidy_lines(text: str) -> str:
    """Return the text (NFC) with one kind of line break and blank, without empty lines and blanks at the ends."""
    text = _LINE_BREAKS.sub("\n", text).replace("\u00a0", " ").replace("\t", " ")
    if "\n" not in text:
        return nfc(text.strip())
    return nfc("\n".join(line for line in map(str.strip, text.split("\n")) if line))


def starts_with_bullet(text: str) -> bool:
    """Return whether the text begins with the mark of a list item: «- a», «+ b», «• c», «-Tổ chức»."""
    return _BULLET.match(text) is not None


def part_bullets(text: str) -> str:
    """Return the text with each list item on a line of its own: «- a; - b» becomes «- a;\\n- b».

    A dash counts only after the end of a clause, so that «80% - dưới 100%» stays whole; after a comma only in
    a line that is a list item already.
    """
    if not any(mark in text for mark in "-–—+•●▪"):
        return text
    parted = ((_AFTER_ANY if starts_with_bullet(line) else _AFTER_CLAUSE).sub("\n", line) for line in text.split("\n"))
    return "\n".join(parted)


def join_texts(first: str, rest: str) -> str:
    """Return one cell's text from the part before a page break and the part behind it.

    A word after a hyphen is joined without a blank («2021-» + «2025»), a list item and a new sentence begin a
    line, everything else goes on behind a blank: page breaks fall inside words («Văn» + «phòng Sở»).
    """
    if not first or not rest:
        return first or rest
    head, tail = first.rstrip(), rest.lstrip()
    if head.endswith("-") and not head.endswith((" -", "\n-")):
        return head + tail
    if head.endswith(_OPENS) or tail.startswith(_CLOSES):
        return head + tail
    if _SYMBOL_TAIL.match(tail) and head[-1].isupper():
        return head + tail
    new_sentence = head.endswith(ENDS) and tail[:1].isupper()
    return f"{head}\n{tail}" if starts_with_bullet(tail) or new_sentence else f"{head} {tail}"
