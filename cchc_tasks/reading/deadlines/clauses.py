"""A phrase → its time expressions and the clauses in which they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from cchc_tasks.model.status import Kind
from cchc_tasks.reading.deadlines import ongoing, recurring, triggers, windows
from cchc_tasks.reading.deadlines.fragments import CAPITAL
from cchc_tasks.reading.deadlines.rules import Rule
from cchc_tasks.reading.deadlines.values import Expression

RULES: tuple[Rule, ...] = (*windows.RULES, *recurring.RULES, *ongoing.RULES, *triggers.RULES)

_HARD_BREAK = re.compile(rf"[;\n·•●▪]|\.(?=\s+{CAPITAL}|\s*\Z|\s*\n)|(?<=\d)\.(?=\s)")
_SOFT_BREAK = re.compile(r"\s*,\s*|\s+và\s+|\s*/\s*")


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


def find_spans(form: str) -> list[Span]:
    """Return the expressions of a phrase in matching form, the longest match winning, in printed order."""
    matches = [
        (match.end() - match.start(), -order, match, rule)
        for order, rule in enumerate(RULES)
        for match in rule.pattern.finditer(form)
    ]
    chosen: list[Span] = []
    for _, _, match, rule in sorted(matches, key=lambda found: found[:2], reverse=True):
        if all(match.end() <= span.start or match.start() >= span.end for span in chosen):
            inside = form.count("(", 0, match.start()) > form.count(")", 0, match.start())
            chosen.append(Span(match.start(), match.end(), tuple(rule.produce(match)), inside))
    return sorted(chosen, key=lambda span: span.start)


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


def main_spans(clause: Clause) -> tuple[list[Span], list[Span]]:
    """Return the spans that date a clause, and those that no rule joins to them.

    A bare year beside a finer time of that year belongs to the name of a thing («Kế hoạch năm 2022 trong tháng
    01/2022»), and what stands in parentheses behind a time is its label.
    """
    spans = list(clause.spans)
    if len(spans) > 1:
        spans = [span for span in spans if not _names_a_thing(span, spans)] or spans
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


def share_years(expressions: Sequence[Expression]) -> list[Expression]:
    """Give times without a year the one that is printed next behind them: a list prints it once, at its end."""
    shared: list[Expression] = []
    year: int | None = None
    for expression in reversed(expressions):
        printed = [point.year for point in expression.points if point.year is not None]
        year = printed[0] if printed else year
        shared.append(expression if year is None else _with_year(expression, year))
    return shared[::-1]


def _with_year(expression: Expression, year: int) -> Expression:
    first, last = expression.first, expression.last
    if last is not None and last.year is None:
        last = replace(last, year=year)
    if first is not None and first.year is None:
        first = replace(first, year=last.year if last is not None else year)
    return replace(expression, first=first, last=last)
