"""The forms of the acts: the fields of each, and the request that it makes of what was typed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import date
from typing import NamedTuple

from cchc_tasks.days import day as shown_day
from cchc_tasks.errors import ConflictError, UsageError
from cchc_tasks.messages import act_words
from cchc_tasks.model.acts import Edit, Extension, Outcome, Resolution, Submission, Update
from cchc_tasks.model.fields import FIELD, set_by
from cchc_tasks.model.status import Kind, Status
from cchc_tasks.model.task import Milestone, Task
from cchc_tasks.plans.act_context import ActRequest
from cchc_tasks.plans.plan_edit import assign_task
from cchc_tasks.storage.database import Database
from cchc_tasks.tracking.deadline_acts import extend_task, resolve_task, submit_task
from cchc_tasks.tracking.screen_list import load_tasks_by_id
from cchc_tasks.tracking.task_updates import close_ongoing, update_tasks
from cchc_tasks.tui import words
from cchc_tasks.tui.environment import ScreenEnvironment
from cchc_tasks.tui.forms.form import Field, FormSpec, Values

Ask = Callable[[Callable[[Database], Outcome]], Awaitable[Outcome]]


class ActForm(NamedTuple):
    """The form of one act: its fields, what records it, and whether it is about a single task."""

    fields: Callable[[Sequence[Task]], tuple[Field, ...]]
    record: Callable[[Recording, Values], Outcome]
    one: bool = False


class Recording:
    """The tasks that a form is about, as they were shown; a person who comes late is warned once and may go on."""

    def __init__(self, environment: ScreenEnvironment, tasks: Sequence[Task]) -> None:
        self.environment = environment
        self.database = environment.database
        self.refs = tuple(f"{task.plan}/{task.ref}" for task in tasks)
        self.plan = tasks[0].plan
        self._seen = {task.task_id: task.seq for task in tasks}

    def save(self, database: Database, act: ActForm, values: Values) -> Outcome:
        """Record what was typed, from within the store; raises AppError.

        Of somebody else's change in between it is raised only once.
        """
        self.database = database
        try:
            return act.record(self, values)
        except ConflictError as error:
            environment = self.environment
            now = load_tasks_by_id(database, tuple(self._seen), environment.today(), environment.rules)
            seen = {task_id: now[task_id].seq for task_id in self._seen if task_id in now}
            if seen == self._seen:
                raise
            self._seen = seen
            raise ConflictError(error.message, words.save_again()) from error

    @property
    def act_request(self) -> ActRequest:
        return ActRequest(self.refs, self.environment.act(), rules=self.environment.rules, seen=self._seen)

    def day(self, values: Values, name: str = "day") -> date | None:
        text = values.text(name)
        return self.environment.parse_day(self.database, text, self.plan) if text else None


def form_of(
    name: str, environment: ScreenEnvironment, tasks: Sequence[Task], glyphs: dict[str, str], ask: Ask
) -> FormSpec:
    """Return the form of an act on some tasks; there is at least one. `ask` asks the store."""
    act = ACT_FORMS[name]
    recording = Recording(environment, tasks)
    single = tasks[0] if len(tasks) == 1 else None
    return FormSpec(
        words.act_title(name, act_words.tasks_named(recording.refs)),
        act.fields(tasks),
        lambda values: ask(lambda database: recording.save(database, act, values)),
        facts=_facts(single) if single else (),
        with_status=name == "update",
        status=single.status if single else None,
        hint=words.STATUS_HINT if name == "update" else words.SAVE_HINT,
        needs_typing=True,
        glyphs=glyphs,
    )


def _facts(task: Task) -> tuple[str, ...]:
    """The title, and the milestones to choose from where there are several."""
    listed = [act_words.milestone_named(m.n, m.label, shown_day(m.due) if m.due else "") for m in task.milestones]
    return (" ".join(task.title.split()), *((words.milestones_line(listed),) if len(listed) > 1 else ()))


def _milestone(task: Task | None, *, wanted: Callable[[Milestone], bool] | None = None) -> tuple[Field, ...]:
    """The field for the milestone's number, where a task has several; the first one that is meant stands in it."""
    if task is None or len(task.milestones) < 2:
        return ()
    meant = next((str(m.n) for m in task.milestones if wanted and wanted(m)), "")
    return (Field("milestone", words.MILESTONE, words.MILESTONE_HINT, meant),)


def _single(tasks: Sequence[Task]) -> Task | None:
    return tasks[0] if len(tasks) == 1 else None


def _evidence(*, records: bool = False) -> Field:
    return Field("evidence", FIELD["evidence"].label, words.EVIDENCE_HINT, records=records)


def _update_fields(tasks: Sequence[Task]) -> tuple[Field, ...]:
    task = _single(tasks)
    progress = f"{task.progress.done}/{task.progress.total}" if task and task.progress else ""
    others = (field.name for field in set_by("update") if field.name != "result")
    return (
        _text("result", task),
        _evidence(records=True),
        Field("day", words.DONE_DAY, words.DOCUMENT_DAY, records=True),
        Field("progress", FIELD["progress"].label, words.PROGRESS_HINT, progress, records=True),
        *(_text(name, task, records=True) for name in others),
        *_milestone(task),
    )


def _text(name: str, task: Task | None, *, records: bool = False) -> Field:
    """The line of a text of the task, of a single one with what it says now."""
    return Field(name, FIELD[name].label, value=_line(task.texts[name]) if task else "", records=records)


def _line(text: str) -> str:
    """A text as it stands in a field of one line; as long as nobody changes it, nothing is recorded of it."""
    return " ".join(text.split())


def _record_update(recording: Recording, values: Values) -> Outcome:
    update = Update(
        status=values.status,
        texts=_texts(values),
        progress=values.changed("progress"),
        milestone=_number(values),
        on=recording.day(values),
        evidence=_documents(values),
    )
    return update_tasks(recording.database, recording.act_request, update)


def _finish_fields(tasks: Sequence[Task]) -> tuple[Field, ...]:
    day = Field("day", words.DONE_DAY, words.DOCUMENT_DAY, records=True)
    result = _text("result", _single(tasks), records=True)
    return (_evidence(records=True), day, result, *_milestone(_single(tasks)))


def _record_finish(recording: Recording, values: Values) -> Outcome:
    texts, number = _texts(values), _number(values)
    update = Update(Status.DONE, texts, None, number, recording.day(values), _documents(values))
    return update_tasks(recording.database, recording.act_request, update)


def _evidence_fields(tasks: Sequence[Task]) -> tuple[Field, ...]:
    return (_evidence(records=True), _text("note", _single(tasks)))


def _record_evidence(recording: Recording, values: Values) -> Outcome:
    update = Update(evidence=_documents(values), texts=_texts(values))
    return update_tasks(recording.database, recording.act_request, update)


def _submit_fields(tasks: Sequence[Task]) -> tuple[Field, ...]:
    return (
        Field("evidence", words.SUBMISSION, words.EVIDENCE_HINT),
        Field("to", words.SUBMIT_TO),
        Field("day", words.SUBMIT_DAY, words.DOCUMENT_DAY),
        *_milestone(tasks[0], wanted=lambda m: not m.closed and m.kind is not Kind.ONGOING),
    )


def _record_submit(recording: Recording, values: Values) -> Outcome:
    request = Submission(_documents(values), _number(values), recording.day(values), values.text("to"))
    return submit_task(recording.database, recording.act_request, request)


def _extend_fields(tasks: Sequence[Task]) -> tuple[Field, ...]:
    return (
        Field("to", words.NEW_DUE, words.NEW_DUE_HINT),
        Field("reason", words.REASON),
        Field("evidence", words.ALLOWED_BY, words.ALLOWED_HINT),
        *_milestone(tasks[0], wanted=lambda m: not m.closed and m.due is not None),
    )


def _record_extend(recording: Recording, values: Values) -> Outcome:
    new = values.text("to")
    with suppress(UsageError):  # a phrase: the service reads it, or says that it gives no day
        new = recording.environment.parse_day(recording.database, new, recording.plan).isoformat()
    request = Extension(new, values.text("reason"), _number(values), None, _documents(values))
    return extend_task(recording.database, recording.act_request, request)


def _resolve_fields(tasks: Sequence[Task]) -> tuple[Field, ...]:
    return (
        Field("due", words.DUE, words.DUE_HINT),
        Field("anchor", words.ANCHOR, words.ANCHOR_HINT),
        Field("evidence", words.BASIS, words.EVIDENCE_HINT),
        *_milestone(tasks[0], wanted=lambda m: not m.closed and m.due is None and m.kind is not Kind.ONGOING),
    )


def _record_resolve(recording: Recording, values: Values) -> Outcome:
    due, anchor = recording.day(values, "due"), recording.day(values, "anchor")
    request = Resolution(due, anchor, _number(values), None, _documents(values))
    return resolve_task(recording.database, recording.act_request, request, recording.environment.is_day_off)


def _assign_fields(tasks: Sequence[Task]) -> tuple[Field, ...]:
    task = _single(tasks)
    return (
        Field("lead", FIELD["lead"].label, words.UNITS_HINT, "; ".join(task.lead_units) if task else ""),
        Field("support", FIELD["support"].label, words.UNITS_HINT, "; ".join(task.support_units) if task else ""),
        Field("evidence", words.BASIS, words.EVIDENCE_HINT),
        Field("new_units", words.NEW_UNITS, words.NEW_UNITS_HINT),
    )


def _record_assign(recording: Recording, values: Values) -> Outcome:
    lead, support = values.changed("lead"), values.changed("support")
    edit = Edit(
        _documents(values),
        lead=_parts(lead) if lead is not None else None,
        support=_parts(support) if support is not None else None,
        new_units=bool(values.text("new_units")),
    )
    return assign_task(recording.database, recording.act_request, edit)


def _close_fields(tasks: Sequence[Task]) -> tuple[Field, ...]:
    return (
        _text("result", _single(tasks)),
        _evidence(records=True),
        Field("day", words.DONE_DAY, words.DOCUMENT_DAY),
    )


def _record_close(recording: Recording, values: Values) -> Outcome:
    day, documents = recording.day(values), _documents(values)
    update = Update(Status.DONE, _texts(values), on=day, evidence=documents, ongoing_only=True)
    return close_ongoing(recording.database, recording.act_request, update)


def _texts(values: Values) -> dict[str, str]:
    """The texts that were typed anew, by the names of their fields."""
    typed = ((field.name, values.changed(field.name)) for field in set_by("update") if field.name in values.typed)
    return {name: text for name, text in typed if text is not None}


def _documents(values: Values) -> tuple[str, ...]:
    return _parts(values.text("evidence"))


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


def _number(values: Values) -> int | None:
    text = values.text("milestone") if "milestone" in values.typed else ""
    if not text:
        return None
    if not text.isdecimal():
        raise UsageError(*words.bad_number(text))
    return int(text)


ACT_FORMS = {
    "update": ActForm(_update_fields, _record_update),
    "finish": ActForm(_finish_fields, _record_finish),
    "evidence": ActForm(_evidence_fields, _record_evidence),
    "submit": ActForm(_submit_fields, _record_submit, one=True),
    "extend": ActForm(_extend_fields, _record_extend, one=True),
    "resolve": ActForm(_resolve_fields, _record_resolve, one=True),
    "assign": ActForm(_assign_fields, _record_assign),
    "close_ongoing": ActForm(_close_fields, _record_close),
}
