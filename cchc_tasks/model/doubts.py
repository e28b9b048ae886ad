"""A doubt says why a person should look at a reading; it is data, and its sentence is made when it is shown.

A doubt belongs to the change that raised it, by new printed words or by a new result. Whoever accepts it accepts that
doubt of that change, so the next words of the same kind are doubted anew. The rule for words that are made again:

- a new version keeps the doubts of every cell whose words it leaves as they were, each with the change that raised it,
  and so what was accepted of them stays accepted; a cell typed again in the very same words is left as it was;
- a cell with other words loses its doubts, and what its new words are doubted for was raised by the change that made
  them, also where they share a phrase with the old ones;
- a result's doubts stand as long as its words are those in force.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any


class Code(StrEnum):
    """Every kind of doubt; what is stored keeps these names, so one that was once used never means anything else."""

    #: A sentence of a program that kept sentences: `printed` holds its words.
    AS_RECORDED = "as_recorded"

    START_OF_WINDOW = "deadline.start_of_window"
    DASHED = "deadline.dashed"
    EITHER = "deadline.either"
    BEFORE_WINDOW = "deadline.before_window"
    CATEGORY = "deadline.category"
    SHORT_LIST = "deadline.short_list"
    YEARS_ON = "deadline.years_on"
    FROM_EVENT = "deadline.from_event"
    NO_ANCHOR = "deadline.no_anchor"
    DAY_IN_PERIOD = "deadline.day_in_period"
    BARE_UNIT = "deadline.bare_unit"
    LONE_DAY = "deadline.lone_day"
    WEEK_OF_MONTH = "deadline.week_of_month"
    PROPOSED = "deadline.proposed"
    TIME_INSIDE_TRIGGER = "deadline.time_inside_trigger"
    EMPTY = "deadline.empty"
    TOO_LONG = "deadline.too_long"
    NO_TIME = "deadline.no_time"
    BARE_NUMBER = "deadline.bare_number"
    TICK = "deadline.tick"
    DOCUMENT = "deadline.document"
    STATE = "deadline.state"
    POINTS_ELSEWHERE = "deadline.points_elsewhere"
    NO_PERIOD = "deadline.no_period"
    NO_NUMBER = "deadline.no_number"
    ONLY_PROPOSED = "deadline.only_proposed"
    IMPOSSIBLE = "deadline.impossible"
    ONLY_AFTER = "deadline.only_after"
    LEFTOVER = "deadline.leftover"
    YEAR_MISSING = "deadline.year_missing"
    CENTURY = "deadline.century"
    BACKWARDS = "deadline.backwards"

    UNKNOWN_UNIT = "unit.unknown"
    PERHAPS_TWO_UNITS = "unit.perhaps_two"
    SPLIT_AT_AND = "unit.split_at_and"
    GROUP_WITH_MORE = "unit.group_with_more"
    JOINED_LINES = "unit.joined_lines"
    OPEN_LIST = "unit.open_list"
    ENDED_UNIT = "unit.ended"

    PROPOSAL = "result.proposal"
    PAPERLESS_STOP = "result.paperless_stop"
    RESULT_AGAINST_STATUS = "result.against_status"
    WHICH_MILESTONE_GOES_ON = "result.which_milestone_goes_on"
    WILL_NOT_DO = "result.will_not_do"
    NOT_FINISHED = "result.not_finished"
    TARGET_MISSED = "result.target_missed"
    NOT_ISSUED = "result.not_issued"
    AWAITED = "result.awaited"
    AWAITED_WITHOUT_TRIGGER = "result.awaited_without_trigger"
    ECHOES_DEADLINE = "result.echoes_deadline"
    ALMOST_DONE = "result.almost_done"
    DONE_BUT = "result.done_but"
    DONE_PART = "result.done_part"
    DONE_OBJECT = "result.done_object"
    INDICATOR = "result.indicator"
    CARRIED_OUT = "result.carried_out"
    FORECAST = "result.forecast"
    HANDED_UP = "result.handed_up"
    HANDED_UP_PRODUCT = "result.handed_up_product"
    ISSUED_AND_GOING_ON = "result.issued_and_going_on"
    ISSUED = "result.issued"
    ISSUED_ONE_PRODUCT = "result.issued_one_product"
    DUTY_DONE = "result.duty_done"
    NO_STATUS_WORD = "result.no_status_word"
    UNREADABLE = "result.unreadable"
    MARK = "result.mark"
    PASSED = "result.passed"
    FUTURE_DONE = "result.future_done"
    MIXED = "result.mixed"
    PART_UNREAD = "result.part_unread"
    ONLY_DOCUMENT = "result.only_document"
    COUNT_IMPOSSIBLE = "result.count_impossible"
    COUNT_ZERO = "result.count_zero"
    WITHOUT_ACCENTS = "result.without_accents"
    DONE_ONGOING = "result.done_ongoing"
    DONE_RECURRING = "result.done_recurring"
    DONE_SEVERAL = "result.done_several"
    DIFFICULTY_SAYS_UNFINISHED = "result.difficulty_says_unfinished"

    NO_TITLE = "row.no_title"
    MERGED_LOOKING = "row.merged_looking"
    UNKNOWN_MARK = "row.unknown_mark"
    ADJOINING_MARKS = "row.adjoining_marks"

    BEHIND_DOCUMENT = "year.behind_document"
    NOT_A_TIME = "year.not_a_time"
    PERHAPS_OF_DOCUMENT = "year.perhaps_of_document"
    DAY_OF_EVENT = "year.day_of_event"
    SCHOOL_YEAR = "year.school_year"
    BOUND_OF_YEARS = "year.bound_of_years"
    OTHER_YEAR = "year.other_year"
    NO_SUCH_DAY = "year.no_such_day"
    READS_OTHERWISE = "year.reads_otherwise"
    DEADLINE_OF_OLD_YEAR = "year.deadline_of_old_year"

    YEAR_REPEATED = "document.year_repeated"
    SYMBOL_BLANKS = "document.symbol_blanks"
    SYMBOL_LOWER = "document.symbol_lower"
    SYMBOL_UNBROKEN = "document.symbol_unbroken"
    SYMBOL_SLASHED = "document.symbol_slashed"
    SYMBOL_MISSING = "document.symbol_missing"
    SEVERAL_TYPES = "document.several_types"
    DAY_IMPOSSIBLE = "document.day_impossible"
    DAY_WITHOUT_YEAR = "document.day_without_year"
    DAY_SHORT_YEAR = "document.day_short_year"
    DAY_BLANK = "document.day_blank"
    SEVERAL_DOCUMENTS = "document.several"
    LETTERS_DIFFER = "document.letters_differ"
    LETTERS_ON_LETTER = "document.letters_on_letter"
    YEARS_DIFFER = "document.years_differ"


@dataclass(frozen=True, slots=True)
class Doubt:
    """One reason to look: a `code`, the printed cell («deadline», «lead», «result», «row» …).

    `printed` are the words that raised it, `values` the further facts that its sentence names, in the sentence's order
    (words, ISO days, numbers). `raised_by` is the change that raised it, 0 before it is recorded. A code that this
    program does not know is one of a newer program.
    """

    code: str
    field: str
    printed: str = ""
    values: tuple[str, ...] = ()
    raised_by: int = 0

    def of(self, field: str) -> Doubt:
        """Return the doubt as one of a cell."""
        return replace(self, field=field)

    def by(self, change_id: int) -> Doubt:
        """Return the doubt as raised by a change."""
        return replace(self, raised_by=change_id)

    @property
    def stored(self) -> str:
        """The line in which the doubt is kept: it names one doubt of one change."""
        kept: list[object] = [str(self.code), self.field, self.printed, list(self.values)]
        return json.dumps(kept + [self.raised_by] * bool(self.raised_by), ensure_ascii=False, separators=(",", ":"))


def stored(doubts: Iterable[Doubt]) -> str:
    """Return the text in which doubts are kept, one a line."""
    return "\n".join(doubt.stored for doubt in doubts)


def doubts_in(text: str | None) -> tuple[Doubt, ...]:
    """Return the doubts of a kept text; a line that is not in our form is the sentence of an older program."""
    return tuple(_doubt_in(line) for line in (text or "").split("\n") if line)


def _doubt_in(line: str) -> Doubt:
    try:
        read: list[Any] = json.loads(line) if line.startswith('["') else []
    except ValueError:
        read = []
    match read:
        case [str(code), str(field), str(printed), [*values], *raised_by] if all(
            isinstance(value, str) for value in values
        ) and list(map(type, raised_by)) in ([], [int]):
            return Doubt(code, field, printed, tuple(values), *raised_by)
    return Doubt(Code.AS_RECORDED, "", line)


def doubts_after(
    before: Iterable[Doubt], changed: Collection[str], fresh: Iterable[Doubt], raised_by: int
) -> tuple[Doubt, ...]:
    """Return the doubts of words that a change made from others, by the rule above.

    `before` are those of the words before, `changed` the cells that have other words now, `fresh` what the words are
    doubted for now. Beside a sentence of an older program a cell that stays gets no further doubt: it may be the same.
    """
    kept = [doubt for doubt in before if doubt.field not in changed]
    known = {doubt.by(0) for doubt in kept}
    sentences = {doubt.field for doubt in kept if doubt.code == Code.AS_RECORDED}
    new = [doubt.by(raised_by) for doubt in fresh if doubt not in known and doubt.field not in sentences]
    return tuple(dict.fromkeys((*kept, *new)))
