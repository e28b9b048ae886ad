"""What the commands on units share: their options, and the sentence with which an act answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, TypeVar

import click

from cchc_tasks.cli.act_options import evidence_option, outcome_as_json
from cchc_tasks.cli.command import json_option
from cchc_tasks.cli.completion_values import complete_units
from cchc_tasks.cli.context import App
from cchc_tasks.cli.date_input import typed_day
from cchc_tasks.cli.table_output import write_json
from cchc_tasks.errors import UsageError
from cchc_tasks.messages import act_words, unit_words
from cchc_tasks.model.acts import Outcome
from cchc_tasks.model.unit import UnitAct
from cchc_tasks.sentences import Sentence
from cchc_tasks.units import words

Decorated = TypeVar("Decorated", bound=Callable[..., Any])

unit_argument = click.argument("name", metavar="NAME", shell_complete=complete_units)
as_of_option = click.option("--as-of", metavar="DATE", help="Xem tình hình vào ngày này (mặc định: hôm nay).")
give_option = click.option("--give", multiple=True, metavar="REF=UNIT", help=unit_words.HELP_GIVE)
_from_option = click.option("--from", "first", metavar="DATE", help=unit_words.HELP_FROM)


def act_options(command: Decorated) -> Decorated:
    """Add what every act on units takes: the day, the documents, JSON."""
    for option in (json_option, evidence_option, _from_option):
        command = option(command)
    return command


def take_act(app: App, options: dict[str, Any]) -> UnitAct:
    """Remove the day and the documents from a command's options and return them."""
    first = options.pop("first")
    return UnitAct(typed_day(app, first) if first else None, tuple(options.pop("evidence")))


def looked_at(app: App, as_of: str | None) -> date:
    """Return the day of looking."""
    return typed_day(app, as_of) if as_of else app.today


def taken_gives(gives: Iterable[str]) -> dict[str, str]:
    """Return the unit by task from «REF=UNIT»; raises UsageError for another form and for a task named twice."""
    found: dict[str, str] = {}
    for text in gives:
        ref, sign, name = text.partition("=")
        if not (sign and ref.strip() and name.strip()):
            raise UsageError(*words.bad_give(text))
        if ref.strip() in found:
            raise UsageError(*words.given_twice(ref.strip()))
        found[ref.strip()] = name.strip()
    return found


def answer(app: App, outcome: Outcome, *, as_json: bool) -> None:
    """Print what was recorded and how to take it back; what to know of it goes to stderr."""
    app.say(*outcome.notes)
    if as_json:
        write_json(app.out, outcome_as_json(outcome), indent=app.width is not None)
        return
    app.answer(Sentence(f"{outcome.sentence}. ", act_words.take_back_hint()))
