"""Filters on the due day: where an office moves days off to working days, the moved day is the due day everywhere."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_tasks.model.filters import Filters
from cchc_tasks.model.status import Kind
from cchc_tasks.model.timing import DueRules
from cchc_tasks.plans.plan_lookup import list_tasks
from cchc_tasks.report_settings import period_start
from cchc_tasks.reports.dashboard.dashboard_facts import DashboardRequest, load_dashboard
from cchc_tasks.reports.report_frame import ReportFrame
from cchc_tasks.reports.result_appendix import AppendixOptions, result_appendix
from cchc_tasks.tracking.data_check import check_plans
from cchc_tasks.tracking.screen_list import list_ids
from cchc_tasks.tracking.task_statistics import compute_statistics
from cchc_tasks.working_days import WorkingDays
from tests.conftest import Fresh
from tests.sample_office import DECISION, Office
from tests.tracking.test_states import cells_of_results

JULY = date(2022, 7, 15)
#: Days around weekends, holidays and the ends of periods.
DAYS = st.one_of(
    st.integers(0, 380).map(lambda days: date(2022, 1, 1) + timedelta(days=days)),
    st.sampled_from([date(2022, 4, 30), date(2022, 5, 3), date(2022, 9, 3), date(2022, 9, 5), date(2023, 1, 3)]),
    st.sampled_from([date.min, date.max]),
)


@settings(max_examples=30, deadline=None)
@given(
    first=st.one_of(st.none(), DAYS),
    last=st.one_of(st.none(), DAYS),
    kind=st.sampled_from(["", *map(str, Kind)]),
    moved=st.booleans(),
)
def test_every_list_and_number_filters_by_the_day_that_counts(
    fresh: Fresh, first: date | None, last: date | None, kind: str, moved: bool
) -> None:
    rules = DueRules(moved=WorkingDays().working_day_from) if moved else DueRules()
    filters = Filters(kind=kind, due_from=first, due_to=last)
    with fresh() as database:
        office = Office(database)
        office.resolve("6", due=date(2022, 9, 3), evidence=(DECISION,))  # a Saturday after a holiday
        expected = [
            task
            for task in list_tasks(database, Filters(), JULY, rules)
            if any(
                kind in ("", m.kind) and (not (first or last) or _between(m.due, first, last)) for m in task.milestones
            )
        ]
        assert list_tasks(database, filters, JULY, rules) == expected
        ids = tuple(task.task_id for task in expected)
        assert list_ids(database, filters, JULY, rules).ids == ids
        assert compute_statistics(database, filters, JULY, "", rules).counts.total == len(ids)
        request = DashboardRequest(filters, JULY, period_start(JULY), JULY, rules=rules)
        assert [line.title for line in load_dashboard(database, request).tasks] == [
            " ".join(t.title.split()) for t in expected
        ]
        found = check_plans(database, filters, JULY, period_start(JULY), rules)
        assert {finding.ref for finding in found} <= {f"{task.plan}/{task.ref}" for task in expected}
        with result_appendix(database, filters, ReportFrame(JULY, rules=rules), AppendixOptions()) as document:
            assert not ids or len(cells_of_results(document)) == len(ids)


def _between(due: date | None, first: date | None, last: date | None) -> bool:
    return due is not None and (first or date.min) <= due <= (last or date.max)
