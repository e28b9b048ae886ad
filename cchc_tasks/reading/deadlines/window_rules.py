"""Rules for dates and windows: points, ranges, lists, and the words that bound them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from cchc_tasks.model.doubts import Code
from cchc_tasks.model.status import Kind
from cchc_tasks.reading.deadlines import rule_definition
from cchc_tasks.reading.deadlines.expressions import Bound, Expression, Point
from cchc_tasks.reading.deadlines.pattern_fragments import MONTH, MONTH_YEAR, POINT, YEAR4, quarter_number, read_point
from cchc_tasks.reading.deadlines.rule_definition import Match, Production, Rule, rule

_IN = r"(?:(?:ngay\s+)?trong\s+(?:thời gian\s+|khoảng\s+)?|vào\s+|xong\s+trong\s+|suốt\s+)"
_LIMIT = (
    r"(?:(?:thời\s+)?hạn(?:\s+(?:chót|cuối(?:\s+cùng)?|hoàn thành))?(?:\s*(?:là|:))?"
    r"|(?:chậm|muộn) nhất(?:\s+là)?|không\s+(?:chậm|muộn)\s+hơn|không quá|xong)"
)
_UNTIL = r"(?:(?:tính\s+)?đến\s+(?:hết\s+)?|tới\s+|hết\s+)"
_BY = rf"(?:{_LIMIT}\s*(?:vào\s+|trong\s+|{_UNTIL})?|{_UNTIL})(?:ngày\s+)?"
_NAMES_WINDOW = re.compile(rf"(?!.*{_UNTIL})(?:(?:thời\s+)?hạn|.*\btrong\s)", re.I)
_BEFORE = rf"(?:{_LIMIT}\s*)?trước\s+(?:ngày\s+)?"
_HOUR = r"\d{1,2}\s*(?:(?:giờ|h|g)\s*(?:\d{2})?|:\s*\d{2})\s*(?:phút)?\s*(?:,?\s*ngày)?\s*"
_TO = r"(?:[ ]*-[ ]*|\s+đến\s+(?:hết\s+)?(?:ngày\s+)?|\s+tới\s+(?:hết\s+)?)"
#: Runs of bare months and of years have rules of their own.
_OWN_RANGE = (
    rf"(?:tháng\s*\d{{1,2}}{_TO}\d{{1,2}}(?!\d|\s*tháng|\s*[/.]\s*\d{{1,2}}(?!\d))"
    rf"|(?:năm\s+)?{YEAR4}{_TO}(?:năm\s+)?{YEAR4})"
)
#: A further month of a list: a number that does not begin a date of its own.
_LISTED_MONTH = r"\d{1,2}(?!\d|\s*/\s*\d{1,2}(?!\d)|\s*tháng)"
_ONE_QUARTER = r"(?:IV|I{1,3}|V|[1-4])(?!\w)"
_WHICH_WEEK = r"(?:0?[1-5]|I{1,3}|IV|nhất|một|hai|ba|tư|bốn|đầu(?:\s+tiên)?|cuối(?:\s+cùng)?)"
_AND = r"(?:\s*[,;&+]\s*|\s+và\s+)"


def _bounded(bound: Bound) -> Production:
    def produce(match: Match) -> Sequence[Expression]:
        point = read_point(match["point"])
        return [Expression(Kind.FIXED, _name_of(point, bound), point, point, bound, doubt=_doubt_of(point, bound))]

    return produce


def _by(match: Match) -> Sequence[Expression]:
    """«hạn tháng 6» names the window itself; «đến hết tháng 6» only its end."""
    (expression,) = _bounded("by")(match)
    return [replace(expression, bound="")] if _NAMES_WINDOW.match(match[0]) else [expression]


def _doubt_of(point: Point, bound: Bound) -> Code | None:
    if point.doubtful:
        return Code.START_OF_WINDOW
    if bound == "before" and not point.is_day and not point.edge:
        return Code.BEFORE_WINDOW
    return None


def _name_of(point: Point, bound: Bound) -> str:
    named = rule_definition.POINT_RULES[point.edge or point.grain]
    return rule_definition.BOUND_RULES[bound].format(named) if bound in rule_definition.BOUND_RULES else named


def _plain(match: Match) -> Sequence[Expression]:
    point = read_point(match["point"])
    return [Expression(Kind.FIXED, _name_of(point, ""), point, point, doubt=_doubt_of(point, ""))]


def _range(match: Match) -> Sequence[Expression]:
    return [_between(read_point(match["first"]), read_point(match["last"]))]


def _between(first: Point, last: Point) -> Expression:
    return Expression(Kind.FIXED, rule_definition.RANGE_RULE, first, last)


def _day_range(match: Match) -> Sequence[Expression]:
    last = read_point(match["last"])
    first = Point("day", last.number, int(match["first"]), year=last.year, short_year=last.short_year)
    return [_between(first, last)]


def _short_range(match: Match) -> Sequence[Expression]:
    first, last = _numbered(match, match["first"]), _numbered(match, match["last"])
    return [_between(first, last)]


def _short_list(match: Match) -> Sequence[Expression]:
    numbers = re.findall(r"\b[IVX]+\b|\d+", match["numbers"], re.I)
    points = [_numbered(match, number) for number in numbers]
    return [Expression(Kind.FIXED, rule_definition.RANGE_RULE, points[0], points[-1], doubt=Code.SHORT_LIST)]


def _numbered(match: Match, number: str) -> Point:
    year = int(match["year"]) if match["year"] else None
    if "quarter" in match.groupdict() and match["quarter"]:
        return Point("quarter", quarter_number(number), year=year)
    return Point("month", int(number), year=year)


def _dashed(match: Match) -> Sequence[Expression]:
    """«3-6/2022»: two months, or a day whose first mark is a dash."""
    first, last, year = int(match["first"]), int(match["last"]), int(match["year"])
    if first < last <= 12:
        between = _between(Point("month", first, year=year), Point("month", last, year=year))
        return [replace(between, doubt=Code.DASHED)]
    day = Point("day", last, first, year=year)
    return [Expression(Kind.FIXED, rule_definition.POINT_RULES["day"], day, day, doubt=Code.DASHED)]


def _week(match: Match) -> Sequence[Expression]:
    month = read_point(match["point"])
    return [Expression(Kind.FIXED, rule_definition.POINT_RULES["month"], month, month, doubt=Code.WEEK_OF_MONTH)]


def _year_range(match: Match) -> Sequence[Expression]:
    return [_between(Point("year", year=int(match["first"])), Point("year", year=int(match["last"])))]


def _years_on(match: Match) -> Sequence[Expression]:
    year = int(match["year"])
    first = Expression(
        Kind.FIXED, rule_definition.POINT_RULES["year"], *(2 * (Point("year", year=year),)), doubt=Code.YEARS_ON
    )
    following = Expression(
        Kind.ONGOING, rule_definition.YEARS_ON_RULE, Point("year", year=year + 1), bound="from", doubt=Code.YEARS_ON
    )
    return [first, following]


def _whole_period(match: Match) -> Sequence[Expression]:
    unit = match["unit"].lower()
    return [Expression(Kind.FIXED, rule_definition.WHOLE_PERIOD_RULES[unit], whole_period=True, awaited=unit)]


def _after(_match: Match) -> Sequence[Expression]:
    return [Expression(Kind.UNREAD, "", reason=Code.ONLY_AFTER)]


_OPTIONAL_YEAR = rf"(?:\s*(?:/|-|,?\s*năm)\s*(?P<year>{YEAR4})(?!\d))?"

RULES: tuple[Rule, ...] = (
    rule(
        rule_definition.RULE_POINT,
        (
            "Tháng 01/2022",
            "trong Quý II/2022",
            "30/6/2022",
            "Trong năm 2022",
            "ngày 05 tháng 6 năm 2022",
            "6 tháng đầu năm",
            "cuối Quý IV",
            "12/2025",
            "2025",
            "Q1/2022",
            "2022-06-30",
            "31-Dec-22",
            "31-1-22",
        ),
        rf"{_IN}?(?P<point>{POINT})",
        _plain,
    ),
    rule(
        rule_definition.RULE_BEFORE,
        ("trước ngày 28/5/2025", "Trước 10/02/2026", "chậm nhất trước ngày 15/12", "trước Quý III/2022"),
        rf"{_BEFORE}(?P<point>{POINT})",
        _bounded("before"),
    ),
    rule(
        rule_definition.RULE_HOUR,
        ("trước 20h00 ngày 25 tháng 5 năm 2025", "trước 16 giờ 00 ngày 30/6/2026", "17h00 ngày 15/6/2022"),
        rf"(?:{_BEFORE}|{_BY})?{_HOUR}(?P<point>{POINT})",
        _bounded("by"),
    ),
    rule(
        rule_definition.RULE_BY,
        (
            "chậm nhất ngày 31/3/2026",
            "hạn tháng 6/2025",
            "đến hết ngày 30/9/2026",
            "không quá Quý III/2022",
            "hạn chót: 30/6",
        ),
        rf"{_BY}(?P<point>{POINT})",
        _by,
    ),
    rule(
        rule_definition.RULE_RANGE,
        ("Từ 01/3 đến 30/6/2022", "28/6-5/7/2026", "Quý III - Quý IV/2026", "tháng 3 đến tháng 6/2023"),
        rf"{_IN}?(?:từ\s+)?(?!{_OWN_RANGE})(?P<first>{POINT}){_TO}(?P<last>(?!{YEAR4}(?!\d)){POINT})",
        _range,
    ),
    rule(
        rule_definition.RULE_DAY_RANGE,
        ("từ ngày 10 đến 20/6/2022", "từ 10-20/6/2022"),
        rf"(?:từ\s+)?(?:ngày\s+)?(?P<first>\d{{1,2}}){_TO}(?P<last>(?!{MONTH_YEAR}|{YEAR4}){POINT})",
        _day_range,
    ),
    rule(
        rule_definition.RULE_MONTH_RANGE,
        ("Tháng 3-6/2023", "từ tháng 1-4/2026", "tháng 3 đến 6/2023"),
        rf"{_IN}?(?:từ\s+)?tháng\s*(?P<first>\d{{1,2}}){_TO}(?P<last>\d{{1,2}})(?!\d|\s*tháng){_OPTIONAL_YEAR}",
        _short_range,
    ),
    rule(
        rule_definition.RULE_DASHED,
        ("3-6/2022", "30-6/2022"),
        rf"(?P<first>\d{{1,2}})\s*-\s*(?P<last>\d{{1,2}})\s*/\s*(?P<year>{YEAR4})(?!\d)",
        _dashed,
    ),
    rule(
        rule_definition.RULE_WEEK,
        (
            "Tuần 2 tháng 3/2022",
            "Tuần thứ hai của tháng 3/2022",
            "tuần cuối tháng 6",
            "tuần đầu tháng 4/2022",
            "trung tuần tháng 6",
        ),
        rf"{_IN}?(?:(?:thượng|trung|hạ)\s+tuần|nửa\s+(?:đầu|cuối)|tuần\s*(?:lễ\s*)?(?:thứ\s*)?{_WHICH_WEEK})"
        rf"\s*(?:,\s*|của\s+|trong\s+)?(?P<point>{MONTH})",
        _week,
    ),
    rule(
        rule_definition.RULE_QUARTER_RANGE,
        ("Quý I-III", "Quý II - IV/2022", "từ quý I đến III/2022"),
        rf"{_IN}?(?:từ\s+)?(?P<quarter>quý)\s*(?P<first>{_ONE_QUARTER}){_TO}(?P<last>{_ONE_QUARTER}){_OPTIONAL_YEAR}",
        _short_range,
    ),
    rule(
        rule_definition.RULE_YEAR_RANGE,
        ("2025 - 2026", "giai đoạn 2021-2025", "năm 2022 đến năm 2025"),
        rf"(?:giai đoạn\s+|{_IN})?(?:từ\s+)?(?:năm\s+)?(?P<first>{YEAR4}){_TO}(?:năm\s+)?(?P<last>{YEAR4})(?!\d)",
        _year_range,
    ),
    rule(
        rule_definition.RULE_MONTH_LIST,
        ("Tháng 10,11/2026", "tháng 5 và 10/2022"),
        rf"{_IN}?(?:các\s+)?tháng\s*(?P<numbers>\d{{1,2}}(?:{_AND}{_LISTED_MONTH})+){_OPTIONAL_YEAR}",
        _short_list,
    ),
    rule(
        rule_definition.RULE_QUARTER_LIST,
        ("Quý I, II, III/2022", "quý II và IV/2022"),
        rf"{_IN}?(?:các\s+)?(?P<quarter>quý)\s*(?P<numbers>{_ONE_QUARTER}(?:{_AND}{_ONE_QUARTER})+){_OPTIONAL_YEAR}",
        _short_list,
    ),
    rule(
        rule_definition.RULE_YEARS_ON,
        ("2025 và những năm tiếp theo", "năm 2025 và các năm tiếp theo"),
        rf"{_IN}?(?:năm\s+)?(?P<year>{YEAR4})\s*(?:và|,)\s*(?:những|các)\s+năm\s+(?:tiếp theo|sau|kế tiếp)",
        _years_on,
    ),
    rule(
        rule_definition.RULE_WHOLE_PERIOD,
        ("Trong năm", "trong quý", "trong tháng", "trong năm kế hoạch"),
        r"(?:ngay\s+)?trong\s+(?P<unit>năm|quý|tháng)(?:\s+(?:này|nay|kế hoạch))?"
        r"(?!\s*(?:\d|[IVX]+\b|sau|tới|tiếp|kế|đầu|cuối))",
        _whole_period,
    ),
    rule(
        rule_definition.RULE_AFTER,
        ("sau ngày 20/12", "sau Quý II/2022"),
        rf"sau\s+(?:ngày\s+)?(?P<point>{POINT})",
        _after,
    ),
)
