"""Damaged and hostile files through the whole command: read, or refused with a sentence, and never half.

Each round damages a small plan of some kind and imports it. CCHC_TASKS_FUZZ=N makes N rounds of each kind, and
CCHC_TASKS_FUZZ_SEED begins them elsewhere; what fails says its kind and seed.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import random
import re
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from cchc_tasks.cli.main import main
from cchc_tasks.files import office_suite, pdf_pages, pdf_reader
from tests.conftest import SAMPLES, Run
from tests.files.damage import damage_bytes, damage_entries, damage_lengths, damage_xml
from tests.files.test_damaged_documents import DOCX, HTML, ODT
from tests.files.test_mutated_files import SAMPLES as WORKBOOKS
from tests.files.test_mutated_files import pdf_plan
from tests.files.word_samples import made_by_python_docx
from tests.files.workbooks import PLAN

ROUNDS = int(os.environ.get("CCHC_TASKS_FUZZ", "12"))
SEED = int(os.environ.get("CCHC_TASKS_FUZZ_SEED", "0"))
#: A hang, on however slow a machine: the readers' own limits are far below.
SECONDS = 30
WORDS = [tuple(map(str, row)) for row in PLAN]
#: What no sentence and no stored text may hold: it steers a terminal or turns the reading of a line.
UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def text_file(delimiter: str) -> bytes:
    lines = [delimiter.join(f'"{cell}"' for cell in row) for row in WORDS]
    return "\r\n".join(lines).encode()


MAKERS: dict[str, Callable[[], bytes]] = {
    "docx": lambda: DOCX,
    "docx2": lambda: made_by_python_docx("KẾ HOẠCH NĂM 2026", WORDS),
    "xlsx": lambda: WORKBOOKS["xlsx"],
    "ods": lambda: WORKBOOKS["ods"],
    "odt": lambda: ODT,
    "xls": lambda: WORKBOOKS["xls"],
    "pdf": pdf_plan,
    "html": lambda: HTML,
    "csv": lambda: text_file(","),
    "tsv": lambda: text_file("\t").decode().encode("utf-16"),
    "txt": lambda: (SAMPLES / "khac_phuc_2023.txt").read_bytes(),
    "md": lambda: (SAMPLES / "khac_phuc_2023.md").read_bytes(),
}
ARCHIVES = ("docx", "docx2", "xlsx", "ods", "odt")


@dataclass
class Office:
    """One office's database, and a way to import into it within this process."""

    place: Path
    template: Path

    def renew(self) -> None:
        """Begin again with the database as it was."""
        for suffix in ("-wal", "-shm"):
            Path(f"{self.place}{suffix}").unlink(missing_ok=True)
        shutil.copyfile(self.template, self.place)

    def digest(self) -> str:
        """A hash of every row of every table."""
        told = hashlib.sha256()
        with contextlib.closing(sqlite3.connect(self.place)) as database:
            for line in database.iterdump():
                told.update(line.encode())
        return told.hexdigest()

    def command(self, *arguments: str) -> tuple[int, str, str]:
        """Run the command; return its exit code, what it answered and what it said."""
        streams = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2)]
        with contextlib.redirect_stdout(streams[0]), contextlib.redirect_stderr(streams[1]):
            code = main(["--db", str(self.place), *arguments])
        told = []
        for stream in streams:
            stream.flush()
            stream.seek(0)
            told.append(stream.read())
        return code, told[0], told[1]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("fuzz")
    office = Office(folder / "co so.sqlite3", folder / "mau.sqlite3")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(folder))
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        patch.setenv("XDG_CONFIG_HOME", str(folder / "config"))
        patch.setenv("CCHC_TASKS_ACTOR", "Người thử")
        patch.setenv("CCHC_TASKS_TODAY", "2026-03-02")
        patch.setattr(pdf_reader, "_answer", pdf_pages.answer)  # without a process for each of many files
        patch.setattr(office_suite, "_PROGRAMS", ())
        code, _, said = office.command(
            "import", str(SAMPLES / "ke_hoach_cchc_2022.csv"), "--year", "2022", "--plan", "CU"
        )
        assert code == 0, said
        with contextlib.closing(sqlite3.connect(office.place)) as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copyfile(office.place, office.template)
        yield office


def damage_of(kind: str, data: bytes, dice: random.Random) -> bytes:
    """The file damaged in one of the ways that make sense for its kind."""
    ways: list[Callable[[bytes, random.Random], bytes]] = [damage_bytes, damage_lengths]
    ways += [damage_entries] * 6 if kind in ARCHIVES else [damage_xml] * 2
    if kind == "xls":
        ways = [damage_bytes, damage_bytes, damage_lengths]
    return dice.choice(ways)(data, dice)


@pytest.mark.parametrize("kind", MAKERS)
def test_a_damaged_file_is_read_or_refused_and_leaves_nothing_half(kind: str, prepared: Office, tmp_path: Path) -> None:
    whole = MAKERS[kind]()
    prepared.renew()
    before = prepared.digest()
    read = 0
    for seed in range(SEED, SEED + ROUNDS):
        dice = random.Random(f"{kind} {seed}")
        damaged = damage_of(kind, whole, dice)
        path = tmp_path / f"ke hoach.{dice.choice((kind, kind, 'docx', 'txt'))}"
        path.write_bytes(damaged)
        where = f"{kind} {seed}"
        asked = dice.choice((("--json",), (), ("--dry-run",)))
        started = time.monotonic()
        code, answered, said = prepared.command("import", str(path), "--year", "2026", "--plan", "MOI", *asked)
        assert time.monotonic() - started < SECONDS, where
        assert code in (0, 3), f"{where}: {code} {said}"
        assert "Traceback" not in answered + said, where
        assert not UNPRINTABLE.search(answered + said), where
        after = prepared.digest()
        if code == 3:
            assert (after, answered) == (before, ""), where
            assert len(said.strip().splitlines()) >= 2, f"{where}: a sentence and what to do: {said}"
            continue
        read += 1
        assert (after == before) == ("--dry-run" in asked), where
        if after != before:
            code, listed, _ = prepared.command("list", "--plan", "MOI", "--json")
            assert (code, UNPRINTABLE.search(listed)) == (0, None), where
            prepared.renew()
    assert read or ROUNDS < 12, "some damage is slight: were all files refused, nothing would be tested"


@pytest.mark.only_on("sqlite", because="what reads files knows of no database")
@pytest.mark.parametrize("kind", ["docx", "xlsx", "pdf", "csv"])
def test_the_installed_command_refuses_damaged_files_as_the_rounds_above_say(
    kind: str, run: Run, tmp_path: Path
) -> None:
    whole = MAKERS[kind]()
    place = tmp_path / "co so.sqlite3"
    assert run("--db", place, "import", SAMPLES / "khac_phuc_2023.md", "--year", "2023").returncode == 0
    office = Office(place, place)
    before = office.digest()
    for name, damaged in (("nua", whole[: len(whole) // 2]), ("byte", damage_bytes(whole, random.Random(kind)))):
        path = tmp_path / f"{name}.{kind}"
        path.write_bytes(damaged)
        done = run.installed("--db", place, "import", path, "--year", "2026", "--plan", name.upper())
        assert done.returncode in (0, 3), done.stderr
        assert "Traceback" not in done.stdout + done.stderr
        assert (office.digest() == before) == (done.returncode == 3)
        before = office.digest()
