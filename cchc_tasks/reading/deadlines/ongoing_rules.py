"""Rules for work that goes on: thường xuyên, cả năm, «từ … trở đi»."""

from __future__ import annotations

from collections.abc import Sequence

from cchc_tasks.model.doubts import Code
from cchc_tasks.model.status import Kind
from cchc_tasks.reading.deadlines import rule_definition
from cchc_tasks.reading.deadlines.expressions import Expression
from cchc_tasks.reading.deadlines.pattern_fragments import POINT, YEAR4, read_point
from cchc_tasks.reading.deadlines.rule_definition import Match, Rule, rule

_ONGOING = r"(?:(?:nhiệm vụ\s+)?(?:thường xuyên|liên tục)(?:\s*,\s*liên tục)?(?:\s+hàng\s+(?:năm|ngày))?)"
_ALL = r"(?:(?:trong\s+)?(?:suốt|cả)\s+(?:cả\s+)?(?:năm|kỳ)|quanh năm)"
_IN_YEAR = r"(?:\s*[,(]?\s*trong\s+(?:suốt\s+|cả\s+)?(?:năm|kỳ)(?!\s*\d)(?:\s+kế hoạch)?\)?)"
_JOIN = r"\s*[,(:]?\s*(?:-\s*)?"
_IN = r"(?:trong\s+(?:suốt\s+|cả\s+)?|suốt\s+|của\s+)?"


def _whole(_match: Match) -> Sequence[Expression]:
    return [Expression(Kind.ONGOING, rule_definition.RULE_ONGOING)]


def _window(match: Match) -> Sequence[Expression]:
    first = read_point(match["from"] or match["first"])
    last = read_point(match["last"]) if match["last"] else first
    return [Expression(Kind.ONGOING, rule_definition.RULE_ONGOING_WINDOW, first, last)]


def _from(match: Match) -> Sequence[Expression]:
    return [Expression(Kind.ONGOING, rule_definition.RULE_FROM, read_point(match["first"]), bound="from")]


def _from_event(match: Match) -> Sequence[Expression]:
    awaited = match["event"].strip()
    return [Expression(Kind.ONGOING, rule_definition.RULE_FROM, awaited=awaited, doubt=Code.FROM_EVENT)]


RULES: tuple[Rule, ...] = (
    rule(
        rule_definition.RULE_ONGOING,
        (
            "Thường xuyên",
            "Cả năm",
            "trong cả năm",
            "Nhiệm vụ thường xuyên",
            "Thường xuyên trong năm",
            "thường xuyên, liên tục",
        ),
        rf"{_ONGOING}{_IN_YEAR}?|{_ALL}(?!\s*\d)",
        _whole,
    ),
    rule(
        rule_definition.RULE_ONGOING_WINDOW,
        (
            "Thường xuyên trong năm 2022",
            "Cả năm 2022",
            "Thường xuyên (năm 2026)",
            "Thường xuyên từ Quý I đến Quý III/2022",
            "Thường xuyên (2022-2025)",
        ),
        rf"(?:{_ONGOING}{_JOIN}{_IN}|(?:trong\s+)?(?:suốt|cả)\s+(?=năm\s*{YEAR4}))(?P<first>{POINT})\)?"
        rf"|{_ONGOING}{_JOIN}{_IN}(?:từ\s+|giai đoạn\s+)?(?P<from>{POINT}|{YEAR4})"
        rf"(?:[ ]*-[ ]*|\s+đến\s+(?:hết\s+)?)(?P<last>{POINT})\)?",
        _window,
    ),
    rule(
        rule_definition.RULE_FROM,
        (
            "Từ Quý I/2025",
            "Từ Quý I/2025 trở đi",
            "kể từ ngày 01/7/2022",
            "từ tháng 3",
            "thường xuyên, từ tháng 3/2022",
            "Từ Quý II/2022, thường xuyên",
        ),
        rf"(?:{_ONGOING}{_JOIN})?(?:kể\s+)?từ\s+(?P<first>{POINT})(?:\s+trở đi)?"
        r"(?:\s*,?\s*thường xuyên)?(?!\s*(?:-|đến|tới)\s*)",
        _from,
    ),
    rule(
        rule_definition.RULE_FROM_EVENT,
        ("Từ ngày ban hành Kế hoạch trở đi",),
        rf"(?:kể\s+)?từ\s+(?:ngày\s+|khi\s+)?(?P<event>(?!\d|{POINT})[^;.\n]*?)\s+trở đi",
        _from_event,
    ),
)
