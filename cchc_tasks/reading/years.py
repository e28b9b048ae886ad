"""Moving the words of a yearly plan to another year: time phrases move, documents' numbers and days never do.

What is a time phrase is settled by the rules that read deadlines, what is a document by those that read references.
«Quý II/2022» → «Quý II/2023»; «Kế hoạch số 15/KH-UBND ngày 10/01/2022», «giai đoạn 2021-2025» stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from cchc_tasks.reading.deadlines.clauses import find_spans
from cchc_tasks.reading.deadlines.fragments import matching_form
from cchc_tasks.reading.documents import find_documents
from cchc_tasks.vietnamese import nfc
from cchc_tasks.wording import rollover as words

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
#: Where what a clause says of a document ends.
_CLAUSE_END = re.compile(r"[;\n]|\.(?=\s|\Z)")
#: The year of the document itself: «76/QĐ-TTg năm 2022», «số 15/KH-UBND của UBND tỉnh năm 2022».
_OWN_YEAR = re.compile(r"\s*,?\s*(?:của\s+[^,;.\n]{0,60}?)?\s*\(?năm\s+(?:19|20)\d\d", re.IGNORECASE)
#: Law and the like named by its year, or a document by a number without a symbol.
_NAMED_BY_YEAR = re.compile(
    r"(?<!\w)(?:(?:luật|bộ luật|hiến pháp|pháp lệnh|nghị định|nghị quyết|thông tư|chỉ thị|quyết định)\s[^;.\n]{0,80}?"
    r"|(?:kế hoạch|công văn|báo cáo|tờ trình|thông báo)\s+số\s*:?\s*\d[^;.\n/]{0,40}?)(?:năm|ngày)\s[\d/.\s-]*"
    r"(?:19|20)\d\d",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    r"(?:19|20)\d\d\s*[-–—]\s*(?:19|20)\d\d"
    r"|(?:từ|giai đoạn)\s+(?:năm\s+)?(?:19|20)\d\d\s*(?:đến|tới|-|–)\s*(?:hết\s+)?(?:năm\s+)?(?:19|20)\d\d",
    re.IGNORECASE,
)
_LEAP_DAY = re.compile(r"(?<!\d)29\s*(?:[/.-]|tháng)\s*0?2\s*(?:[/.-]|,?\s*năm)\s*$", re.IGNORECASE)
_MONTH_OF_DAY = re.compile(r"(?<![\d/])\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*$")


@dataclass(frozen=True, slots=True)
class ShiftedWords:
    """A text in another year: `phrases` that moved are (before, after), `doubts` Vietnamese sentences."""

    text: str
    phrases: tuple[tuple[str, str], ...] = ()
    doubts: tuple[str, ...] = ()


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
        ends = (_CLAUSE_END.search(printed, found.end) for found in documents)
        self.about_documents = [
            (found.end, end.start() if end else len(printed)) for found, end in zip(documents, ends, strict=True)
        ]
        self.phrases: list[tuple[str, str]] = []
        self.doubts: list[str] = []

    def moved(self, found: re.Match[str]) -> str:
        """Return the year that stands at a place in the new text."""
        same, place = found[0], found.start()
        number = int(same)
        if abs(number - self.year) > 1 or _holding(self.fixed, place):
            return same
        time = _holding(self.times, place)
        before = self.printed[: found.start()]
        if _holding(self.about_documents, place):
            self.doubts.append(words.behind_document(same))
        elif time is None or (not self.is_deadline and _MONTH_OF_DAY.search(before)):
            self.doubts.append(words.not_a_time(same))
        elif _LEAP_DAY.search(before) and not _is_leap(number + self.by):
            self.doubts.append(words.no_such_day(self.printed[time[0] : time[1]].strip()))
        else:
            if number != self.year and not self.is_deadline:
                self.doubts.append(words.other_year(same))
            self._tell(time, found, str(number + self.by))
            return str(number + self.by)
        return same

    def _tell(self, time: tuple[int, int], found: re.Match[str], new: str) -> None:
        start, end = time[0], max(time[1], found.end())
        before = self.printed[start:end]
        after = before[: found.start() - start] + new + before[found.end() - start :]
        self.phrases.append((before.strip(), after.strip()))


def _fixed(printed: str, documents: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield what never moves: documents with their days and years, laws named by their year, periods of years."""
    for start, end in documents:
        own = _OWN_YEAR.match(printed, end)
        yield start, own.end() if own else end
    for pattern in (_NAMED_BY_YEAR, _PERIOD):
        yield from (found.span() for found in pattern.finditer(printed))


def _holding(places: list[tuple[int, int]], place: int) -> tuple[int, int] | None:
    return next(((start, end) for start, end in places if start <= place < end), None)


def _is_leap(year: int) -> bool:
    try:
        return bool(date(year, 2, 29))
    except ValueError:
        return False
