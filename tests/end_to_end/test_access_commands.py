"""From a migrated server to a clerk who updates a unit: the commands of an administrator, and what each sees."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from cchc_tasks.storage.database import Database
from tests.conftest import SAMPLES, Run
from tests.end_to_end.test_screen_on_a_terminal import DAY, Terminal
from tests.sample_office import DECISION
from tests.storage.served import UNIT, Served, login_of

pytestmark = pytest.mark.only_on(
    "sqlite", because="each test names the accounts of a server itself; beside it is a file"
)


@pytest.fixture
def served(postgres_database: Database) -> Iterator[Served]:
    found = Served(postgres_database)
    yield found
    found.close()


def as_(run: Run, person: Database | str, *arguments: str | Path) -> CompletedProcess[str]:
    """Run a command with an account, and no other name than the account's."""
    location = person if isinstance(person, str) else person.location
    return run(*arguments, CCHC_TASKS_DB=location, CCHC_TASKS_ACTOR="", **DAY)


def give_plan(run: Run, served: Served) -> None:
    """Import the sample plan with the writer's account, on a server that soon knows how many rows have come."""
    done = as_(run, served.writer, "import", SAMPLES / "ke_hoach_cchc_2022.txt", "--year", "2022")
    assert done.returncode == 0, done.stderr
    served.count_rows()


def test_an_administrator_lets_a_clerk_update_one_unit(run: Run, served: Served) -> None:
    give_plan(run, served)
    clerk = served.person("clerk", "")
    refused = as_(run, clerk, "overdue")
    assert (refused.returncode, refused.stdout) == (6, "")
    assert "chưa được vào cơ sở dữ liệu" in refused.stderr
    granted = as_(run, served.location, "db", "grant", login_of(clerk), "--unit", "van phong so")
    assert granted.returncode == 0, granted.stderr
    assert f"nay được: ở Cơ quan, cập nhật nhiệm vụ do {UNIT} chủ trì." in granted.stdout
    assert "Đã đưa" in granted.stderr

    done = as_(run, clerk, "done", "5", "--evidence", DECISION)
    assert done.returncode == 0, done.stderr
    newest = json.loads(as_(run, clerk, "history", "--json").stdout)[0]
    assert (newest["actor"], newest["login"]) == (login_of(clerk), login_of(clerk))
    refused = as_(run, clerk, "done", "13", "--evidence", DECISION)
    assert refused.returncode == 5
    assert f"tài khoản «{login_of(clerk)}» chỉ được cập nhật nhiệm vụ của {UNIT}" in refused.stderr

    listed = json.loads(as_(run, served.owner, "db", "grants", "--json").stdout)
    assert {(grant["login"], grant["unit"], grant["may"]) for grant in listed} == {
        (login_of(clerk), UNIT, "write"),
        (login_of(served.writer), None, "write"),
        (login_of(served.reader), None, "read"),
    }
    assert as_(run, served.owner, "db", "grants", "--csv").stdout.count("\n") == 4
    revoked = as_(run, served.owner, "db", "revoke", login_of(clerk))
    assert "không còn được làm gì" in revoked.stdout
    refused = as_(run, clerk, "overdue")
    assert refused.returncode == 6
    assert "chưa được giao cho cơ quan nào" in refused.stderr


def test_the_server_is_asked_who_acts_where_the_address_does_not_tell(run: Run, served: Served) -> None:
    give_plan(run, served)
    address = served.writer.location.replace(f"{login_of(served.writer)}@", "")
    said = run("update", "5", "--note", "x", CCHC_TASKS_DB=address, CCHC_TASKS_ACTOR="", PGUSER=login_of(served.writer))
    assert said.returncode == 0, said.stderr
    newest = json.loads(as_(run, served.writer, "history", "--json").stdout)[0]
    assert newest["actor"] == login_of(served.writer)
    shown = run("config", CCHC_TASKS_DB=address, CCHC_TASKS_ACTOR="").stdout
    assert "theo máy chủ khi kết nối\ttài khoản PostgreSQL" in shown


def test_a_name_that_was_given_stands_beside_the_account(run: Run, served: Served) -> None:
    imported = run("import", SAMPLES / "ke_hoach_cchc_2022.txt", "--year", "2022", CCHC_TASKS_DB=served.writer.location)
    assert imported.returncode == 0, imported.stderr
    logged = as_(run, served.reader, "history")
    assert f"Người thử (tài khoản {login_of(served.writer)})" in logged.stdout


def test_the_account_goes_out_with_everything_else(run: Run, served: Served, tmp_path: Path) -> None:
    give_plan(run, served)
    assert as_(run, served.writer, "export", tmp_path / "pg.json").returncode == 0
    assert run("import", SAMPLES / "ke_hoach_cchc_2022.txt", "--year", "2022").returncode == 0
    assert run("export", tmp_path / "file.json").returncode == 0
    for name, login in (("pg.json", login_of(served.writer)), ("file.json", None)):
        history = json.loads((tmp_path / name).read_text(encoding="utf-8"))["history"]
        assert {change["login"] for change in history["change"]} == {login}


def test_an_account_of_the_whole_office_does_all_that_an_office_does(run: Run, served: Served, tmp_path: Path) -> None:
    plan, results = SAMPLES / "ke_hoach_cchc_2022.txt", SAMPLES / "ke_hoach_cchc_2022.csv"
    for command in (
        ("import", plan, "--year", "2022"),
        ("import", "--results", results, "--plan", "CCHC-2022", "--reported-on", "15/6/2022"),
        ("assign", "13", "--lead", "thanh tra so", "--evidence", DECISION),
        ("undo",),
        ("redo",),
        ("report", "appendix", tmp_path / "phu luc.docx", "--period", "6 tháng/2022", "--freeze"),
        ("calendar", tmp_path / "lich", "--split-by", "unit"),
        ("rollover", "CCHC-2022", "--to", "CCHC-2023", "--year", "2023"),
        ("undo",),
        ("db", "check", "--repair"),
        ("db", "check"),
    ):
        done = as_(run, served.writer, *command)
        assert done.returncode == 0, (command, done.stderr)
        served.count_rows()


def test_a_file_refuses_grants_with_the_reason(run: Run) -> None:
    for command in (("grant", "an"), ("revoke", "an"), ("grants",)):
        refused = run("db", *command)
        assert refused.returncode == 5
        assert "tệp không có tài khoản" in refused.stderr


def test_a_reader_s_screen_opens_read_only_and_says_so(run: Run, served: Served, tmp_path: Path) -> None:
    give_plan(run, served)
    screen = Terminal(tmp_path / "home", CCHC_TASKS_DB=served.reader.location)
    screen.wait_for("Chỉ xem")
    screen.wait_for("Hiện 54")
    screen.type("x")
    screen.wait_for("mở bằng")
    screen.type("\x11")
    assert screen.end() == 0
