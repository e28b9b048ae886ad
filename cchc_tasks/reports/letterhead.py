"""Head and signature of letters by Nghị định 30/2020/NĐ-CP (Phụ lục I): who writes, to whom it goes, who signs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cchc_tasks.files.document import Block, Paragraph, TwoSides
from cchc_tasks.reports import letters_words as words
from cchc_tasks.reports.frame import Frame

#: Lines left for the signature and the seal.
_SIGNATURE_LINES = 4
_LEFT_OF_HEAD = 0.41


def head_of_office(frame: Frame) -> TwoSides:
    """Return the names of the office at the left, quốc hiệu and tiêu ngữ at the right; unknown names are blank."""
    office = frame.office
    left = (
        Paragraph(office.superior.upper(), "center", size=12),
        Paragraph(office.name.upper(), "center", bold=True, size=12, rule_below=0.35 if office.name else 0),
    )
    right = (
        Paragraph(words.NATION, "center", bold=True, size=12),
        Paragraph(words.MOTTO, "center", bold=True, size=13, rule_below=0.68),
    )
    return TwoSides(left, right, _LEFT_OF_HEAD)


def head_of_letter(frame: Frame, about: str) -> Iterator[Block]:
    """Yield the whole head: names, number, subject, place and day."""
    office = frame.office
    yield head_of_office(frame)
    number = words.number_line(frame.number, office.symbol, office.letter_signer_title)
    left = (
        Paragraph(number, "center", size=13, space_after=3),
        Paragraph(about, "center", size=12),
    )
    right = (Paragraph(words.place_and_day(office.place, frame.signed_on), "center", italic=True, size=13),)
    yield TwoSides(left, right, _LEFT_OF_HEAD)


def number_of_letter(frame: Frame) -> str:
    """Return the letter's number with its symbol, as an appendix cites it."""
    return words.letter_number(frame.number, frame.office.symbol, frame.office.letter_signer_title)


def foot_of_letter(frame: Frame, receivers: Iterable[str]) -> TwoSides:
    """Return Nơi nhận at the left, and at the right in whose name and who signs, with room for the signature."""
    office = frame.office
    left = [Paragraph(words.RECEIVERS, bold=True, italic=True, size=12)]
    left += [Paragraph(line, size=11) for line in receivers]
    right = [
        Paragraph(title, "center", bold=True, size=13)
        for title in words.signer_titles(office.signer_title, office.letter_signer_title)
    ]
    right += [Paragraph("", "center", size=13)] * _SIGNATURE_LINES
    right.append(Paragraph(office.letter_signer, "center", bold=True, size=13))
    return TwoSides(tuple(left), tuple(right), 0.5)


def blanks_of_letter(frame: Frame) -> list[str]:
    """Return which names of [office] are left for the pen."""
    fields = ("superior", "name", "symbol", "place", "letter_signer")
    return [name for name in fields if not getattr(frame.office, name)]
