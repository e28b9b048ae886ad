"""The first use on a real terminal: two questions, asked once, and never where nobody can answer."""

from __future__ import annotations

import os
import pty
import select
import stat
import time
import tomllib
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.program import COMMAND, PATIENCE
from tests.refusals import says

pytestmark = pytest.mark.only_on("sqlite", because="the first use makes a new file")
NAME = "Họ tên người cập nhật?"
PLACE = "Dữ liệu lưu ở đâu?"
ENTER = "\n"
CTRL_C, CTRL_D = "\x03", "\x04"


def talk(home: Path, arguments: list[str], *typed: str, **environment: str) -> tuple[int, str]:
    """Run the command on a terminal, type one answer at each question; return exit code and what was shown."""
    unwanted = ("CCHC_", "XDG_", "COLUMNS", "LOGNAME", "USER", "LNAME")
    clean = {n: v for n, v in os.environ.items() if not n.startswith(unwanted)}
    known = {"HOME": str(home), "TERM": "xterm", "COLUMNS": "400", "LOGNAME": "an.nguyen"}
    child, master = pty.fork()
    if child == 0:
        os.chdir(home)
        os.execve(COMMAND, [COMMAND, *arguments], {**clean, **known, **environment})
    shown, seen, answers, deadline = "", 0, list(typed), time.monotonic() + PATIENCE
    raw = b""
    while time.monotonic() < deadline:
        if not select.select([master], [], [], 0.1)[0]:
            continue
        try:
            raw += os.read(master, 65536)
        except OSError:
            break
        shown = raw.decode("utf-8", "replace").replace("\r\n", "\n")
        if answers and shown[seen:].rstrip("\n").endswith(("] ", "? ")):
            seen = len(shown)
            os.write(master, answers.pop(0).encode())
    status = os.waitpid(child, 0)[1]
    os.close(master)
    assert not answers, shown
    return os.waitstatus_to_exitcode(status), shown


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "nhà của An"
    folder.mkdir()
    return folder


def config_of(home: Path) -> Path:
    return home / ".config/cchc-tasks/config.toml"


def kept(home: Path) -> dict[str, object]:
    return tomllib.loads(config_of(home).read_text(encoding="utf-8"))


def test_both_answers_are_kept_and_used_at_once(home: Path) -> None:
    code, shown = talk(home, ["db", "info"], "Nguyễn Văn An\n", "~/CCHC/\n")
    place = home / "CCHC/cchc-tasks.sqlite3"
    assert code == 0
    assert f"{NAME} [an.nguyen] " in shown
    assert f"{PLACE} [{home}/.local/share/cchc-tasks/cchc-tasks.sqlite3] " in shown
    assert f"Đã ghi vào {config_of(home)}; đổi lại bằng cách sửa tệp này." in shown
    assert kept(home) == {"actor": "Nguyễn Văn An", "db": str(place)}
    assert place.exists()
    assert not (home / ".local/share").exists()
    assert stat.S_IMODE(config_of(home).stat().st_mode) == 0o600
    assert [path.name for path in config_of(home).parent.iterdir()] == ["config.toml"]


def test_nothing_is_asked_a_second_time(home: Path) -> None:
    assert talk(home, ["plans"], ENTER, ENTER)[0] == 0
    code, shown = talk(home, ["plans"])
    assert code == 0
    assert "?" not in shown


def test_enter_takes_what_stands_in_brackets(home: Path) -> None:
    code, _ = talk(home, ["plans"], ENTER, ENTER)
    place = home / ".local/share/cchc-tasks/cchc-tasks.sqlite3"
    assert code == 0
    assert place.exists()
    assert kept(home) == {"actor": "an.nguyen", "db": str(place)}


def test_the_name_of_the_answer_stands_in_the_log_of_this_very_run(home: Path) -> None:
    (home / "mot.tsv").write_text("STT\tNhiệm vụ\tCơ quan chủ trì\tThời gian\n1\tLàm\tSở Tư pháp\tQuý II/2022\n")
    words = ["import", "mot.tsv", "--year", "2022", "--plan", "M", "--title", "Kế hoạch"]
    assert talk(home, words, "Trần Thị Bình\n", ENTER)[0] == 0
    assert "Trần Thị Bình" in talk(home, ["history"])[1]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("  Lê   Văn\tC \n", "Lê Văn C"),
        ("Nguye\u0302\u0303n\n", "Nguyễn"),
        ('An "Tư" \\ Nội vụ\n', 'An "Tư" \\ Nội vụ'),
        ("\x1b[DHòa\x1b[31m\x07\u202e\n", "Hòa"),
    ],
    ids=["khoảng trắng", "chữ rời dấu", "dấu nháy", "ký tự điều khiển"],
)
def test_a_name_is_kept_as_it_reads(home: Path, typed: str, name: str) -> None:
    assert talk(home, ["plans"], typed, ENTER)[0] == 0
    assert kept(home)["actor"] == name


def test_an_empty_name_is_asked_again(home: Path) -> None:
    code, shown = talk(home, ["plans"], "   \n", "\x1b[A\n", "An\n", ENTER)
    assert code == 0
    assert shown.count(NAME) == 3
    assert kept(home)["actor"] == "An"
    assert talk(home, ["plans"])[0] == 0


def test_enter_alone_names_nobody_where_there_is_no_login_name(home: Path) -> None:
    code, shown = talk(home, ["plans"], ENTER, "An\n", ENTER, LOGNAME="")
    assert code == 0
    assert f"{NAME} \n" in shown


def test_a_folder_that_is_there_means_a_file_in_it(home: Path) -> None:
    (home / "o đĩa").mkdir()
    assert talk(home, ["plans"], ENTER, "o đĩa\n")[0] == 0
    assert kept(home)["db"] == str(home / "o đĩa/cchc-tasks.sqlite3")
    assert (home / "o đĩa/cchc-tasks.sqlite3").exists()


@pytest.mark.parametrize(
    ("place", "why"),
    [
        ("postgresql://an:bi-mat@may-chu/cchc", "PGPASSWORD"),
        ("postgresql://may-chu/cchc?password=bi-mat", "CCHC_TASKS_DB"),
        ("mysql://may-chu/cchc", "mysql"),
        ("/dev/null", "/dev/null"),
        ("/etc/passwd/cchc.sqlite3", "/etc/passwd"),
        ("~/ke-hoach.xlsx", "loại tệp .sqlite3"),
    ],
    ids=["mật khẩu", "mật khẩu trong tham số", "loại lạ", "không phải tệp", "không ghi được", "tên tệp loại khác"],
)
def test_a_place_that_will_not_do_is_refused_with_the_reason_and_asked_again(home: Path, place: str, why: str) -> None:
    code, shown = talk(home, ["plans"], ENTER, place + "\n", "~/duoc.sqlite3\n")
    assert code == 0
    between = shown.split(PLACE)[1].split("\n", 1)[1]
    assert why in between
    assert kept(home)["db"] == str(home / "duoc.sqlite3")


def test_a_server_without_a_password_is_kept(home: Path) -> None:
    code, _ = talk(home, ["plans"], ENTER, "postgresql://an@127.0.0.1:1/cchc\n")
    assert code == 6
    assert kept(home)["db"] == "postgresql://an@127.0.0.1:1/cchc"


def test_a_network_drive_is_refused_with_the_reason() -> None:
    from cchc_tasks.cli import first_use
    from cchc_tasks.errors import DatabaseError

    def on_nfs(path: str) -> None:
        raise DatabaseError(f"{path} nằm trên ổ đĩa mạng (nfs)", "Đặt trên ổ đĩa của máy này.")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(first_use, "refuse_network_drive", on_nfs)
        with pytest.raises(DatabaseError, check=says("ổ đĩa mạng")):
            first_use._problem_of("/mnt/chung/cchc.sqlite3")


@pytest.mark.parametrize("key", [CTRL_C, CTRL_D], ids=["Ctrl-C", "hết đầu vào"])
@pytest.mark.parametrize("question", [1, 2])
def test_who_stops_leaves_nothing_behind(home: Path, key: str, question: int) -> None:
    code, shown = talk(home, ["plans"], *([ENTER] * (question - 1)), key)
    assert code == 130
    assert "Đã dừng theo yêu cầu." in shown
    assert "Traceback" not in shown
    assert list(home.iterdir()) == []


def test_a_person_who_was_named_is_not_asked(home: Path) -> None:
    for arguments, environment in ((["--actor", "An", "plans"], {}), (["plans"], {"CCHC_TASKS_ACTOR": "An"})):
        code, shown = talk(home, arguments, **environment)
        assert code == 0
        assert "?" not in shown
    assert not config_of(home).exists()


def test_the_place_is_not_asked_for_where_it_is_settled(home: Path, tmp_path: Path) -> None:
    code, shown = talk(home, ["--db", str(tmp_path / "a.sqlite3"), "plans"], "An\n")
    assert code == 0
    assert PLACE not in shown
    assert kept(home) == {"actor": "An"}


def test_a_database_that_is_there_already_stays_the_one(run: Run, tmp_path: Path) -> None:
    assert run("plans").returncode == 0
    code, shown = talk(tmp_path / "home", ["plans"], "An\n")
    assert code == 0
    assert PLACE not in shown


@pytest.mark.parametrize(
    "arguments",
    [["config"], ["deadline", "Quý II/2022", "--year", "2022"], ["completion", "bash"], ["--help"], ["plans", "--help"],
     ["--version"], ["db"], ["list", "--khong-co"]],
    ids=" ".join,
)  # fmt: skip
def test_what_needs_no_database_asks_nothing(home: Path, arguments: list[str]) -> None:
    _, shown = talk(home, arguments)
    assert NAME not in shown
    assert not config_of(home).exists()


def test_without_a_terminal_nothing_is_asked(run: Run, tmp_path: Path) -> None:
    done = run("plans", CCHC_TASKS_ACTOR="")
    assert done.returncode == 0
    assert "?" not in done.stderr
    assert not config_of(tmp_path / "home").exists()


def test_a_file_that_another_wrote_meanwhile_is_left_as_it_is(home: Path) -> None:
    config_of(home).parent.mkdir(parents=True)
    config_of(home).symlink_to("khong-co-tep-nay")
    code, shown = talk(home, ["plans"], ENTER, ENTER)
    assert code == 0
    assert "được giữ nguyên" in shown
    assert config_of(home).is_symlink()


def test_where_nothing_can_be_kept_the_answers_serve_this_run(home: Path) -> None:
    (home / ".config").write_text("một tệp ở chỗ của thư mục")
    code, shown = talk(home, ["plans"], ENTER, ENTER)
    assert code == 0
    assert "lần sau sẽ hỏi lại" in shown
