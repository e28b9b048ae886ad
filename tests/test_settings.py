"""Settings: which value holds, where it came from, and what is said about a bad one."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import platformdirs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_tasks.database_address import shown_db
from cchc_tasks.errors import UsageError
from cchc_tasks.messages.problem_messages import sentence_of
from cchc_tasks.report_settings import Office, PeriodRule, Periods
from cchc_tasks.settings import Settings, load_settings
from tests.refusals import hint_text, message_text

ROOT = Path(__file__).parents[1]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def load(
    folder: Path, environ: dict[str, str] | None = None, config: str | bytes | None = None, **options: object
) -> Settings:
    """Return the settings with `config` as config.toml in the folder, which is home, config and data directory."""
    if config is not None:
        (folder / "config.toml").write_bytes(config.encode() if isinstance(config, str) else config)
    home = {"HOME": str(folder)}
    return load_settings(home | (environ or {}), options, config_dir=str(folder), data_dir=str(folder))


def origin_of(settings: Settings, name: str) -> tuple[str, str]:
    return settings.origins[name].kind, settings.origins[name].where


def refusal(
    folder: Path, environ: dict[str, str] | None = None, config: str | bytes | None = None, **options: object
) -> str:
    with pytest.raises(UsageError) as caught:
        load(folder, environ, config, **options)
    return f"{message_text(caught.value)} {hint_text(caught.value)}"


def test_where_nothing_is_set_the_defaults_hold(folder: Path) -> None:
    settings = load(folder)
    assert settings.db == str(folder / "cchc-tasks.sqlite3")
    assert (settings.org, settings.actor, settings.today) == (None, None, None)
    assert (settings.color, settings.due_soon_days, settings.move_to_working_day) == ("auto", 15, False)
    assert (settings.day_off_corrections, settings.alarms) == ({}, (7, 1))
    assert settings.config_file == str(folder / "config.toml")
    assert not settings.config_found
    assert {origin.kind for origin in settings.origins.values()} == {"default"}
    assert settings.warnings == []


def test_every_value_can_stand_in_the_file(folder: Path) -> None:
    settings = load(
        folder,
        config="""
        db = "postgresql://may-chu/cchc"
        org = "Sở Nội vụ"
        actor = "Phòng CCHC"
        color = "never"
        due_soon_days = 10
        move_to_working_day = true
        alarms = [1, 14, 1]
        backup_dir = "/mnt/sao-luu"
        backup_keep = 7
        nothing_arisen = "left_out"
        rate_decimals = 1
        [day_off_corrections]
        2026-01-02 = "off"
        2026-01-10 = "work"
        [office]
        name = "Sở Nội vụ"
        symbol = "SNV"
        [report_periods]
        source = "Công văn số 12/SNV-CCHC"
        "6 tháng" = { first = "15/12", last = "14/6", due = "20/6" }
        [scoring]
        source = "Quyết định số 34/QĐ-UBND"
        bands = [{ from = 80, points = 1.5 }, { from = 100, points = 2 }]
        """,
    )
    assert (settings.db, settings.org, settings.actor) == ("postgresql://may-chu/cchc", "Sở Nội vụ", "Phòng CCHC")
    assert (settings.color, settings.due_soon_days, settings.move_to_working_day) == ("never", 10, True)
    assert settings.alarms == (14, 1)
    assert (settings.backup_dir, settings.backup_keep) == ("/mnt/sao-luu", 7)
    assert (settings.nothing_arisen, settings.rate_decimals) == ("left_out", 1)
    assert settings.day_off_corrections == {date(2026, 1, 2): "off", date(2026, 1, 10): "work"}
    assert settings.office == Office(name="Sở Nội vụ", symbol="SNV")
    rule = PeriodRule("6 tháng", (12, 15), (6, 14), (6, 20))
    assert settings.report_periods == Periods((rule,), "Công văn số 12/SNV-CCHC")
    assert settings.scoring is not None
    assert [settings.scoring.points(part, 100) for part in (79, 80, 100)] == [0, Decimal("1.5"), 2]
    file = ("file", str(folder / "config.toml"))
    from_file = {name for name in settings.origins if origin_of(settings, name) == file}
    assert from_file == set(settings.origins) - {"config", "today"}
    assert settings.config_found
    assert settings.warnings == []


@pytest.mark.parametrize(
    ("name", "variable", "from_option", "from_environment", "from_file"),
    [
        ("db", "CCHC_TASKS_DB", "/a.db", "/b.db", "/c.db"),
        ("actor", "CCHC_TASKS_ACTOR", "An", "Bình", "Chi"),
        ("color", "NO_COLOR", "always", "never", "auto"),
    ],
)
def test_an_option_beats_the_environment_which_beats_the_file(
    name: str, variable: str, from_option: str, from_environment: str, from_file: str, folder: Path
) -> None:
    environ = {variable: from_environment, "USER": "an"}
    config = f'{name} = "{from_file}"'
    settings = load(folder, environ, config, **{name: from_option})
    assert (getattr(settings, name), origin_of(settings, name)) == (from_option, ("option", f"--{name}"))
    settings = load(folder, environ, config, **{name: None})
    assert (getattr(settings, name), origin_of(settings, name)) == (from_environment, ("environment", variable))
    settings = load(folder, {variable: "", "USER": "an"}, config)
    assert (getattr(settings, name), origin_of(settings, name)) == (from_file, ("file", settings.config_file))


def test_the_actor_is_the_login_name_where_nobody_is_named(folder: Path) -> None:
    settings = load(folder, {"USERNAME": "ba", "USER": "an"})
    assert (settings.actor, origin_of(settings, "actor")) == ("an", ("environment", "USER"))


def test_today_comes_from_the_environment_alone(folder: Path) -> None:
    settings = load(folder, {"CCHC_TASKS_TODAY": "2022-07-15"}, 'today = "2020-01-01"')
    assert settings.today == date(2022, 7, 15)
    assert len(settings.warnings) == 1


def test_the_file_can_be_named_by_the_environment_and_its_absence_is_warned_of(folder: Path) -> None:
    (folder / "khác.toml").write_text("due_soon_days = 3", encoding="utf-8")
    settings = load(folder, {"CCHC_TASKS_CONFIG": "~/khác.toml"}, "due_soon_days = 4")
    assert settings.due_soon_days == 3
    assert origin_of(settings, "config") == ("environment", "CCHC_TASKS_CONFIG")
    missing = load(folder, {"CCHC_TASKS_CONFIG": "/không/có.toml"})
    assert missing.due_soon_days == 15
    assert "/không/có.toml" in str(sentence_of(missing.warnings[0]))


@pytest.mark.parametrize(
    ("db", "expected"),
    [("việc.db", "{0}/việc.db"), ("~/a.db", "{0}/a.db"), ("/b.db", "/b.db"), ("sqlite:///c.db", "sqlite:///c.db")],
)
def test_a_database_path_in_the_file_is_seen_from_that_file(db: str, expected: str, folder: Path) -> None:
    assert load(folder, config=f'db = "{db}"').db == expected.format(folder)


def test_a_database_path_in_an_option_is_seen_from_where_the_program_was_started(folder: Path) -> None:
    assert load(folder, db="việc.db").db == "việc.db"


def test_a_file_as_notepad_writes_it_is_read(folder: Path) -> None:
    assert load(folder, config="\ufeffdue_soon_days = 7\r\nalarms = []\r\n".encode()).alarms == ()


@pytest.mark.parametrize(
    ("config", "words"),
    [
        ('org = "Sở"\ndb = \n', ["dòng 2, cột 6", "TOML"]),
        ('org = "Sở"\n\nalarms = [1,', ["dòng 3", "TOML"]),
        ("org = 'a'\norg = 'b'\n", ["dòng 2", "TOML"]),
        ('org = "Sở"\n# S\u1edf'.encode("utf-16-le"), ["dòng 1", "UTF-8"]),
        (b'org = "Sai"\nactor = "Tr\xe7n"\n', ["dòng 2", "UTF-8"]),
        ("\n\ndue_soon_days = 'mười'", ["dòng 3", "due_soon_days", "số nguyên"]),
        ("due_soon_days = true", ["dòng 1", "số nguyên"]),
        ("due_soon_days = -1", ["dòng 1", "số nguyên"]),
        ("alarms = [7, 'một']", ["dòng 1", "alarms"]),
        ("alarms = 7", ["dòng 1", "alarms"]),
        ("color = 'đỏ'", ["dòng 1", "auto, always hoặc never"]),
        ("move_to_working_day = 1", ["dòng 1", "true hoặc false"]),
        ("org = ''", ["dòng 1", "org"]),
        ("db = ['a']", ["dòng 1", "db"]),
        ("\n[day_off_corrections]\n2026-02-30 = 'off'", ["dòng 2", "day_off_corrections"]),
        ("[day_off_corrections]\n20260102 = 'off'", ["dòng 1", "2026-01-02"]),
        ("[day_off_corrections]\n2026-01-02 = 'nghỉ'", ["dòng 1", "work"]),
    ],
)
def test_a_broken_file_is_refused_with_its_name_and_the_line(
    config: str | bytes, words: list[str], folder: Path
) -> None:
    said = refusal(folder, config=config)
    assert [word for word in [str(folder / "config.toml"), *words] if word not in said] == []


def test_a_folder_in_the_files_place_is_refused_with_the_reason(folder: Path) -> None:
    (folder / "config.toml").mkdir()
    assert "thư mục" in refusal(folder)


@pytest.mark.parametrize("day", ["2022-02-30", "15/7/2022", "20220715", "2022-W28-5", "hôm nay"])
def test_a_today_that_is_no_iso_day_is_refused_with_the_variables_name(day: str, folder: Path) -> None:
    said = refusal(folder, {"CCHC_TASKS_TODAY": day})
    assert "CCHC_TASKS_TODAY" in said
    assert "2022-07-15" in said


def test_an_empty_option_is_refused_with_its_name(folder: Path) -> None:
    assert "--db" in refusal(folder, db="")


def test_a_name_that_means_nothing_is_a_warning_with_the_line_and_the_likely_name(folder: Path) -> None:
    settings = load(folder, config="org = 'Sở'\ndue_son_days = 3\n[xyz]\na = 1")
    assert settings.due_soon_days == 15
    assert "dòng 2" in str(sentence_of(settings.warnings[0]))
    assert "«due_soon_days»" in str(sentence_of(settings.warnings[0]))
    assert "dòng 3" in str(sentence_of(settings.warnings[1]))
    assert "«xyz»" in str(sentence_of(settings.warnings[1]))


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere platformdirs itself is asked")
@pytest.mark.parametrize(
    "environ",
    [
        {"HOME": "/home/cán bộ"},
        {"HOME": "/home/an/"},
        {"HOME": "/"},
        {"HOME": "/home/an", "XDG_CONFIG_HOME": "/c", "XDG_DATA_HOME": "/d/"},
        {"HOME": "/home/an", "XDG_CONFIG_HOME": "c", "XDG_DATA_HOME": ""},
        {"XDG_CONFIG_HOME": "~/c"},
        {},
        {"HOME": ""},
        {"HOME": "an"},
    ],
)
def test_the_directories_are_those_of_platformdirs(environ: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "ANDROID_ROOT"):
        monkeypatch.delenv(variable, raising=False)
    for variable, value in environ.items():
        monkeypatch.setenv(variable, value)
    settings = load_settings(environ, {})
    assert Path(settings.config_file) == Path(platformdirs.user_config_dir("cchc-tasks")) / "config.toml"
    assert Path(settings.db) == Path(platformdirs.user_data_dir("cchc-tasks")) / "cchc-tasks.sqlite3"


def test_where_linux_directories_do_not_hold_platformdirs_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cchc_tasks.settings.sys.platform", "win32")
    monkeypatch.setattr(platformdirs, "user_config_dir", lambda *_, **__: "/hỏi/cấu hình")
    monkeypatch.setattr(platformdirs, "user_data_dir", lambda *_, **__: "/hỏi/dữ liệu")
    settings = load_settings({"HOME": "/home/an"}, {})
    assert settings.config_file == "/hỏi/cấu hình/config.toml"
    assert settings.db == "/hỏi/dữ liệu/cchc-tasks.sqlite3"


@pytest.mark.parametrize(
    ("db", "expected"),
    [
        ("/home/an/a:b@c.sqlite3", "/home/an/a:b@c.sqlite3"),
        ("postgresql://may-chu/cchc", "postgresql://may-chu/cchc"),
        ("postgresql://an@may-chu:5432/cchc", "postgresql://an@may-chu:5432/cchc"),
        ("postgresql://an:mật@may-chu:5432/cchc", "postgresql://an:***@may-chu:5432/cchc"),
        ("postgresql+psycopg://an:m:ậ/t?@x@may-chu/c", "postgresql+psycopg://an:***@may-chu/c"),
        ("postgresql://may-chu/c?user=an&password=m@t", "postgresql://may-chu/c?user=an&password=***"),
        ("postgresql:///c?PASSWORD=x&sslpassword=y&a=1", "postgresql:///c?PASSWORD=***&sslpassword=***&a=1"),
    ],
)
def test_a_password_is_never_shown(db: str, expected: str) -> None:
    assert shown_db(db) == expected


@given(
    password=st.text("abcXYZ:/?&=@%#", min_size=1).map(lambda rest: f"MẬT{rest}KHẨU"),
    template=st.sampled_from(["x://u:{}@h:1/d", "x://u:{}@h/d?a=b", "x://:{}@h", "x://u:{}@h/d?password=1&b=c@d"]),
)
def test_no_part_of_any_password_is_shown(password: str, template: str) -> None:
    shown = shown_db(template.format(password))
    assert "MẬT" not in shown
    assert "KHẨU" not in shown


def test_a_refused_value_is_not_repeated_as_it_may_hold_a_password(folder: Path) -> None:
    assert "bí-mật" not in refusal(folder, config='db = ["postgresql://u:bí-mật@h/d"]')


def test_settings_and_tables_load_nothing_that_click_and_sqlite_have_not_loaded(tmp_path: Path) -> None:
    script = (
        "import sys, click, sqlite3; before = set(sys.modules)\n"
        "from cchc_tasks.settings import load_settings\n"
        "import cchc_tasks.cli.table_output\n"
        f"load_settings({{'HOME': {str(tmp_path)!r}}}, {{}})\n"
        "print(*sorted(set(sys.modules) - before))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == [
        "cchc_tasks",
        "cchc_tasks.cli",
        "cchc_tasks.cli.table_output",
        "cchc_tasks.errors",
        "cchc_tasks.settings",
        "cchc_tasks.text_cells",
    ]


@pytest.mark.parametrize(
    ("address", "account"),
    [
        ("postgresql://van%20thu:m%E1%BA%ADt@may-chu/cchc", "van thu"),
        ("postgresql://may-chu/cchc?user=lan", "lan"),
        ("postgresql://?service=cchc", None),
    ],
)
def test_who_acts_on_a_server_is_its_account_unless_somebody_is_named(address: str, account: str | None) -> None:
    environ = {"HOME": "/home/an", "USER": "an", "CCHC_TASKS_DB": address}
    settings = load_settings(environ, {}, config_dir="/khong-co", data_dir="/khong-co")
    assert (settings.actor, settings.origins["actor"].kind) == (account, "account")
    named = load_settings(environ | {"CCHC_TASKS_ACTOR": "Lan"}, {}, config_dir="/khong-co", data_dir="/khong-co")
    assert (named.actor, named.origins["actor"].where) == ("Lan", "CCHC_TASKS_ACTOR")
