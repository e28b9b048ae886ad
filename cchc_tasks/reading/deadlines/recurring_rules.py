"""Rules for recurring deadlines: frequencies, and the day within each period."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cchc_tasks.model.doubts import Code
from cchc_tasks.model.status import Every, Kind
from cchc_tasks.reading.deadlines import rule_definition
from cchc_tasks.reading.deadlines.expressions import Expression, OwnDay
from cchc_tasks.reading.deadlines.pattern_fragments import POINT, read_point
from cchc_tasks.reading.deadlines.rule_definition import Match, Rule, rule

_UNITS: dict[str, Every | None] = {
    "ngày": None, "tuần": Every.WEEK, "tháng": Every.MONTH, "quý": Every.QUARTER, "năm": Every.YEAR,
}  # fmt: skip
_NUMBERS = {"hai": 2, "ba": 3}
_MONTHS: dict[int, Every] = {1: Every.MONTH, 3: Every.QUARTER, 6: Every.HALF, 12: Every.YEAR}

_UNIT = r"(?:ngày|tuần|tháng|quý|năm)"
_HALF = r"(?:0?6|sáu)\s*tháng(?:\s*/?\s*(?:một|01|1)?\s*lần|\s*một lần)?(?!\s*(?:đầu|cuối|\d))"
_EACH = r"(?:hàng|mỗi|từng)"
_REGULARLY = r"(?:định kỳ(?:\s+(?:báo cáo|theo|vào))?\s*)"
_ONE_FREQUENCY = rf"(?:{_EACH}\s*{_UNIT}|{_HALF}|{_UNIT})"
_NAMED = (
    rf"(?:{_EACH}\s*{_UNIT}|{_REGULARLY}(?:{_EACH}\s*)?(?:{_HALF}|{_UNIT})|{_HALF}|theo\s+(?:từng\s+)?{_UNIT}(?!\s*\d))"
)
_TIMES = r"(?:(?:ít nhất|tối thiểu|không dưới)\s+)?(?:\d{1,2}|một|hai|ba)\s*lần"
_DAY = r"(?:ngày\s*)?(?P<day>\d{1,2})(?![\d/]|\s*lần|\s*\.\s*\d)"
_BOUND = (
    r"(?:(?:chậm nhất|muộn nhất)(?:\s+là)?\s*(?:vào\s+|đến\s+)?|không quá\s+|đến\s+|vào\s+|hạn\s+|xong\s+)?"
    r"(?P<before>trước\s+)?"
)
_JOIN = r"(?:\s*[,:(]\s*|\s+)"
_OF = r"(?:\s*(?:của|trong))?\s*"
_LATER = r"(?:sau|kế tiếp|tiếp theo|liền kề)"


def _every(unit: str) -> Every | None:
    return _UNITS[unit.lower()]


def _frequencies(text: str) -> list[Every | None]:
    """Every frequency named in a list, in order."""
    found: list[Every | None] = []
    for half, unit in re.findall(rf"({_HALF})|({_UNIT})", text, re.I):
        found.append(Every.HALF if half else _every(unit))
    return found


def _named(match: Match) -> Sequence[Expression]:
    return [_recurring(_frequencies(match[0])[0])]


def _recurring(every: Every | None, own_day: OwnDay | None = None) -> Expression:
    name = rule_definition.EVERY_RULES[str(every) if every else ""]
    return Expression(Kind.RECURRING, name, every=every, own_day=own_day)


def _listed(match: Match) -> Sequence[Expression]:
    return [_recurring(every) for every in _frequencies(match[0])]


def _times(match: Match) -> Sequence[Expression]:
    return [_undated(_every(match["unit"]))]


def _undated(every: Every | None) -> Expression:
    """A frequency whose phrase fixes no day."""
    return Expression(Kind.RECURRING, rule_definition.UNDATED_RULE, every=every, dated=False)


def _interval(match: Match) -> Sequence[Expression]:
    printed, unit = (match["number"] or "1").lower(), match["unit"].lower()
    number = _NUMBERS.get(printed) or int(printed)
    several = None if number > 1 else _every(unit)
    every = _MONTHS.get(number) if unit == "tháng" else several
    return [_recurring(every)] if every else [_undated(None)]


def _own_day(match: Match) -> Sequence[Expression]:
    """A day within each month, quarter or year, whichever of the two is printed first."""
    found = match.groupdict()
    every = _every(found["unit"])
    later = 1 if found.get("later") else 0
    place = (found.get("place") or "").lower()
    month = 1 if place == "đầu" else -1
    if every is Every.MONTH:
        month = 1
    doubt = None if every is Every.MONTH or place else Code.DAY_IN_PERIOD
    own = OwnDay(int(found["day"]), month, later, before=bool(found.get("before")))
    made = _recurring(every, own)
    return [Expression(made.kind, rule_definition.OWN_DAY_RULE, every=every, own_day=own, doubt=doubt)]


def _yearly(match: Match) -> Sequence[Expression]:
    point = read_point(match["point"])
    later = 1 if match.groupdict().get("later") else 0
    own = OwnDay(later=later, before=bool(match.groupdict().get("before")), point=point)
    return [Expression(Kind.RECURRING, rule_definition.OWN_DAY_RULE, every=Every.YEAR, own_day=own)]


def _days(match: Match) -> Sequence[Expression]:
    own_days = (OwnDay(int(day), 1, before=bool(match["before"])) for day in re.findall(r"\d+", match["days"]))
    return [
        Expression(Kind.RECURRING, rule_definition.OWN_DAY_RULE, every=Every.MONTH, own_day=own) for own in own_days
    ]


def _or_sudden(match: Match) -> Sequence[Expression]:
    awaited = Expression(Kind.TRIGGERED, rule_definition.RULE_TRIGGER, awaited=match["awaited"].strip(" ."))
    return [*(_recurring(every) for every in _frequencies(match["units"])), awaited]


def _edge(match: Match) -> Sequence[Expression]:
    """The first or last day of each month, quarter or year."""
    every = _every(match["unit"])
    at_start = match["edge"].lower() == "đầu"
    own = OwnDay(1, 1) if at_start else None
    sure = match["each"] or "ngày" in match[0].lower()
    doubt = None if sure and not at_start else Code.START_OF_WINDOW if at_start else Code.BARE_UNIT
    name = rule_definition.OWN_DAY_RULE if at_start else rule_definition.EVERY_RULES[str(every)]
    return [Expression(Kind.RECURRING, name, every=every, own_day=own, doubt=doubt)]


def _bare(match: Match) -> Sequence[Expression]:
    made = _recurring(_every(match["unit"]))
    return [Expression(made.kind, made.rule, every=made.every, doubt=Code.BARE_UNIT)]


_MONTH_OF_PERIOD = (
    r"tháng\s+(?P<place>đầu|cuối)(?:\s+tiên|\s+cùng)?(?:\s*(?:của|trong))?\s*"
    r"(?:(?:mỗi|hàng|từng)\s+)?(?P<unit>quý|năm)"
)

RULES: tuple[Rule, ...] = (
    rule(
        rule_definition.RULE_FREQUENCY,
        ("Hàng quý", "Hằng tháng", "Định kỳ 6 tháng", "mỗi năm", "định kỳ hàng quý", "theo Quý", "Hàng ngày"),
        _NAMED,
        _named,
    ),
    rule(
        rule_definition.RULE_FREQUENCY_LIST,
        (
            "Tháng/Quý/Năm",
            "Hàng tuần / Hàng tháng",
            "Hàng ngày/Tháng",
            "Hàng quý, 6 tháng, năm",
            "Định kỳ tháng, quý, năm",
            "quý, 6 tháng, năm",
            "theo quý, năm",
        ),
        rf"(?:{_REGULARLY})?(?:{_ONE_FREQUENCY}(?:\s*/\s*{_ONE_FREQUENCY}(?!\s*\d))+"
        rf"|(?:{_EACH}\s*|{_REGULARLY}|theo\s+|(?<!một\s)(?={_UNIT}\s*,)){_ONE_FREQUENCY}(?:(?:\s*,\s*|\s+và\s+){_ONE_FREQUENCY}(?!\s*(?:\d|[IVX]+\b|lần)))+)",
        _listed,
    ),
    rule(
        rule_definition.RULE_TIMES,
        ("02 lần/năm", "2 lần/tháng", "ít nhất 01 lần/quý", "02 lần trong năm"),
        rf"{_TIMES}\s*(?:/|trong|mỗi|một)\s*(?P<unit>{_UNIT})",
        _times,
    ),
    rule(
        rule_definition.RULE_TIMES_EACH,
        ("Mỗi quý 1 lần", "một năm ít nhất 2 lần", "01 năm 02 lần"),
        rf"(?:{_EACH}|một|0?1(?=\s*\w+\s*\d))\s*(?P<unit>{_UNIT})\s*,?\s*{_TIMES}",
        _times,
    ),
    rule(
        rule_definition.RULE_INTERVAL,
        ("01 tháng/lần", "định kỳ 3 tháng/lần", "Định kỳ (2 tháng/lần)", "3 tháng một lần", "quý/lần"),
        rf"{_REGULARLY}?\(?(?P<number>\d{{1,2}}|hai|ba)?\s*(?P<unit>{_UNIT})\s*(?:/\s*(?:một\s+|0?1\s+)?|\s+một\s+)lần\)?",
        _interval,
    ),
    rule(
        rule_definition.RULE_WEEKDAY,
        ("Thứ 5 hàng tuần", "thứ Năm hằng tuần", "thứ sáu tuần cuối hàng tháng"),
        r"(?:chiều\s+|sáng\s+)?(?:thứ\s*(?:\d|hai|ba|tư|năm|sáu|bảy)|chủ nhật)(?:\s+tuần\s+(?:đầu|cuối|thứ\s+\w+))?"
        rf"\s*{_EACH}\s*(?P<unit>tuần|tháng)",
        _times,
    ),
    rule(
        rule_definition.RULE_DAY_OF_MONTH,
        (
            "Trước ngày 10 hàng tháng",
            "25 hàng tháng",
            "chậm nhất ngày 25 hàng tháng",
            "trước ngày 15 của tháng",
            "Trước ngày 05 của tháng sau",
        ),
        rf"{_REGULARLY}?{_BOUND}(?=(?:ngày\s*)?\d{{1,2}}\s*(?:của\b|trong\b|{_EACH}|tháng\s+{_LATER}))"
        rf"{_DAY}{_OF}(?:{_EACH}\s*)?(?P<unit>tháng)(?P<later>\s+{_LATER})?(?!\s*(?:\d|đầu|cuối|lần|này))",
        _own_day,
    ),
    rule(
        rule_definition.RULE_FREQUENCY_DAY,
        ("Hằng tháng, trước ngày 10", "Hàng tháng (trước ngày 05 tháng sau)", "hàng tháng chậm nhất ngày 25"),
        rf"{_REGULARLY}?{_EACH}\s*(?P<unit>tháng){_JOIN}{_BOUND}{_DAY}(?:{_OF}tháng(?P<later>\s+{_LATER})?)?(?!\s*tháng\s*\d)\)?",
        _own_day,
    ),
    rule(
        rule_definition.RULE_DAY_OF_QUARTER,
        (
            "trước ngày 05 tháng cuối cùng của mỗi quý",
            "Trước ngày 15 của tháng cuối quý",
            "Trước ngày 05 tháng đầu quý sau",
        ),
        rf"{_BOUND}(?!0?[369]\s*tháng\s+(?:đầu|cuối)\s+năm){_DAY}{_OF}{_MONTH_OF_PERIOD}(?P<later>\s+{_LATER})?",
        _own_day,
    ),
    rule(
        rule_definition.RULE_QUARTER_DAY,
        ("Hằng quý (chậm nhất ngày 20 của tháng cuối quý)", "Hàng quý, trước ngày 05 tháng đầu quý sau"),
        rf"{_REGULARLY}?{_EACH}\s*(?:quý|năm){_JOIN}{_BOUND}{_DAY}{_OF}{_MONTH_OF_PERIOD}(?P<later>\s+{_LATER})?\)?",
        _own_day,
    ),
    rule(
        rule_definition.RULE_BARE_DAY,
        ("Hằng quý (chậm nhất ngày 20)", "Hàng quý, trước ngày 15"),
        rf"{_REGULARLY}?{_EACH}\s*(?P<unit>quý){_JOIN}{_BOUND}{_DAY}(?!\s*(?:của|trong)?\s*tháng)(?!\s*[-.]\s*\d)\)?",
        _own_day,
    ),
    rule(
        rule_definition.RULE_YEARLY,
        ("trước ngày 20/11 hàng năm", "Quý II hàng năm", "31/3 năm sau", "ngày 15 tháng 12 hằng năm"),
        rf"(?:trong\s+)?{_BOUND}(?P<point>{POINT})\s*(?:\(\s*)?(?:{_EACH}\s*năm|(?:của\s+)?năm(?P<later>\s+{_LATER}))\)?",
        _yearly,
    ),
    rule(
        rule_definition.RULE_YEAR_DAY,
        ("Hàng năm, trước ngày 20/11", "Hằng năm (Quý IV)"),
        rf"{_REGULARLY}?{_EACH}\s*năm{_JOIN}(?:trong\s+)?{_BOUND}(?P<point>{POINT})(?:\s*năm(?P<later>\s+{_LATER}))?\)?",
        _yearly,
    ),
    rule(
        rule_definition.RULE_WORKING_DAY,
        ("ngày làm việc cuối cùng của tháng", "ngày làm việc đầu tiên của quý sau"),
        rf"(?:trước\s+)?ngày\s+làm việc\s+(?:đầu tiên|cuối cùng)\s*(?:của\s*)?(?:{_EACH}\s*)?(?P<unit>tháng|quý|năm)"
        rf"(?:\s+{_LATER})?",
        _times,
    ),
    rule(
        rule_definition.RULE_DAYS_OF_MONTH,
        ("ngày 10 và 25 hàng tháng", "trước ngày 05, ngày 20 hằng tháng"),
        rf"{_BOUND}ngày\s*(?P<days>\d{{1,2}}(?:(?:\s*,\s*|\s+và\s+)(?:ngày\s*)?\d{{1,2}})+){_OF}{_EACH}\s*tháng",
        _days,
    ),
    rule(
        rule_definition.RULE_EDGE_OF_PERIOD,
        ("ngày cuối cùng của tháng", "cuối mỗi quý", "cuối quý", "ngày cuối tháng", "đầu mỗi tháng", "cuối mỗi năm"),
        rf"(?:vào\s+)?(?:ngày\s+)?(?P<edge>đầu|cuối)(?:\s+tiên|\s+cùng)?\s*(?:của\s+)?"
        rf"(?P<each>{_EACH}\s*)?(?P<unit>tháng|quý|(?:(?<=hàng )|(?<=mỗi ))năm)(?!\s*(?:\d|[IVX]+\b|này|sau))",
        _edge,
    ),
    rule(
        rule_definition.RULE_UNIT_OR_SUDDEN,
        ("Năm/Đột xuất", "Hàng quý / khi có yêu cầu", "Tháng/Quý/Đột xuất"),
        rf"(?P<units>{_ONE_FREQUENCY}(?:\s*/\s*{_ONE_FREQUENCY})*)"
        r"\s*/\s*(?P<awaited>(?:đột xuất|khi|theo)(?!\w)[^;/,\n]*)",
        _or_sudden,
    ),
    rule(rule_definition.RULE_BARE_UNIT, ("Tháng", "Quý"), r"\A(?P<unit>tháng|quý|năm)\Z", _bare),
)
