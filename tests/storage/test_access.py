"""Who may do what on a shared PostgreSQL, as the services say it: a unit its own tasks, an office its own rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest

from cchc_tasks.errors import AppError, ConflictError, DatabaseError, NotFoundError, UsageError
from cchc_tasks.model.deadline import Period
from cchc_tasks.model.filters import Filters
from cchc_tasks.model.interpreted_plan import ImportRequest
from cchc_tasks.office.access_grants import GrantRequest, grant_access, list_grants, may_only_read, revoke_access
from cchc_tasks.office.health import check_database
from cchc_tasks.office.organisation_names import add_organisation, organisation_names, rename_organisation
from cchc_tasks.plans.plan_history import list_changes
from cchc_tasks.plans.plan_import import import_plan
from cchc_tasks.plans.plan_lookup import list_tasks
from cchc_tasks.storage.access_rights import ALL_RIGHTS
from cchc_tasks.storage.database import Database
from cchc_tasks.tracking.due_lists import open_due_lists
from tests.conftest import SAMPLES
from tests.refusals import hint_text, message_text, says
from tests.sample_office import DECISION
from tests.storage.served import (
    ADMINISTRATOR,
    FIRST,
    OF_GROUP,
    OTHERS,
    OWN,
    SECOND,
    UNIT,
    Place,
    colleague,
    login_of,
    two_offices,
)


@pytest.fixture(scope="module")
def place(postgres: str) -> Iterator[Place]:
    with two_offices(postgres) as found:
        yield found


def test_a_unit_records_what_it_did_takes_it_back_and_does_it_again(place: Place) -> None:
    unit = place.unit
    unit.update(OWN, result="Đã khảo sát 02/03 đơn vị", evidence=("Báo cáo số 12/BC-VP ngày 01/6/2022",))
    unit.submit(OWN, evidence=("Tờ trình số 3/TTr-VP ngày 10/6/2022",))
    unit.extend(OWN, to="30/11/2022", reason="chờ góp ý", evidence=("Công văn số 9/CV-STP ngày 20/6/2022",))
    unit.done(OWN, evidence=(DECISION,))
    assert unit.task(OWN).status == "done"
    unit.undo()
    assert unit.task(OWN).status == "in_progress"
    unit.redo()
    assert unit.task(OWN).status == "done"
    unit.close("2", result="Đã giao ban 12 kỳ", evidence=("Báo cáo số 30/BC-VP ngày 30/6/2022",))
    unit.resolve("6", due=date(2022, 9, 1), evidence=("Công văn số 77/SNV ngày 01/7/2022",))
    doubtful = next(task.ref for task in unit.tasks(review=True) if task.lead_text == UNIT)
    unit.accept(doubtful)
    assert check_database(place.all_of_it, repair=False).sound


def test_a_unit_sees_the_whole_office_also_on_a_day_gone_by(place: Place) -> None:
    database = place.unit.database
    assert len(list_tasks(database, Filters(), date(2022, 7, 15))) == 54
    assert len(list_tasks(database, Filters(), date(2022, 2, 1))) == 54
    with open_due_lists(database, Filters(), date(2022, 7, 15)) as found:
        assert "Phòng XD, KT và TDTHPL" in {row[9] for row in found.overdue().rows()}


def test_a_task_of_another_unit_is_refused_with_who_leads_it_and_what_one_may(place: Place) -> None:
    before = place.office.task(OTHERS)
    with pytest.raises(ConflictError) as refusal:
        place.unit.update(OWN, OTHERS, result="Xong")
    assert f"CCHC-2022/{OTHERS} do Phòng XD, KT và TDTHPL chủ trì" in message_text(refusal.value)
    assert f"chỉ được cập nhật nhiệm vụ của {UNIT}" in message_text(refusal.value)
    assert f"CCHC-2022/{OWN} do" not in message_text(refusal.value)
    assert place.office.task(OTHERS) == before


@pytest.mark.parametrize(
    "act",
    [
        lambda place: place.unit.assign(OTHERS, lead=(UNIT,), evidence=(DECISION,)),
        lambda place: place.unit.assign(OWN, lead=("Thanh tra Sở",), evidence=(DECISION,)),
        lambda place: place.unit.edit(OWN, title="Việc khác", evidence=(DECISION,)),
        lambda place: place.unit.add(title="Việc mới", deadline="Tháng 12/2022", section="I", evidence=(DECISION,)),
        lambda place: place.unit.undo(place.office.done(OTHERS, evidence=(DECISION,)).change_id),
        lambda place: place.unit.undo(place.office.edit(OWN, title="Việc sửa", evidence=(DECISION,)).change_id),
        lambda place: check_database(place.unit.database, repair=True),
        lambda place: add_organisation(place.unit.database, "Sở khác", ADMINISTRATOR),
        lambda place: add_organisation(place.office.database, "Sở khác", ADMINISTRATOR),
        lambda place: rename_organisation(place.unit.database, FIRST, "Sở khác", ADMINISTRATOR),
        lambda place: grant_access(place.unit.database, GrantRequest(login_of(place.unit.database)), ADMINISTRATOR),
        lambda place: grant_access(place.office.database, GrantRequest(login_of(place.unit.database)), ADMINISTRATOR),
        lambda place: revoke_access(place.office.database, GrantRequest(login_of(place.unit.database)), ADMINISTRATOR),
        lambda place: import_plan(
            place.unit.database,
            ImportRequest(SAMPLES / "khac_phuc_2023.md", code="KP-2023", period=Period.of_year(2023)),
            ADMINISTRATOR,
        ),
    ],
    ids=[
        "take a task", "give a task away", "edit", "add", "undo of another unit", "undo of the office", "repair",
        "add an office", "add an office as its writer", "rename the office", "grant", "grant as a writer", "revoke",
        "import",
    ],
)  # fmt: skip
def test_what_concerns_more_than_its_tasks_is_refused_in_a_sentence(
    place: Place, act: Callable[[Place], object]
) -> None:
    with pytest.raises(
        ConflictError, check=says(r"chỉ được cập nhật|không được thêm cơ quan hay cấp quyền")
    ) as refusal:
        act(place)
    assert "db grants" in hint_text(refusal.value)


def test_a_task_that_was_given_to_another_unit_is_no_longer_its_own(place: Place) -> None:
    place.office.assign("30", lead=("Thanh tra Sở",), evidence=(DECISION,))
    with pytest.raises(ConflictError, check=says("do Thanh tra Sở chủ trì")):
        place.unit.update("30", result="Đã phát hành")
    place.office.undo()
    place.unit.update("30", result="Đã phát hành")


def test_a_unit_writes_for_a_group_as_long_as_it_belongs_to_it(place: Place) -> None:
    (group, unit, change) = place.served.rows(
        "SELECT a.unit_id, n.unit_id, n.change_id FROM assignment a, unit_name n "
        "WHERE n.organisation_id = 1 AND a.task_id = %s AND n.name = %s",
        place.id_of(OF_GROUP), UNIT,
    )[0]  # fmt: skip

    def belongs(number: int, day: str, flag: int) -> None:
        place.served.server.execute(
            "INSERT INTO unit_member VALUES (1, %s, %s, %s, %s, %s, %s)", (number, group, unit, change, day, flag)
        )

    with pytest.raises(ConflictError, check=says("do Các Phòng, Trung tâm thuộc Sở chủ trì")):
        place.unit.update(OF_GROUP, result="Không có")
    belongs(1, "2022-01-01", 1)
    place.unit.update(OF_GROUP, result="Không có")
    belongs(2, "2022-06-01", 0)
    with pytest.raises(ConflictError, check=says("do Các Phòng, Trung tâm thuộc Sở chủ trì")):
        place.unit.update(OF_GROUP, result="Có 01")


def test_the_log_tells_the_account_beside_the_name_that_was_given(place: Place) -> None:
    place.unit.update(OWN, note="Ghi chú", actor="Chánh Văn phòng")
    newest = list_changes(place.office.database, OWN)[0]
    assert (newest.actor, newest.login) == ("Chánh Văn phòng", login_of(place.unit.database))


def test_each_office_sees_itself_alone(place: Place) -> None:
    assert organisation_names(place.health.database) == [SECOND]
    assert organisation_names(place.unit.database) == [FIRST]
    place.health.done(OTHERS, evidence=(DECISION,))
    assert {change.login for change in list_changes(place.health.database)} == {login_of(place.health.database)}
    assert {change.login for change in list_changes(place.unit.database)} == {
        login_of(place.office.database),
        login_of(place.unit.database),
    }
    with pytest.raises(NotFoundError, check=says(SECOND)):
        list_tasks(place.served.person("unit", None, SECOND), Filters(), date(2022, 7, 15))


def test_an_office_names_itself_anew(place: Place) -> None:
    for old, new in ((FIRST, "Sở Tư pháp"), ("Sở Tư pháp", FIRST)):
        rename_organisation(place.office.database, old, new, place.office.act())
        assert organisation_names(place.office.database) == [new]
    with pytest.raises(NotFoundError):
        rename_organisation(place.office.database, SECOND, "Sở khác", place.office.act())


def test_an_account_without_an_office_is_told_whom_to_ask(place: Place) -> None:
    stranger = place.served.person("stranger", "writer")
    for look in (lambda: list_tasks(stranger, Filters(), date(2022, 7, 15)), lambda: organisation_names(stranger)):
        with pytest.raises(DatabaseError, check=says("chưa được giao cho cơ quan nào")) as refusal:
            look()
        assert f"db grant {login_of(stranger)}" in hint_text(refusal.value)
    with pytest.raises(DatabaseError, check=says("chưa được vào cơ sở dữ liệu")):
        organisation_names(place.served.person("nobody", ""))


def test_an_account_given_only_to_look_writes_nothing(place: Place) -> None:
    looker = place.served.person("looker", "writer")
    place.served.grant(looker, read=True, organisation=FIRST)
    assert may_only_read(looker) == login_of(looker)
    assert may_only_read(place.unit.database) == ""
    with pytest.raises(DatabaseError, check=says("chỉ được xem")):
        colleague(place.office, looker).update(OWN, result="Xong")


def test_a_grant_replaces_what_the_account_might_do_before(place: Place) -> None:
    clerk = place.served.person("clerk", "writer")

    def may() -> list[tuple[str | None, str]]:
        return [(grant.unit, grant.may) for grant in list_grants(place.all_of_it) if grant.login == login_of(clerk)]

    place.served.grant(clerk, organisation=FIRST)
    place.served.grant(clerk, "Thanh tra Sở", UNIT, organisation=FIRST)
    assert may() == [("Thanh tra Sở", "write"), (UNIT, "write")]
    assert not place.served.grant(clerk, UNIT, "Thanh tra Sở", organisation=FIRST).changed
    revoke_access(place.all_of_it, GrantRequest(login_of(clerk), ("thanh tra so",)), ADMINISTRATOR)
    assert may() == [(UNIT, "write")]
    with pytest.raises(ConflictError, check=says("không có quyền nào như thế")):
        revoke_access(place.all_of_it, GrantRequest(login_of(clerk), ("thanh tra so",)), ADMINISTRATOR)
    revoke_access(place.all_of_it, GrantRequest(login_of(clerk)), ADMINISTRATOR)
    assert may() == []
    with pytest.raises(DatabaseError, check=says("chưa được giao")):
        organisation_names(clerk)


def test_a_grant_to_a_group_role_is_its_members(place: Place) -> None:
    group = place.served.person("team", "writer")
    place.served.grant(group, "Thanh tra Sở", organisation=FIRST)
    member = place.served.person("member", "writer")
    place.served.server.execute(f"GRANT {login_of(group)} TO {login_of(member)}")
    colleague(place.office, member).update("8", result="Đã giám sát")
    with pytest.raises(ConflictError, check=says("chỉ được cập nhật nhiệm vụ của Thanh tra Sở")):
        colleague(place.office, member).update(OWN, result="Xong")


def test_a_province_looks_at_every_office_and_a_grant_makes_the_account_a_reader(place: Place) -> None:
    province = place.served.person("province", "")
    request = GrantRequest(login_of(province), read=True, every_organisation=True)
    told = grant_access(place.all_of_it, request, ADMINISTRATOR)
    assert [(grant.organisation, grant.may) for grant in told.grants] == [(FIRST, "read"), (SECOND, "read")]
    (note,) = told.notes
    statement = note.partition(": ")[2]
    assert statement == f"GRANT {place.served.names[2]} TO {login_of(province)};"
    place.served.server.execute(statement)
    assert organisation_names(province) == [FIRST, SECOND]


def test_an_administrator_s_grant_needs_no_further_step(place: Place) -> None:
    account = place.served.person("newcomer", "")
    administrator = Database(place.served.location, FIRST)
    told = grant_access(administrator, GrantRequest(login_of(account), (UNIT,)), ADMINISTRATOR)
    administrator.close()
    assert told.notes == (f"Đã đưa «{login_of(account)}» vào vai trò {place.served.names[1]}.",)
    colleague(place.office, account).update(OWN, note="Đã nhận việc")


@pytest.mark.parametrize(
    ("request_", "error"),
    [
        (GrantRequest("khong_co_ai"), NotFoundError),
        (GrantRequest("postgres", ("Phòng không có",)), NotFoundError),
        (GrantRequest("postgres", (UNIT,), read=True), UsageError),
        (GrantRequest("postgres", (UNIT,), every_organisation=True), UsageError),
    ],
)
def test_a_grant_that_means_nothing_is_refused(place: Place, request_: GrantRequest, error: type[AppError]) -> None:
    with pytest.raises(error):
        grant_access(place.all_of_it, request_, ADMINISTRATOR)


def test_a_program_that_does_not_ask_first_is_answered_in_a_sentence_too(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cchc_tasks.storage.access_rights.rights_of", lambda _: ALL_RIGHTS)
    before = place.office.task(OTHERS)
    with pytest.raises(ConflictError, check=says("Cơ sở dữ liệu từ chối")) as refusal:
        place.unit.update(OTHERS, result="Xong")
    assert "db grants" in hint_text(refusal.value)
    assert place.office.task(OTHERS) == before


def test_a_file_has_no_accounts(sqlite_database: Database) -> None:
    for act in (
        lambda: grant_access(sqlite_database, GrantRequest("an"), ADMINISTRATOR),
        lambda: revoke_access(sqlite_database, GrantRequest("an"), ADMINISTRATOR),
        lambda: list_grants(sqlite_database),
    ):
        with pytest.raises(ConflictError, check=says("tệp không có tài khoản")):
            act()


def test_a_clock_that_was_years_ahead_locks_nobody_out(postgres: str) -> None:
    with two_offices(postgres) as place:
        owner = colleague(place.office, place.all_of_it)
        now, place.office.moment = place.office.moment, datetime(2035, 1, 1, tzinfo=UTC)
        owner.update(OWN, note="máy đi trước nhiều năm")
        place.office.moment = now
        place.office.update(OTHERS, note="cả cơ quan")
        place.unit.update(OWN, result="của đơn vị")
        assert [change.number for change in list_changes(place.all_of_it)] == [4, 3, 2, 1]
        assert check_database(place.all_of_it, repair=False).sound
