"""Finds document references (số, ký hiệu, ngày của văn bản) in running text.

Form: Nghị định 30/2020/NĐ-CP, Phụ lục I and III (number/letters of the type-issuer; a công văn has no type letters),
Party documents number-letters/issuer (80-KL/TW), laws and normative documents number/year/letters. Odd forms are
taken as printed and flagged, never corrected. A blank draft («Số:     /BC-STP») has no number and is no reference.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from cchc_tasks.model.doubts import Code, Doubt
from cchc_tasks.model.readings import DocumentReference
from cchc_tasks.text import fold, nfc

#: Type words and the letters their symbols carry (Nghị định 30/2020/NĐ-CP, Phụ lục III; Luật 80/2015/QH13 for
#: normative documents). Empty letters: the symbol begins with the issuer.
TYPE_LETTERS: dict[str, tuple[str, ...]] = {
    "Bản ghi nhớ": ("BGN",),
    "Bản thỏa thuận": ("BTT",),
    "Báo cáo": ("BC",),
    "Biên bản": ("BB",),
    "Chỉ thị": ("CT",),
    "Chương trình": ("CTr", "CTHĐ"),
    "Công điện": ("CĐ",),
    "Công văn": (),
    "Dự án": ("DA",),
    "Đề án": ("ĐA",),
    "Giấy giới thiệu": ("GGT",),
    "Giấy mời": ("GM",),
    "Giấy ủy quyền": ("GUQ",),
    "Hợp đồng": ("HĐ",),
    "Hướng dẫn": ("HD",),
    "Kế hoạch": ("KH",),
    "Kết luận": ("KL", "KLTT"),
    "Lệnh": ("L",),
    "Luật": ("QH", "L"),
    "Nghị định": ("NĐ",),
    "Nghị quyết": ("NQ", "QH", "UBTVQH"),
    "Pháp lệnh": ("UBTVQH", "PL"),
    "Phiếu chuyển": ("PC",),
    "Phiếu gửi": ("PG",),
    "Phiếu trình": ("PT", "PTr"),
    "Phương án": ("PA",),
    "Quy chế": ("QC",),
    "Quy định": ("QyĐ", "QĐ"),
    "Quyết định": ("QĐ",),
    "Thông báo": ("TB",),
    "Thông cáo": ("TC",),
    "Thông tư": ("TT",),
    "Thông tư liên tịch": ("TTLT",),
    "Tờ trình": ("TTr",),
    "Văn bản": (),
    "Văn bản hợp nhất": ("VBHN",),
}

#: Short type words of the spoken kind: «QĐ số 12/QĐ-STP», «CV 123/STP-VP».
TYPE_SHORT = {
    "QĐ": "Quyết định", "NQ": "Nghị quyết", "NĐ": "Nghị định", "TT": "Thông tư", "TTLT": "Thông tư liên tịch",
    "KH": "Kế hoạch", "CT": "Chỉ thị", "CĐ": "Công điện", "CV": "Công văn", "VB": "Văn bản", "TB": "Thông báo",
    "BC": "Báo cáo", "TTr": "Tờ trình", "KL": "Kết luận", "HD": "Hướng dẫn", "ĐA": "Đề án", "CTr": "Chương trình",
    "GM": "Giấy mời",
}  # fmt: skip

_LETTERS_BY_TYPE = {fold(word): letters for word, letters in TYPE_LETTERS.items()}
_LETTERS_BY_TYPE |= {fold(short): TYPE_LETTERS[word] for short, word in TYPE_SHORT.items()}
_LETTER_TYPE_LETTERS = frozenset({"CV", *(first for letters in TYPE_LETTERS.values() for first in letters)})
_LETTER_WORDS = frozenset({"cong van", "cv"})

_UPPER = "A-ZĂÂĐÊÔƠƯ"
_LETTER = _UPPER + "a-zăâđêôơư"
_DASH = "[-‐‑–]"
_NUMBER = r"(?:(?<=[sS]ố)|(?<![\w/-])(?<!/\s)(?<!\d[.,]))(?P<number>\d{1,5}[a-zA-ZĐđ]?)"
_YEARS = r"(?:(?P<years>(?:19|20)\d\d(?:\s?/\s?(?:19|20)\d\d)*)\s?/\s?)?"
# The first letters follow the number and may be written loosely; a later segment has two capitals, so that the
# next word of the sentence («14/KH-STP - Văn phòng Sở …») is not taken for a part of the symbol.
_FIRST = rf"(?:[{_UPPER}][{_LETTER}][{_LETTER}0-9]*(?:&[{_UPPER}][{_LETTER}0-9]*)*|L(?=-))"
_MORE = rf"(?:(?:[{_LETTER}0-9]*[{_UPPER}]){{2}}[{_LETTER}0-9]*(?:&[{_UPPER}][{_LETTER}0-9]*)*|[Tt]tg|[Tt]tr)"
_SYMBOL = rf"(?P<symbol>{_FIRST}(?:\s?{_DASH}\s?{_MORE}(?:[-–/]{_MORE})*|/{_MORE})?)"
_PARTY_SYMBOL = rf"(?P<party>{_FIRST}\s?/\s?{_MORE}(?:{_DASH}{_MORE})*)"
_STATE_FORM = rf"\s?/\s?{_YEARS}{_SYMBOL}"
_PARTY_FORM = rf"\s?{_DASH}\s?{_PARTY_SYMBOL}"
_CORE_TEXT = rf"{_NUMBER}(?:{_STATE_FORM}|{_PARTY_FORM})(?!\w)"
_CORE = re.compile(_CORE_TEXT)
_CORE_ANY_CASE = re.compile(_CORE_TEXT, re.IGNORECASE)

_FULL_DAY = r"\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}(?!\d)|\d{1,2}\s+tháng\s+\d{1,2}\s*[,]?\s+năm\s+\d{4}(?!\d)"
_SHORT_DAY = r"\d{1,2}/\d{1,2}(?:/\d\d)?(?![\d/])"
_DAY_WORD = r"\s*[,(]?\s*(?:(?:ký|ban hành)\s+)?ngày\s*:?\s*"
_DAY = re.compile(rf"{_DAY_WORD}(?P<day>{_FULL_DAY}|{_SHORT_DAY})|\s*\(\s*(?P<bare>{_FULL_DAY})\s*\)", re.IGNORECASE)
_BARE_DAY = re.compile(rf"\s*[,;]?\s*(?P<day>{_FULL_DAY})\s*$")
_BLANK_DAY = re.compile(rf"{_DAY_WORD}(?:[/.…_]|tháng\b)", re.IGNORECASE)

_WORDS = "|".join(
    r"\s+".join(map(re.escape, word.split()))
    for word in sorted((*TYPE_LETTERS, *TYPE_SHORT), key=lambda word: (-len(word), word))
)
_TYPE = rf"(?<!\w)(?P<type>(?:(?:{_WORDS})\s*,\s*)*(?:{_WORDS}))"
_PREFIX = re.compile(rf"(?:{_TYPE}\s*)?(?:(?<!\w)số\s*:?\s*)?$", re.IGNORECASE)
# Without a symbol only type, «số», number and a whole day together tell a document.
_SYMBOL_LESS = re.compile(rf"{_TYPE}\s+số\s*:?\s*(?P<number>\d{{1,5}})(?={_DAY_WORD}(?:{_FULL_DAY}))", re.IGNORECASE)
_PREFIX_REACH = 80
_DIGITS = re.compile(r"\d+")


def find_documents(text: str) -> tuple[DocumentReference, ...]:
    """Return the documents named in a text, in printed order; places are those of the text in NFC.

    A type word, «số» and the day beside the number belong to the reference. Criteria («Tiêu chí 7.2.5»),
    fractions («02/03 hoạt động») and days are not documents.
    """
    return _find(nfc(text), _CORE)


def read_document(text: str) -> DocumentReference | None:
    """Return the document that a whole evidence cell or argument names, None where there is none.

    A day may stand behind the symbol without «ngày», and the symbol may be typed in small letters (flagged).
    Of several documents the first is returned and flagged.
    """
    whole = nfc(text)
    found = _find(whole, _CORE) or _find(whole, _CORE_ANY_CASE)
    if not found:
        return None
    first = found[0]
    if len(found) > 1:
        return replace(first, flags=(*first.flags, _flag(Code.SEVERAL_DOCUMENTS, first.text)))
    bare_day = _BARE_DAY.match(whole, first.end) if first.date_text is None else None
    if bare_day:
        return _reference(whole, first.start, first.end, bare_day.end("day"), first, bare_day["day"])
    return first


def _find(text: str, core: re.Pattern[str]) -> tuple[DocumentReference, ...]:
    found: list[DocumentReference] = []
    for match in core.finditer(text):
        reference = _read_core(text, match)
        if reference is not None:
            found.append(reference)
    taken = [(reference.start, reference.end) for reference in found]
    for match in _SYMBOL_LESS.finditer(text):
        if all(match.end() <= start or end <= match.start() for start, end in taken):
            named = DocumentReference("", match["type"], match["number"], "")
            found.append(_with_day(text, match.start(), match.end(), named))
    return tuple(sorted(found, key=lambda reference: reference.start))


def _read_core(text: str, match: re.Match[str]) -> DocumentReference | None:
    reach = max(0, match.start() - _PREFIX_REACH)
    prefix = _PREFIX.search(text[reach : match.start()])
    start = reach + prefix.start() if prefix else match.start()
    type_word = prefix["type"] if prefix else None
    symbol = match["symbol"] or match["party"]
    # «02/UBND» alone is a fraction of something; a type word or «số» makes it a document.
    if not re.search(rf"{_DASH}|/", symbol) and match["party"] is None and start == match.start():
        return None
    years = "".join(match["years"].split()) if match["years"] else None
    slashed = (_flag(Code.SYMBOL_SLASHED, symbol),) if "/" in (match["symbol"] or "") else ()
    named = DocumentReference("", type_word, match["number"], symbol, years, flags=slashed)
    return _with_day(text, start, match.end(), named)


def _with_day(text: str, start: int, end: int, named: DocumentReference) -> DocumentReference:
    found = _DAY.match(text, end)
    if found is None:
        return _reference(text, start, end, end, named, None)
    day = found["day"] or found["bare"]
    return _reference(text, start, end, found.end("day" if found["day"] else 0), named, day)


def _reference(
    text: str, start: int, symbol_end: int, end: int, named: DocumentReference, day: str | None
) -> DocumentReference:
    """Return the reference with its place, its day and what is odd about it."""
    issued_on, day_flags = _read_day(day, named.year_in_symbol)
    if day is None and _BLANK_DAY.match(text, symbol_end):
        day_flags = (_flag(Code.DAY_BLANK, text[start:end]),)
    return replace(
        named,
        text=text[start:end],
        date_text=day,
        issued_on=issued_on,
        flags=tuple(dict.fromkeys((*named.flags, *_symbol_flags(named), *day_flags))),
        start=start,
        end=end,
    )


def _read_day(day: str | None, symbol_year: str | None) -> tuple[date | None, tuple[Doubt, ...]]:
    if day is None:
        return None, ()
    numbers = [int(digits) for digits in _DIGITS.findall(day)]
    if len(numbers) < 3:
        return None, (_flag(Code.DAY_WITHOUT_YEAR, day),)
    is_short = numbers[2] < 100
    try:
        issued_on = date(numbers[2] + (2000 if is_short else 0), numbers[1], numbers[0])
    except ValueError:
        return None, (_flag(Code.DAY_IMPOSSIBLE, day),)
    flags = [_flag(Code.DAY_SHORT_YEAR, day)] if is_short else []
    if symbol_year and symbol_year[:4] != str(issued_on.year):
        flags.append(_flag(Code.YEARS_DIFFER, day, symbol_year))
    return issued_on, tuple(flags)


def _symbol_flags(named: DocumentReference) -> tuple[Doubt, ...]:
    symbol, years = named.symbol, named.year_in_symbol or ""
    is_law = re.match(r"(?:UBTV)?QH\d+$", symbol)
    odd = (
        ("/" in years, Code.YEAR_REPEATED),
        (not symbol, Code.SYMBOL_MISSING),
        (bool(re.search(r"\s", symbol)), Code.SYMBOL_BLANKS),
        (bool(symbol) and symbol == symbol.lower(), Code.SYMBOL_LOWER),
        (bool(symbol) and not is_law and not re.search(rf"{_DASH}|/", symbol), Code.SYMBOL_UNBROKEN),
    )
    return (*(_flag(code, symbol) for is_odd, code in odd if is_odd), *_letter_flags(named))


def _letter_flags(named: DocumentReference) -> tuple[Doubt, ...]:
    """Return what is odd between the type word and the letters of the symbol."""
    if not named.type_word or not named.symbol:
        return ()
    words = [fold(word) for word in named.type_word.split(",")]
    first = re.split(rf"\s?{_DASH}\s?|/", named.symbol)[0]
    flags = [_flag(Code.SEVERAL_TYPES, named.type_word)] if len(words) > 1 else []
    expected = [letters for word in words for letters in _LETTERS_BY_TYPE[word]]
    if words[-1] in _LETTER_WORDS:
        if first in _LETTER_TYPE_LETTERS:
            flags.append(_flag(Code.LETTERS_ON_LETTER, named.symbol))
    elif expected and not any(_begins_with(first, letters, named.symbol) for letters in expected):
        flags.append(_flag(Code.LETTERS_DIFFER, named.symbol, named.type_word))
    return tuple(flags)


def _flag(code: Code, printed: str, *values: str) -> Doubt:
    return Doubt(code, "evidence", printed, values)


def _begins_with(first: str, letters: str, symbol: str) -> bool:
    """Return whether the first letters are the type's; an unbroken symbol («QĐTTg») has more after them."""
    if first == symbol:
        return first.upper().startswith(letters.upper())
    return first.upper() == letters.upper()
