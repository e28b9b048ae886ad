"""The fragments of which the rules' patterns are built, and the normal form in which phrases are matched.

Every replacement keeps the length, so that a match's place is its place in the printed text.
"""

from __future__ import annotations

import re
from functools import partial

from cchc_tasks.reading.deadlines.expressions import Edge, Point

#: A capital and a small letter, in patterns that otherwise ignore case.
CAPITAL = "(?-i:[" + "".join(letter for letter in map(chr, range(0x41, 0x1EFA)) if letter.isupper()) + "])"
SMALL = "(?-i:[" + "".join(letter for letter in map(chr, range(0x61, 0x1EFA)) if letter.islower()) + "])"
_SAME_LENGTH = str.maketrans({"–": "-", "—": "-", "−": "-", "‑": "-", "\xa0": " ", "\t": " ", "∕": "/", "，": ","})
_SPELLINGS = (
    (re.compile(r"hằng", re.I), "hàng"),
    (re.compile(r"(?:quí|qúy|qui|quy)(?=\W*(?:[IVX]+|\d{1,2})(?!\w)|\s*/)|quí(?=\W|$)", re.I), "quý"),
    (re.compile(r"(?<=quý): ?(?=[IVX]+(?!\w))", re.I), "  "),
    (re.compile(r"(?<=q)\.(?=\s?(?:[IVX]+|\d)(?!\w))", re.I), " "),
    (re.compile(r"(?<=\w)uỳ\b", re.I), "ùy"),
    (re.compile(r"định kì", re.I), "định kỳ"),
    (re.compile(r"(?<=ngày )m[ùồ]ng", re.I), "    "),
    (re.compile(r"m[ùồ]ng(?=\s*\d)", re.I), "ngày"),
    (re.compile(r"đột suất", re.I), "đột xuất"),
)
#: A line break inside an expression: the line before it is unfinished, or the next one begins with a small letter
#: and no time.
_STRAY_BREAK = re.compile(
    r"(?<=[/,-])\s*\n\s*"
    r"|(?:(?<=tháng)|(?<=quý)|(?<=năm)|(?<=ngày)|(?<=trước)|(?<=trong)|(?<=đến)|(?<=hết)|(?<= từ)|(?<=cuối)|(?<=đầu)"
    r"|(?<=hàng)|(?<=hằng)|(?<=thường)|(?<=theo)|(?<=nhất)|(?<=khi)|(?<=của)|(?<= và)|(?<= cả))[ ]*\n\s*"
    rf"|(?<![\d.;:)IVX ])[ ]*\n\s*(?={SMALL})"
    r"(?!(?:quý|tháng|năm|ngày|trước|hàng|hằng|cả năm|thường xuyên|theo|sau khi|khi|đột xuất|chậm nhất|định kỳ|x\s))",
    re.I,
)
#: A document's own number and day, which are no deadline; the mark keeps their place.
_DOCUMENT = re.compile(
    r"(?:[Ss]ố\s*:?\s*)?\d+(?:/\d{4})?\s?[/-]\s?(?=[A-ZĐÂƯ]{2})[A-ZĐÂƯ][\w&]*(?:\s?[-/]\s?[A-ZĐÂƯ][\w&]*)*"
    r"(?:\s*,?\s*ngày\s*\d{1,2}\s*(?:[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|tháng\s*\d{1,2}\s*năm\s*\d{4}))?"
)
DOCUMENT_MARK = "¤"


def _spelled(spelling: str, match: re.Match[str]) -> str:
    """The usual spelling, where it is as long as the printed one."""
    return spelling if len(spelling) == len(match[0]) else match[0]


def matching_form(printed: str) -> str:
    """Return the text in which patterns are looked for, of the same length as the printed one."""
    form = _STRAY_BREAK.sub(lambda match: " " * len(match[0]), printed.translate(_SAME_LENGTH))
    for pattern, spelling in _SPELLINGS:
        form = pattern.sub(partial(_spelled, spelling), form)
    return _DOCUMENT.sub(lambda match: DOCUMENT_MARK * len(match[0]), form)


YEAR4 = r"(?:19|20)\d\d"
_YEAR_AFTER = rf"(?:\s*(?:/|-|\.|,?\s*năm\b|,)\s*{YEAR4}(?!\d)|\s+{YEAR4}(?!\d)|\s*/\s*[2-9]\d(?![\d/]))"
_SEPARATOR = r"\s*[/.-]\s*"
#: One separator throughout: «3-6/2022» is a run of months; only a whole year may stand behind another one.
DAY_FULL = (
    r"(?:ngày\s*)?(?:"
    + "|".join(rf"\d{{1,2}}\s*{sep}\s*\d{{1,2}}\s*{sep}\s*(?:\d{{4}}|\d\d)" for sep in ("/", r"\.", "-"))
    + rf"|\d{{1,2}}\s*[/.]\s*\d{{1,2}}{_SEPARATOR}{YEAR4})(?![\d/])"
)
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
#: A spreadsheet's own way to show a day: «31-Dec-22».
DAY_NAMED = rf"\d{{1,2}}-(?:{'|'.join(_MONTH_NAMES)})-(?:{YEAR4}|\d\d)(?![\d-])"
DAY_ISO = r"(?:ngày\s*)?\d{4}-\d{1,2}-\d{1,2}(?!\d)"
DAY_WORDS = rf"(?:ngày\s*)?\d{{1,2}}\s*tháng\s*\d{{1,2}}(?!\d){_YEAR_AFTER}?"
#: A count («02/03 hoạt động») is no day, nor is a short number with a point («mục 1.2»).
_COUNTED = r"(?:hoạt động|nhiệm vụ|nội dung|chỉ tiêu|tiêu chí|đơn vị|văn bản|hồ sơ|lần|phòng|xã|huyện|sở|mục|%)"
DAY_MONTH = (
    r"(?:ngày\s*)?(?:\d{1,2}\s*/\s*\d{1,2}|(?:(?<=ngày )\d|\d\d)\s*\.\s*\d{1,2})"
    rf"(?!\d|\s*[/.]\s*\d|\s*{_COUNTED})"
)
MONTH = rf"tháng\s*\d{{1,2}}(?![\d]){_YEAR_AFTER}?"
MONTH_YEAR = r"(?:th?\.?\s?)?\d{1,2}\s*[/.-]\s*(?:19|20)\d\d(?!\d)"
QUARTER = rf"(?:quý\s*(?:[IVX]+|\d{{1,2}}|một|hai|ba|bốn|tư)|Q\s?(?:\d|IV|I{{1,3}}))(?!\w){_YEAR_AFTER}?"
MONTHS = (
    rf"(?:(?:0?[369]|ba|sáu|chín)\s*tháng\s*(?:đầu|cuối)(?:\s*năm)?|nửa\s*(?:đầu|cuối)\s*năm)(?:\s*/?\s*{YEAR4}(?!\d))?"
)
YEAR = rf"(?:năm\s*)?{YEAR4}(?![\d/.-]\d|\d)"
_EDGE = r"(?:đầu|giữa|cuối|hết|kết thúc)\s*"
_BARE_YEAR = r"(?:đầu|giữa|cuối|hết|kết thúc)\s*năm(?!\s*\d|\s*(?:sau|tiếp|kế))"
_PLAIN_POINT = "|".join((DAY_NAMED, DAY_ISO, DAY_FULL, DAY_WORDS, MONTHS, MONTH_YEAR, DAY_MONTH, QUARTER, MONTH, YEAR))
#: «Đợt 1 tháng 3», «tuần 2 tháng 3»: the number counts something else than days.
_NO_ORDINAL = "".join(
    f"(?<!{word} )" for word in ("đợt", "lần", "tuần", "bước", "khóa", "khoá", "điều", "khoản", "mục", "kỳ", "số")
)
#: One point in time at any grain, with đầu, giữa or cuối in front or not.
POINT = rf"(?<![\w.])(?:(?!\d)|{_NO_ORDINAL}(?<!\d/)(?<!\d/ ))(?:(?:{_EDGE})?(?:{_PLAIN_POINT})|{_BARE_YEAR})"

_ROMAN_QUARTER = {"I": 1, "II": 2, "III": 3, "IV": 4, "MỘT": 1, "HAI": 2, "BA": 3, "BỐN": 4, "TƯ": 4}
_WORD_NUMBERS = {"ba": 3, "sáu": 6, "nửa": 6, "chín": 9}
_EDGES: dict[str, Edge] = {"đầu": "start", "giữa": "middle", "cuối": "end", "hết": "end", "kết thúc": "end"}
_EDGE_HEAD = re.compile(r"(đầu|giữa|cuối|hết|kết thúc)\s*", re.I)
_ANY_YEAR = re.compile(rf"(?<!\d)({YEAR4})(?!\d)")


def read_point(text: str) -> Point:
    """Return the point that a text matched by POINT names; its calendar is not asked here."""
    edge: Edge = ""
    head = _EDGE_HEAD.match(text)
    if head:
        edge, text = _EDGES[head[1].lower()], text[head.end() :]
    doubtful = edge == "start" or (edge == "middle" and "quý" in text.lower())
    words = re.sub(r"\s+", "", text.lower()).removeprefix("ngày")
    plain = _plain_point(words)
    if plain.grain == "months" or plain.is_day:
        return plain
    return Point(plain.grain, plain.number, plain.day, plain.length, plain.year, plain.short_year, edge, doubtful)


def _plain_point(words: str) -> Point:
    if iso := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", words):
        return Point("day", int(iso[2]), int(iso[3]), year=int(iso[1]))
    if named := re.fullmatch(r"(\d{1,2})-([a-z]{3})-(\d{4}|\d\d)", words):
        short, number = len(named[3]) == 2, _MONTH_NAMES.index(named[2]) + 1
        return Point("day", number, int(named[1]), year=int(named[3]) + 2000 * short, short_year=short)
    if full := re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d\d)", words):
        short = len(full[3]) == 2
        return Point("day", int(full[2]), int(full[1]), year=int(full[3]) + 2000 * short, short_year=short)
    if day_month := re.fullmatch(r"(\d{1,2})[/.](\d{1,2})", words):
        return Point("day", int(day_month[2]), int(day_month[1]))
    year, short = _year_in(words)
    if day := re.match(r"(\d{1,2})tháng(\d{1,2})(?!\d)", words):
        return Point("day", int(day[2]), int(day[1]), year=year)
    if months := re.match(r"(\d+|ba|sáu|chín|nửa)(?:tháng)?(đầu|cuối)", words):
        length = _WORD_NUMBERS.get(months[1]) or int(months[1])
        return Point("months", 1 if months[2] == "đầu" else 13 - length, length=length, year=year)
    if month_year := re.fullmatch(r"(?:th?\.?)?(\d{1,2})[/.-](\d{4})", words):
        return Point("month", int(month_year[1]), year=int(month_year[2]))
    if quarter := re.match(r"(?:quý|q)([ivx]+|\d{1,2}|một|hai|ba|bốn|tư)", words):
        return Point("quarter", quarter_number(quarter[1]), year=year, short_year=short)
    if month := re.match(r"tháng(\d{1,2})", words):
        return Point("month", int(month[1]), year=year, short_year=short)
    return Point("year", year=year)


def _year_in(words: str) -> tuple[int | None, bool]:
    """The year printed at the end of a month or quarter, and whether it has only two digits."""
    if found := _ANY_YEAR.search(words):
        return int(found[1]), False
    if found := re.search(r"/(\d\d)\Z", words):
        return 2000 + int(found[1]), True
    return None, False


def quarter_number(text: str) -> int:
    """Return the quarter that «II», «02» or «hai» means; a numeral that is no quarter gives 99, which no year has."""
    return int(text) if text.isdecimal() else _ROMAN_QUARTER.get(text.upper(), 99)
