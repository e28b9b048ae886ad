"""The frame of every act: which tasks, on which day, by which documents; one transaction, one change, one answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from cchc_tasks.days import day_in_sentence
from cchc_tasks.errors import ConflictError, UsageError
from cchc_tasks.messages import act_words as words
from cchc_tasks.messages import refusal_words
from cchc_tasks.messages.doubt_words import sentences
from cchc_tasks.model.act import Act
from cchc_tasks.model.act_answer import Outcome
from cchc_tasks.model.status import Status
from cchc_tasks.model.task import Milestone, Plan
from cchc_tasks.model.timing import DueRules, has_begun, shown_status
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
class Asked:
    """Who asks for an act of which tasks: refs as typed, the plan that settles them, the person, the office's rules.

    `seen` are the states (`seq`) of tasks as the person was shown them, by task id.
    """

    refs: tuple[str, ...]
    act: Act
    plan: str = ""
    rules: DueRules = PRINTED_DAYS
    seen: Mapping[int, int] = field(default_factory=dict)


class Request(Protocol):
    """What every act may say."""

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
        raise UsageError(*refusal_words.no_such_milestone(self.ref, n, named_milestones(self.milestones)))

    def only(self, candidates: Sequence[Milestone], n: int | None) -> Milestone | None:
        """Return the milestone numbered n, else the only candidate, None for none; raises UsageError for several."""
        if n is not None:
            return self.milestone(n)
        if len(candidates) > 1:
            raise UsageError(*refusal_words.which_milestone(self.ref, named_milestones(candidates)))
        return candidates[0] if candidates else None


def named_milestones(milestones: Iterable[Milestone]) -> list[str]:
    """Return the milestones by number and label, or by their day, as a person can choose among them."""
    return [words.milestone_named(m.n, m.label, day_in_sentence(m.due) if m.due else "") for m in milestones]


@dataclass(slots=True)
class Scene:
    """One act under way: what it records, the tasks on its day, and what will be said of it.

    `day` is the day on which it takes effect, `day_known` whether somebody named it (`--on`, a document's date);
    `told` are the parts of the log's sentence, `said` what the person should know.
    """

    recorder: ChangeRecorder
    tasks: list[ActedTask]
    day: date
    day_known: bool
    evidence: tuple[str, ...]
    act: Act
    told: list[str] = field(default_factory=list)
    said: list[Words] = field(default_factory=list)

    @property
    def documents(self) -> str:
        """The documents in one text, the empty text for none."""
        return "; ".join(self.evidence)

    def tell(self, *parts: str) -> None:
        """Add parts to the log's sentence, each once."""
        self.told += [part for part in parts if part and part not in self.told]

    def set(self, task: ActedTask, milestone: Milestone | None, values: Mapping[str, str | None]) -> None:
        """Set fields of the task, or of its milestone, from the act's day on."""
        milestone_id = milestone.milestone_id if milestone else None
        self.recorder.set(task.task_id, milestone_id, values, self.day)

    def set_evidence(self, task: ActedTask) -> None:
        """Put the documents beside those that are there, none twice."""
        new = [text for text in self.evidence if text not in task.evidence]
        if new:
            self.set(task, None, {"evidence": "\n".join(new)})


def perform(
    database: Database, kind: str, asked: Asked, request: Request, apply: Callable[[Scene], None], *, one: bool = False
) -> Outcome:
    """Carry out one act on the tasks that are named, as one change, and return what is now true.

    `apply` records what the act does; `one` says that it is about a single task. Raises NotFoundError for a task
    that is not there, UsageError for words that do not fit, ConflictError where it is not allowed now or somebody
    else came first, DatabaseError; nothing is stored then.
    """
    with database.writing() as writer:
        recorder = ChangeRecorder(writer, asked.act, kind)
        task_ids = task_ids_of(writer, asked.refs, asked.plan)
        require_tasks(writer, task_ids)
        if len(task_ids) > 1 and (one or request.seq is not None):
            raise UsageError(*(refusal_words.one_task_only() if one else refusal_words.seq_of_one()))
        scene = scene_of(writer, recorder, task_ids, asked.act, request)
        seen = asked.seen if request.seq is None else {task_ids[0]: request.seq}
        _refuse_late_comer(writer, seen, scene)
        apply(scene)
        return finish(writer, scene, asked.rules)


def scene_of(
    writer: CoreReader, recorder: ChangeRecorder, task_ids: Sequence[int], act: Act, request: Request
) -> Scene:
    """Return the scene of an act: its day, its documents, and the tasks as they stood on that day."""
    evidence = tuple(filter(None, (squeeze(nfc(text)) for text in request.evidence)))
    said: list[Words] = []
    day = day_of(request.on, evidence, act, said)
    plans = {plan.plan_id: plan for plan in load_plans(writer)}
    refs = {row[0]: row[1] for row in queries.named_tasks(writer, task_ids)}
    tasks = []
    for found in tasks_on_day(writer, task_ids, day or act.today):
        plan = plans[found.history.task["plan_id"]]
        ref = f"{plan.code}/{refs[found.history.task['task_id']]}"
        if found.row is None:
            raise ConflictError(*refusal_words.not_in_plan(ref, day_in_sentence(found.day)))
        tasks.append(ActedTask(ref, found, plan))
    if day and any(day < task.plan.first for task in tasks):
        said.append(words.before_the_plan(day_in_sentence(day)))
    return Scene(recorder, tasks, day or act.today, day is not None, evidence, act, said=said)


def finish(writer: CoreReader, scene: Scene, rules: DueRules, added: Mapping[int, Plan] | None = None) -> Outcome:
    """Store what the scene recorded and return the outcome; `added` are new tasks with the plan of each."""
    added = added or {}
    refs = [task.ref for task in scene.tasks] or [plan.code for plan in added.values()]
    day = day_in_sentence(scene.day)
    sentence = words.sentence(scene.recorder.kind, refs, [*scene.told, *scene.evidence], day)
    change_id = scene.recorder.record(sentence)
    task_ids = [task.task_id for task in scene.tasks] or list(added)
    tasks = tasks_today(writer, task_ids, scene.act.today, rules)
    named = {task.task_id: task.ref for task in scene.tasks}
    overtaken = [named[task_id] for task_id in scene.recorder.overtaken(named, scene.day)]
    if overtaken:
        scene.said.append(words.later_entry_counts(overtaken, day))
    told = tuple(scene.told)
    return Outcome(change_id, scene.recorder.kind, sentence, scene.day, tuple(tasks), tuple(scene.said), told)


def _refuse_late_comer(writer: CoreReader, seen: Mapping[int, int], scene: Scene) -> None:
    """Refuse an act by somebody who was shown an older state of a task than the one there is."""
    for task in scene.tasks:
        seq = seen.get(task.task_id)
        if seq is not None and scene.recorder.seq(task.task_id) - 1 != seq:
            newest = next(change_rows(writer, ChangeFilter(task.task_id), limit=1))
            raise ConflictError(*refusal_words.someone_else(task.ref, newest[3], newest[4]))


def day_of(on: date | None, evidence: tuple[str, ...], act: Act, said: list[Words]) -> date | None:
    """The day on which the act took effect: the one named, else the last document's; None where nobody says."""
    days = [on] if on else []
    for text in evidence:
        named = read_document(text)
        if named is None:
            said.append(words.not_a_document(text))
            continue
        if named.flags:
            said.append(words.odd_document(text, sentences(named.flags)))
        if on is None and named.issued_on:
            if named.issued_on > act.today:
                shown = day_in_sentence(named.issued_on), day_in_sentence(act.today)
                raise UsageError(*refusal_words.document_in_future(text, *shown))
            days.append(named.issued_on)
    if on and on > act.today:
        raise UsageError(*refusal_words.day_in_future(day_in_sentence(on), day_in_sentence(act.today)))
    return max(days, default=None)


def require_document(evidence: tuple[str, ...], what: str) -> None:
    """Raise UsageError where an act that needs a document cites none."""
    if not any(text.strip() for text in evidence):
        raise UsageError(*refusal_words.document_wanted(what))


def refuse_stopped(task: ActedTask) -> None:
    """Raise ConflictError for a task whose clock is stopped: it has to be taken up again first."""
    if task.status in (Status.DROPPED, Status.CARRIED_OVER, Status.PAUSED, Status.NOTHING_ARISEN):
        raise ConflictError(*refusal_words.clock_stopped(task.ref, task.status))
