"""The Tab key in real shells: what it offers, and that it never disturbs."""

from __future__ import annotations

import os
import pty
import select
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cchc_tasks.model.acts import Act
from cchc_tasks.storage.database import Database
from tests.conftest import Fresh
from tests.faults import another_writer
from tests.program import COMMAND, PATIENCE, Run, machine

SHELLS = ("bash", "zsh", "fish", "powershell")
#: What a shell runs so that its line can be looked at: ^X d writes it to the file in $LINE; ^X r says that it listens.
RC = {
    "bash": r"""
PS1='SẴN> '
dump() { printf %s "$READLINE_LINE" >"$LINE.new"; mv "$LINE.new" "$LINE"; }
bind -x '"\C-xd": dump'
bind -x '"\C-xr": : >"$LINE.ready"'
""",
    "zsh": """
PS1='SẴN> '
dump() { print -rn -- "$BUFFER" >$LINE.new; mv $LINE.new $LINE }
ready() { : >$LINE.ready }
zle -N dump
zle -N ready
bindkey -e
bindkey '^Xd' dump
bindkey '^Xr' ready
""",
    "fish": r"""
function fish_prompt; echo 'SẴN> '; end
bind \cxd 'commandline >$LINE.new; mv $LINE.new $LINE'
bind \cxr 'echo >$LINE.ready'
""",
}
PLANS = {
    "CCHC-2022": [
        ("1", "Ban hành kế hoạch kiểm tra, rà soát", "Sở Tư pháp", "Văn phòng"),
        ("2", "Mua 'máy' \"mới\"; $HOME", "Sở Nội vụ", "Sở Tư pháp"),
        ("33", "Sơ kết", "Văn phòng", "Ban Dân tộc & Tôn giáo"),
    ],
    "KP-2023": [("33", "Khắc phục", "Sở Nội vụ", "")],
}


def write_plan(path: Path, rows: list[tuple[str, str, str, str]]) -> Path:
    lines = ["STT\tNhiệm vụ\tCơ quan chủ trì\tCơ quan phối hợp\tThời gian thực hiện"]
    lines += ["\t".join((*row, "Quý II/2022")) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def environment(run: Run, **more: str) -> dict[str, str]:
    """What a shell of the person is started with."""
    clean = {n: v for n, v in machine().items() if not n.startswith(("COMP_", "LC_"))}
    path = f"{Path(COMMAND).parent}{os.pathsep}{clean['PATH']}"
    return {**clean, "HOME": str(run.home), "PATH": path, "LANG": "C.UTF-8", "TERM": "xterm", **more}


def needed(shell: str) -> str:
    program = shutil.which("pwsh" if shell == "powershell" else shell)
    if program is None:
        pytest.skip(f"{shell} is not installed here")
    return program


def office_with(fresh: Fresh, folder: Path, *codes: str) -> Iterator[Run]:
    """The program in a home whose database has these plans: its own file, or a shared one that its settings name."""
    with fresh() as database:
        run = Run(folder, "" if database.is_sqlite else database.location)
        for code in codes:
            plan = write_plan(folder / f"{code}.tsv", PLANS[code])
            done = run("import", plan, "--year", code[-4:], "--plan", code, "--title", f"Kế hoạch năm {code[-4:]}")
            assert done.returncode == 0, done.stderr
        yield run


@pytest.fixture(scope="module")
def one_plan(fresh: Fresh, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    yield from office_with(fresh, tmp_path_factory.mktemp("mot"), "CCHC-2022")


@pytest.fixture(scope="module")
def two_plans(fresh: Fresh, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    yield from office_with(fresh, tmp_path_factory.mktemp("hai"), "CCHC-2022", "KP-2023")


@pytest.fixture
def nobody(tmp_path: Path) -> Run:
    """The program in an empty home, asked by shells of somebody who has never used it."""
    run = Run(tmp_path)
    del run.settings["CCHC_TASKS_ACTOR"]
    return run


def question(shell: str, *words: str) -> dict[str, str]:
    """The environment in which a shell's script asks; the last word is the one being typed."""
    return {
        "_CCHC_TASKS_COMPLETE": f"{shell}_complete",
        "COMP_WORDS": "\n".join(("cchc-tasks", *words)),
        "COMP_CWORD": str(len(words)),
    }


def asked(shell: str, run: Run, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Ask the program as a shell's script does."""
    return run(**question(shell, *words), **more)


def offered(run: Run, *words: str, **more: str) -> dict[str, str]:
    """What is offered, with its meaning, in the plainest of the protocols."""
    done = asked("zsh", run, *words, **more)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()[1:]
    return dict(zip(lines[1::3], lines[2::3], strict=True))


def test_commands_options_and_choices_are_known(nobody: Run) -> None:
    assert {"overdue", "import", "completion"} <= set(offered(nobody, ""))
    assert set(offered(nobody, "ov")) == {"overdue"}
    assert "--unit" in offered(nobody, "overdue", "--un")
    assert set(offered(nobody, "list", "--role", "")) == {"lead", "support", "any"}
    assert set(offered(nobody, "db", "in")) == {"info"}


@pytest.mark.parametrize("shell", SHELLS)
def test_the_installed_command_answers_as_main_does(one_plan: Run, shell: str) -> None:
    asks = question(shell, "overdue", "--unit", "so tu")
    started, here = one_plan.installed(**asks), one_plan(**asks)
    assert (started.returncode, started.stdout, started.stderr) == (here.returncode, here.stdout, here.stderr)
    assert "Tư" in started.stdout


def test_a_task_is_offered_by_its_number_with_its_title(one_plan: Run) -> None:
    assert offered(one_plan, "show", "") == {
        "1": "Ban hành kế hoạch kiểm tra, rà soát",
        "2": "Mua 'máy' \"mới\"; $HOME",
        "33": "Sơ kết",
    }
    assert set(offered(one_plan, "show", "3")) == {"33"}
    assert set(offered(one_plan, "show", "cchc-2022/3")) == {"CCHC-2022/33"}
    assert set(offered(one_plan, "show", "33", "")) == {"1", "2"}


def test_where_several_plans_are_in_force_a_task_is_offered_with_its_plan(two_plans: Run) -> None:
    assert set(offered(two_plans, "show", "33")) == {"CCHC-2022/33", "KP-2023/33"}
    assert set(offered(two_plans, "history", "kp")) == {"KP-2023/33"}
    assert set(offered(two_plans, "show", "--plan", "kp-2023", "")) == {"33"}


def test_plan_codes_are_offered_with_their_titles(two_plans: Run) -> None:
    both = {"CCHC-2022": "Kế hoạch năm 2022", "KP-2023": "Kế hoạch năm 2023"}
    for command in ("overdue", "show", "history", "import"):
        assert offered(two_plans, command, "--plan", "") == both
    assert set(offered(two_plans, "list", "--plan=k")) == {"--plan=KP-2023"}
    assert set(offered(two_plans, "list", "--plan", "2023")) == {"KP-2023"}


@pytest.mark.parametrize("typed", ["so tu", "SO TU", "Sở Tư", "sở tư pháp", "tu phap", "so\u031b\u0309 tu"])
def test_a_unit_is_found_however_it_is_typed(one_plan: Run, typed: str) -> None:
    assert set(offered(one_plan, "overdue", "--unit", f'"{typed}')) == {"Sở Tư pháp"}


def test_the_database_of_the_same_line_is_looked_into(one_plan: Run, nobody: Run) -> None:
    assert offered(nobody, "--db", one_plan.location, "list", "--plan", "") != {}
    assert offered(nobody, "list", "--plan", "", CCHC_TASKS_DB=one_plan.location) != {}


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"CCHC_TASKS_DB": "postgresql://khong-co@127.0.0.1:1/khong-co"},
        {"CCHC_TASKS_DB": "mysql://khong"},
        {"CCHC_TASKS_DB": "/dev/null"},
        {"CCHC_TASKS_TODAY": "hôm qua"},
        {"CCHC_TASKS_CONFIG": "/dev/null/khong"},
    ],
    ids=["không có dữ liệu", "không có máy chủ", "loại lạ", "không phải tệp", "ngày sai", "cấu hình sai"],
)
@pytest.mark.parametrize("shell", SHELLS)
def test_where_anything_is_wrong_nothing_is_offered_and_nothing_is_said(
    nobody: Run, shell: str, settings: dict[str, str]
) -> None:
    for words in (("show", ""), ("list", "--unit", "s"), ("list", "--plan", ""), ("nothing", "here", "")):
        done = asked(shell, nobody, *words, **settings)
        assert (done.returncode, done.stdout.strip(), done.stderr) in [(0, "", ""), (0, "insert", "")]
    assert list(nobody.home.iterdir()) == []


def test_words_that_end_the_program_are_not_obeyed(nobody: Run) -> None:
    assert set(offered(nobody, "overdue", "--help", "--uni")) == {"--unit"}
    assert "overdue" in offered(nobody, "--version", "over")


@pytest.mark.only_on("sqlite", because="the bytes of the file are compared")
def test_looking_changes_no_byte_of_the_database(one_plan: Run) -> None:
    database = Path(one_plan.location)
    before = database.read_bytes()
    assert offered(one_plan, "list", "--unit", "so") != {}
    assert database.read_bytes() == before
    assert [path.name for path in database.parent.iterdir()] == [database.name]


def test_another_writer_is_not_waited_for(one_plan: Run) -> None:
    with another_writer(Database(one_plan.location)):
        assert set(offered(one_plan, "list", "--unit", "so")) == {"Sở Nội vụ", "Sở Tư pháp"}


def test_a_server_that_never_answers_is_not_waited_for(nobody: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        place = f"postgresql://ai@127.0.0.1:{server.getsockname()[1]}/khong"
        begun = time.monotonic()
        assert offered(nobody, "list", "--plan", "", CCHC_TASKS_DB=place) == {}
        assert time.monotonic() - begun < 8


def test_values_that_a_terminal_would_obey_are_not_offered(run: Run, tmp_path: Path) -> None:
    plan = write_plan(tmp_path / "xau.tsv", [("1", "Tên\x1b[31m đỏ", "Sở Tư\x1b[2J pháp", "")])
    assert run("import", plan, "--year", "2022", "--plan", "X").returncode == 0
    for shell in SHELLS:
        for words in (("show", ""), ("list", "--unit", "")):
            assert "\x1b" not in asked(shell, run, *words).stdout


def test_both_databases_offer_the_same(database: Database, act: Act, tmp_path: Path) -> None:
    from datetime import date

    from cchc_tasks.model.deadline import Period
    from cchc_tasks.model.interpreted_plan import ImportRequest
    from cchc_tasks.plans.plan_import import import_plan
    from cchc_tasks.tracking.suggestions import Suggestion, suggest_plans, suggest_tasks, suggest_units

    plan = write_plan(tmp_path / "mot.tsv", PLANS["CCHC-2022"])
    period = Period(date(2022, 1, 1), date(2022, 12, 31))
    import_plan(database, ImportRequest(path=plan, code="CCHC-2022", title="Kế hoạch", period=period), act)
    assert suggest_plans(database, "cc") == [Suggestion("CCHC-2022", "Kế hoạch")]
    assert suggest_tasks(database, "3") == [Suggestion("33", "Sơ kết")]
    assert suggest_tasks(database, "CCHC-2022/1") == [Suggestion("CCHC-2022/1", "Ban hành kế hoạch kiểm tra, rà soát")]
    assert suggest_tasks(database, "%") == []
    assert [offer.value for offer in suggest_units(database, "so")] == ["Sở Nội vụ", "Sở Tư pháp"]


@pytest.mark.only_on("sqlite", because="no database is opened")
@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_goes_to_stdout_and_how_to_install_it_to_stderr(run: Run, shell: str) -> None:
    done = run("completion", shell)
    assert done.returncode == 0
    assert done.stdout.isascii()
    assert "_CCHC_TASKS_COMPLETE" in done.stdout
    assert f"cchc-tasks completion {shell} >" in done.stderr


@pytest.mark.only_on("sqlite", because="no database is opened")
def test_an_unknown_shell_is_refused_with_the_known_ones(run: Run) -> None:
    done = run("completion", "cmd")
    assert done.returncode == 2
    assert "bash, zsh, fish, powershell" in done.stderr


@pytest.mark.only_on("sqlite", because="what the shell does with the offers is the subject")
def test_bash_gets_a_name_with_blanks_as_one_word(one_plan: Run) -> None:
    assert reply_of_bash(one_plan, "overdue", "--unit", "tu") == ["Sở\\ Tư\\ pháp"]
    assert reply_of_bash(one_plan, "overdue", "--unit", '"so tu') == ["Sở Tư pháp"]
    assert reply_of_bash(one_plan, "overdue", "--unit", "so\\ tu") == ["Sở\\ Tư\\ pháp"]
    assert reply_of_bash(one_plan, "overdue", "--unit", "=", "so") == ["Sở\\ Nội\\ vụ", "Sở\\ Tư\\ pháp"]
    assert reply_of_bash(one_plan, "overdue", "--unit", "ban") == ["Ban\\ Dân\\ tộc\\ \\&\\ Tôn\\ giáo"]
    assert reply_of_bash(one_plan, "overdue", "--unit", "'Sở Tư pháp'", "--ro") == ["--role"]


def reply_of_bash(run: Run, *words: str) -> list[str]:
    """Source the script in bash and call its function as bash does."""
    bash = needed("bash")
    program = (
        'eval "$(cchc-tasks completion bash 2>/dev/null)"; COMP_WORDS=(cchc-tasks "$@"); COMP_CWORD=$#; '
        'function=$(complete -p cchc-tasks | sed "s/.*-F \\([^ ]*\\).*/\\1/"); '
        '"$function"; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    done = subprocess.run(
        [bash, "--norc", "-c", program, "bash", *words],
        capture_output=True, encoding="utf-8", timeout=60, check=False, env=environment(run),
    )  # fmt: skip
    assert done.stderr == ""
    return done.stdout.splitlines()


def line_after(shell: str, run: Run, typed: str, folder: Path) -> str:
    """Type into the interactive shell and return what stands in its line then."""
    program = needed(shell)
    rc = folder / (".zshrc" if shell == "zsh" else f"rc.{shell}")
    rc.write_text(run("completion", shell).stdout + RC[shell], encoding="utf-8")
    line = folder / "line"
    ready = folder / "line.ready"
    arguments = {
        "bash": [program, "--noprofile", "--rcfile", str(rc), "-i"],
        "zsh": [program, "-d", "-i"],
        "fish": [program, "--no-config", "--init-command", f"source '{rc}'", "-i"],
    }[shell]
    child, master = pty.fork()
    if child == 0:
        os.chdir(folder)
        os.execve(program, arguments, environment(run, LINE=str(line), ZDOTDIR=str(folder)))
    shown, deadline, keys = b"", time.monotonic() + PATIENCE, typed.encode() + b"\x18d"
    while time.monotonic() < deadline and not line.exists():
        if select.select([master], [], [], 0.02)[0]:
            shown += os.read(master, 65536)
        elif keys and ready.exists():
            os.write(master, keys)
            keys = b""
        elif keys and "SẴN> ".encode() in shown:
            os.write(master, b"\x18r")  # the prompt is drawn a moment before the line editor listens
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(master)
    assert line.exists(), shown.decode("utf-8", "replace")
    return line.read_text(encoding="utf-8").rstrip("\n")


@pytest.mark.only_on("sqlite", because="what the shell does with the offers is the subject")
@pytest.mark.parametrize("shell", ["bash", "zsh"])
@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("overdue --unit tu", r"overdue --unit Sở\ Tư\ pháp "),
        ("overdue --unit=tu", r"overdue --unit=Sở\ Tư\ pháp "),
        ("overdue --unit so", "overdue --unit Sở\\ "),
        ("overdue --unit 'so tu", "overdue --unit 'Sở Tư pháp' "),
        ("list --unit ban", r"list --unit Ban\ Dân\ tộc\ \&\ Tôn\ giáo "),
        ("overd", "overdue "),
        ("show cchc-2022/3", "show CCHC-2022/33 "),
        ("import mo", "import mot.tsv "),
    ],
    ids=[
        "tên có khoảng trắng",
        "sau dấu bằng",
        "phần chung",
        "trong dấu nháy",
        "ký tự đặc biệt",
        "lệnh",
        "mã nhiệm vụ",
        "tệp",
    ],
)
def test_a_key_completes_the_line(one_plan: Run, tmp_path: Path, shell: str, typed: str, wanted: str) -> None:
    (tmp_path / "mot.tsv").touch()
    assert line_after(shell, one_plan, f"cchc-tasks {typed}\t", tmp_path) == f"cchc-tasks {wanted}"


@pytest.mark.only_on("sqlite", because="what the shell does with the offers is the subject")
@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("overdue --unit tu", r"overdue --unit So\ Tu\ phap "),
        ("overdue --unit=so\\ tu", r"overdue --unit=So\ Tu\ phap "),
        ("overdue --unit 'Sở Tư", "overdue --unit 'Sở Tư pháp' "),
        ("overd", "overdue "),
        ("show cchc-2022/3", "show CCHC-2022/33 "),
        ("import mo", "import mot.tsv "),
    ],
    ids=["tên có khoảng trắng", "sau dấu bằng", "trong dấu nháy", "lệnh", "mã nhiệm vụ", "tệp"],
)
def test_fish_completes_with_the_letters_that_were_typed(
    one_plan: Run, tmp_path: Path, typed: str, wanted: str
) -> None:
    (tmp_path / "mot.tsv").touch()
    assert line_after("fish", one_plan, f"cchc-tasks {typed}\t", tmp_path) == f"cchc-tasks {wanted}"


@pytest.mark.only_on("sqlite", because="what the shell does with the offers is the subject")
@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_a_key_never_takes_away_what_was_typed(two_plans: Run, tmp_path: Path, shell: str) -> None:
    typed = "cchc-tasks show 33"
    assert line_after(shell, two_plans, typed + "\t", tmp_path) == typed


@pytest.mark.only_on("sqlite", because="what the shell does with the offers is the subject")
def test_fish_lists_what_it_can_match(one_plan: Run) -> None:
    fish = needed("fish")

    def listed(typed: str) -> list[str]:
        program = f"cchc-tasks completion fish 2>/dev/null | source; complete -C '{typed}'"
        done = subprocess.run(
            [fish, "--no-config", "-c", program],
            capture_output=True, encoding="utf-8", timeout=60, check=False, env=environment(one_plan),
        )  # fmt: skip
        assert done.stderr == ""
        return done.stdout.splitlines()

    assert listed("cchc-tasks overdue --unit so") == ["So Noi vu\tSở Nội vụ", "So Tu phap\tSở Tư pháp"]
    assert listed("cchc-tasks overdue --unit sở") == ["Sở Nội vụ", "Sở Tư pháp"]
    assert listed("cchc-tasks overdue --unit Sở\\ tu") == ["Sở tu pháp\tSở Tư pháp"]
    assert listed("cchc-tasks show 3") == ["33\tSơ kết"]


@pytest.mark.only_on("sqlite", because="what the shell does with the offers is the subject")
def test_powershell_completes_with_quotes(one_plan: Run) -> None:
    pwsh = needed("powershell")
    program = (
        "cchc-tasks completion powershell 2>$null | Out-String | Invoke-Expression; "
        "$line = 'cchc-tasks overdue --unit so'; "
        "[Console]::OutputEncoding = [Text.Encoding]::UTF8; "
        "(TabExpansion2 $line $line.Length).CompletionMatches.CompletionText"
    )
    done = subprocess.run(
        [pwsh, "-NoProfile", "-NonInteractive", "-Command", program],
        capture_output=True, encoding="utf-8", timeout=120, check=False, env=environment(one_plan),
    )  # fmt: skip
    assert done.stdout.splitlines() == ["'Sở Nội vụ'", "'Sở Tư pháp'"]


def test_powershell_is_sent_values_in_its_own_quotes(one_plan: Run) -> None:
    lines = asked("powershell", one_plan, "overdue", "--unit", "so tu").stdout.splitlines()
    assert lines == ["plain\t'Sở Tư pháp'\tSở Tư pháp\tSở Tư pháp"]
    assert asked("powershell", one_plan, "overdue", "--unit=so tu").stdout.startswith("plain\t'--unit=Sở Tư pháp'\t")


def test_overdue_pays_for_none_of_it(one_plan: Run) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "cchc_tasks", "overdue"],
        capture_output=True, encoding="utf-8", timeout=60, check=True, env=environment(one_plan),
    )  # fmt: skip
    assert "cchc_tasks.cli.main" in done.stderr
    for module in (
        "shell_completion",
        "cchc_tasks.cli.completion_values",
        "cchc_tasks.cli.shell_completion",
        "first_use",
    ):
        assert module not in done.stderr
