"""Moves the words of a yearly plan to another year: time phrases change, documents' numbers and days stay.

What is a time phrase is settled by the rules that read deadlines, what is a document by those that read references.
«Quý II/2022» → «Quý II/2023»; «Kế hoạch số 15/KH-UBND ngày 10/01/2022», «giai đoạn 2021-2025» stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from cchc_tasks.model.doubts import Code, Doubt
from cchc_tasks.reading.deadlines.clauses import find_spans
from cchc_tasks.reading.deadlines.pattern_fragments import matching_form
from cchc_tasks.reading.document_references import find_documents
from cchc_tasks.text import nfc, squeeze

_Y = r"(?:19|20)\d\d(?!\d)"
_YEAR = re.compile(rf"(?<!\d){_Y}")
#: Where what a clause says of a document ends.
_CLAUSE_END = re.compile(r"[;\n]|\.(?=\s|\Z)")
#: The year of a document that prints no day: «76/QĐ-TTg năm 2022», «số 15/KH-UBND của UBND tỉnh năm 2022».
_OWN_YEAR = re.compile(rf"\s*,?\s*(?:của\s+(?:(?!về\b)[^,;.\n]){{0,60}}?)?\s*\(?năm\s+{_Y}", re.IGNORECASE)
#: Words of a time phrase: behind them a year is never that of a document.
_NO_TIME = r"(?:(?!\b(?:trong|trước|đến|vào|quý|tháng|kế hoạch)\b)[^;:.\n\d])"
_TYPES = r"(?:nghị định|nghị quyết|thông tư|chỉ thị|quyết định)"
#: Law named by its year («Luật Đất đai 2013»), and a document by a number without a symbol («Kế hoạch số 05 ngày …»).
_NAMED_BY_YEAR = re.compile(
    rf"(?<!\w)(?<!pháp )(?:luật|bộ luật|hiến pháp|pháp lệnh)\s{_NO_TIME}{{0,80}}?(?:năm\s+|ngày\s[\d/.\s-]*)?{_Y}"
    rf"|(?<!\w)(?:{_TYPES}|kế hoạch|công văn|báo cáo|tờ trình|thông báo)\s+số\s*:?\s*\d[^;.\n/]{{0,40}}?"
    rf"(?:năm|ngày)\s[\d/.\s-]*{_Y}",
    re.IGNORECASE,
)
#: A kind of document without a number, and the year or the day behind it: one that there is, or one to be issued.
_PERHAPS_ITS_YEAR = re.compile(rf"(?<!\w){_TYPES}\s{_NO_TIME}{{0,80}}?năm\s+{_Y}", re.IGNORECASE)
_PERHAPS_ITS_DAY = re.compile(rf"(?<!\w){_TYPES}\s{_NO_TIME}{{0,80}}?ngày\s[\d/.\s-]*{_Y}", re.IGNORECASE)
#: Periods, and three or more years in a row.
_PERIOD = re.compile(
    rf"{_Y}\s*[-–—]\s*{_Y}"
    rf"|(?:từ|giai đoạn)\s+(?:năm\s+)?{_Y}\s*(?:đến|tới|-|–)\s*(?:hết\s+)?(?:năm\s+)?{_Y}"
    rf"|{_Y}(?:\s*(?:,|;|và)\s*(?:năm\s+)?{_Y}){{2,}}",
    re.IGNORECASE,
)
_SCHOOL_YEAR = re.compile(rf"năm\s+học\s+{_Y}\s*[-–—]\s*{_Y}", re.IGNORECASE)
#: Where something began or ended once: «hồ sơ lập trước năm 2022».
_BOUND = re.compile(rf"(?<!\w)(?:trước|sau|từ|tính\s+đến)\s+(?:hết\s+)?năm\s+{_Y}", re.IGNORECASE)
_LEAP_DAY = re.compile(r"(?<!\d)29\s*(?:[/.-]|tháng)\s*0?2\s*(?:[/.-]|,?\s*năm)\s*$", re.IGNORECASE)
_WHOLE_DAY = re.compile(
    r"(?<![\d/])\d{1,2}(?:\s*[/.-]\s*\d{1,2}\s*[/.-]\s*|\s+tháng\s+\d{1,2}\s*,?\s*năm\s+)$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class ShiftedWords:
    """A text in another year: `phrases` that moved are (before, after), `doubts` of no cell yet."""

    text: str
    phrases: tuple[tuple[str, str], ...] = ()
    doubts: tuple[Doubt, ...] = ()


def shift_years(text: str, year: int, by: int, *, is_deadline: bool = False) -> ShiftedWords:
    """Return the text of a plan of `year` as the plan of `by` years later prints it.

    Only the plan's year and its neighbours («tổng kết năm 2021», «kế hoạch năm 2023») move; neighbours, years that
    stand in no time phrase and years behind a document's number are told as doubts, the last two unmoved. A full day
    outside a deadline is that of an event and stays. A text without the year is returned as it was.
    """
    printed = nfc(text)
    if by == 0 or not _YEAR.search(printed):
        return ShiftedWords(text)
    mover = _Mover(printed, year, by, is_deadline)
    parts, last = [], 0
    for found in _YEAR.finditer(printed):
        parts += [printed[last : found.start()], mover.moved(found)]
        last = found.end()
    parts.append(printed[last:])
    if not mover.phrases:
        return ShiftedWords(text, (), tuple(dict.fromkeys(mover.doubts)))
    return ShiftedWords("".join(parts), tuple(mover.phrases), tuple(dict.fromkeys(mover.doubts)))


class _Mover:
    """What one text holds: the places that never move, those where a document is spoken of, and its time phrases."""

    def __init__(self, printed: str, year: int, by: int, is_deadline: bool) -> None:
        self.printed, self.year, self.by, self.is_deadline = printed, year, by, is_deadline
        self.times = [(span.start, span.end) for span in find_spans(matching_form(printed), printed)]
        documents = find_documents(printed)
        self.fixed = list(_fixed(printed, [(found.start, found.end) for found in documents]))
        self.doubtful = list(_doubtful(printed, is_deadline))
        ends = (_CLAUSE_END.search(printed, found.end) for found in documents)
        self.about_documents = [
            (found.end, end.start() if end else len(printed)) for found, end in zip(documents, ends, strict=True)
        ]
        self.phrases: list[tuple[str, str]] = []
        self.doubts: list[Doubt] = []

    def moved(self, found: re.Match[str]) -> str:
        """Return the year that stands at a place in the new text."""
        same, place = found[0], found.start()
        number = int(same)
        if abs(number - self.year) > 1 or _holding(self.fixed, place):
            return same
        time = _holding(self.times, place)
        before = self.printed[: found.start()]
        doubtful = next((span for span, _ in self.doubtful if span[0] <= place < span[1]), None)
        if doubtful:
            self.doubts += [doubt for span, doubt in self.doubtful if span == doubtful]
        elif _holding(self.about_documents, place):
            self._doubt(Code.BEHIND_DOCUMENT, same)
        elif not self.is_deadline and (day := _WHOLE_DAY.search(before)):
            self._doubt(Code.DAY_OF_EVENT, f"{day[0]}{same}")
        elif time is None:
            self._doubt(Code.NOT_A_TIME, same)
        elif _LEAP_DAY.search(before) and not _is_leap(number + self.by):
            self._doubt(Code.NO_SUCH_DAY, self.printed[time[0] : time[1]].strip())
        else:
            if number != self.year and not self.is_deadline:
                self._doubt(Code.OTHER_YEAR, same)
            self._note_phrase(time, found, str(number + self.by))
            return str(number + self.by)
        return same

    def _doubt(self, code: Code, printed: str) -> None:
        self.doubts.append(Doubt(code, "", printed))

    def _note_phrase(self, time: tuple[int, int], found: re.Match[str], new: str) -> None:
        start, end = time[0], max(time[1], found.end())
        before = self.printed[start:end]
        after = before[: found.start() - start] + new + before[found.end() - start :]
        self.phrases.append((before.strip(), after.strip()))


def _fixed(printed: str, documents: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield what never moves: documents with their days and years, laws named by their year, periods of years."""
    for start, end in documents:
        own = None if _YEAR.search(printed, start, end) else _OWN_YEAR.match(printed, end)
        yield start, own.end() if own else end
    for found in _NAMED_BY_YEAR.finditer(printed):
        yield found.span()
    yield from (found.span() for found in _PERIOD.finditer(printed) if not _in_school_year(printed, found))


def _in_school_year(printed: str, period: re.Match[str]) -> bool:
    return any(found.end() == period.end() for found in _SCHOOL_YEAR.finditer(printed))


def _doubtful(printed: str, is_deadline: bool) -> Iterator[tuple[tuple[int, int], Doubt]]:
    """Yield the places that a person has to look at before their year moves, each with its doubt."""
    patterns = [(_SCHOOL_YEAR, Code.SCHOOL_YEAR), (_PERHAPS_ITS_DAY, Code.PERHAPS_OF_DOCUMENT)]
    if not is_deadline:
        patterns += [(_PERHAPS_ITS_YEAR, Code.PERHAPS_OF_DOCUMENT), (_BOUND, Code.BOUND_OF_YEARS)]
    for pattern, code in patterns:
        yield from ((found.span(), Doubt(code, "", squeeze(found[0]))) for found in pattern.finditer(printed))


def _holding(places: list[tuple[int, int]], place: int) -> tuple[int, int] | None:
    return next(((start, end) for start, end in places if start <= place < end), None)


def _is_leap(year: int) -> bool:
    try:
        return bool(date(year, 2, 29))
    except ValueError:
        return False
