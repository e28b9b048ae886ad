"""What the commands that record an act share: their options, and how the outcome is printed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container
from datetime import date
from typing import Any, TypeVar

import click

from cchc_tasks.cli.completion_values import complete_plans, complete_refs
from cchc_tasks.cli.context import CommandContext
from cchc_tasks.cli.date_input import typed_day
from cchc_tasks.cli.filter_options import json_option
from cchc_tasks.days import day_in_sentence
from cchc_tasks.messages import act_words as words
from cchc_tasks.messages.status_words import STATUS_WORDS
from cchc_tasks.model.acts import Outcome
from cchc_tasks.model.fields import set_by
from cchc_tasks.plans.act_context import ActRequest
from cchc_tasks.sentences import Words, joined
from cchc_tasks.tracking.task_description import describe_state
from cchc_tasks.tracking.views import task_as_json

#: Acts of which the task's state alone does not say what they set.
_ACTS_WITH_DETAILS = ("update", "extend", "resolve", "review", "edit", "assign", "link")
Decorated = TypeVar("Decorated", bound=Callable[..., Any])

refs_argument = click.argument("refs", nargs=-1, required=True, metavar="REF…", shell_complete=complete_refs)
ref_argument = click.argument("refs", nargs=1, metavar="REF", shell_complete=complete_refs)
plan_option = click.option(
    "--plan", metavar="CODE", default="", shell_complete=complete_plans, help="Kế hoạch, khi nhiều kế hoạch có cùng số."
)
milestone_option = click.option("--milestone", type=click.IntRange(min=1), metavar="N", help="Chỉ mốc số N.")
on_option = click.option("--on", metavar="DATE", help="Ngày xảy ra (mặc định: ngày của văn bản, rồi đến hôm nay).")
evidence_option = click.option(
    "--evidence", multiple=True, metavar="DOC", help="Văn bản: số, ký hiệu, ngày; nhiều văn bản thì ghi nhiều lần."
)
seq_option = click.option("--seq", type=int, metavar="N", help="Chỉ ghi khi nhiệm vụ vẫn ở lần cập nhật thứ N đã xem.")


def act_options(command: Decorated) -> Decorated:
    """Add what every act takes: the plan, the day, the documents, the state that was shown, JSON."""
    for option in (json_option, seq_option, evidence_option, on_option, plan_option):
        command = option(command)
    return command


def text_options(act: str, required: Container[str] = ()) -> Callable[[Decorated], Decorated]:
    """Add an option for each text that the act (`update` or `edit`) sets."""

    def add(command: Decorated) -> Decorated:
        for field in reversed(set_by(act)):
            if field.option:
                command = click.option(
                    option_named(field.name),
                    required=field.name in required,
                    metavar=field.option.metavar,
                    help=field.option.help or f"{field.label}.",
                )(command)
        return command

    return add


def option_named(name: str) -> str:
    """Return how an option is typed: `--given-by` for given_by."""
    return f"--{name.replace('_', '-')}"


def take_act_request(context: CommandContext, options: dict[str, Any]) -> ActRequest:
    """Remove the tasks and the plan from a command's options; return them with the person and the moment."""
    refs = options.pop("refs")
    named = (refs,) if isinstance(refs, str) else tuple(refs)
    return ActRequest(named, context.act(), options.pop("plan"), context.rules)


def take_day(context: CommandContext, options: dict[str, Any], request: ActRequest, name: str = "on") -> date | None:
    """Remove a day from a command's options and return it; without a year it is in the plan's, which is said."""
    text = options.pop(name)
    return typed_day(context, text, plan_named(request)) if text else None


def plan_named(request: ActRequest) -> str:
    """Return the code of the plan that the person named, before the number or by itself; empty for none."""
    codes = {ref.partition("/")[0].upper() for ref in request.refs if "/" in ref}
    return request.plan or (codes.pop() if len(codes) == 1 else "")


def print_outcome(context: CommandContext, outcome: Outcome, *, as_json: bool) -> None:
    """Print what is now true and how to undo it on stdout, and the notes on stderr."""
    context.say(*dict.fromkeys(outcome.notes))
    if as_json:
        context.write_json(outcome_as_json(outcome))
        return
    undone = outcome.kind == "undo"
    parts: list[Words] = [outcome.sentence] if outcome.kind in ("undo", "redo") else []
    if outcome.tasks:
        parts.append(_state_sentence(outcome, context.today))
    parts.append(words.redo_hint() if undone else words.take_back_hint())
    context.answer(joined(" ", parts))


def outcome_as_json(outcome: Outcome) -> dict[str, Any]:
    """Return an act's outcome; ids are text, because they are longer than JavaScript's whole numbers."""
    return {
        "change": str(outcome.change_id),
        "act": outcome.kind,
        "sentence": outcome.sentence,
        "effective_on": outcome.day.isoformat(),
        "tasks": [task_as_json(task) for task in outcome.tasks],
        "notes": list(dict.fromkeys(outcome.notes)),
    }


def _state_sentence(outcome: Outcome, today: date) -> str:
    if len(outcome.tasks) == 1:
        (task,) = outcome.tasks
        state = "; ".join([*(outcome.log_parts if outcome.kind in _ACTS_WITH_DETAILS else ()), describe_state(task)])
        return words.one_now(f"{task.plan}/{task.ref}", task.title, state, day_in_sentence(today))
    if outcome.kind == "link":
        return words.many_told(words.tasks_named([f"{t.plan}/{t.ref}" for t in outcome.tasks]), outcome.log_parts)
    counts = Counter(task.status for task in outcome.tasks)
    listed = [(STATUS_WORDS[status].lower(), count) for status, count in counts.most_common()]
    return words.many_now(words.tasks_named([f"{t.plan}/{t.ref}" for t in outcome.tasks]), listed)
