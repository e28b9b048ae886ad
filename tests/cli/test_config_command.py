"""`config` as a person and a program see it."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from cchc_tasks.cli.commands.config_command import config_command
from cchc_tasks.cli.context import CommandContext
from cchc_tasks.settings import load_settings

CONFIG = """
due_soon_days = 10
move_to_working_day = true
alarms = []
[day_off_corrections]
2026-01-10 = "work"
2026-01-02 = "off"
"""
ENVIRON = {"CCHC_TASKS_DB": "postgresql://an:bí-mật@may-chu/cchc", "CCHC_TASKS_TODAY": "2022-07-15", "USER": "an"}


def printed(folder: Path, *arguments: str, config: str | None = CONFIG) -> str:
    if config is not None:
        (folder / "config.toml").write_text(config, encoding="utf-8")
    settings = load_settings(ENVIRON, {"color": "always"}, config_dir=str(folder), data_dir=str(folder))
    out = io.StringIO()
    context = CommandContext(settings, ENVIRON)
    context.out, context.width, context.color = out, None, False
    answer = CliRunner().invoke(config_command, arguments, obj=context, catch_exceptions=False)
    assert answer.exit_code == 0, answer.output
    return out.getvalue()


def rows_by_name(text: str) -> dict[str, list[str]]:
    return {name: rest for name, *rest in (line.split("\t") for line in text.splitlines())}


def test_each_value_is_shown_with_its_meaning_and_where_it_came_from(tmp_path: Path) -> None:
    rows = rows_by_name(printed(tmp_path))
    file = f"tệp {tmp_path / 'config.toml'}"
    assert rows["db"] == ["Cơ sở dữ liệu", "postgresql://an:***@may-chu/cchc", "biến môi trường CCHC_TASKS_DB"]
    assert rows["color"] == ["Tô màu", "luôn luôn", "tùy chọn --color"]
    assert rows["org"][1:] == ["chưa đặt", "mặc định"]
    assert rows["actor"][1:] == ["an", "tài khoản PostgreSQL"]
    assert rows["today"][1] == "15/07/2022"
    assert rows["due_soon_days"][1:] == ["10", file]
    assert rows["move_to_working_day"][1:] == ["có", file]
    assert rows["alarms"][1:] == ["không nhắc", file]
    assert rows["day_off_corrections"][1:] == ["02/01/2026 nghỉ, 10/01/2026 đi làm", file]
    assert rows["config"][1] == str(tmp_path / "config.toml")


def test_a_missing_file_is_shown_where_it_would_be(tmp_path: Path) -> None:
    rows = rows_by_name(printed(tmp_path, config=None))
    assert rows["config"][1] == f"{tmp_path / 'config.toml'} (chưa có)"
    assert rows["alarms"][1:] == ["7, 1", "mặc định"]


def test_json_has_plain_values_and_no_password(tmp_path: Path) -> None:
    text = printed(tmp_path, "--json")
    assert "bí-mật" not in text
    values = json.loads(text)
    assert values["today"] == {"value": "2022-07-15", "origin": "environment", "where": "CCHC_TASKS_TODAY"}
    assert values["org"] == {"value": None, "origin": "default", "where": None}
    assert values["alarms"]["value"] == []
    assert values["day_off_corrections"]["value"] == {"2026-01-02": "off", "2026-01-10": "work"}
    assert values["config"]["value"] == str(tmp_path / "config.toml")
    assert set(values) == set(rows_by_name(printed(tmp_path))) - {"Tên"}


@pytest.mark.parametrize("chosen", ["neither", "done", "left_out"])
def test_a_choice_is_shown_in_words_to_people_and_as_it_is_written_to_programs(tmp_path: Path, chosen: str) -> None:
    config = f'nothing_arisen = "{chosen}"\n'
    assert chosen not in rows_by_name(printed(tmp_path, config=config))["nothing_arisen"][1]
    assert json.loads(printed(tmp_path, "--json", config=config))["nothing_arisen"]["value"] == chosen
