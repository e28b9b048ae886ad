"""The house: each contract of imports is shown to fail, sentences stand in words files only, names and sizes hold."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "cchc_tasks"
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
DOWNWARDS = "Imports go downwards only, and every module has its place"
SQL = "SQL lives in storage and in each room's sql.py"
CLICK = "Only the command line knows click"
TEXTUAL = "Only the screen knows textual"
CALENDARS = "Only calendars make calendar components and speak to calendar servers"
DOCUMENTS = "Only files reads and writes documents"
CIRCLES = "No siblings import each other in a circle"

#: Modules that are put into a copy of the package: the file, what it says, the contract that it breaks, and how the
#: contract tells it.
PLANTED = [
    ("stray.py", "", DOWNWARDS, "- cchc_tasks.stray"),
    ("model/planted.py", "import cchc_tasks.storage.planted", DOWNWARDS, "model.planted -> cchc_tasks.storage.planted"),
    ("storage/planted.py", "import cchc_tasks.messages.planted", DOWNWARDS, "storage.planted -> cchc_tasks.messages."),
    ("files/planted.py", "import cchc_tasks.messages.planted", DOWNWARDS, "files.planted -> cchc_tasks.messages."),
    ("reading/planted.py", "import cchc_tasks.plans.words", DOWNWARDS, "reading.planted -> cchc_tasks.plans.words"),
    ("units/planted.py", "import sqlalchemy.exc", SQL, "units.planted -> sqlalchemy"),
    ("office/planted.py", "import sqlite3", SQL, "office.planted -> sqlite3"),
    ("tracking/planted.py", "import alembic", SQL, "tracking.planted -> alembic"),
    ("tui/planted.py", "import click", CLICK, "tui.planted -> click"),
    ("cli/planted.py", "import textual.app", TEXTUAL, "cli.planted -> textual"),
    ("messages/planted.py", "import rich.text", TEXTUAL, "messages.planted -> rich"),
    ("reports/planted.py", "import ics", CALENDARS, "reports.planted -> ics"),
    ("plans/planted.py", "import caldav", CALENDARS, "plans.planted -> caldav"),
    ("indicators/planted.py", "def read():\n    import openpyxl", DOCUMENTS, "indicators.planted -> openpyxl"),
    ("calendars/planted.py", "from lxml import etree", DOCUMENTS, "calendars.planted -> lxml"),
    ("storage/ring.py", "import cchc_tasks.storage.loop", CIRCLES, "in cchc_tasks.storage."),
    ("storage/loop.py", "def late():\n    from cchc_tasks.storage import ring", CIRCLES, "in cchc_tasks.storage."),
    ("reading/deadlines/ring.py", "import cchc_tasks.reading.deadlines.loop", CIRCLES, "cchc_tasks.reading.deadlines"),
    (
        "reading/deadlines/loop.py",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import cchc_tasks.reading.deadlines.ring",
        CIRCLES,
        "in cchc_tasks.reading.deadlines.",
    ),
]  # fmt: skip


@pytest.fixture(scope="module")
def complaint(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What import-linter says of a copy of the package with all the planted modules."""
    place = tmp_path_factory.mktemp("nhà")
    shutil.copytree(PACKAGE, place / "cchc_tasks", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", place)
    for file, text, _, _ in PLANTED:
        (place / "cchc_tasks" / file).write_text(f"{text}\n", encoding="utf-8")
    command = Path(sys.executable).with_name("lint-imports")
    environment = {**os.environ, "PYTHONPATH": str(place), "COLUMNS": "200", "NO_COLOR": "1"}
    done = subprocess.run(
        [command, "--no-cache"], capture_output=True, text=True, cwd=place, env=environment, timeout=120
    )
    assert done.returncode == 1, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize(("file", "contract", "told"), [(file, name, told) for file, _, name, told in PLANTED])
def test_each_contract_fails_when_it_is_violated(complaint: str, file: str, contract: str, told: str) -> None:
    assert f"{contract} BROKEN" in complaint, file
    of_contract = re.split(r"\n\n([^\n]+)\n-+\n", complaint.partition("Broken contracts")[2])
    assert told in of_contract[of_contract.index(contract) + 1], file


def test_every_contract_is_among_those_that_are_violated() -> None:
    assert {contract["name"] for contract in CONTRACTS} == {name for _, _, name, _ in PLANTED}


#: The rooms that know no sentences: what they refuse, doubt or notice are codes with facts.
WORDLESS = ("storage", "files", "reading", "model")
#: A letter that only Vietnamese has.
_VIETNAMESE = re.compile(r"[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]", re.IGNORECASE)
#: Vietnamese words that are no sentences, by the folder or module in which they stand: what they are.
VOCABULARIES = {
    "reading/": "words of plans and documents, in patterns and tables; names of the rules that read them",
    "files/docx_template.py": "the mark in a template in whose place the document goes",
    "files/legacy_fonts.py": "letters of old fonts and what they stand for",
    "files/markup.py": "patterns of words",
    "files/pdf_unruled.py": "patterns of printed numbers",
    "files/plausibility.py": "the syllables of the language",
    "files/xlsx_writer.py": "the name of a sheet that has none",
    "indicators/appendix_columns.py": "header words of the statistics appendix, patterns of printed numbers",
    "indicators/contradiction_rules.py": "names of lines of the statistics appendix",
    "model/fields.py": "labels and header words of the fields",
    "model/indicator.py": "patterns of printed numerals",
    "plans/broken_rows.py": "patterns of printed marks",
    "plans/remedy_proposals.py": "patterns of printed words",
    "plans/table_rows.py": "patterns of printed numbers",
    "report_settings.py": "names of the Ministry's reporting periods, and the document that settles them",
    "reports/report_frame.py": "blanks that a signed document fills",
    "reports/letterhead.py": "patterns of plans' titles",
    "reports/result_appendix.py": "a word of a printed result",
    "storage/drafts.py": "the mark of a draft as it is kept in the database",
    "storage/driver_errors.py": "the words with which our triggers refuse, by which they are known again",
    "storage/migrate.py": "the name of the organisation that a new database has",
    "storage/open_doubts.py": "sentences of older programs, by which they are known again",
    "text.py": "a letter",
    "tui/keys.py": "names of keys and of what they do, as the key bar shows them",
    "working_days.py": "the document that swaps a working day",
    "worksheets/reported_row.py": "patterns of printed days",
}
#: Modules that still say sentences, which belong into words files: nothing may be added here.
OWED = {"cli/output_argument.py"}


def _modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path.relative_to(PACKAGE).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def _is_words_file(name: str) -> bool:
    return name.rpartition("/")[2] == "words.py" or name.endswith("_words.py")


def _vietnamese_texts(tree: ast.Module, *, is_command: bool) -> Iterator[str]:
    """The Vietnamese texts of a module, but for docstrings and a command's own help."""
    left_out: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            left_out |= {line.value for line in node.body[:1] if isinstance(line, ast.Expr)}
        elif isinstance(node, ast.keyword) and is_command and node.arg in ("help", "metavar"):
            left_out |= set(ast.walk(node.value))
    for node in ast.walk(tree):
        text = node.value if isinstance(node, ast.Constant) and node not in left_out else None
        if isinstance(text, str) and _VIETNAMESE.search(text):
            yield text


def _vocabulary_of(name: str) -> str | None:
    return next((known for known in VOCABULARIES if name.startswith(known)), None)


def test_sentences_stand_in_words_files_only() -> None:
    with_words = {
        name
        for name, tree in _modules()
        if not _is_words_file(name) and any(_vietnamese_texts(tree, is_command=name.startswith("cli/")))
    }
    assert {name for name in with_words if not _vocabulary_of(name)} <= OWED
    unused = set(VOCABULARIES) - {_vocabulary_of(name) for name in with_words}
    assert unused == set(), "these have no Vietnamese words any more: take them out of the list"


def test_the_rooms_that_know_no_sentences_have_no_words_files() -> None:
    names = (name for name, _ in _modules() if _is_words_file(name))
    assert [name for name in names if name.startswith(WORDLESS) or "/" not in name] == []


def test_a_sentence_in_the_wrong_place_is_found() -> None:
    told = list(
        _vietnamese_texts(ast.parse('"""Đọc."""\nx = f"Không đọc được tệp {p}."\nh(help="Giúp đỡ.")'), is_command=True)
    )
    assert told == ["Không đọc được tệp "]


#: File names that every room may have.
ROLES = {"__init__.py", "__main__.py", "views.py", "words.py", "sql.py"}
#: File names that still stand twice, and files that are still too long: nothing may be added here.
TWICE: set[str] = set()
LONG: set[str] = set()


def test_a_file_name_stands_once_but_for_the_roles_that_every_room_may_have() -> None:
    count = Counter(name.rpartition("/")[2] for name, _ in _modules())
    assert {name for name, times in count.items() if times > 1} - ROLES <= TWICE


def test_no_file_is_longer_than_a_person_reads_at_once() -> None:
    lengths = {name: len((PACKAGE / name).read_text(encoding="utf-8").splitlines()) for name, _ in _modules()}
    assert {name for name, lines in lengths.items() if lines > 450} <= LONG


def test_a_package_s_own_file_holds_one_public_name_at_the_most() -> None:
    for name, tree in _modules():
        if name.endswith("__init__.py") and name != "__init__.py":
            imported = [alias.name for node in tree.body if isinstance(node, ast.ImportFrom) for alias in node.names]
            assert len(imported) <= 1, name
