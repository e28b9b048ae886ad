"""Several organisations in one database: one is meant, nobody's rows show in another's, writers do not wait."""

from __future__ import annotations

import subprocess
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from cchc_tasks.errors import ConflictError, DatabaseError, NotFoundError, UsageError
from cchc_tasks.model.acts import Act
from cchc_tasks.model.filters import Filters
from cchc_tasks.office.health import database_info
from cchc_tasks.office.organisation_names import add_organisation, organisation_names, rename_organisation
from cchc_tasks.plans.plan_import import ImportRequest, import_plan
from cchc_tasks.plans.plan_lookup import list_plans
from cchc_tasks.storage.database import Database
from cchc_tasks.storage.journal import lock_organisation
from cchc_tasks.tracking.task_statistics import compute_statistics
from tests.conftest import SAMPLES, Run
from tests.refusals import says

PLAN = SAMPLES / "ke_hoach_cchc_2022.txt"
DAY = date(2022, 7, 15)
HEALTH, JUSTICE = "Sở Y tế", "Sở Tư pháp"
LOOKING = (
    ("list",), ("plans",), ("show", "10"), ("overdue",), ("upcoming",), ("stats", "--by", "unit"), ("check",),
    ("review",), ("history",), ("close",), ("list", "--json"),
)  # fmt: skip


def of(database: Database, name: str) -> Database:
    return Database(database.location, name)


@pytest.fixture
def province(database: Database, act: Act) -> Database:
    """A database of two organisations, of which none is named."""
    rename_organisation(database, organisation_names(database)[0], JUSTICE, act)
    add_organisation(database, HEALTH, act)
    return database


def test_a_database_of_one_organisation_needs_no_name(database: Database) -> None:
    assert list_plans(database) == []


def test_where_there_are_several_none_is_read_or_written_unnamed(province: Database, act: Act) -> None:
    with pytest.raises(UsageError, check=says(f"{JUSTICE}; {HEALTH}")):
        list_plans(province)
    with pytest.raises(UsageError, check=says("có 2 cơ quan")):
        import_plan(province, ImportRequest(PLAN), act)
    assert database_info(province).counts["change"] == 0


@pytest.mark.parametrize("typed", ["Sở Y tế", "so y te", "SỞ  Y TẾ"])
def test_a_name_is_found_whatever_its_case_and_accents(province: Database, act: Act, typed: str) -> None:
    import_plan(of(province, HEALTH), ImportRequest(PLAN), act)
    other = of(province, typed)
    assert [plan.code for plan in list_plans(other)] == ["CCHC-2022"]
    other.close()


def test_a_wrong_name_is_answered_with_the_names_close_by(province: Database) -> None:
    with pytest.raises(NotFoundError, check=says(f"«Sở Y tê1».*Gần giống: {HEALTH}")):
        list_plans(of(province, "Sở Y tê1"))


def test_two_organisations_cannot_share_a_name(province: Database, act: Act) -> None:
    with pytest.raises(ConflictError, check=says(HEALTH)):
        add_organisation(province, "so  y te", act)
    with pytest.raises(ConflictError, check=says(HEALTH)):
        rename_organisation(province, JUSTICE, "SỞ Y TẾ", act)
    with pytest.raises(UsageError, check=says("trống")):
        add_organisation(province, " ", act)
    assert sorted(organisation_names(province)) == [JUSTICE, HEALTH]


def test_a_renamed_organisation_keeps_its_rows(province: Database, act: Act) -> None:
    import_plan(of(province, HEALTH), ImportRequest(PLAN), act)
    rename_organisation(province, "so y te", "Sở Y tế và Dân số", act)
    assert len(list_plans(of(province, "Sở Y tế và Dân số"))) == 1


def test_statistics_count_each_organisation_and_the_whole(province: Database, act: Act) -> None:
    for name in (JUSTICE, HEALTH):
        import_plan(of(province, name), ImportRequest(PLAN), act)
    found = compute_statistics(province, Filters(), DAY, "organisation")
    assert [(group.name, group.counts.total) for group in found.groups] == [(JUSTICE, 54), (HEALTH, 54)]
    assert found.counts.total == 108


def test_an_organisation_without_the_plan_or_unit_that_is_asked_for_counts_none(province: Database, act: Act) -> None:
    import_plan(of(province, JUSTICE), ImportRequest(PLAN), act)
    for filters, total in ((Filters(plan="CCHC-2022"), 54), (Filters(unit="thanh tra so"), 1)):
        for day in (DAY, date(2022, 2, 1)):
            found = compute_statistics(province, filters, day, "organisation")
            assert [(group.name, group.counts.total) for group in found.groups] == [(JUSTICE, total), (HEALTH, 0)]
    for nowhere in (Filters(plan="CCHC-1999"), Filters(unit="phong khong co")):
        with pytest.raises(NotFoundError):
            compute_statistics(province, nowhere, DAY, "organisation")


def test_what_one_organisation_does_changes_no_byte_of_another(province: Database, act: Act, run: Run) -> None:
    for name in (JUSTICE, HEALTH):
        import_plan(of(province, name), ImportRequest(PLAN, reported_on=date(2022, 6, 15)), act)

    def shown(name: str) -> dict[tuple[str, ...], str]:
        place = ("--db", province.location, "--org", name)
        done: dict[tuple[str, ...], subprocess.CompletedProcess[str]] = {
            words: run(*place, *words, CCHC_TASKS_TODAY=DAY.isoformat()) for words in LOOKING
        }
        assert {words: answer.stderr for words, answer in done.items() if answer.returncode} == {}
        return {words: answer.stdout for words, answer in done.items()}

    before, own = shown(HEALTH), shown(JUSTICE)
    place = ("--db", province.location, "--org", JUSTICE)
    acted = run(*place, "done", "10", "--evidence", "Công văn số 9/CV-STP ngày 30/6/2022")
    assert acted.returncode == 0, acted.stderr
    assert shown(HEALTH) == before
    assert shown(JUSTICE)["list",] != own["list",]


def test_writers_of_two_organisations_do_not_wait_for_each_other(postgres_database: Database, act: Act) -> None:
    add_organisation(postgres_database, HEALTH, act)
    first = of(postgres_database, next(name for name in organisation_names(postgres_database) if name != HEALTH))
    other, same = of(postgres_database, HEALTH), of(first, first.organisation)
    same.patience = 1

    def write(database: Database) -> int:
        with database.writing() as writer:
            lock_organisation(writer)
            return writer.organisation_id

    with first.writing() as writer, ThreadPoolExecutor() as pool:
        lock_organisation(writer)
        assert pool.submit(write, other).result(timeout=20) != writer.organisation_id
        with pytest.raises(DatabaseError, check=says("bận")):
            pool.submit(write, same).result(timeout=20)
    for database in (first, other, same):
        database.close()


def test_the_command_names_organisations_and_honours_the_variable(run: Run) -> None:
    assert run("orgs", "add", HEALTH).returncode == 0
    refused = run("list")
    assert (refused.returncode, HEALTH in refused.stderr) == (2, True)
    assert run("list", CCHC_TASKS_ORG="so y te").returncode == 0
    assert run("--org", "Sở Y", "list").returncode == 4
    assert HEALTH in run("orgs", "list", "--csv").stdout
    assert f'"name":"{HEALTH}"' in run("--org", "không có", "orgs", "list", "--json").stdout.replace(": ", ":")


def test_every_organisation_is_checked_where_none_is_named_and_what_differs_is_told_of_whom(
    province: Database, act: Act, run: Run
) -> None:
    for name in (JUSTICE, HEALTH):
        import_plan(of(province, name), ImportRequest(PLAN), act)
    sound = run("--db", province.location, "db", "check")
    assert (sound.returncode, sound.stderr.startswith("Dữ liệu của 2 cơ quan toàn vẹn")) == (0, True)
    with of(province, HEALTH).writing() as writer:
        writer.script(
            f"UPDATE task_now SET title = 'khác' WHERE no = '10' AND organisation_id = {writer.organisation_id}"
        )
    told = run("--db", province.location, "db", "check")
    assert (told.returncode, told.stderr.count("\n")) == (6, 1)
    assert told.stderr.startswith(f"{HEALTH}: 1 nhiệm vụ")
    assert run("--db", province.location, "db", "check", "--repair").returncode == 0
    assert run("--db", province.location, "db", "check").returncode == 0
