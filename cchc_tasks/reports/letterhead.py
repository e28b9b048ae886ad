"""Head and signature of letters by Nghị định 30/2020/NĐ-CP (Phụ lục I), and what a letter calls a plan."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cchc_tasks.days import day_in_sentence
from cchc_tasks.files.document import Block, Paragraph, TwoSides
from cchc_tasks.model.task import Plan
from cchc_tasks.reports import letter_words
from cchc_tasks.reports.report_frame import ReportFrame
from cchc_tasks.text import fold, squeeze

#: Lines left for the signature and the seal.
_SIGNATURE_LINES = 4
_LEFT_OF_HEAD = 0.41


def head_of_office(frame: ReportFrame) -> TwoSides:
    """Return the names of the office at the left, quốc hiệu and tiêu ngữ at the right; unknown names are blank."""
    office = frame.office
    left = (
        Paragraph(office.superior.upper(), "center", size=12),
        Paragraph(office.name.upper(), "center", bold=True, size=12, rule_below=0.35 if office.name else 0),
    )
    right = (
        Paragraph(letter_words.NATION, "center", bold=True, size=12),
        Paragraph(letter_words.MOTTO, "center", bold=True, size=13, rule_below=0.68),
    )
    return TwoSides(left, right, _LEFT_OF_HEAD)


def head_of_letter(frame: ReportFrame, about: str) -> Iterator[Block]:
    """Yield the whole head: names, number, subject, place and day."""
    office = frame.office
    yield head_of_office(frame)
    number = letter_words.number_line(frame.number, office.symbol, office.letter_signer_title)
    left = (
        Paragraph(number, "center", size=13, space_after=3),
        Paragraph(about, "center", size=12),
    )
    right = (Paragraph(letter_words.place_and_day(office.place, frame.signed_on), "center", italic=True, size=13),)
    yield TwoSides(left, right, _LEFT_OF_HEAD)


def number_of_letter(frame: ReportFrame) -> str:
    """Return the letter's number with its symbol, as an appendix cites it."""
    return letter_words.letter_number(frame.number, frame.office.symbol, frame.office.letter_signer_title)


def foot_of_letter(frame: ReportFrame, receivers: Iterable[str]) -> TwoSides:
    """Return Nơi nhận at the left, and at the right in whose name and who signs, with room for the signature."""
    office = frame.office
    left = [Paragraph(letter_words.RECEIVERS, bold=True, italic=True, size=12)]
    left += [Paragraph(line, size=11) for line in receivers]
    right = [
        Paragraph(title, "center", bold=True, size=13)
        for title in letter_words.signer_titles(office.signer_title, office.letter_signer_title)
    ]
    right += [Paragraph("", "center", size=13)] * _SIGNATURE_LINES
    right.append(Paragraph(office.letter_signer, "center", bold=True, size=13))
    return TwoSides(tuple(left), tuple(right), 0.5)


def blanks_of_letter(frame: ReportFrame) -> list[str]:
    """Return which names of [office] are left for the pen."""
    fields = ("superior", "name", "symbol", "place", "letter_signer")
    return [name for name in fields if not getattr(frame.office, name)]


_PLAN_NAME = re.compile(r"(?<!\w)kế hoạch\b.*", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")
#: A name that is longer than this is no name any more.
_LONGEST_PLAN_NAME = 150


def plan_name(plan: Plan) -> str:
    """Return the plan's name as its title gives it, else by what the title is about and the plan's time.

    A title in capitals says nothing of the capitals of the names in it, so that it is not taken over.
    """
    title = squeeze(plan.title)
    named = _PLAN_NAME.search(_IN_BRACKETS.sub("", title))
    if named and title != title.upper() and len(named[0]) <= _LONGEST_PLAN_NAME:
        return f"K{named[0][1:]}"
    folded = fold(title)
    reform = "cchc" in folded or "cai cach hanh chinh" in folded
    about = "remedies" if reform and "khac phuc" in folded else "reform" if reform else "work"
    return letter_words.plan_about(about, _time_of(plan))


def _time_of(plan: Plan) -> str:
    whole_year = (plan.first.month, plan.first.day, plan.last.month, plan.last.day) == (1, 1, 12, 31)
    if whole_year and plan.first.year == plan.last.year:
        return letter_words.in_year(plan.first.year)
    return letter_words.in_days(day_in_sentence(plan.first), day_in_sentence(plan.last))
