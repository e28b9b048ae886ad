"""The context of every act on tasks: its tasks, its day, its documents; one transaction, one change, one outcome."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from cchc_tasks.days import day_in_sentence
from cchc_tasks.errors import ConflictError, UsageError
from cchc_tasks.messages import act_words
from cchc_tasks.messages.doubt_words import sentences
from cchc_tasks.model.acts import Act, Outcome
from cchc_tasks.model.status import Status
from cchc_tasks.model.task import Milestone, Plan
from cchc_tasks.model.timing import DueRules, has_begun, shown_status
from cchc_tasks.plans import edit_words
from cchc_tasks.plans.plan_lookup import PRINTED_DAYS, task_ids_of
from cchc_tasks.reading.document_references import read_document
from cchc_tasks.sentences import Words
from cchc_tasks.storage import queries
from cchc_tasks.storage.access_rights import require_tasks
from cchc_tasks.storage.change_log import ChangeFilter, change_rows
from cchc_tasks.storage.change_recorder import ChangeRecorder, TaskOnDay, tasks_on_day, tasks_today
from cchc_tasks.storage.connection import CoreReader
from cchc_tasks.storage.database import Database
from cchc_tasks.storage.task_loader import load_plans
from cchc_tasks.text import nfc, squeeze


@dataclass(frozen=True, slots=True)
class ActRequest:
    """The tasks of an act (`refs` as typed, `plan` where it was named), who acts when, and the office's rules.

    `seen` holds the state (`seq`) of each task as the person was shown it, by task id.
    """

    refs: tuple[str, ...]
    act: Act
    plan: str = ""
    rules: DueRules = PRINTED_DAYS
    seen: Mapping[int, int] = field(default_factory=dict)


class ActInput(Protocol):
    """What a person may say in every act: its day, its documents, the state of the task that was shown."""

    @property
    def on(self) -> date | None: ...
    @property
    def evidence(self) -> tuple[str, ...]: ...
    @property
    def seq(self) -> int | None: ...


class ActedTask:
    """A task on the day of an act, and what people call it."""

    def __init__(self, ref: str, found: TaskOnDay, plan: Plan) -> None:
        self.ref = ref
        self.plan = plan
        self.on_day = found
        self.task_id = int(found.history.task["task_id"])
        self.milestones = found.milestones
        row = found.row or {}
        self.reported = Status(row.get("status", "not_started"))
        self.result = str(row.get("result", ""))
        self.evidence = str(row.get("evidence", "")).split("\n")

    @property
    def status(self) -> Status:
        """The status shown on the day of the act."""
        return shown_status(self.reported, self.milestones, self.on_day.day)

    def begun(self) -> list[Milestone]:
        """The milestones that count on the day: a series' periods from their first day."""
        return [m for m in self.milestones if has_begun(m, self.on_day.day)]

    def milestone(self, n: int) -> Milestone:
        """Return the milestone of a number; raises UsageError naming those there are."""
        for found in self.milestones:
            if found.n == n:
                return found
        raise UsageError(*edit_words.no_such_milestone(self.ref, n, milestone_names(self.milestones)))

    def only(self, candidates: Sequence[Milestone], n: int | None) -> Milestone | None:
        """Return the milestone numbered n, else the only candidate, None for none; raises UsageError for several."""
        if n is not None:
            return self.milestone(n)
        if len(candidates) > 1:
            raise UsageError(*edit_words.which_milestone(self.ref, milestone_names(candidates)))
        return candidates[0] if candidates else None


def milestone_names(milestones: Iterable[Milestone]) -> list[str]:
    """Return the milestones by number and label, or by their day, as a person can choose among them."""
    return [act_words.milestone_named(m.n, m.label, day_in_sentence(m.due) if m.due else "") for m in milestones]


@dataclass(slots=True)
class ActContext:
    """One act while it is carried out: its recorder, its tasks as they stand on its day, and the words about it.

    `day` is the day on which the act takes effect, `day_known` whether somebody named it (`--on`, a document's date).
    `log_parts` are the parts of the log's sentence; `notes` are sentences for the person.
    """

    recorder: ChangeRecorder
    tasks: list[ActedTask]
    day: date
    day_known: bool
    evidence: tuple[str, ...]
    act: Act
    log_parts: list[str] = field(default_factory=list)
    notes: list[Words] = field(default_factory=list)

    @property
    def documents(self) -> str:
        """The documents in one text, the empty text for none."""
        return "; ".join(self.evidence)

    def log(self, *parts: str) -> None:
        """Add parts to the log's sentence, each once."""
        self.log_parts += [part for part in parts if part and part not in self.log_parts]

    def set(self, task: ActedTask, milestone: Milestone | None, values: Mapping[str, str | None]) -> None:
        """Set fields of the task, or of its milestone, from the act's day on."""
        milestone_id = milestone.milestone_id if milestone else None
        self.recorder.set(task.task_id, milestone_id, values, self.day)

    def set_evidence(self, task: ActedTask) -> None:
        """Put the documents beside those that are there, none twice."""
        new = [text for text in self.evidence if text not in task.evidence]
        if new:
            self.set(task, None, {"evidence": "\n".join(new)})


def perform_act(
    database: Database, kind: str, request: ActRequest, given: ActInput, apply: Callable[[ActContext], None], *,
    one: bool = False,
) -> Outcome:  # fmt: skip
    """Carry out one act on the named tasks as one change, and return the outcome.

    `apply` records what the act does; `one` says that the act takes a single task. Raises NotFoundError for a task
    that is not there, UsageError for words that do not fit, ConflictError where the act is not allowed now or somebody
    else came first, DatabaseError; nothing is stored then.
    """
    with database.writing() as writer:
        recorder = ChangeRecorder(writer, request.act, kind)
        task_ids = task_ids_of(writer, request.refs, request.plan)
        require_tasks(writer, task_ids)
        if len(task_ids) > 1 and (one or given.seq is not None):
            raise UsageError(*(edit_words.one_task_only() if one else edit_words.seq_of_one()))
        context = open_act(writer, recorder, task_ids, request.act, given)
        seen = request.seen if given.seq is None else {task_ids[0]: given.seq}
        _refuse_late_comer(writer, seen, context)
        apply(context)
        return finish_act(writer, context, request.rules)


def open_act(
    writer: CoreReader, recorder: ChangeRecorder, task_ids: Sequence[int], act: Act, given: ActInput
) -> ActContext:
    """Return the context of an act: its day, its documents, and the tasks as they stood on that day."""
    evidence = tuple(filter(None, (squeeze(nfc(text)) for text in given.evidence)))
    notes: list[Words] = []
    day = effective_day(given.on, evidence, act, notes)
    plans = {plan.plan_id: plan for plan in load_plans(writer)}
    refs = {row[0]: row[1] for row in queries.named_tasks(writer, task_ids)}
    tasks = []
    for found in tasks_on_day(writer, task_ids, day or act.today):
        plan = plans[found.history.task["plan_id"]]
        ref = f"{plan.code}/{refs[found.history.task['task_id']]}"
        if found.row is None:
            raise ConflictError(*edit_words.not_in_plan(ref, day_in_sentence(found.day)))
        tasks.append(ActedTask(ref, found, plan))
    if day and any(day < task.plan.first for task in tasks):
        notes.append(act_words.before_the_plan(day_in_sentence(day)))
    return ActContext(recorder, tasks, day or act.today, day is not None, evidence, act, notes=notes)


def finish_act(
    writer: CoreReader, context: ActContext, rules: DueRules, added: Mapping[int, Plan] | None = None
) -> Outcome:
    """Store what the act recorded and return the outcome; `added` are new tasks with the plan of each."""
    added = added or {}
    refs = [task.ref for task in context.tasks] or [plan.code for plan in added.values()]
    day, kind = day_in_sentence(context.day), context.recorder.kind
    sentence = act_words.sentence(kind, refs, [*context.log_parts, *context.evidence], day)
    change_id = context.recorder.record(sentence)
    task_ids = [task.task_id for task in context.tasks] or list(added)
    tasks = tasks_today(writer, task_ids, context.act.today, rules)
    named = {task.task_id: task.ref for task in context.tasks}
    overtaken = [named[task_id] for task_id in context.recorder.overtaken(named, context.day)]
    if overtaken:
        context.notes.append(act_words.later_entry_counts(overtaken, day))
    log_parts = tuple(context.log_parts)
    return Outcome(change_id, kind, sentence, context.day, tuple(tasks), tuple(context.notes), log_parts)


def _refuse_late_comer(writer: CoreReader, seen: Mapping[int, int], context: ActContext) -> None:
    """Refuse an act by somebody who was shown an older state of a task than the one there is."""
    for task in context.tasks:
        seq = seen.get(task.task_id)
        if seq is not None and context.recorder.seq(task.task_id) - 1 != seq:
            newest = next(change_rows(writer, ChangeFilter(task.task_id), limit=1))
            raise ConflictError(*edit_words.someone_else(task.ref, newest[3], newest[4]))


def effective_day(on: date | None, evidence: tuple[str, ...], act: Act, notes: list[Words]) -> date | None:
    """Return the day on which an act took effect: the named one, else the last document's, else None."""
    days = [on] if on else []
    for text in evidence:
        named = read_document(text)
        if named is None:
            notes.append(edit_words.not_a_document(text))
            continue
        if named.flags:
            notes.append(edit_words.odd_document(text, sentences(named.flags)))
        if on is None and named.issued_on:
            if named.issued_on > act.today:
                shown = day_in_sentence(named.issued_on), day_in_sentence(act.today)
                raise UsageError(*edit_words.document_in_future(text, *shown))
            days.append(named.issued_on)
    if on and on > act.today:
        raise UsageError(*edit_words.day_in_future(day_in_sentence(on), day_in_sentence(act.today)))
    return max(days, default=None)


def require_document(evidence: tuple[str, ...], what: str) -> None:
    """Raise UsageError where an act that needs a document cites none."""
    if not any(text.strip() for text in evidence):
        raise UsageError(*edit_words.document_wanted(what))


def refuse_stopped(task: ActedTask) -> None:
    """Raise ConflictError for a task whose clock is stopped: it has to be taken up again first."""
    if task.status in (Status.DROPPED, Status.CARRIED_OVER, Status.PAUSED, Status.NOTHING_ARISEN):
        raise ConflictError(*edit_words.clock_stopped(task.ref, task.status))
