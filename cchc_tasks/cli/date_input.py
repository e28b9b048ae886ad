"""Days as people type them: 2022-07-15, 15/7/2022, or 15/7 in the plan's year."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from cchc_tasks.errors import UsageError

if TYPE_CHECKING:
    from cchc_tasks.cli.context import CommandContext
    from cchc_tasks.model.deadline import Period


def parse_day(text: str, year: int | None = None) -> date | None:
    """Return the day, None where the year is missing and not given.

    Raises UsageError for what is no day of the calendar.
    """
    typed = text.strip()
    try:
        if "/" not in typed:
            found = date.fromisoformat(typed)
            if found.isoformat() != typed:
                raise ValueError
            return found
        day, month, *rest = (int(part) for part in typed.split("/"))
        if not rest and year is None:
            date(2000, month, day)
            return None
        if len(rest) > 1 or (rest and rest[0] < 1000):
            raise ValueError
        return date(rest[0] if rest else year or 0, month, day)
    except ValueError:
        from cchc_tasks.cli.date_input_words import bad_date

        raise UsageError(*bad_date(text)) from None


def typed_day(context: CommandContext, text: str, plan: str = "") -> date:
    """Return the day; one without a year is in the plan's year, which is said.

    Raises UsageError where the plans do not lie in one year.
    """
    found = parse_day(text)
    if found is not None:
        return found
    from cchc_tasks.cli.date_input_words import year_taken, year_wanted
    from cchc_tasks.days import day
    from cchc_tasks.plans.plan_lookup import list_plans

    plans = [p for p in list_plans(context.database) if not plan or p.code == plan.strip().upper()]
    years = {year for p in plans for year in (p.first.year, p.last.year)}
    if len(years) != 1:
        raise UsageError(*year_wanted(text, [p.code for p in plans]))
    completed = parse_day(text, plans[0].first.year)
    if completed is None:
        raise UsageError(*year_wanted(text, []))
    context.say(year_taken(text, day(completed), plans[0].code if len(plans) == 1 else ""))
    return completed


def required_day(text: str) -> date:
    """Return a day typed with its year; raises UsageError where the year is missing."""
    from cchc_tasks.cli.date_input_words import whole_date_wanted

    found = parse_day(text)
    if found is None:
        raise UsageError(*whole_date_wanted(text))
    return found


def parse_period(year: int | None, period: str | None) -> Period | None:
    """Return the period that --year or --period names, None where neither is given.

    Raises UsageError for both at once, and for what is no period.
    """
    from cchc_tasks.cli.date_input_words import bad_period
    from cchc_tasks.cli.words import year_or_period
    from cchc_tasks.model.deadline import Period

    if period is None:
        return Period.of_year(year) if year else None
    if year:
        raise UsageError(*year_or_period())
    first, dots, last = period.partition("..")
    if not dots or required_day(first) > required_day(last):
        raise UsageError(*bad_period(period))
    return Period(required_day(first), required_day(last))


def shown_moment(recorded_at: str) -> str:
    """Return a stored UTC moment as the clock in Viet Nam showed it: dd/mm/yyyy hh:mm."""
    from datetime import datetime

    from cchc_tasks.days import VIET_NAM, day

    moment = datetime.fromisoformat(recorded_at).astimezone(VIET_NAM)
    return f"{day(moment.date())} {moment:%H:%M}"
