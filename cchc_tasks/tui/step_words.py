"""Next steps as they are done on the screen: by a key, in a field; of others it says that they are commands."""

from __future__ import annotations

from typing import NamedTuple

from cchc_tasks.errors import AppError
from cchc_tasks.messages import screen_import_words
from cchc_tasks.messages.problem_messages import explanation_of
from cchc_tasks.messages.status_words import STATUS_WORDS
from cchc_tasks.model.fields import FIELD, set_by
from cchc_tasks.sentences import Entry, Shell, Slot, Step, Words
from cchc_tasks.tui import keys
from cchc_tasks.tui import words as labels

#: What a field is called in the forms, whichever of them has it.
FIELDS = {
    **{
        field.name: f"ô «{field.label}»"
        for field in (*set_by("update"), FIELD["progress"], FIELD["lead"], FIELD["support"])
    },
    "alarms": f"ô «{labels.ALARMS}»",
    "anchor": "ô ngày văn bản",
    "due": f"ô «{labels.DUE}»",
    "evidence": "ô văn bản",
    "match": f"ô «{screen_import_words.MATCHES}»",
    "milestone": f"ô «{labels.MILESTONE}»",
    "new_unit": f"x vào ô «{labels.NEW_UNITS}»",
    "number": f"ô «{labels.REPORT_NUMBER}»",
    "on": "ô ngày",
    "period": f"ô «{labels.REPORT_PERIOD}»",
    "plan": f"ô «{labels.PLAN_CODE}»",
    "reason": f"ô «{labels.REASON}»",
    "reported_on": f"ô «{labels.REPORTED_ON}»",
    "signed_on": f"ô «{labels.SIGNED_ON}»",
    "status": "tình hình",
    "take_file": f"x vào ô «{screen_import_words.TAKE_FILE}»",
    "year": f"ô «{labels.PLAN_YEAR}»",
}


class ScreenStep(NamedTuple):
    """How an act is done: the command of the screen, the fields that the act must have, and what follows the key."""

    act: str
    command: str
    fields: tuple[str, ...] = ()
    then: str = ""


#: The first step whose act and fields fit is the one that is shown.
SCREEN_STEPS = (
    ScreenStep("undo", "show('log')", ("change",), ", chọn dòng rồi bấm x"),
    ScreenStep("undo", "record('undo')"),
    ScreenStep("redo", "record('redo')"),
    ScreenStep("history", "show('log')"),
    ScreenStep("show", "open('history')"),
    ScreenStep("update", "record('update')", ("status",)),
    ScreenStep("update", "record('evidence')", ("evidence",)),
    ScreenStep("update", "record('update')"),
    ScreenStep("done", "record('finish')"),
    ScreenStep("submit", "record('submit')"),
    ScreenStep("extend", "record('extend')"),
    ScreenStep("resolve", "record('resolve')"),
    ScreenStep("assign", "record('assign')"),
    ScreenStep("close", "record('close_ongoing')"),
    ScreenStep("review", "show('queue')", ("accept",), ", chọn dòng rồi bấm x"),
    ScreenStep("review", "show('queue')"),
    ScreenStep("import results", "file('import_plan')", (), f", «{screen_import_words.KINDS['take_results']}»"),
    ScreenStep("import", "file('amend_plan')", ("update",)),
    ScreenStep("import", "file('import_plan')"),
    ScreenStep("units list", "open('unit')"),
    ScreenStep("plans", "open('plan')"),
    ScreenStep("list", "show('tasks')"),
    ScreenStep("overdue", "view('overdue')"),
    ScreenStep("upcoming", "view('soon')"),
    ScreenStep("stats", "open('statistics')"),
    ScreenStep("report frozen", "open('frozen')"),
    ScreenStep("calendar", "file('calendar')"),
    ScreenStep("db backup", "file('back_up')"),
)
_COMMANDS = {command.name: command for command in keys.COMMANDS}


def screen_text(words: Words) -> str:
    """Return a sentence with its steps as keys and fields of the screen."""
    return words if isinstance(words, str) else words.rendered(_slot_text)


def error_text(error: AppError) -> str:
    """Return what went wrong and what to do, in one line."""
    message, hint = explanation_of(error)
    return f"{screen_text(message)} {screen_text(hint)}".strip()


def screen_step_of(step: Step) -> ScreenStep | None:
    """Return how the screen does an act, None where it has no such act."""
    given = {name for name, _ in step.fields}
    return next((found for found in SCREEN_STEPS if found.act == step.name and given.issuperset(found.fields)), None)


def _slot_text(step: Slot) -> str:
    if isinstance(step, Shell):
        return f"{step} (ở dòng lệnh)"
    if isinstance(step, Entry):
        return _field(step)
    screen_step = screen_step_of(step)
    if screen_step is None:
        return f"{step} (ở dòng lệnh)"
    text = f"{_key(screen_step)}{screen_step.then}{_status(step)}"
    if screen_step.command.startswith(("show(", "view(")):
        return text
    return ", ".join(
        (text, *(FIELDS[name] for name, _ in step.fields if name in FIELDS and name not in screen_step.fields))
    )


def _key(screen_step: ScreenStep) -> str:
    """Return «phím H (Gia hạn)»; for a screen the words on its tab, «5 Nhật ký»."""
    command = _COMMANDS[screen_step.command]
    if command.name.startswith("show("):
        return f"{command.shown} {command.label}"
    return f"phím {command.shown} ({command.label})" if command.shown else f"F9 rồi chọn «{command.label}»"


def _status(step: Step) -> str:
    """Which digit sets the status that is wanted: « rồi 2»."""
    wanted = dict(step.fields).get("status")
    return f" rồi {list(STATUS_WORDS).index(str(wanted)) + 1}" if wanted in STATUS_WORDS else ""


def _field(entry: Entry) -> str:
    label = FIELDS.get(entry.name)
    if label is None:
        return f"{entry} (ở dòng lệnh)"
    return f"{label}: {entry.value}" if entry.value else label
