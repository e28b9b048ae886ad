"""Contradictions between lines of an appendix, found by a table of rules where nothing has to be guessed.

A rule looks at lines that stand together (below the same line, or one below the other); values that are no plain
numbers, and numbers of different things («922 nội dung»), are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from cchc_tasks.model.indicator import Indicator, Placed, placed
from cchc_tasks.reading.printed_numbers import Number, read_number
from cchc_tasks.text import fold


class Contradiction(NamedTuple):
    """One finding: which rule, the line it is about, the lines it is judged by, and the number they give.

    Kinds: `part_over_whole`, `parts_over_whole`, `sum_differs`, `rate_differs`, `rate_over_100`, `outside_codes`,
    `none_with_parts`. `at` and `others` count the form's lines from 0; `expected` is the sum or the percentage that
    the others give, None where the rule has none.
    """

    kind: str
    at: int
    others: tuple[int, ...]
    expected: Decimal | None = None


class PartRule(NamedTuple):
    """A part that cannot be more than its whole: folded words of both names, and an example of each."""

    whole: str
    part: str
    whole_example: str
    part_example: str


PARTS = (
    PartRule(
        r"so nhiem vu de ra.*", r"so nhiem vu da hoan thanh",
        "Số nhiệm vụ đề ra trong kế hoạch", "Số nhiệm vụ đã hoàn thành",
    ),
    PartRule(
        r"(?:tong )?so nhiem vu duoc giao.*", r"so nhiem vu da hoan thanh(?: dung han| nhung qua han)",
        "Tổng số nhiệm vụ được giao", "Số nhiệm vụ đã hoàn thành đúng hạn",
    ),
    PartRule(
        r"so van de phat hien qua (?:kiem tra|thanh tra)", r"so van de phat hien da xu ly xong",
        "Số vấn đề phát hiện qua kiểm tra", "Số vấn đề phát hiện đã xử lý xong",
    ),
    PartRule(r"so vbqppl phai ra soat", r"so vbqppl da ra soat", "Số VBQPPL phải rà soát", "Số VBQPPL đã rà soát"),
    PartRule(
        r"so vbqppl da tham muu ban hanh", r"so vbqppl tham muu ban hanh dung .*",
        "Số VBQPPL đã tham mưu ban hành", "Số VBQPPL tham mưu ban hành đúng tiến độ",
    ),
    PartRule(
        r"tong so tthc du dieu kien cung cap truc tuyen.*", r"so tthc dang cung cap truc tuyen(?: muc do \d)?",
        "Tổng số TTHC đủ điều kiện cung cấp trực tuyến mức độ 3", "Số TTHC đang cung cấp trực tuyến mức độ 3",
    ),
    PartRule(
        r"so tthc dang cung cap truc tuyen(?: muc do \d)?", r"so tthc dang cung cap truc tuyen.* co phat sinh ho so.*",
        "Số TTHC đang cung cấp trực tuyến mức độ 3",
        "Số TTHC đang cung cấp trực tuyến mức độ 3 có phát sinh hồ sơ nộp trực tuyến",
    ),
    PartRule(
        r"tong so tthc co yeu cau nghia vu tai chinh.*", r"so tthc da duoc tich hop.*thanh toan truc tuyen.*",
        "Tổng số TTHC có yêu cầu nghĩa vụ tài chính",
        "Số TTHC đã được tích hợp, triển khai thanh toán trực tuyến trên Cổng DVC",
    ),
    PartRule(
        r"tong so ho so tthc da tiep nhan.*", r"so luong ho so tthc duoc tiep nhan truc tuyen.*",
        "Tổng số hồ sơ TTHC đã tiếp nhận (cả trực tiếp và trực tuyến)", "Số lượng hồ sơ TTHC được tiếp nhận trực tuyến",
    ),
)  # fmt: skip
#: A rate's line, and the lines below it that it is a fraction of: done, set.
_RATE_OF_LINES = (r"ty le hoan thanh ke hoach.*", r"so nhiem vu da hoan thanh", r"so nhiem vu de ra.*")
#: Rates of a plan may pass 100; these cannot.
_NEVER_OVER_100 = re.compile(r"ty le .*(?:dung han|hai long|phe duyet|dien tu hoa|truc tuyen|cat giam|tinh gian).*")
_FRACTION = re.compile(r"\D*?(\d[\d.]*)[^\d/]*/\s*(\d[\d.]*)(?!\s*[/-])\D*")
_YEAR = re.compile(r"(?:19|20)\d\d")
_CODES = re.compile(r"=\s*(\d+)")
_NUMBERS = re.compile(r"\d[\d.]*")
_TOTAL = re.compile(r"tong so\b.*|.*\btrong do\b.*")


def find_contradictions(lines: Sequence[Indicator]) -> list[Contradiction]:
    """Return what cannot all be right in a form, in printed order."""
    form = _Form(lines)
    rules = (_parts, _parts_together, _sums, _rates, _codes, _nothing_with_parts)
    return sorted({found for rule in rules for found in rule(form)}, key=lambda found: (found.at, found.kind))


class _Form:
    """The lines with what the rules ask of them: folded names, numbers, and which lines stand together."""

    def __init__(self, lines: Sequence[Indicator]) -> None:
        self.lines = lines
        self.places: list[Placed] = placed(lines)
        self.names = [re.sub(r"[^\w%]+", " ", fold(line.name)).strip() for line in lines]
        self.numbers: list[Number | None] = [read_number(line.value, line.unit) for line in lines]
        self.children: dict[tuple[str, int | None], list[int]] = {}
        for index, place in enumerate(self.places):
            self.children.setdefault((lines[index].section, place.parent), []).append(index)

    def below(self, index: int) -> list[int]:
        """The lines that belong to a line."""
        return self.children.get((self.lines[index].section, index), [])

    def groups(self) -> Iterator[list[int]]:
        """The lines below each line, with that line at their head where there is one."""
        for (_, parent), members in self.children.items():
            yield members if parent is None else [parent, *members]

    def matching(self, pattern: str, among: Iterable[int]) -> list[int]:
        return [index for index in among if re.fullmatch(pattern, self.names[index])]

    def comparable(self, *indexes: int) -> bool:
        """Whether every line has a number, all of the same thing."""
        found = [self.numbers[index] for index in indexes]
        return all(found) and len({number.words for number in found if number}) == 1

    def value(self, index: int) -> Decimal:
        number = self.numbers[index]
        return number.value if number else Decimal(0)


def _parts(form: _Form) -> Iterator[Contradiction]:
    for group in form.groups():
        for rule in PARTS:
            wholes = form.matching(rule.whole, group)
            if len(wholes) != 1:
                continue
            for part in form.matching(rule.part, group):
                if form.comparable(wholes[0], part) and form.value(part) > form.value(wholes[0]):
                    yield Contradiction("part_over_whole", part, (wholes[0],))


def _parts_together(form: _Form) -> Iterator[Contradiction]:
    """Tasks done in time and done late are together no more than the tasks that were given."""
    rule = PARTS[1]
    for group in form.groups():
        wholes, parts = form.matching(rule.whole, group), form.matching(rule.part, group)
        if len(wholes) == 1 and len(parts) > 1 and form.comparable(*wholes, *parts):
            together = sum((form.value(part) for part in parts), Decimal(0))
            alone = any(form.value(part) > form.value(wholes[0]) for part in parts)
            if together > form.value(wholes[0]) and not alone:
                yield Contradiction("parts_over_whole", wholes[0], tuple(parts), together)


def _sums(form: _Form) -> Iterator[Contradiction]:
    """A total and the lines that it is parted into; a note that names the difference explains it."""
    for index, line in enumerate(form.lines):
        parts = form.below(index)
        if line.no or len(parts) < 2 or not _TOTAL.fullmatch(form.names[index]):
            continue
        if not form.comparable(index, *parts) or any(form.lines[part].unit != line.unit for part in parts):
            continue
        together = sum((form.value(part) for part in parts), Decimal(0))
        difference = form.value(index) - together
        if difference and (difference < 0 or difference not in _numbers_in(line.note)):
            yield Contradiction("sum_differs", index, tuple(parts), together)


def _numbers_in(note: str) -> set[Decimal]:
    found = (read_number(text.rstrip(".")) for text in _NUMBERS.findall(note))
    return {number.value for number in found if number}


def _rates(form: _Form) -> Iterator[Contradiction]:
    for index, line in enumerate(form.lines):
        printed = form.numbers[index]
        if printed is None or not (line.unit.strip() == "%" or printed.words == "%"):
            continue
        fraction, others = _fraction_beside(form, index) or (_fraction_in(line.note), ())
        if fraction is not None and abs(printed.value - fraction) >= Decimal(1).scaleb(-printed.decimals):
            yield Contradiction("rate_differs", index, others, fraction)
        elif printed.value > 100 and _NEVER_OVER_100.fullmatch(form.names[index]):
            yield Contradiction("rate_over_100", index, ())


def _fraction_beside(form: _Form, index: int) -> tuple[Decimal, tuple[int, ...]] | None:
    rate, done, given = _RATE_OF_LINES
    if not re.fullmatch(rate, form.names[index]):
        return None
    dones, givens = form.matching(done, form.below(index)), form.matching(given, form.below(index))
    if len(dones) != 1 or len(givens) != 1 or not form.comparable(*dones, *givens) or not form.value(givens[0]):
        return None
    return 100 * form.value(dones[0]) / form.value(givens[0]), (dones[0], givens[0])


def _fraction_in(note: str) -> Decimal | None:
    """The percentage that a note gives: «8.952 hồ sơ …/8.957 hồ sơ …»; two numbers and a stroke are all it has."""
    found = _FRACTION.fullmatch(note.replace("\n", " "))
    if not found:
        return None
    part, whole = (read_number(text.rstrip(".")) for text in found.groups())
    if part is None or whole is None or not 0 < whole.value >= part.value:
        return None
    # 02/12 is a day, 45/2023 a document's number and year.
    if (part.value <= 31 and whole.value <= 12) or _YEAR.fullmatch(found[2].rstrip(".")):
        return None
    return 100 * part.value / whole.value


def _codes(form: _Form) -> Iterator[Contradiction]:
    """A line whose unit lists its answers («Không = 0 Có = 1») has one of them."""
    for index, line in enumerate(form.lines):
        codes = {Decimal(code) for code in _CODES.findall(line.unit)}
        number = form.numbers[index]
        if len(codes) > 1 and number is not None and number.value not in codes:
            yield Contradiction("outside_codes", index, ())


def _nothing_with_parts(form: _Form) -> Iterator[Contradiction]:
    """A line that answers «Không» stands above lines that count something."""
    for index, line in enumerate(form.lines):
        number = form.numbers[index]
        says_no = number is not None and number.value == 0 and re.search(r"khong = ?0", fold(line.unit))
        counted = [part for part in form.below(index) if form.numbers[part] and form.value(part) > 0]
        if says_no and counted:
            yield Contradiction("none_with_parts", index, tuple(counted))
