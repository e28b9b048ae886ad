"""Reads a printed result: status, progress, finished milestones, and why a person should look.

The words are read clause by clause against a table of rules, the surest first; what no rule explains is never
guessed. «Đã …» alone is not done: it is a step, unless the words say that the whole is finished.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from cchc_tasks.model.deadline import DeadlineReading
from cchc_tasks.model.doubts import Code, Doubt
from cchc_tasks.model.readings import ResultReading, StatedProgress
from cchc_tasks.model.status import Kind, Status
from cchc_tasks.reading.document_references import find_documents
from cchc_tasks.reading.labelled_milestones import finished_milestones, submitted_milestones
from cchc_tasks.reading.result_rules import DONE, LEAD_IN, PAPER, RULES, THINGS, ResultRule
from cchc_tasks.text import fold, nfc, squeeze

_OBSTACLE = r"\b(?:khó khăn|vướng mắc|nguyên nhân|lý do)\b"
_AFTER_COMMA = r"(?:nhưng|song|tuy|còn|vẫn|gặp|có|do|vì|nguyên nhân|lý do)\b"
_DIFFICULTY = re.compile(
    rf"(?:(?<=[.;\n])\s*(?P<sentence>[^.;\n]*?{_OBSTACLE}.*)|(?<=,)\s*(?P<part>(?={_AFTER_COMMA})[^.;,\n]*?{_OBSTACLE}.*))\Z",
    re.I | re.S,
)
_HOWEVER = re.compile(r"(?:^|(?<=[.;\n])\s*)(tuy nhiên\b.*)\Z", re.I | re.S)
_COUNT = re.compile(rf"(?<![\d/.])(\d{{1,3}})\s*/\s*(\d{{1,3}})(?![\d/]|\s*%)\s*({THINGS})", re.I)
_PERCENT = re.compile(
    rf"(?:đã\s+)?(?:{DONE}|đạt|thực hiện(?:\s+được)?)\s*(?:khoảng\s*)?(\d{{1,3}})(?:[.,]\d+)?\s*%", re.I
)
_NO_DIFFICULTY = re.compile(
    r"\b(?:không\s+(?:có|gặp|phát sinh)|tháo gỡ|tổng hợp|giải quyết)\s+(?:các\s+)?(?:khó khăn|vướng mắc)", re.I
)
_OPEN_COUNT = re.compile(r"\b(?:chưa|còn)\b[^\d,;.]*\Z", re.I)
_FOR_REMARKS = re.compile(r"\b(?:lấy ý kiến|góp ý|thẩm định|cho ý kiến)\b")
_OPENING = re.compile(rf"\A{LEAD_IN}")
_CLAUSE_BREAK = re.compile(r"\n|;|\.(?=\s|$)")
_BULLET = re.compile(r"^\s*[-–—+*•]\s*")
_BLANK = " -–+*•."
_COUNT_RULE = "số đã làm trên tổng số"
_PAPER_NEEDED = frozenset({Status.PAUSED, Status.DROPPED, Status.CARRIED_OVER})


@dataclass(frozen=True, slots=True)
class _Clause:
    """A part of a result: its words in the rules' form, the rule that reads them, and the words as printed."""

    text: str
    rule: ResultRule | None
    printed: str

    @property
    def code(self) -> Code | None:
        """What the rule doubts."""
        return self.rule.doubt if self.rule else None

    def doubted(self, *codes: Code | None) -> tuple[Doubt, ...]:
        return tuple(doubt_of(code, self.printed) for code in codes if code)


def doubt_of(code: Code, printed: str, *values: str) -> Doubt:
    """Return a doubt about words of a result."""
    return Doubt(code, "result", squeeze(printed), values)


def read_result(text: str, deadline: DeadlineReading) -> ResultReading:
    """Return what a printed result says of a task with this deadline; a proposal that a person may correct.

    An empty cell is no report. Never raises.
    """
    printed = nfc(text).strip()
    if not printed:
        return ResultReading(text, None)
    difficulty = _difficulty_in(printed)
    main = printed[: printed.rindex(difficulty)].strip(" \n;,.") if difficulty else printed
    if difficulty and not main:
        return ResultReading(text, None, difficulty=difficulty, review=(doubt_of(Code.UNREADABLE, printed),))
    if _echoes(main, deadline):
        return ResultReading(text, None, difficulty=difficulty, review=(doubt_of(Code.ECHOES_DEADLINE, main),))
    reading = _Reading(main, deadline, [_read_clause(part) for part in _CLAUSE_BREAK.split(main) if part.strip(_BLANK)])
    status, review, rule = reading.status_review_rule()
    if status is Status.DONE and difficulty and re.search(r"\bchưa\b", difficulty):
        status, review = Status.IN_PROGRESS, (*review, doubt_of(Code.DIFFICULTY_SAYS_UNFINISHED, difficulty))
    if status is Status.DONE and (code := _doubt_of_done(deadline)):
        review += (doubt_of(code, main),)
    if status and main.isascii():
        review += (doubt_of(Code.WITHOUT_ACCENTS, main),)
    finished, submitted = reading.finished(status), reading.submitted()
    if labels := [label for index in submitted if (label := deadline.milestones[index].label)]:
        named = (doubt_of(Code.HANDED_UP_PRODUCT, main, label) for label in labels)
        review = (*(doubt for doubt in review if doubt.code != Code.HANDED_UP), *named)
    review = tuple(dict.fromkeys(review))
    return ResultReading(text, status, _progress_in(main), finished, submitted, difficulty, rule, review)


class _Reading:
    """The clauses of one result, weighed together."""

    def __init__(self, main: str, deadline: DeadlineReading, clauses: list[_Clause]) -> None:
        self.main = main
        self.deadline = deadline
        self.clauses = clauses

    def status_review_rule(self) -> tuple[Status | None, tuple[Doubt, ...], str]:
        """Return the status of all clauses together, the doubts, and the names of the rules that told it."""
        counted = _counted(self.main, len(self.clauses))
        if counted:
            return *counted, _COUNT_RULE
        names = "; ".join(dict.fromkeys(clause.rule.name for clause in self.clauses if clause.rule))
        return *self._status_and_review(), names

    def finished(self, status: Status | None) -> tuple[int, ...]:
        """Return the indexes of the milestones that are finished: all of a task that is done, else the named ones."""
        everything = tuple(range(len(self.deadline.milestones)))
        if status is Status.DONE:
            return everything
        if status not in (Status.IN_PROGRESS, None):
            return ()
        named = finished_milestones(self.main, self.deadline)
        return () if named == everything else named

    def submitted(self) -> tuple[int, ...]:
        """Return the indexes of the milestones whose product is handed up: the named ones, or the only one."""
        named = submitted_milestones(self.main, self.deadline)
        return (0,) if not named and self._hands_up_the_one_product() else named

    def _hands_up_the_one_product(self) -> bool:
        """Whether the result says «đã trình» of a deadline that has one product, not only for remarks on it."""
        handed_up = [c.text for c in self.clauses if c.code == Code.HANDED_UP]
        return self._ends_once() and any(not _FOR_REMARKS.search(clause) for clause in handed_up)

    def _status_and_review(self) -> tuple[Status | None, tuple[Doubt, ...]]:
        # A document cited beside a status is its evidence, not another status.
        telling = [c for c in self.clauses if c.code != Code.ONLY_DOCUMENT] or self.clauses
        if not telling:
            return None, (doubt_of(Code.UNREADABLE, self.main),)
        found = [self._weigh(clause) for clause in telling]
        statuses = {status for status, _ in found}
        review = tuple(doubt for _, doubts in found for doubt in doubts)
        if len(statuses) == 1:
            return statuses.pop(), review
        told = statuses - {None}
        if len(told) == 1:
            return told.pop(), (*review, doubt_of(Code.PART_UNREAD, self.main))
        begun = Status.IN_PROGRESS if told & {Status.IN_PROGRESS, Status.DONE} else None
        return begun, (*review, doubt_of(Code.MIXED, self.main))

    def _weigh(self, clause: _Clause) -> tuple[Status | None, tuple[Doubt, ...]]:
        rule = clause.rule
        if rule is None:
            return None, clause.doubted(Code.UNREADABLE)
        status, code = rule.status, rule.doubt
        if status is Status.WAITING:
            return status, clause.doubted(code or self._doubt_of_waiting(clause.text))
        if status in _PAPER_NEEDED and not find_documents(self.main):
            return status, clause.doubted(code, Code.PAPERLESS_STOP)
        if code == Code.CARRIED_OUT:
            status, code = self._step_done(clause.text)
        elif code == Code.DONE_OBJECT and not self._ends_once():
            status, code = Status.IN_PROGRESS, Code.DONE_PART
        return status, clause.doubted(code)

    def _ends_once(self) -> bool:
        """Whether the deadline has one milestone that is finished once and for all."""
        kinds = [milestone.kind for milestone in self.deadline.milestones]
        return len(kinds) == 1 and kinds[0] in (Kind.FIXED, Kind.TRIGGERED)

    def _doubt_of_waiting(self, clause: str) -> Code | None:
        awaited = [fold(m.trigger or "") for m in self.deadline.milestones if m.kind is Kind.TRIGGERED]
        if not awaited:
            return Code.AWAITED_WITHOUT_TRIGGER
        said = fold(clause)
        return None if any(trigger and trigger in said for trigger in awaited) else Code.AWAITED

    def _step_done(self, clause: str) -> tuple[Status, Code]:
        """«Đã góp ý»: the whole duty where the deadline only awaits a document, else one step."""
        kinds = {milestone.kind for milestone in self.deadline.milestones}
        alone = len(self.clauses) == 1 and len(clause.split()) <= 10
        if alone and kinds == {Kind.TRIGGERED}:
            return Status.DONE, Code.DUTY_DONE
        issued = re.match(r"đã\s+ban hành", clause) and find_documents(self.main)
        if issued and kinds == {Kind.FIXED} and len(self.deadline.milestones) == 1 and len(self.clauses) == 1:
            return Status.DONE, Code.ISSUED
        return Status.IN_PROGRESS, Code.ISSUED_ONE_PRODUCT if "ban hành" in clause else Code.CARRIED_OUT


def _read_clause(part: str) -> _Clause:
    said = _BULLET.sub("", part)
    for document in reversed(find_documents(said)):
        said = said[: document.start] + PAPER + said[document.end :]
    said = squeeze(said).strip(" .,").lower()
    written = _unaccented if said.replace(PAPER, "").isascii() else _as_written
    told = written(_OPENING).sub("", said, count=1)
    for rule in RULES:
        if written(rule.pattern).fullmatch(told):
            return _Clause(told, rule, part)
    return _Clause(told, None, part)


@cache
def _unaccented(pattern: re.Pattern[str]) -> re.Pattern[str]:
    """Return a rule's pattern for results that are typed without diacritics."""
    letters = unicodedata.normalize("NFD", pattern.pattern.replace("đ", "d"))
    return re.compile("".join(letter for letter in letters if not unicodedata.combining(letter)))


def _as_written(pattern: re.Pattern[str]) -> re.Pattern[str]:
    return pattern


def _echoes(main: str, deadline: DeadlineReading) -> bool:
    """Whether the result only repeats a deadline that awaits nothing."""
    awaits = any(milestone.kind is Kind.TRIGGERED for milestone in deadline.milestones)
    return not awaits and fold(main.strip(" .;")) == fold(deadline.text.strip(" .;"))


def _difficulty_in(printed: str) -> str | None:
    """Return the clause about obstacles as printed, None where there is none or nothing stands before it."""
    found = _HOWEVER.search(printed) or _DIFFICULTY.search(printed)
    if found is None or found.start() == 0 or _NO_DIFFICULTY.search(found[0]):
        return None
    return next(clause for clause in found.groups() if clause).strip()


def _count_in(main: str) -> re.Match[str] | None:
    """Return the stated count; «chưa hoàn thành 2/3 nội dung» counts what is open and tells no progress."""
    found = _COUNT.search(main)
    return None if found is None or _OPEN_COUNT.search(main, 0, found.start()) else found


def _progress_in(main: str) -> StatedProgress | None:
    found = _count_in(main)
    if not found or int(found[2]) == 0 or int(found[1]) > int(found[2]):
        return None
    return StatedProgress(int(found[1]), int(found[2]), squeeze(found[0]))


def _counted(main: str, clauses: int) -> tuple[Status | None, tuple[Doubt, ...]] | None:
    """Return status and doubts from a stated count or share, None where none is stated."""
    if found := _count_in(main):
        done, total = int(found[1]), int(found[2])
        if done > total or total == 0:
            return None, (doubt_of(Code.COUNT_IMPOSSIBLE, found[0]),)
        if done == 0:
            return Status.NOT_STARTED, (doubt_of(Code.COUNT_ZERO, found[0]),)
        if done < total:
            return Status.IN_PROGRESS, ()
        says_done = re.search(DONE, main.lower()) or found[0] == main.strip(_BLANK)
        return (Status.DONE, ()) if says_done and clauses == 1 else None
    share = _PERCENT.match(main.strip(_BLANK))
    if share and int(share[1]) < 100:
        return Status.IN_PROGRESS, (doubt_of(Code.INDICATOR, main),)
    return None


def _doubt_of_done(deadline: DeadlineReading) -> Code | None:
    kinds = [milestone.kind for milestone in deadline.milestones]
    if Kind.RECURRING in kinds:
        return Code.DONE_RECURRING
    if len(kinds) > 1:
        return Code.DONE_SEVERAL
    return Code.DONE_ONGOING if Kind.ONGOING in kinds else None
