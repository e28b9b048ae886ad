"""What the commands of the statistics appendix share: the period's option, and warnings said on stderr."""

from __future__ import annotations

import re
from collections.abc import Sequence

import click

from cchc_tasks.cli.context import App
from cchc_tasks.cli.date_input import parse_period
from cchc_tasks.errors import UsageError
from cchc_tasks.indicators import words
from cchc_tasks.indicators.appendix_form import contradiction_lines
from cchc_tasks.model.deadline import Period
from cchc_tasks.model.indicator import Indicator
from cchc_tasks.plans.words import and_more
from cchc_tasks.sentences import Sentence, Words

#: How many lines of each list a terminal shows before it counts the rest.
SHOWN = 40

_YEAR = re.compile(r"[12]\d{3}")
period_option = click.option("--period", "period_text", metavar="P", default="", help=words.HELP_PERIOD)


def typed_period(app: App, text: str) -> Period:
    """Return the period that a person typed: a year, FROM..TO, or NAME/YEAR as the office's settings name it.

    Raises UsageError for anything else.
    """
    typed = text.strip()
    if not typed:
        raise UsageError(*words.period_wanted())
    found = parse_period(None, typed) if ".." in typed else None
    if found is not None:
        return found
    name, _, year = typed.rpartition("/")
    if not _YEAR.fullmatch(year.strip()):
        raise UsageError(*words.bad_period(text, [rule.name for rule in app.periods.rules]))
    if not name:
        return Period.of_year(int(year))
    rule = app.periods.named(name)
    if rule is None:
        raise UsageError(*words.bad_period(text, [rule.name for rule in app.periods.rules]))
    return Period(*rule.days(int(year)))


def retyped(period: Period) -> str:
    """Return a period as a command takes it."""
    return str(period.first.year) if period.is_one_year else f"{period.first.isoformat()}..{period.last.isoformat()}"


def say_list(app: App, heading: str, lines: Sequence[Words]) -> None:
    """Say a list under its heading, of a long one the beginning; nothing for an empty one."""
    if lines:
        app.say(heading, *(Sentence("  ", line) for line in lines[:SHOWN]))
        if len(lines) > SHOWN:
            app.say(and_more(len(lines) - SHOWN))


def say_contradictions(app: App, lines: Sequence[Indicator], name: str = "") -> None:
    """Say what cannot all be right in a form."""
    found = contradiction_lines(lines)
    say_list(app, words.warnings_heading(len(found), name), found)
