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


class Way(NamedTuple):
    """How an act is done: the command of the screen, the fields that tell it from others, and what follows the key."""

    act: str
    command: str
    fields: tuple[str, ...] = ()
    then: str = ""


#: The first way whose act and fields fit is the one that is told.
WAYS = (
    Way("undo", "show('log')", ("change",), ", chọn dòng rồi bấm x"),
    Way("undo", "act('undo')"),
    Way("redo", "act('redo')"),
    Way("history", "show('log')"),
    Way("show", "choose('history')"),
    Way("update", "act('update')", ("status",)),
    Way("update", "act('evidence')", ("evidence",)),
    Way("update", "act('update')"),
    Way("done", "act('finish')"),
    Way("submit", "act('submit')"),
    Way("extend", "act('extend')"),
    Way("resolve", "act('resolve')"),
    Way("assign", "act('assign')"),
    Way("close", "act('close_ongoing')"),
    Way("review", "show('queue')", ("accept",), ", chọn dòng rồi bấm x"),
    Way("review", "show('queue')"),
    Way("import results", "choose('import_plan')", (), f", «{screen_import_words.KINDS['take_results']}»"),
    Way("import", "choose('amend_plan')", ("update",)),
    Way("import", "choose('import_plan')"),
    Way("units list", "choose('unit')"),
    Way("plans", "choose('plan')"),
    Way("list", "show('tasks')"),
    Way("overdue", "view('overdue')"),
    Way("upcoming", "view('soon')"),
    Way("stats", "choose('statistics')"),
    Way("report frozen", "choose('frozen')"),
    Way("calendar", "choose('calendar')"),
    Way("db backup", "choose('back_up')"),
)
_COMMANDS = {command.name: command for command in keys.COMMANDS}


def screen_text(words: Words) -> str:
    """Return a sentence with its steps as keys and fields of the screen."""
    return words if isinstance(words, str) else words.rendered(_done)


def trouble(error: AppError) -> str:
    """Return what went wrong and what to do, in one line."""
    message, hint = explanation_of(error)
    return f"{screen_text(message)} {screen_text(hint)}".strip()


def way_of(step: Step) -> Way | None:
    """Return how the screen does an act, None where it has no such act."""
    given = {name for name, _ in step.fields}
    return next((way for way in WAYS if way.act == step.name and given.issuperset(way.fields)), None)


def _done(step: Slot) -> str:
    if isinstance(step, Shell):
        return f"{step} (ở dòng lệnh)"
    if isinstance(step, Entry):
        return _field(step)
    way = way_of(step)
    if way is None:
        return f"{step} (ở dòng lệnh)"
    told = f"{_key(way)}{way.then}{_status(step)}"
    if way.command.startswith(("show(", "view(")):
        return told
    return ", ".join((told, *(FIELDS[name] for name, _ in step.fields if name in FIELDS and name not in way.fields)))


def _key(way: Way) -> str:
    """«phím H (Gia hạn)»; a screen is told as on its tab, «5 Nhật ký»."""
    command = _COMMANDS[way.command]
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
