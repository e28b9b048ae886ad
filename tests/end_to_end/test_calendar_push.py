"""Deadlines on a real CalDAV server: created, updated, deleted; what is not ours stays, and nothing secret is told."""

from __future__ import annotations

import json
import re
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from tests.conftest import SAMPLES, Run
from tests.radicale_server import PASSWORD, USER, Radicale

TODAY = {"CCHC_TASKS_TODAY": "2022-07-15"}
SIGNED_IN = {"CCHC_TASKS_CALDAV_USER": USER, "CCHC_TASKS_CALDAV_PASSWORD": PASSWORD, **TODAY}
FOREIGN = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Somebody//Else//EN
BEGIN:VEVENT
UID:hop-giao-ban
DTSTAMP:20220101T000000Z
DTSTART;VALUE=DATE:20220720
SUMMARY:Họp giao ban
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture(scope="module")
def one_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Radicale]:
    radicale = Radicale(tmp_path_factory.mktemp("radicale"))
    yield radicale
    radicale.stop()


@pytest.fixture
def server(one_server: Radicale) -> Radicale:
    """The server with an empty calendar, started again where a test has ended it."""
    one_server.empty()
    return one_server.start()


@pytest.fixture
def office(run: Run) -> Run:
    run.given("import", SAMPLES / "ke_hoach_cchc_2022.txt", "--year", "2022", "--reported-on", "2022-06-15", **TODAY)
    return run


def push(office: Run, server: Radicale, *options: str, **environment: str) -> dict[str, int]:
    done = office("calendar", "push", server.url, "--json", *options, **{**SIGNED_IN, **environment})
    assert done.returncode == 0, done.stderr
    found: dict[str, int] = json.loads(done.stdout)
    return found


def uids(server: Radicale) -> list[str]:
    return [uid for text in server.texts().values() for uid in re.findall(r"^UID:(\S+)", text, re.MULTILINE)]


def of_title(server: Radicale, words: str) -> tuple[str, str]:
    """The one entry whose title holds the words: its file's name and its text, unfolded."""
    unfolded = {name: re.sub(r"\r?\n[ \t]", "", text) for name, text in server.texts().items()}
    [found] = [(name, text) for name, text in unfolded.items() if re.search(f"^SUMMARY:.*{words}", text, re.MULTILINE)]
    return found


def test_a_second_push_finds_every_deadline_right_and_writes_nothing(office: Run, server: Radicale) -> None:
    first = push(office, server)
    assert first["created"] == len(server.texts()) > 20
    before = server.texts()
    again = push(office, server)
    assert (again["created"], again["updated"], again["deleted"]) == (0, 0, 0)
    assert again["unchanged"] == first["created"]
    assert server.texts() == before


def test_what_is_re_dated_is_updated_in_its_place(office: Run, server: Radicale) -> None:
    push(office, server)
    before = server.texts()
    options = (
        "--milestone",
        "1",
        "--to",
        "2022-12-15",
        "--evidence",
        "Quyết định số 215/QĐ-UBND ngày 20/4/2022",
        "--reason",
        "chờ Bộ",
    )
    moved = office("extend", "10", *options, **TODAY)
    assert moved.returncode == 0, moved.stderr
    assert push(office, server)["updated"] == 1
    after = server.texts()
    assert after.keys() == before.keys()
    [changed] = [name for name, text in after.items() if text != before[name]]
    assert "DTSTART;VALUE=DATE:20221215" in after[changed]
    sequence = [int(re.findall(r"^SEQUENCE:(\d+)", texts[changed], re.MULTILINE)[0]) for texts in (before, after)]
    assert sequence[1] > sequence[0]
    assert len(set(uids(server))) == len(uids(server))


def test_what_was_withdrawn_is_deleted_and_foreign_entries_stay(office: Run, server: Radicale) -> None:
    (server.entries / "hop.ics").write_text(FOREIGN, encoding="utf-8")
    other_office = FOREIGN.replace("hop-giao-ban", f"{'0' * 32}@cchc-tasks")
    (server.entries / "khac.ics").write_text(other_office, encoding="utf-8")
    assert push(office, server)["foreign"] == 2
    assert office("undo", **TODAY).returncode == 0  # the import is taken back, the plan withdrawn
    done = push(office, server)
    assert (done["deleted"] > 20, done["foreign"]) == (True, 2)
    assert set(server.texts()) == {"hop.ics", "khac.ics"}


def test_a_dry_run_says_what_would_be_done_and_does_nothing(office: Run, server: Radicale) -> None:
    done = office("calendar", "push", server.url, "--dry-run", "--reports", **SIGNED_IN)
    assert re.match(r"Sẽ tạo \d+, sửa 0, xóa 0 mốc; 0 mốc vẫn đúng\.", done.stdout)
    assert server.texts() == {}


def test_reporting_days_come_and_go_with_the_option(office: Run, server: Radicale) -> None:
    plain = push(office, server)["created"]
    added = push(office, server, "--reports")["created"]
    assert added > 0
    assert push(office, server, "--reports")["unchanged"] == plain + added
    assert push(office, server)["deleted"] == added


def test_an_entry_that_is_changed_while_we_write_stays_as_it_was_changed(office: Run, server: Radicale) -> None:
    """The other person's change comes between our reading and our writing: If-Match refuses ours."""
    from cchc_tasks.calendars.caldav_server import CalendarAccount, ChangedMeanwhileError, open_calendar
    from cchc_tasks.calendars.published import entry_of

    push(office, server)
    with (
        open_calendar(server.url, CalendarAccount(USER, PASSWORD)) as ours,
        open_calendar(server.url, CalendarAccount(USER, PASSWORD)) as theirs,
    ):
        (remote, *_), (same, *_) = ours.entries(), theirs.entries()
        assert remote.entry is not None
        changed = entry_of(remote.entry.octets.replace(b"SUMMARY:", b"SUMMARY:Chuyen "))
        theirs.replace(same, changed, "Lịch")
        for act in (
            lambda: ours.replace(remote, remote.entry, "Lịch"),
            lambda: ours.delete(remote),
            lambda: ours.create(remote.entry, "Lịch"),
        ):
            with pytest.raises(ChangedMeanwhileError):
                act()
    assert sum("Chuyen" in text for text in server.texts().values()) == 1
    assert push(office, server)["updated"] == 1


def test_a_wrong_password_is_told_without_telling_it(office: Run, server: Radicale) -> None:
    wrong = "mat-khau-sai-7391"
    done = office("calendar", "push", server.url, **{**SIGNED_IN, "CCHC_TASKS_CALDAV_PASSWORD": wrong})
    assert done.returncode == 6
    assert "không nhận tên đăng nhập hoặc mật khẩu" in done.stderr
    assert wrong not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert server.texts() == {}


def test_without_a_password_and_a_person_nothing_is_sent(office: Run, server: Radicale) -> None:
    done = office("calendar", "push", server.url, **TODAY)
    assert (done.returncode, "CCHC_TASKS_CALDAV_PASSWORD" in done.stderr) == (2, True)


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://lich.example.vn/dav/", "qua http"),
        ("https://vanthu:bimat@lich.example.vn/dav/", "chứa mật khẩu"),
        ("ftp://lich.example.vn/", "không đúng"),
        ("https://[::1", "không đúng"),
        ("lich", "không đúng"),
    ],
)
def test_an_address_that_will_not_do_is_refused_before_anything_is_sent(office: Run, url: str, why: str) -> None:
    done = office("calendar", "push", url, **SIGNED_IN)
    assert done.returncode == 2
    assert why in done.stderr
    assert "bimat" not in done.stdout + done.stderr


def test_a_server_that_is_gone_is_told(office: Run, server: Radicale) -> None:
    server.stop()
    done = office("calendar", "push", server.url, **SIGNED_IN)
    assert (done.returncode, "Không nối được" in done.stderr) == (6, True)


class Nonsense(BaseHTTPRequestHandler):
    """A web server that is no calendar server: it answers everything alike."""

    status, body = 200, b""

    def answer(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.send_response(self.status)
        self.send_header("Content-Length", str(len(self.body)))
        self.end_headers()
        self.wfile.write(self.body)

    do_PROPFIND = do_REPORT = do_GET = do_OPTIONS = answer  # noqa: N815 - the library's way of naming methods

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.mark.parametrize(
    ("status", "body"), [(200, b"<html><br></html>"), (207, b"<<<"), (207, b""), (500, b"oops"), (200, b"")]
)
def test_a_web_server_that_is_no_calendar_server_is_told(office: Run, status: int, body: bytes) -> None:
    handler = type("Answers", (Nonsense,), {"status": status, "body": body})
    with HTTPServer(("127.0.0.1", 0), handler) as web:
        thread = threading.Thread(target=web.serve_forever)
        thread.start()
        done = office("calendar", "push", f"http://127.0.0.1:{web.server_port}/dav/", **SIGNED_IN)
        web.shutdown()
        thread.join()
    assert done.returncode == 6
    assert "từ chối hoặc trả lời sai quy cách" in done.stderr
    assert len(done.stderr.splitlines()) == 2, done.stderr


def test_a_place_without_a_calendar_is_told(office: Run, server: Radicale) -> None:
    done = office("calendar", "push", server.url.replace("/cchc/", "/khong-co/"), **SIGNED_IN)
    assert (done.returncode, "không có lịch nào" in done.stderr) == (4, True)
    home = office("calendar", "push", server.url.replace("/cchc/", "/"), **SIGNED_IN)
    assert (home.returncode, "không có lịch nào" in home.stderr) == (4, True)


def test_what_a_lost_connection_left_is_done_by_the_next_push(office: Run, server: Radicale) -> None:
    """The server dies while entries are being created: what was created stays, and is not created again."""
    stopped = threading.Event()

    def stop_half_way() -> None:
        while len(list(server.entries.glob("*.ics"))) < 5 and not stopped.wait(0.002):
            pass
        server.stop()

    watcher = threading.Thread(target=stop_half_way)
    watcher.start()
    done = office("calendar", "push", server.url, **SIGNED_IN)
    stopped.set()
    watcher.join()
    assert done.returncode == 6
    assert re.search(r"Trước khi dừng: Đã tạo \d+", done.stderr)
    there = len(server.texts())
    server.start()
    rest = push(office, server)
    assert rest["created"] > 0
    assert there <= rest["unchanged"] + 1
    assert len(set(uids(server))) == len(uids(server)) == rest["created"] + rest["unchanged"]


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    """A certificate that no authority of this machine has signed."""
    found = tmp_path / "may-chu.pem", tmp_path / "khoa.pem"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    command += ["-days", "2", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    subprocess.run([*command, "-out", found[0], "-keyout", found[1]], check=True, capture_output=True)
    return found


def test_a_certificate_that_nobody_vouches_for_is_refused_and_an_offices_own_is_taken(
    office: Run, tmp_path: Path, certificate: tuple[Path, Path]
) -> None:
    server = Radicale(tmp_path / "tls", certificate=certificate).start()
    try:
        done = office("calendar", "push", server.url, **SIGNED_IN)
        assert (done.returncode, "không được tin cậy" in done.stderr) == (6, True)
        assert server.texts() == {}
        assert push(office, server, "--ca-file", str(certificate[0]))["created"] > 20
    finally:
        server.stop()


def test_a_file_called_push_is_still_written(office: Run, tmp_path: Path) -> None:
    assert office("calendar", "./push.ics", **TODAY).returncode == 0
    assert (tmp_path / "push.ics").exists()
