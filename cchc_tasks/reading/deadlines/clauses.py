"""Splits a deadline phrase into clauses and finds the time expressions in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from cchc_tasks.model.status import Kind
from cchc_tasks.reading.deadlines import ongoing_rules, recurring_rules, trigger_rules, window_rules
from cchc_tasks.reading.deadlines.expressions import Expression, OwnDay
from cchc_tasks.reading.deadlines.pattern_fragments import CAPITAL, SMALL
from cchc_tasks.reading.deadlines.rule_definition import Rule

RULES: tuple[Rule, ...] = (*window_rules.RULES, *recurring_rules.RULES, *ongoing_rules.RULES, *trigger_rules.RULES)

_HARD_BREAK = re.compile(rf"[;·•●▪]|\n(?!\s*{SMALL})|\.(?=\s+{CAPITAL}|\s*\Z|\s*\n)|(?<=\d)\.(?=\s)")
_SOFT_BREAK = re.compile(r"\s*\n\s*|\s*,\s*(?:và\s+|hoặc\s+)?|\s+(?:và|hoặc)\s+|\s*/\s*")


@dataclass(frozen=True, slots=True)
class Span:
    """One match: where it stands in the phrase, and what it was read as."""

    start: int
    end: int
    expressions: tuple[Expression, ...]
    in_parentheses: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of the phrase with the expressions in it; `block` counts the parts between hard breaks."""

    start: int
    end: int
    block: int
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """How an expression hangs on the one before: parted by no hard break, and with no words of its own."""

    soft: bool
    bare: bool


def find_spans(form: str, printed: str) -> list[Span]:
    """Return the expressions of a phrase in matching form, the longest match winning, in printed order.

    `printed` is the phrase itself, of the same length: what is awaited keeps its printed words.
    """
    matches = [
        (match.end() - match.start(), -order, match, rule)
        for order, rule in enumerate(RULES)
        for match in rule.pattern.finditer(form)
    ]
    chosen: list[Span] = []
    for _, _, match, rule in sorted(matches, key=lambda found: found[:2], reverse=True):
        if all(match.end() <= span.start or match.start() >= span.end for span in chosen):
            inside = form.count("(", 0, match.start()) > form.count(")", 0, match.start())
            made = tuple(_as_printed(expression, match, printed) for expression in rule.produce(match))
            chosen.append(Span(match.start(), match.end(), made, inside))
    return sorted(chosen, key=lambda span: span.start)


def _as_printed(expression: Expression, match: re.Match[str], printed: str) -> Expression:
    """The expression with the words of what is awaited as they are printed."""

    def original(words: str) -> str:
        start = match.string.find(words, match.start()) if words else -1
        return " ".join(printed[start : start + len(words)].split()) if start >= 0 else words

    offset = expression.offset and replace(expression.offset, anchor=original(expression.offset.anchor))
    awaited = expression.awaited and original(expression.awaited)
    return replace(expression, awaited=awaited, offset=offset)


def find_clauses(form: str, spans: Sequence[Span]) -> list[Clause]:
    """Return the clauses: parted by hard breaks, and by a comma, «và» or a slash between two times."""
    clauses: list[Clause] = []
    for block, (start, end) in enumerate(_parts(form, spans, _HARD_BREAK, 0, len(form))):
        current: tuple[int, int] | None = None
        for first, last in _parts(form, spans, _SOFT_BREAK, start, end):
            if current is None:
                current = (first, last)
            elif list(_within(spans, *current)) and list(_within(spans, first, last)):
                clauses.append(_clause(spans, *current, block))
                current = (first, last)
            else:
                current = (current[0], last)
        if current is not None and form[current[0] : current[1]].strip(" -+*•.,:()"):
            clauses.append(_clause(spans, *current, block))
    return clauses


def _clause(spans: Sequence[Span], start: int, end: int, block: int) -> Clause:
    return Clause(start, end, block, tuple(_within(spans, start, end)))


def _within(spans: Iterable[Span], start: int, end: int) -> Iterator[Span]:
    return (span for span in spans if span.start >= start and span.end <= end)


def _parts(
    form: str, spans: Sequence[Span], breaks: re.Pattern[str], start: int, end: int
) -> Iterator[tuple[int, int]]:
    """The pieces between breaks that are neither inside an expression nor inside parentheses."""
    begin = start
    for match in breaks.finditer(form, start, end):
        opened = form.count("(", start, match.start()) > form.count(")", start, match.start())
        inside = any(span.start < match.end() and match.start() < span.end for span in spans)
        if opened or inside:
            continue
        yield begin, match.start()
        begin = match.end()
    yield begin, end


#: What is named by the time that it is about: «báo cáo 6 tháng trước ngày 15/6».
_NAMED_BY_TIME = re.compile(r"(?:báo cáo|sơ kết|tổng kết|đánh giá|kết quả|số liệu|kế hoạch)\s+(?:định kỳ\s+)?\Z", re.I)


def main_spans(clause: Clause, form: str) -> tuple[list[Span], list[Span]]:
    """Return the spans that date a clause, and those that no rule joins to them.

    A bare year beside a finer time of that year belongs to the name of a thing («Kế hoạch năm 2022 trong tháng
    01/2022»), and what stands in parentheses behind a time is its label.
    """
    spans = list(clause.spans)
    if len(spans) > 1:
        spans = [span for span in spans if not _names_a_thing(span, spans)] or spans
        spans = [span for span in spans if not _names_a_report(span, spans, form[clause.start : span.start])] or spans
    if len(spans) > 1 and any(not span.in_parentheses for span in spans):
        labelled = [span for span in spans if span.in_parentheses and _is_remark(span)]
        spans = [span for span in spans if span not in labelled]
    return spans[:1], spans[1:]


def _is_remark(span: Span) -> bool:
    return all(expression.kind is Kind.TRIGGERED and expression.offset is None for expression in span.expressions)


def _names_a_thing(span: Span, spans: Sequence[Span]) -> bool:
    expression = span.expressions[0]
    if expression.first is None or expression.first.grain != "year" or expression.kind is not Kind.FIXED:
        return False
    if expression.first.edge or expression.bound or expression.first is not expression.last:
        return False
    finer = (p for other in spans if other is not span for e in other.expressions for p in e.points)
    return any(point.grain != "year" and point.year in (None, expression.first.year) for point in finer)


def _names_a_report(span: Span, spans: Sequence[Span], before: str) -> bool:
    """A period behind «báo cáo» is the report's, where a day of its own follows."""
    expression = span.expressions[0]
    is_period = expression.kind is Kind.RECURRING and expression.own_day is None
    is_period = is_period or (expression.first is not None and expression.first.grain == "months")
    days = (p for other in spans if other.start > span.end for e in other.expressions for p in e.points)
    return is_period and bool(_NAMED_BY_TIME.search(before)) and any(point.is_day for point in days)


def share_years(expressions: Sequence[Expression]) -> list[Expression]:
    """Give times without a year the one that is printed next behind them: a list prints it once, at its end."""
    shared: list[Expression] = []
    year: int | None = None
    for expression in reversed(expressions):
        printed = [point.year for point in expression.points if point.year is not None]
        year = printed[0] if printed else year
        shared.append(expression if year is None else _with_year(expression, year))
    return shared[::-1]


def share_words(expressions: Sequence[Expression], links: Sequence[Link]) -> list[Expression]:
    """Give the items of a bare list what is printed once: «hàng năm» at its end, «trước» at its beginning.

    `links` says for each expression how its clause hangs on the one before.
    """
    shared = list(expressions)
    for place in range(len(shared) - 1, 0, -1):
        if links[place].soft and links[place].bare:
            shared[place - 1] = _with_frequency(shared[place - 1], shared[place])
    for place in range(1, len(shared)):
        if links[place].bare:
            shared[place] = _with_bound(shared[place], shared[place - 1])
    return shared


def _with_frequency(item: Expression, following: Expression) -> Expression:
    """«30/6» before «31/12 hàng năm» comes every year too."""
    own_day, point = following.own_day, item.first
    if own_day is None or own_day.point is None or own_day.later or point is None:
        return item
    if item.kind is not Kind.FIXED or item.first != item.last or point.grain != own_day.point.grain or point.year:
        return item
    own = OwnDay(before=item.bound == "before", point=point)
    return Expression(following.kind, following.rule, every=following.every, own_day=own, doubt=item.doubt)


def _with_bound(item: Expression, before: Expression) -> Expression:
    """«15/6» behind «trước ngày 15/3» is meant with «trước» too."""
    if item.own_day and before.own_day and before.own_day.before and item.own_day.point:
        return replace(item, own_day=replace(item.own_day, before=True))
    both = (before, item)
    days = all(e.kind is Kind.FIXED and e.first is not None and e.first.is_day and e.first == e.last for e in both)
    if not days or before.bound != "before" or item.bound:
        return item
    return replace(item, bound=before.bound, rule=before.rule)


def _with_year(expression: Expression, year: int) -> Expression:
    first, last = expression.first, expression.last
    if last is not None and last.year is None:
        last = replace(last, year=year)
    if first is not None and first.year is None:
        first = replace(first, year=last.year if last is not None else year)
    return replace(expression, first=first, last=last)
