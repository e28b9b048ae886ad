"""What an office does on a shared PostgreSQL where two things meet: accounts and packages, accounts and units."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from cchc_tasks.storage.database import Database
from tests.conftest import Run
from tests.end_to_end.test_access_commands import as_, give_plan
from tests.storage.served import ADMINISTRATOR, SECOND, Served, login_of


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """The command in an empty home; whose database it is stands in each call."""
    return Run(tmp_path)


@pytest.fixture
def served(postgres_database: Database) -> Iterator[Served]:
    found = Served(postgres_database)
    yield found
    found.close()


def test_an_office_hands_itself_over_under_its_own_account_and_nobody_else(
    run: Run, served: Served, tmp_path: Path
) -> None:
    from cchc_tasks.office.organisation_names import add_organisation

    give_plan(run, served)
    add_organisation(served.owner, SECOND, ADMINISTRATOR)
    health = served.person("health", "writer")
    served.grant(health, organisation=SECOND)
    package, taken_over = tmp_path / "ban-giao.zip", tmp_path / "moi.sqlite3"
    made = as_(run, served.writer, "db", "handover", package)
    assert made.returncode == 0, made.stderr
    assert "54 nhiệm vụ" in made.stdout
    assert as_(run, str(taken_over), "db", "restore", package, "--yes").returncode == 0
    assert as_(run, str(taken_over), "db", "check").returncode == 0
    listed = (json.loads(as_(run, place, "list", "--json").stdout) for place in (served.writer, str(taken_over)))
    here, there = listed
    assert here == there
    refused = as_(run, health, "db", "copy", health.location, tmp_path / "tat-ca.sqlite3")
    assert (refused.returncode, (tmp_path / "tat-ca.sqlite3").exists()) == (6, False)
    assert "db handover" in refused.stderr
    others = as_(run, health, "db", "handover", tmp_path / "cua-minh.zip")
    assert "0 nhiệm vụ" in others.stdout
    refused = as_(run, health, "--org", "Cơ quan", "db", "handover", tmp_path / "cua-nguoi.zip")
    assert (refused.returncode, (tmp_path / "cua-nguoi.zip").exists()) == (4, False)


def test_an_account_of_a_unit_that_is_no_more_is_told_apart(run: Run, served: Served) -> None:
    give_plan(run, served)
    clerk = served.person("clerk", "writer")
    served.grant(clerk, "van phong so")
    merged = as_(
        run,
        served.writer,
        *("units", "merge", "Văn phòng Sở", "Phòng HC và BTTP", "--into", "Văn phòng tổng hợp"),
        *("--from", "10/7/2022", "--evidence", "Quyết định số 8/QĐ-STP ngày 10/7/2022"),
    )
    assert merged.returncode == 0, merged.stderr
    how = "đã sáp nhập vào «Văn phòng tổng hợp» từ ngày 10/7/2022"
    listed = as_(run, served.owner, "db", "grants")
    assert f"cập nhật nhiệm vụ do Văn phòng Sở ({how}) chủ trì" in listed.stdout
    ended = {
        held["login"]: held["unit_ended_on"]
        for held in json.loads(as_(run, served.owner, "db", "grants", "--json").stdout)
    }
    assert ended == {login_of(clerk): "2022-07-10", login_of(served.writer): None, login_of(served.reader): None}
    again = as_(run, served.owner, "db", "grant", login_of(clerk), "--unit", "van phong so")
    assert "«Văn phòng Sở» không còn hoạt động" in again.stderr
    new = as_(run, served.owner, "db", "grant", login_of(clerk), "--unit", "van phong tong hop")
    assert "không còn hoạt động" not in new.stderr
    assert as_(run, clerk, "update", "5", "--note", "Đang soạn").returncode == 0


def test_who_is_shut_out_of_one_office_is_not_said_to_be_shut_out_of_all(run: Run, served: Served) -> None:
    assert as_(run, served.owner, "orgs", "add", SECOND).returncode == 0
    clerk = served.person("clerk", "writer")
    for name in ("Cơ quan", SECOND):
        served.grant(clerk, organisation=name)
    first, second = (
        as_(run, served.owner, "--org", name, "db", "revoke", login_of(clerk)).stdout for name in ("Cơ quan", SECOND)
    )
    assert f"còn được: ở {SECOND}, cập nhật cả cơ quan." in first
    assert "không còn được làm gì, xem gì." in second
