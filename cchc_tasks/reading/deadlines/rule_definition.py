"""A rule has a name, examples that it alone reads, a pattern, and a production; the rules' names stand here too.

The rules themselves stand in modules of their own, those that belong together in one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cchc_tasks.reading.deadlines.expressions import Expression

Match = re.Match[str]
Production = Callable[[Match], Sequence[Expression]]

# What people are told of how a phrase was read.
RULE_POINT = "mốc thời gian"
RULE_BEFORE = "trước một ngày"
RULE_HOUR = "trước một giờ trong ngày"
RULE_BY = "chậm nhất đến một ngày"
RULE_RANGE = "khoảng thời gian"
RULE_DAY_RANGE = "khoảng ngày trong tháng"
RULE_MONTH_RANGE = "khoảng tháng"
RULE_QUARTER_RANGE = "khoảng quý"
RULE_YEAR_RANGE = "khoảng năm"
RULE_MONTH_LIST = "nhiều tháng ghi gộp"
RULE_QUARTER_LIST = "nhiều quý ghi gộp"
RULE_YEARS_ON = "một năm và các năm tiếp theo"
RULE_WHOLE_PERIOD = "cả thời gian của kế hoạch"
RULE_AFTER = "sau một ngày"
RULE_ONGOING = "thường xuyên"
RULE_ONGOING_WINDOW = "thường xuyên trong khoảng đã ghi"
RULE_FROM = "từ một ngày trở đi"
RULE_FROM_EVENT = "từ một sự kiện trở đi"
RULE_FREQUENCY = "định kỳ"
RULE_FREQUENCY_LIST = "nhiều kỳ ghi gộp"
RULE_TIMES = "số lần trong kỳ"
RULE_INTERVAL = "mấy tháng một lần"
RULE_WEEKDAY = "thứ trong tuần"
RULE_DAY_OF_MONTH = "ngày trong tháng"
RULE_FREQUENCY_DAY = "hằng tháng và ngày trong tháng"
RULE_DAY_OF_QUARTER = "ngày trong tháng đầu hoặc cuối kỳ"
RULE_QUARTER_DAY = "hằng quý và ngày trong quý"
RULE_BARE_DAY = "hằng quý và một ngày không ghi tháng"
RULE_YEARLY = "ngày hằng năm"
RULE_YEAR_DAY = "hằng năm và ngày trong năm"
RULE_WORKING_DAY = "ngày làm việc đầu hoặc cuối kỳ"
RULE_TIMES_EACH = "mỗi kỳ mấy lần"
RULE_DAYS_OF_MONTH = "nhiều ngày trong tháng"
RULE_EDGE_OF_PERIOD = "đầu hoặc cuối mỗi kỳ"
RULE_AHEAD = "số ngày trước một sự kiện"
RULE_DASHED = "gạch nối và gạch chéo lẫn nhau"
RULE_WEEK = "tuần trong tháng"
RULE_EVENT = "chờ một sự kiện đã nêu tên"
RULE_BARE_UNIT = "một chữ chỉ kỳ"
RULE_UNIT_OR_SUDDEN = "định kỳ hoặc đột xuất"
RULE_OFFSET = "số ngày sau một sự kiện"
RULE_DURATION = "số ngày không ghi mốc tính"
RULE_SAME_DAY = "trong ngày"
RULE_TRIGGER = "chờ văn bản hoặc sự kiện"
RULE_SUDDEN = "đột xuất, phát sinh"
RULE_POINTER = "chỉ sang dòng khác"
RULE_NO_PERIOD = "định kỳ không ghi kỳ"

POINT_RULES = {
    "day": "đúng ngày",
    "month": "hết tháng",
    "quarter": "hết quý",
    "months": "hết số tháng đã ghi",
    "year": "hết năm",
    "start": "ngày đầu kỳ",
    "middle": "giữa kỳ",
    "end": "ngày cuối kỳ",
}
BOUND_RULES = {"before": "trước {}: lùi một ngày", "by": "chậm nhất {}"}
RANGE_RULE = "hết khoảng thời gian"
YEARS_ON_RULE = "thường xuyên từ năm sau"
WHOLE_PERIOD_RULES = {"năm": "hết năm kế hoạch", "quý": "hết quý của kế hoạch", "tháng": "hết tháng của kế hoạch"}
EVERY_RULES = {
    "week": "hằng tuần",
    "month": "hằng tháng, ngày cuối tháng",
    "quarter": "hằng quý, ngày cuối quý",
    "half": "6 tháng một lần, ngày cuối kỳ",
    "year": "hằng năm, ngày cuối năm",
    "": "định kỳ, kỳ ngắn hoặc khác thường",
}
UNDATED_RULE = "định kỳ, không ghi ngày của từng kỳ"
OWN_DAY_RULE = "định kỳ, đúng ngày đã ghi của mỗi kỳ"


@dataclass(frozen=True, slots=True)
class Rule:
    """One way in which plans write a time: `name` is what a person is told, `examples` are whole expressions."""

    name: str
    examples: tuple[str, ...]
    pattern: re.Pattern[str]
    produce: Production


def rule(name: str, examples: tuple[str, ...], pattern: str, produce: Production) -> Rule:
    """Return a rule whose pattern ignores case and starts and ends at the borders of words."""
    return Rule(name, examples, re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.I), produce)
