"""Rules for deadlines that wait: for a document, for an event, or a number of days after one.

A trigger takes everything to the end of its clause: a year or number inside the awaited thing belongs to it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cchc_tasks.model.deadline import Offset, OffsetUnit
from cchc_tasks.model.doubts import Code
from cchc_tasks.model.status import Kind
from cchc_tasks.reading.deadlines import rule_definition
from cchc_tasks.reading.deadlines.expressions import Expression
from cchc_tasks.reading.deadlines.pattern_fragments import CAPITAL, POINT
from cchc_tasks.reading.deadlines.rule_definition import Match, Rule, rule

_UNITS: dict[str, tuple[OffsetUnit, int]] = {
    "ngày làm việc": ("working_day", 1),
    "ngày": ("day", 1),
    "tuần": ("day", 7),
    "tháng": ("month", 1),
    "quý": ("month", 3),
    "năm": ("month", 12),
}
_NUMBER = r"(?P<number>\d{1,3})(?:\s*\([^)]*\))?"
_UNIT = r"(?P<unit>ngày\s+làm\s+việc|ngày|tuần|tháng|năm)"
_WITHIN = (
    r"(?:(?:ngay\s+)?(?:chậm nhất|muộn nhất|không quá|tối đa|trong|sau|hạn)(?:\s+(?:là|trong|sau|vào|không quá))*"
    r"(?:\s+(?:vòng|thời hạn|thời gian))?\s*)"
)
_SINCE = r"(?:(?:kể|tính)\s+từ|từ|sau)(?=\s)"
_REST = r"(?:\([^()\n]*\)|[^;\n()])*?"
#: A trigger ends with its clause, or before a further time with its own unit after a comma.
_END = (
    rf"(?=\s*(?:[;\n)]|\.?\s*\Z|\.\s+{CAPITAL}"
    rf"|,\s*(?:và\s+)?(?:trong\s+|vào\s+|trước\s+|chậm nhất\s+(?:là\s+)?|đến\s+|hết\s+|xong\s+|hoàn thành\s+)*{POINT}))"
)
#: «trong 10 ngày từ 01/3 đến 10/3» is a window, no count of days.
_ON = r"\s*(?:đến|tới|-)\s*(?:hết\s+)?(?:ngày\s+)?\d"
_EVENT = (
    r"(?:kỳ\s+họp|phiên\s+họp|cuộc\s+họp|đại\s+hội|hội\s+nghị|tết|lễ|mùa|thời\s+điểm"
    r"|ngày\s+(?:khai|tổ\s+chức|diễn|bầu|họp|hết|có|ban|nhận|thành))"
)
_POINTER = r"(?:dưới đây|sau đây|nêu trên|trên đây)"
_FREQUENCY_WORDS = r"(?:từng\s+|hàng\s+)?(?:ngày|tuần|tháng|quý|năm)(?=\s*(?:[,;.)/]|\Z))"


#: A time in parentheses, or behind a comma and words of its own, may be the latest day.
_TIME_BESIDE = re.compile(rf"\([^)]*{POINT}|,[^,]*\s(?:trong|trước|chậm nhất|đến|vào)\s+(?:ngày\s+)?{POINT}", re.I)


def _offset(match: Match) -> Sequence[Expression]:
    unit, factor = _UNITS[" ".join(match["unit"].lower().split())]
    anchor = match["anchor"].strip(" ,")
    offset = Offset(int(match["number"]) * factor, unit, anchor)
    return [Expression(Kind.TRIGGERED, rule_definition.RULE_OFFSET, awaited=match[0].strip(), offset=offset)]


def _duration(match: Match) -> Sequence[Expression]:
    unit, factor = _UNITS[" ".join(match["unit"].lower().split())]
    offset = Offset(int(match["number"]) * factor, unit, "")
    return [
        Expression(
            Kind.TRIGGERED, rule_definition.RULE_OFFSET, awaited=match[0].strip(), offset=offset, doubt=Code.NO_ANCHOR
        )
    ]


def _same_day(match: Match) -> Sequence[Expression]:
    return [Expression(Kind.TRIGGERED, rule_definition.RULE_OFFSET, awaited=match[0].strip(), doubt=Code.NO_ANCHOR)]


def _awaited(match: Match) -> Sequence[Expression]:
    awaited = match["awaited"].strip(" .:,")
    doubt = Code.TIME_INSIDE_TRIGGER if _TIME_BESIDE.search(awaited) else None
    return [Expression(Kind.TRIGGERED, rule_definition.RULE_TRIGGER, awaited=awaited, doubt=doubt)]


def _sudden(match: Match) -> Sequence[Expression]:
    return [Expression(Kind.TRIGGERED, rule_definition.RULE_TRIGGER, awaited=match[0].strip())]


def _pointer(_match: Match) -> Sequence[Expression]:
    return [Expression(Kind.UNREAD, "", reason=Code.POINTS_ELSEWHERE)]


def _no_period(_match: Match) -> Sequence[Expression]:
    return [Expression(Kind.UNREAD, "", reason=Code.NO_PERIOD)]


RULES: tuple[Rule, ...] = (
    rule(
        rule_definition.RULE_OFFSET,
        (
            "10 ngày làm việc kể từ ngày Nghị quyết có hiệu lực",
            "chậm nhất 15 ngày kể từ ngày nhận được văn bản",
            "Trong 2 ngày kể từ khi nhận hồ sơ",
            "20 ngày sau khi Tỉnh uỷ ban hành",
            "10 ngày kể từ ngày 15/3/2022",
            "chậm nhất trong vòng 05 ngày làm việc kể từ ngày Kế hoạch này được ban hành",
        ),
        rf"{_WITHIN}?{_NUMBER}\s*{_UNIT}\s*,?\s*{_SINCE}\s+(?P<anchor>(?!(?:ngày\s+)?{POINT}{_ON})\S{_REST}){_END}",
        _offset,
    ),
    rule(
        rule_definition.RULE_DURATION,
        ("trong 3 ngày", "10 ngày làm việc", "trong vòng 02 tháng"),
        rf"(?:{_WITHIN}(?=\d)|(?=\d{{1,3}}\s*ngày\s+làm\s+việc)){_NUMBER}\s*{_UNIT}"
        rf"(?!\s*(?:\d|/|lần|đầu|cuối|,?\s*{_SINCE}))",
        _duration,
    ),
    rule(
        rule_definition.RULE_SAME_DAY,
        ("Trong ngày", "trong 24 giờ"),
        r"trong\s+(?:ngày(?!\s*\d)(?!\s+làm)|(?:vòng\s+)?\d{1,3}\s*(?:giờ|h))",
        _same_day,
    ),
    rule(
        rule_definition.RULE_TRIGGER,
        (
            "Theo văn bản của Văn phòng UBND tỉnh",
            "Sau khi có Kế hoạch của UBND tỉnh",
            "Khi có thay đổi",
            "Theo yêu cầu",
            "Ngay sau khi được phê duyệt",
            "theo tiến độ của Kế hoạch",
            "Căn cứ tình hình thực tế",
            "Chờ hướng dẫn của Bộ",
            "Khi có phát sinh hồ sơ",
        ),
        r"(?:ngay\s+)?(?:sau\s+khi(?:\s+có)?|trước\s+khi|khi|theo|tùy\s+theo|tùy|chờ"
        r"|căn\s+cứ(?:\s+vào|\s+theo)?|phụ\s+thuộc(?:\s+vào)?)"
        rf"\s+(?!{_FREQUENCY_WORDS}|định\s+kỳ\b|(?:có\s+)?(?:phát sinh|đột xuất)\s*(?:[,;.)/]|\Z)|{_REST}{_POINTER})"
        rf"(?P<awaited>\S{_REST}){_END}",
        _awaited,
    ),
    rule(
        rule_definition.RULE_EVENT,
        ("Trước kỳ họp cuối năm của HĐND tỉnh", "tại kỳ họp thứ 5", "Trước Tết Nguyên đán", "Sau hội nghị tổng kết"),
        rf"(?:trước|sau|tại|trong|vào)\s+(?P<awaited>{_EVENT}\b{_REST}){_END}",
        _awaited,
    ),
    rule(
        rule_definition.RULE_AHEAD,
        ("10 ngày trước khi kết thúc năm", "Trước 15 ngày khi kết thúc quý"),
        rf"{_WITHIN}?{_NUMBER}\s*{_UNIT}\s+trước\s+(?:khi|ngày|kỳ|thời)\s+(?!\d)\S{_REST}{_END}"
        r"|trước\s+\d{1,3}\s*(?:ngày\s+làm\s+việc|ngày|tuần|tháng)\s+(?:khi|so với|kể từ|tính|trước)\s+\S"
        rf"{_REST}{_END}",
        _sudden,
    ),
    rule(
        rule_definition.RULE_SUDDEN,
        ("Đột xuất", "Khi phát sinh", "phát sinh"),
        r"(?:khi\s+(?:có\s+)?)?(?:đột xuất|phát sinh)(?:\s+khi\s+có\s+yêu\s+cầu|\s*\(nếu có\))?",
        _sudden,
    ),
    rule(
        rule_definition.RULE_POINTER,
        ("Theo từng mốc thời hạn dưới đây", "Theo thời hạn cụ thể sau đây"),
        rf"theo\s+{_REST}{_POINTER}:?",
        _pointer,
    ),
    rule(
        rule_definition.RULE_NO_PERIOD,
        ("Theo định kỳ", "Định kỳ"),
        r"(?:theo\s+)?định kỳ(?!\s*(?:\(|\d|hàng|tháng|quý|năm|tuần|ngày|báo cáo|sáu|ba|mỗi|theo|vào))",
        _no_period,
    ),
)
