"""Reads a printed deadline cell; it invents nothing and skips nothing in silence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from cchc_tasks.model.deadline import DeadlineReading, MilestoneReading, Period
from cchc_tasks.model.doubts import Code, Doubt
from cchc_tasks.model.status import Kind
from cchc_tasks.reading.deadlines.clauses import (
    Clause,
    Link,
    Span,
    find_clauses,
    find_spans,
    main_spans,
    share_words,
    share_years,
)
from cchc_tasks.reading.deadlines.expressions import Context, Expression, doubt_of, unread
from cchc_tasks.reading.deadlines.milestones import Built, build
from cchc_tasks.reading.deadlines.pattern_fragments import DOCUMENT_MARK, matching_form
from cchc_tasks.text import nfc, squeeze

#: Longer than any deadline (real ones have under 200 characters); the time of matching grows with the square.
MAX_LENGTH = 2000
#: So much of a cell that is too long tells which one it is.
_SHOWN_LETTERS = 80

_EDGES = " \t\n-–—+*•●▪·.,;:()\"'“”…"
_PROPOSED = re.compile(r"(?<!\w)(?:đề xuất|đề nghị|kiến nghị|xin\s+(?:lùi|gia hạn)|điều chỉnh)(?!\w)", re.I)
_FORECAST = re.compile(r"(?<!\w)dự kiến(?!\w)", re.I)
_STATE = re.compile(
    r"(?<!\w)(?:(?:đã|chưa|đang)\s+(?:(?:\w+\s+)?(?:hoàn thành|thực hiện|triển khai|ban hành|xong|trình)|\Z)"
    r"|chuyển\s+(?:tiếp\s+)?sang(?!\w))",
    re.I,
)
_LABEL_YEAR = re.compile(r"năm\s+((?:19|20)\d\d)(?!\d)", re.I)
_EITHER = re.compile(r"(?<!\w)hoặc\s+\Z", re.I)
_WEEK = re.compile(
    r"(?<!\w)(?:nửa|thượng|trung|hạ)\s+(?:tuần|đầu|cuối)|(?<!\w)tuần\s*(?:thứ\s*)?(?:\d|đầu|cuối|nhất|hai|ba|tư)", re.I
)
_CATEGORY = re.compile(r"nhiệm vụ\s+(?:trọng tâm|trọng điểm|đột xuất|phát sinh|được giao)", re.I)
_LONE_DAY = re.compile(r"(?<!\w)ngày\s*\d{1,2}(?![\d/])", re.I)
_LOOSE_TIME = re.compile(
    r"(?<!\w)(?:(?:tháng|quý|năm|tuần)\s+(?:sau|tới|tiếp|kế|trước|này)|(?:tháng|quý|tuần)\s+(?:\d|[IVX]+(?!\w)))"
    r"|\A(?:[^\w%]|\d)+(?:\s(?:và|năm|tháng|quý|tuần|ngày))?\Z"
    r"|\A0?1\s+(?:năm|quý|tháng)(?!\w)"
    r"|(?<![\w/])\d{1,2}/\d{1,4}(?![\w/])|(?<!\w)[IVX]+\s*/\s*\d{4}"
    # «T3, T9 năm 2024»: months, or days of the week; which, nobody said.
    r"|(?<!\w)th?\.?\s?(?:0?[1-9]|1[0-2])(?!\w)",
    re.I,
)


def read_deadline(text: str, period: Period | None) -> DeadlineReading:
    """Return what a printed deadline phrase says, read by the rules of the contract's «How a deadline is read».

    `period` is the plan's, which completes what prints no year; None where it is not known. The text is kept as
    it was given. Never raises: what cannot be read is an unread milestone with its reason.
    """
    printed = nfc(text)
    if not printed.strip():
        return _unread_whole(text, Code.EMPTY)
    if len(printed) > MAX_LENGTH:
        return _unread_whole(text, Code.TOO_LONG)
    form = matching_form(printed)
    clauses = find_clauses(form, find_spans(form, printed))
    return _Reader(text, printed, form, Context(period)).read(clauses)


def _unread_whole(text: str, code: Code) -> DeadlineReading:
    nothing = unread(code, squeeze(text)[:_SHOWN_LETTERS])
    return DeadlineReading(text, (nothing,), notes=tuple(filter(None, (nothing.reason,))))


class _Reader:
    """The state of one reading: what was made, what is left over, what is to be said."""

    def __init__(self, text: str, printed: str, form: str, context: Context) -> None:
        self.text = text
        self.printed = printed
        self.form = form
        self.context = context
        self.milestones: list[MilestoneReading] = []
        self.leftovers: list[str] = []
        self.notes: list[Doubt] = []
        self.ambiguous = False

    def read(self, clauses: list[Clause]) -> DeadlineReading:
        dated = [(clause, *main_spans(clause, self.form)) for clause in clauses]
        chosen = [span for _, spans, _ in dated for span in spans]
        links = list(self._links([(clause, span) for clause, spans, _ in dated for span in spans]))
        expressions = share_words([expression for span in chosen for expression in span.expressions], links)
        supply = iter(share_years(expressions))
        for clause, spans, others in dated:
            self._read_clause(clause, spans, others, supply)
        if not self.milestones:
            self.milestones.append(MilestoneReading(Kind.UNREAD, reason=self._why_unread()))
            self.leftovers.clear()
        self.notes += [milestone.reason for milestone in self.milestones if milestone.reason]
        self.notes += [doubt_of(Code.LEFTOVER, words_left) for words_left in self.leftovers]
        assumed = dict.fromkeys(item for milestone in self.milestones for item in milestone.assumed)
        return DeadlineReading(
            text=self.text,
            milestones=tuple(self.milestones),
            leftover="; ".join(self.leftovers),
            assumed=tuple(assumed),
            ambiguous=self.ambiguous or bool(self.leftovers),
            notes=tuple(dict.fromkeys(self.notes)),
        )

    def _links(self, found: list[tuple[Clause, Span]]) -> Iterator[Link]:
        block = -1
        for clause, span in found:
            around = self.form[clause.start : span.start] + self.form[span.end : clause.end]
            for place in range(len(span.expressions)):
                yield Link(soft=place == 0 and clause.block == block, bare=place == 0 and not around.strip(_EDGES))
            block = clause.block

    def _read_clause(self, clause: Clause, spans: list[Span], others: list[Span], supply: Iterator[Expression]) -> None:
        found = [(span, [next(supply) for _ in span.expressions]) for span in spans]
        words_of_clause = self.printed[clause.start : clause.end]
        if not found:
            self.leftovers.append(squeeze(words_of_clause).strip(_EDGES))
            return
        span, expressions = found[0]
        proposed = _PROPOSED.search(self.form, clause.start, span.start)
        if proposed or _STATE.search(self.form, clause.start, span.start):
            self._set_aside(words_of_clause, proposed is not None)
            return
        label, doubt = self._label(clause, span, others)
        if _EITHER.search(self.form, 0, clause.start) and self._is_choice(expressions[0]):
            doubt = doubt or doubt_of(Code.EITHER, squeeze(words_of_clause).strip(_EDGES))
            self._doubt_last()
        for expression in expressions:
            built = build(expression, self.context, squeeze(self.printed[span.start : span.end]))
            doubt = doubt or _doubt_in_years(label, built.milestone)
            self._add(built, label, doubt)

    def _is_choice(self, behind: Expression) -> bool:
        """Whether «hoặc» leaves it open which time counts: «hằng quý hoặc đột xuất» does not."""
        regular = bool(self.milestones) and self.milestones[-1].kind in (Kind.RECURRING, Kind.ONGOING)
        return not (regular and behind.kind is Kind.TRIGGERED)

    def _doubt_last(self) -> None:
        """The milestone before «hoặc» is as doubtful as the one behind it."""
        if self.milestones:
            self.milestones[-1] = replace(self.milestones[-1], ambiguous=True)

    def _set_aside(self, words_of_clause: str, is_proposal: bool) -> None:
        """A proposal or a remark on the state is no deadline of the plan; it waits for a person."""
        left = squeeze(words_of_clause).strip(_EDGES)
        self.leftovers.append(left)
        self.notes.append(doubt_of(Code.ONLY_PROPOSED if is_proposal else Code.STATE, left))
        self.ambiguous = True

    def _label(self, clause: Clause, span: Span, others: list[Span]) -> tuple[str | None, Doubt | None]:
        """The words beside the time, and why they make the reading doubtful."""
        proposal = _PROPOSED.search(self.form, span.end, clause.end)
        unjoined = [other.start for other in others] + ([proposal.start()] if proposal else [])
        end = max(span.end, min(unjoined, default=clause.end))
        if unjoined:
            self.leftovers.append(squeeze(self.printed[end : clause.end]).strip(_EDGES))
        before, after = (clause.start, span.start), (span.end, end)
        parts = [squeeze(self.printed[start:stop]).strip(_EDGES) for start, stop in (before, after)]
        label = " ".join(filter(None, parts))
        return label or None, self._doubt_in(label)

    def _doubt_in(self, label: str) -> Doubt | None:
        for pattern, code in (
            (_FORECAST, Code.PROPOSED),
            (_WEEK, Code.WEEK_OF_MONTH),
            (_LONE_DAY, Code.LONE_DAY),
            (_STATE, Code.STATE),
        ):
            if pattern.search(label):
                return doubt_of(code, label)
        if _CATEGORY.match(label):
            return doubt_of(Code.CATEGORY, label)
        loose = _LOOSE_TIME.search(label)
        return doubt_of(Code.LEFTOVER, loose[0]) if loose else None

    def _add(self, built: Built, label: str | None, doubt: Doubt | None) -> None:
        milestone = built.milestone
        doubts = [*built.doubts, *([doubt] if doubt else [])]
        self.notes += [*doubts, *built.notes]
        self.ambiguous = self.ambiguous or bool(doubts)
        self.milestones.append(
            replace(milestone, label=milestone.label or label, ambiguous=bool(doubts) or milestone.ambiguous)
        )

    def _why_unread(self) -> Doubt:
        """Why nothing in the phrase is a deadline."""
        bare = squeeze(self.form).strip(_EDGES)
        if self.ambiguous and self.notes:
            return self.notes[0]
        code = Code.DOCUMENT if DOCUMENT_MARK in bare else Code.NO_TIME
        if re.fullmatch(r"[xX✓√v]+", bare):
            code = Code.TICK
        elif re.fullmatch(r"[\d.,%\s]+", bare):
            code = Code.BARE_NUMBER
        elif _STATE.search(bare):
            code = Code.STATE
        elif _LONE_DAY.search(bare):
            code = Code.LONE_DAY
        return doubt_of(code, squeeze(self.printed))


def _doubt_in_years(label: str | None, milestone: MilestoneReading) -> Doubt | None:
    """Why a year in the label makes a time doubtful that prints none itself."""
    year = _LABEL_YEAR.search(label or "")
    if year is None or "year" not in milestone.assumed or milestone.due is None or milestone.due.year == int(year[1]):
        return None
    return doubt_of(Code.LEFTOVER, year[0])
