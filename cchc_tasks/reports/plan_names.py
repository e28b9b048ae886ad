"""What an official letter calls a plan, whose table may be titled otherwise («KẾT QUẢ THỰC HIỆN … CCHC CỤ THỂ …»)."""

from __future__ import annotations

import re

from cchc_tasks.days import day_in_sentence
from cchc_tasks.model.task import Plan
from cchc_tasks.reports import letters_words as words
from cchc_tasks.text import fold, squeeze

_NAME = re.compile(r"(?<!\w)kế hoạch\b.*", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")
#: A name that is longer than this is no name any more.
_LONGEST = 150


def plan_name(plan: Plan) -> str:
    """Return the plan's name as its title gives it, else by what the title is about and the plan's time.

    A title in capitals says nothing of the capitals of the names in it, so that it is not taken over.
    """
    title = squeeze(plan.title)
    named = _NAME.search(_IN_BRACKETS.sub("", title))
    if named and title != title.upper() and len(named[0]) <= _LONGEST:
        return f"K{named[0][1:]}"
    folded = fold(title)
    reform = "cchc" in folded or "cai cach hanh chinh" in folded
    about = "remedies" if reform and "khac phuc" in folded else "reform" if reform else "work"
    return words.plan_about(about, _time_of(plan))


def _time_of(plan: Plan) -> str:
    whole_year = (plan.first.month, plan.first.day, plan.last.month, plan.last.day) == (1, 1, 12, 31)
    if whole_year and plan.first.year == plan.last.year:
        return words.in_year(plan.first.year)
    return words.in_days(day_in_sentence(plan.first), day_in_sentence(plan.last))
