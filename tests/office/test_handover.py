"""`db handover`: one file from which whoever takes over goes on, on both kinds of database."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx import Document as WordDocument
from openpyxl import load_workbook

from cchc_tasks.errors import ConflictError, DatabaseError, UsageError
from cchc_tasks.files.office_packages import make_dated_docx
from cchc_tasks.files.office_suite import convert, find_program
from cchc_tasks.files.output import Output
from cchc_tasks.model.acts import Act
from cchc_tasks.office.backup_words import DATA_FILE
from cchc_tasks.office.handover import words
from cchc_tasks.office.handover.handover_documents import DataPlace, guide_document
from cchc_tasks.office.handover.handover_facts import HandoverFacts, load_facts
from cchc_tasks.office.handover.handover_package import HandoverPackage, HandoverRequest, hand_over
from cchc_tasks.office.health import check_database
from cchc_tasks.office.organisation_names import add_organisation
from cchc_tasks.plans.plan_lookup import PRINTED_DAYS, list_plans
from cchc_tasks.settings import load_settings
from cchc_tasks.storage.copy_files import is_as_sealed
from cchc_tasks.storage.database import Database
from tests.conftest import SAMPLES, Run
from tests.office.copies import codes, restore
from tests.refusals import says
from tests.sample_office import Office

DAY = date(2022, 7, 15)


def request_of(tmp_path: Path, **said: str) -> HandoverRequest:
    return HandoverRequest(DAY, PRINTED_DAYS, str(tmp_path / "config.toml"), **said)


def written(database: Database, folder: Path, **said: str) -> HandoverPackage:
    folder.mkdir(exist_ok=True)
    return hand_over(database, folder / "ban-giao.zip", request_of(folder, **said))


def part(made: HandoverPackage, name: str) -> bytes:
    with zipfile.ZipFile(made.path) as archive:
        return archive.read(name)


def text_of_guide(made: HandoverPackage) -> str:
    document = WordDocument(io.BytesIO(part(made, words.GUIDE_FILE)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def test_the_successor_has_the_same_data_and_history(office: Office, tmp_path: Path) -> None:
    office.done("5", on=date(2022, 6, 20))
    office.update("10", note="gọi lại tuần sau")
    made = written(office.database, tmp_path / "gói")
    new = Database(str(tmp_path / "máy mới" / "moi.sqlite3"))
    assert restore(new, made.path) is None
    new_office = Office.__new__(Office)
    new_office.database, new_office.today, new_office.moment = new, office.today, office.moment
    assert new_office.tasks() == office.tasks()
    assert new_office.overdue() == office.overdue()
    assert check_database(new, repair=False).sound
    for each in (office, new_office):
        each.undo()
    assert new_office.task("10").note == office.task("10").note == ""


def test_the_package_holds_four_files_for_its_owner_alone(office: Office, tmp_path: Path) -> None:
    made = written(office.database, tmp_path / "gói")
    assert made.path.stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(made.path) as archive:
        assert archive.namelist() == list(made.names)
        assert archive.testzip() is None
    data = tmp_path / "data.sqlite3"
    data.write_bytes(part(made, DATA_FILE))
    assert is_as_sealed(data)
    assert [path.name for path in made.path.parent.iterdir()] == ["ban-giao.zip"]


def test_the_same_data_on_the_same_day_gives_the_same_bytes(office: Office, tmp_path: Path) -> None:
    first, second = (written(office.database, tmp_path / name) for name in ("một", "hai"))
    assert first.path.read_bytes() == second.path.read_bytes()


def test_every_open_task_is_listed_once(office: Office, tmp_path: Path) -> None:
    made = written(office.database, tmp_path / "gói")
    book = load_workbook(io.BytesIO(part(made, words.TASKS_FILE)))
    assert book.sheetnames == [name[:31] for name in words.LISTS]
    listed = {sheet.title: [row[0] for row in sheet.iter_rows(min_row=4, values_only=True)] for sheet in book}
    assert listed["Quá hạn"] == [f"CCHC-2022/{ref}" for ref in ("10", "13", "19")]
    named = [ref for refs in listed.values() for ref in refs if ref]
    assert len(named) == len(set(named)) == made.facts.open_tasks == made.facts.counts["not_done"]


def test_the_guide_tells_how_the_work_stands(office: Office, tmp_path: Path) -> None:
    text = text_of_guide(written(office.database, tmp_path / "gói", office="Sở Tư pháp"))
    for told in (
        "Sở Tư pháp",
        "15/7/2022",
        "Tổng số 54 nhiệm vụ",
        "3 nhiệm vụ đang quá hạn",
        "db restore ban-giao.zip",
    ):
        assert told in text
    assert ("PostgreSQL" in text) is not office.database.is_sqlite


def long_winded(facts: HandoverFacts) -> HandoverFacts:
    """The same work with everything as long as it gets, as a province writes it."""
    name = "Trung tâm Phục vụ hành chính công, Kiểm soát thủ tục hành chính và Chuyển đổi số " * 2
    late, later = facts.overdue[0], facts.later[0]
    late, later = (
        replace(task, texts={**task.texts, "title": f"Rà soát {name}", "lead": name}, plan="KH-CCHC-2022-2025")
        for task in (late, later)
    )
    return replace(
        facts,
        office=name,
        others=tuple(f"{name}{number}" for number in range(500)),
        plans=tuple(f"KH-CCHC-{year}" for year in range(2000, 2040)),
        counts=dict.fromkeys(facts.counts, 1000),
        overdue=(late,) * 40,
        soon=(later,) * 40,
        leaders=tuple((f"{name}{number}", 1_000, 100) for number in range(40)),
    )


@pytest.mark.parametrize("server", [False, True])
def test_the_guide_is_one_page_whatever_it_has_to_tell(local_office: Office, server: bool) -> None:
    program = find_program()
    if program is None or shutil.which("pdfinfo") is None:
        pytest.skip("LibreOffice and poppler lay the page out; one of them is not installed")
    facts = long_winded(load_facts(local_office.database, DAY, PRINTED_DAYS))
    shown = (
        "postgresql://mot_nguoi_dung:***@may-chu-cua-tinh.example/cchc" if server else f"/{'thư mục/' * 12}a.sqlite3"
    )
    place = DataPlace(shown, server, f"/mnt/{'sao lưu/' * 12}", 30, f"{'gói bàn giao ' * 9}.zip")
    made = convert(make_dated_docx(guide_document(facts, place), DAY), "docx", "pdf:writer_pdf_Export", program)
    found = subprocess.run(["pdfinfo", "-"], input=made, capture_output=True, check=True).stdout.decode()
    assert "Pages:           1\n" in found


def test_settings_go_along_without_what_was_secret_or_personal(local_office: Office, tmp_path: Path) -> None:
    folder = tmp_path / "gói"
    folder.mkdir()
    config = (
        'actor = "Nguyễn Văn A"\ndb = "postgresql://a:mat-4711@h/d"\ndue_soon_days = 10\nalarms = [3]\n'
        'backup_dir = "/mnt/x"\ncaldav_password = "bi-mat"\n[day_off_corrections]\n2026-01-02 = "off"\n[office]\n'
        'name = "Sở «\\"Tư pháp\\"»"\n[report_periods]\nsource = "CV"\n"6 tháng" = { first = "15/12", last = "14/6" }\n'
        '[scoring]\nsource = "QĐ"\nbands = [{ from = 100, points = 1.5 }]\n'
    )
    (folder / "config.toml").write_text(config, encoding="utf-8")
    made = written(local_office.database, folder, organisation="co quan")
    handed = part(made, words.CONFIG_FILE).decode()
    assert "4711" not in handed + text_of_guide(made)
    assert "bi-mat" not in handed
    (tmp_path / "moi.toml").write_text(handed, encoding="utf-8")
    old, new = (
        load_settings({"CCHC_TASKS_CONFIG": str(file), "HOME": str(tmp_path)}, {})
        for file in (folder / "config.toml", tmp_path / "moi.toml")
    )
    for name in ("due_soon_days", "alarms", "day_off_corrections", "office", "report_periods", "scoring"):
        assert getattr(old, name) == getattr(new, name), name
    assert (new.org, new.actor, new.backup_dir, new.warnings) == ("Cơ quan", None, None, [])


def test_a_package_that_is_there_is_replaced_only_when_told(local_office: Office, tmp_path: Path) -> None:
    made = written(local_office.database, tmp_path / "gói")
    before = made.path.read_bytes()
    with pytest.raises(ConflictError, check=says("không ghi đè")):
        written(local_office.database, tmp_path / "gói")
    assert made.path.read_bytes() == before
    local_office.done("5")
    hand_over(local_office.database, made.path, request_of(tmp_path), Output(overwrite=True))
    assert made.path.read_bytes() != before
    with pytest.raises(UsageError, check=says(r"\.zip")):
        hand_over(local_office.database, tmp_path / "gói.rar", request_of(tmp_path))


def test_nothing_is_handed_over_where_nothing_is(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, check=says("Chưa có dữ liệu")):
        written(Database(str(tmp_path / "không có.sqlite3")), tmp_path / "gói")
    assert list((tmp_path / "gói").iterdir()) == []


def test_of_a_server_only_the_office_that_is_meant_is_handed_over(
    postgres_database: Database, act: Act, tmp_path: Path
) -> None:
    Office(postgres_database)
    add_organisation(postgres_database, "Sở Y tế", act)
    with pytest.raises(UsageError, check=says("2 cơ quan")):
        written(postgres_database, tmp_path / "không rõ")
    made = written(Database(postgres_database.location, "Sở Y tế"), tmp_path / "y tế")
    new = Database(str(tmp_path / "moi.sqlite3"))
    restore(new, made.path)
    assert list_plans(new) == []
    assert made.facts.others == ()
    other = Database(str(tmp_path / "khac.sqlite3"))
    restore(other, written(Database(postgres_database.location, "Cơ quan"), tmp_path / "cơ quan").path)
    assert codes(other) == ["CCHC-2022"]


def rewritten(change: Callable[[zipfile.ZipFile, zipfile.ZipFile], None]) -> Callable[[Path], None]:
    def spoil(package: Path) -> None:
        old = package.with_suffix(".old")
        package.rename(old)
        with zipfile.ZipFile(old) as before, zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as after:
            change(before, after)

    return spoil


def _cut_off(package: Path) -> None:
    package.write_bytes(package.read_bytes()[:-2_000])


def _flip_in_the_data(package: Path) -> None:
    content = bytearray(package.read_bytes())
    with zipfile.ZipFile(package) as archive:
        entry = archive.getinfo(DATA_FILE)
    middle = entry.header_offset + entry.compress_size // 2
    for place in range(middle, middle + 64):  # one bit may say the same in other words: «as before», of two like places
        content[place] ^= 0xFF
    package.write_bytes(content)


SPOILT: dict[str, Callable[[Path], None]] = {
    "cut off": _cut_off,
    "flipped": _flip_in_the_data,
    "another archive": rewritten(lambda _, after: after.writestr("ghi chú.txt", "không có gì")),
    "a path upwards": rewritten(lambda old, new: new.writestr("../" + DATA_FILE, old.read(DATA_FILE))),
    "a bomb": rewritten(lambda _, after: after.writestr(DATA_FILE, bytes(100 << 20))),
    "other data": rewritten(lambda _, after: after.writestr(DATA_FILE, b"SQLite format 3\0" + bytes(5_000))),
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT.keys())
def test_a_package_that_cannot_be_trusted_is_refused_and_writes_nowhere(
    local_office: Office, tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    made = written(local_office.database, tmp_path / "gói")
    spoil(made.path)
    home = tmp_path / "nhà"
    home.mkdir()
    with pytest.raises(DatabaseError, check=says("Không khôi phục")):
        restore(Database(str(home / "moi.sqlite3")), made.path)
    assert list(home.iterdir()) == []
    assert not (tmp_path / DATA_FILE).exists()


def test_a_person_hands_over_and_another_goes_on(run: Run, tmp_path: Path) -> None:
    plan = SAMPLES / "ke_hoach_cchc_2022.txt"
    assert run("import", plan, "--year", "2022", "--reported-on", "2022-06-15").returncode == 0
    assert run("done", "5", "--on", "20/6/2022").returncode == 0
    day = {"CCHC_TASKS_TODAY": "2022-07-15"}
    made = run("db", "handover", ".", **day)
    assert made.returncode == 0, made.stderr
    assert "ban-giao-2022-07-15.zip" in made.stdout
    assert "3 quá hạn" in made.stdout
    new = {"CCHC_TASKS_DB": str(tmp_path / "máy mới.sqlite3"), "CCHC_TASKS_ACTOR": "Người nhận", **day}
    back = run("db", "restore", "ban-giao-2022-07-15.zip", "--yes", **new)
    assert back.returncode == 0, back.stderr
    for command in (("overdue", "--json"), ("list", "--json"), ("history", "--json")):
        assert run(*command, **new).stdout == run(*command, **day).stdout != ""
    assert json.loads(run("overdue", "--json", **new).stdout)
    last = json.loads(run("history", "--json", **day).stdout)[0]
    for who in (day, new):
        assert run("undo", "--change", str(last["id"]), **who).returncode == 0
    assert run("show", "5", **new).stdout.splitlines()[:5] == run("show", "5", **day).stdout.splitlines()[:5]
