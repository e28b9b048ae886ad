"""An office in the middle of its year: the sample plan is in, and acts are recorded one after the other."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from cchc_tasks.model.acts import Act, Edit, Extension, Outcome, Resolution, Submission, Update, texts_apart
from cchc_tasks.model.deadline import Period
from cchc_tasks.model.filters import Filters
from cchc_tasks.model.interpreted_plan import ImportRequest
from cchc_tasks.model.status import Status
from cchc_tasks.model.task import Milestone, Task
from cchc_tasks.plans.act_context import ActRequest
from cchc_tasks.plans.plan_edit import add_to_plan, assign_task, edit_task
from cchc_tasks.plans.plan_history import list_changes
from cchc_tasks.plans.plan_import import import_plan
from cchc_tasks.plans.plan_lookup import find_tasks, list_tasks
from cchc_tasks.storage.database import Database
from cchc_tasks.tracking.deadline_acts import extend_task, resolve_task, submit_task
from cchc_tasks.tracking.due_lists import list_overdue
from cchc_tasks.tracking.review_queue import accept_readings
from cchc_tasks.tracking.task_updates import close_ongoing, update_tasks
from cchc_tasks.tracking.undo_redo import redo_change, undo_change
from cchc_tasks.working_days import WorkingDays
from tests.conftest import SAMPLES
from tests.databases import fill

REPORTED = date(2022, 6, 15)
DECISION = "Quyết định số 215/QĐ-UBND ngày 20/4/2022"


class Office:
    """One office with one plan; `today` is the day on which acts are recorded."""

    def __init__(self, database: Database, today: date = date(2022, 7, 15), *, results: bool = True) -> None:
        self.database = database
        self.today = today
        self.moment = datetime(2022, 7, 1, 1, tzinfo=UTC)
        request = ImportRequest(
            SAMPLES / "ke_hoach_cchc_2022.txt",
            period=Period.of_year(2022),
            reported_on=REPORTED if results else None,
        )
        act = self.act("Người nhập")
        if database.organisation or list_changes(database):
            import_plan(database, request, act)
        else:
            fill(database, f"office {today} {results}", lambda empty: import_plan(empty, request, act))

    def act(self, actor: str = "Trưởng nhóm") -> Act:
        self.moment += timedelta(seconds=1)
        return Act(actor, self.moment, self.today)

    def asked(self, *refs: str, actor: str = "Trưởng nhóm") -> ActRequest:
        return ActRequest(refs, self.act(actor))

    def update(self, *refs: str, actor: str = "Trưởng nhóm", **said: Any) -> Outcome:
        return update_tasks(self.database, self.asked(*refs, actor=actor), Update(**texts_apart(said)))

    def done(self, *refs: str, **said: Any) -> Outcome:
        return self.update(*refs, status=Status.DONE, **said)

    def close(self, *refs: str, **said: Any) -> Outcome:
        update = Update(status=Status.DONE, ongoing_only=True, **texts_apart(said))
        return close_ongoing(self.database, self.asked(*refs), update)

    def submit(self, ref: str, **said: Any) -> Outcome:
        return submit_task(self.database, self.asked(ref), Submission(**said))

    def extend(self, ref: str, **said: Any) -> Outcome:
        return extend_task(self.database, self.asked(ref), Extension(**said))

    def resolve(self, ref: str, **said: Any) -> Outcome:
        return resolve_task(self.database, self.asked(ref), Resolution(**said), WorkingDays().is_day_off)

    def edit(self, ref: str, **said: Any) -> Outcome:
        return edit_task(self.database, self.asked(ref), Edit(**texts_apart(said)))

    def assign(self, *refs: str, **said: Any) -> Outcome:
        return assign_task(self.database, self.asked(*refs), Edit(**texts_apart(said)))

    def add(self, **said: Any) -> Outcome:
        return add_to_plan(self.database, "CCHC-2022", self.asked(), Edit(**texts_apart(said)))

    def accept(self, *refs: str) -> Outcome:
        return accept_readings(self.database, self.asked(*refs))

    def undo(self, change_id: int | None = None, actor: str = "Trưởng nhóm") -> Outcome:
        return undo_change(self.database, self.act(actor), change_id)

    def redo(self, actor: str = "Trưởng nhóm") -> Outcome:
        return redo_change(self.database, self.act(actor))

    def task(self, ref: str, day: date | None = None) -> Task:
        (found,) = find_tasks(self.database, [ref], day or self.today)
        return found

    def milestone(self, ref: str, n: int = 1, day: date | None = None) -> Milestone:
        return next(m for m in self.task(ref, day).milestones if m.n == n)

    def tasks(self, day: date | None = None, **filters: Any) -> list[Task]:
        return list_tasks(self.database, Filters(**filters), day or self.today)

    def overdue(self, day: date | None = None) -> list[str]:
        return [task.ref for task, _ in list_overdue(self.database, Filters(), day or self.today)]
