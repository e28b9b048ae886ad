"""Reads a unit cell («Văn phòng Sở; Phòng HC&BTTP») into the units that it names, in printed order.

Units are parted by «;» and new lines, by a comma only before a unit's head or a known name, and never inside a
«Các …» group. A name may hold commas («Phòng XD, KT và TDTHPL») and be cut by a page break. What is not certain is
kept as printed and listed for review.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple

from cchc_tasks.model.doubts import Code, Doubt
from cchc_tasks.model.readings import UnitPart, UnitsReading
from cchc_tasks.text import fold, nfc, squeeze


class UnitHead(NamedTuple):
    """The first words of units' names.

    `not_before`: words with which it is no head («Tổ chức», «Phòng, chống»). `everywhere`: it begins a unit in small
    letters too. `alone`: it is a whole name («Văn phòng, Thanh tra»). `owner`: it may be the owner in a name that
    the page cut («Văn phòng ⏎ UBND tỉnh»). `after_and`: after «và» it begins a unit rather than going on a name
    («Phòng Tổ chức và Thanh tra», «Văn phòng HĐND và UBND»).
    """

    words: str
    not_before: str = ""
    everywhere: bool = False
    alone: bool = False
    owner: bool = False
    after_and: bool = False


#: Heads of Vietnamese organisations' names; a head of two words stands before the one that begins it.
HEADS = (
    UnitHead("văn phòng", "phẩm", everywhere=True, alone=True, after_and=True),
    UnitHead("phòng", r",?\s*chống|ngừa|bệnh|cháy|dịch|thủ|không|ngự", everywhere=True, after_and=True),
    UnitHead("trung tâm", "thành phố", everywhere=True, after_and=True),
    UnitHead("thanh tra", "viên|chuyên ngành", everywhere=True, alone=True),
    UnitHead("sở", "hữu|tại", everywhere=True, owner=True, after_and=True),
    UnitHead("chi cục", everywhere=True, after_and=True),
    UnitHead("các", everywhere=True, after_and=True),
    UnitHead("ubnd", everywhere=True, owner=True),
    UnitHead("công an", everywhere=True, alone=True, after_and=True),
    UnitHead("ủy ban|uỷ ban", everywhere=True, owner=True),
    UnitHead("hđnd|hội đồng nhân dân", owner=True),
    UnitHead("đoàn đbqh|đoàn đại biểu quốc hội", owner=True),
    UnitHead("tỉnh ủy|tỉnh uỷ|thành ủy|thành uỷ|huyện ủy|huyện uỷ|thị ủy|đảng ủy|đảng uỷ", owner=True, after_and=True),
    UnitHead("ubmttq|mttq|mặt trận tổ quốc"),
    UnitHead("đảng bộ|chi bộ"),
    UnitHead("tổng cục|cục|vụ", "việc|bộ", after_and=True),
    UnitHead("bộ phận|bộ chỉ huy|bộ tư lệnh", after_and=True),
    UnitHead("bộ", "máy|trợ|tiêu chí|luật|thủ tục", owner=True, after_and=True),
    UnitHead("viện kiểm sát|vksnd|học viện|bệnh viện|thư viện|viện", after_and=True),
    UnitHead("đại học|cao đẳng|trường", "hợp|học|kỳ", after_and=True),
    UnitHead("tòa án|toà án|tand", after_and=True),
    UnitHead("hội đồng|hiệp hội|liên hiệp|liên đoàn|liên minh", after_and=True),
    UnitHead("hội", "nhập|nghị|thảo|họp|viên", after_and=True),
    UnitHead("tổ", "chức|quốc|trưởng|viên", after_and=True),
    UnitHead("ban quản lý|bqlda|bql", after_and=True),
    UnitHead("ban", r"hành|ngành|,?\s*ngành|bố", after_and=True),
    UnitHead("công đoàn", alone=True, after_and=True),
    UnitHead("đoàn", "thể|kết|viên|ra|vào", after_and=True),
    UnitHead("đội|trạm|hạt|nhóm", "ngũ|trưởng|viên", after_and=True),
    UnitHead("báo", "chí|cáo", after_and=True),
    UnitHead("đài", after_and=True),
    UnitHead("kho bạc|bảo hiểm xã hội|bhxh|ngân hàng|công ty|quỹ|bưu điện|bảo tàng|hải quan|thuế tỉnh", after_and=True),
    UnitHead("lãnh đạo|ban giám đốc|giám đốc", after_and=True),
    UnitHead("tất cả|toàn thể|toàn bộ"),
    UnitHead("vp|tt", alone=True),
)
_GROUP_HEADS = frozenset({"các", "tất cả", "toàn thể", "toàn bộ"})
_PLACES = frozenset({"huyện", "thành", "thị", "xã", "phường", "quận"})
#: A line that ends with one of these goes on with the next line.
_GOES_ON = frozenset({"và", "&", "của", "thuộc", "các", "số", "cấp", "trực", ",", "("})
_AND = frozenset({"và", "&"})
_AFTER_KNOWN = frozenset({",", ";", "\n", "va", "(", "-", "/", "."})

_TOKEN = re.compile(r"\n|\w+|[^\w\s]")
_LABEL = re.compile(r"(?:[-–—•+*·○●►▪]+\s*|\d{1,2}[.)]\s+|[a-hđ]\)\s*)+", re.IGNORECASE)
_ENDS = " \t\n.,;:…·"
_NUMBERED = re.compile(r"(?P<stem>.*\bsố )(?:\d+|[IVX]+)", re.IGNORECASE | re.DOTALL)
_NUMERAL = re.compile(r"\d+|[IVX]+")
_NUMBER_WORD = re.compile(r"số\s+", re.IGNORECASE)
_OTHER_SIGN = re.compile(r"[/+]|\s[-–]\s")
_NUMBER_RANGE = re.compile(r"\bsố \d+ (?:đến|-|–) (?:số )?\d+", re.IGNORECASE)
_GROUP_CLOSED = re.compile(r"\b(?:thuộc|cấp|của|liên quan)\b", re.IGNORECASE)


def _head_pattern(head: UnitHead) -> re.Pattern[str]:
    words = "|".join(r"\s+".join(word.split()) for word in head.words.split("|"))
    barred = rf"(?!\s*(?:{head.not_before})\b)" if head.not_before else ""
    return re.compile(rf"(?:{words})(?!\w){barred}", re.IGNORECASE)


_HEAD_PATTERNS = [(_head_pattern(head), head) for head in HEADS]
_SPLIT_HEADS = frozenset(tuple(words.split()[:2]) for head in HEADS for words in head.words.split("|") if " " in words)


def unit_key(name: str) -> str:
    """Return the form in which unit names are matched: folded, «&» as «và», signs set apart, no end mark."""
    return " ".join(_key_tokens(name.strip(_ENDS)))


def same_unit(first: str, second: str) -> bool:
    """Return whether two printed names are one unit's: case, diacritics, blanks and «&» do not count."""
    return unit_key(first) == unit_key(second)


def read_units(text: str, known: Collection[str] = ()) -> UnitsReading:
    """Return the units of a cell; `known` are the organisation's names, aliases included.

    A part that begins with a unit's head is a new unit without review; other unknown names are kept as printed and
    listed for review, in no cell yet: who reads a role's cell says which. An empty cell has no parts.
    """
    scan = _Scan(nfc(text).replace("\r\n", "\n").replace("\r", "\n"), known)
    scan.run()
    return UnitsReading(tuple(scan.parts), tuple(dict.fromkeys(scan.review)))


def _key_tokens(text: str) -> list[str]:
    return ["-" if token in "–—‐‑" else token for token in _TOKEN.findall(fold(text))]


def _head_at(text: str, place: int = 0) -> tuple[UnitHead, int] | None:
    """Return the head that stands at a place and where it ends."""
    for pattern, head in _HEAD_PATTERNS:
        found = pattern.match(text, place)
        if found:
            return head, found.end()
    return None


class _Token(NamedTuple):
    """A word, a sign or a line break, with its place in the cell."""

    text: str
    start: int
    end: int


class _Scan:
    """The reading of one cell from left to right; `first` is the token with which the current part begins."""

    def __init__(self, text: str, known: Collection[str]) -> None:
        self.text = text
        self.tokens = [_Token(m.group().lower(), m.start(), m.end()) for m in _TOKEN.finditer(text)]
        self.keys = ["-" if token.text in "–—‐‑" else fold(token.text) or token.text for token in self.tokens]
        names = {tuple(_key_tokens(nfc(name).strip(_ENDS))) for name in known}
        self.known = sorted(names - {()}, key=lambda tokens: (-len(tokens), tokens))
        self.parts: list[UnitPart] = []
        self.review: list[Doubt] = []
        self.first = 0
        self.known_end = 0
        self.bulleted = False
        self.stem = ""
        self.next_stem = ""
        self.doubts: list[Code] = []

    def run(self) -> None:
        """Read the whole cell into `parts` and `review`."""
        self._begin(0, labelled=True)
        self.bulleted = self.first > 0
        place, depth = self.first, 0
        while place < len(self.tokens):
            sign = self.tokens[place].text
            depth = max(0, depth + (sign == "(") - (sign == ")"))
            if place >= self.known_end and self._cuts_at(place, depth):
                self._finish(place)
                self._begin(place + 1, labelled=sign in ";\n")
                place, depth = self.first, 0
            else:
                place += 1
        self._finish(len(self.tokens))

    # Looking about.

    def _next_word(self, place: int) -> int:
        while place < len(self.tokens) and self.tokens[place].text == "\n":
            place += 1
        return place

    def _unlabelled(self, place: int) -> int:
        """Return the token after the bullets and line numbers at a place."""
        place = self._next_word(place)
        label = _LABEL.match(self.text, self.tokens[place].start) if place < len(self.tokens) else None
        while label and place < len(self.tokens) and self.tokens[place].start < label.end():
            place += 1
        return self._next_word(place)

    def _known_from(self, place: int) -> int:
        """Return the token after the longest known name at a place, the place itself where there is none."""
        for name in self.known:
            end = place
            for word in name:
                end = self._next_word(end) if end > place else end
                if end >= len(self.keys) or self.keys[end] != word:
                    break
                end += 1
            else:
                if end == len(self.keys) or self.keys[end] in _AFTER_KNOWN:
                    return end
        return place

    def _head_from(self, place: int) -> UnitHead | None:
        """Return the head that begins a unit at a place; in small letters only those that do everywhere."""
        if place >= len(self.tokens):
            return None
        start = self.tokens[place].start
        found = _head_at(self.text, start)
        if found is None or not (found[0].everywhere or self.text[start].isupper()):
            return None
        return found[0]

    def _current(self, stop: int) -> str:
        """Return the current part's words before a token, on one line."""
        if stop <= self.first:
            return ""
        return squeeze(self.text[self.tokens[self.first].start : self.tokens[stop - 1].end])

    def _bare_head(self, stop: int) -> UnitHead | None:
        """Return the head of which the current part consists, None where it has more words."""
        current = self._current(stop)
        found = _head_at(current)
        return found[0] if found and found[1] == len(current) else None

    def _is_group(self) -> bool:
        """Return whether the current part is «Các …», or plural heads without a name («Phòng, Trung tâm thuộc Sở»)."""
        start = self.tokens[self.first].start
        found = _head_at(self.text, start)
        if found is None:
            return False
        if squeeze(self.text[start : found[1]]).lower() in _GROUP_HEADS:
            return True
        return not found[0].alone and self.text[found[1] :].lstrip()[:1] == ","

    # Deciding.

    def _cuts_at(self, place: int, depth: int) -> bool:
        sign, following = self.tokens[place].text, self._next_word(place + 1)
        if depth or place < self.first or following >= len(self.tokens):
            return False
        if sign == ";":
            return True
        if sign == "\n":
            return place > self.first and self._cuts_at_line_end(place)
        if sign == "-":
            is_bullet = self.bulleted and self.text[self.tokens[place].start - 1].isspace()
            return is_bullet and self._head_from(following) is not None
        if sign != "," and sign not in _AND:
            return False
        if self._goes_on_numbering(place, following):
            return True
        return self._cuts_at_and(place, following) if sign in _AND else self._cuts_at_comma(place, following)

    def _goes_on_numbering(self, place: int, following: int) -> bool:
        """Return whether «số 1, số 2» goes on, and keep the words before the number for the name."""
        numbered = _NUMBERED.fullmatch(self._named(self._current(place)))
        numeral = following + (self.tokens[following].text == "số")
        if numbered is None or self._is_group() or numeral >= len(self.tokens):
            return False
        token = self.tokens[numeral]
        if not _NUMERAL.fullmatch(self.text[token.start : token.end]):
            return False
        self.next_stem = numbered["stem"]
        return True

    def _cuts_at_comma(self, place: int, following: int) -> bool:
        if self._known_from(following) > following:
            return True
        head = self._head_from(following)
        if head is None:
            return False
        if self._is_group():
            if _GROUP_CLOSED.search(self._current(place)):
                self.doubts.append(Code.GROUP_WITH_MORE)
            return False
        # «UBND các huyện, các thị xã» is one name.
        after = self.tokens[following + 1].text if following + 1 < len(self.tokens) else ""
        goes_on = head.words == "các" and after in _PLACES and "các" in self._current(place).lower().split()
        return not goes_on

    def _cuts_at_and(self, place: int, following: int) -> bool:
        both_known = self.known_end == place > self.first
        is_known = self._known_from(following) > following
        head = self._head_from(following)
        if self._is_group() and not is_known:
            if head and _GROUP_CLOSED.search(self._current(place)):
                self.doubts.append(Code.GROUP_WITH_MORE)
            return False
        if not is_known and (head is None or not head.after_and):
            office = self._current(place).lower().startswith("văn phòng") and head is not None and head.owner
            if head and not office:
                self.doubts.append(Code.PERHAPS_TWO_UNITS)
            return False
        if not (both_known and is_known):
            parts = self._current(place), self._line_from(following)
            self._doubt(Code.SPLIT_AT_AND, f"{parts[0]} {self.tokens[place].text} {parts[1]}", *parts)
        return True

    def _line_from(self, place: int) -> str:
        rest = self.text[self.tokens[place].start :]
        return squeeze(re.split(r"[;,\n]", rest)[0])

    def _cuts_at_line_end(self, place: int) -> bool:
        """Return whether a new line begins a new unit rather than going on a name that the page cut."""
        before, following = self.tokens[place - 1].text, self._next_word(place + 1)
        after_label = self._unlabelled(following)
        if after_label > following and (self.bulleted or self._begins_unit(after_label)):
            return True
        if before in _GOES_ON or (before, self.tokens[following].text) in _SPLIT_HEADS:
            return False
        if self.known_end == place or self._known_from(following) > following:
            return True
        head, bare = self._head_from(following), self._bare_head(place)
        is_capital = self.text[self.tokens[following].start].isupper()
        if bare is not None:
            cut_name = not bare.alone or head is None or head.owner
            if bare.alone and head is not None and following + 1 < len(self.tokens) and cut_name:
                self.doubts.append(Code.JOINED_LINES)
            return not cut_name
        if head is not None and is_capital:
            return True
        if is_capital or head is not None:
            self.doubts.append(Code.JOINED_LINES)
        return False

    def _begins_unit(self, place: int) -> bool:
        return self._known_from(place) > place or self._head_from(place) is not None

    # Keeping.

    def _begin(self, place: int, *, labelled: bool) -> None:
        self.first = self._unlabelled(place) if labelled else self._next_word(place)
        self.known_end = self._known_from(self.first)
        self.doubts = []

    def _finish(self, stop: int) -> None:
        """Keep the current part, which ends before a token."""
        raw = self._current(stop)
        text = raw.strip(_ENDS)
        name = self._named(text)
        self.stem, self.next_stem = self.next_stem, ""
        if not text:
            return
        known = tuple(_key_tokens(name)) in set(self.known)
        is_group = self._is_group()
        is_new = not known and _head_at(name) is not None
        self.parts.append(UnitPart(text, name, is_group, known, is_new))
        if raw.rstrip(" ,;").endswith(("...", "…")):
            self._doubt(Code.OPEN_LIST, text)
        if not known:
            for code in self.doubts or self._doubts_in(name, is_group):
                self._doubt(code, name)
            if not is_new:
                self._doubt(Code.UNKNOWN_UNIT, name)

    def _doubt(self, code: Code, printed: str, *values: str) -> None:
        self.review.append(Doubt(code, "", printed, values))

    def _named(self, text: str) -> str:
        """Return a part's words written out: «số 2» after «Phòng Công chứng số 1» is «Phòng Công chứng số 2»."""
        return self.stem + _NUMBER_WORD.sub("", text) if self.stem else text

    def _doubts_in(self, name: str, is_group: bool) -> list[Code]:
        """Return what is doubtful in a name by its signs: another unit behind «/», a range, a remark in brackets."""
        behind_sign = any(_head_at(name, m.end()) for m in _OTHER_SIGN.finditer(name)) and not is_group
        behind_known = self.first < self.known_end < len(self.keys) and self.keys[self.known_end] == ","
        if behind_sign or behind_known or "(" in name or _NUMBER_RANGE.search(name):
            return [Code.PERHAPS_TWO_UNITS]
        return []
