"""Word 97–2003 files: read by way of LibreOffice where it is installed, else a sentence says what to do."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from cchc_tasks.errors import UnreadableFileError
from cchc_tasks.files import doc_reader, office_suite
from cchc_tasks.plans.plan_file import read_draft_from_bytes
from tests.files.word_samples import FIRST, HEADER, SECOND, made_by_python_docx
from tests.refusals import hint_text, says

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "WordDocument".encode("utf-16-le")
PLAN = made_by_python_docx("KẾ HOẠCH", (HEADER, FIRST, SECOND))
#: Its words: … --outdir FOLDER FILE.
FIND_FOLDER = 'while [ "$1" != --outdir ]; do shift; done; mkdir -p "$2"\n'


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program that stands in for LibreOffice: it does what the test writes into it."""
    if os.name != "posix":
        pytest.skip("the stand-in for LibreOffice is a shell script")
    program = tmp_path / "bin" / "soffice"
    program.parent.mkdir()
    (tmp_path / "ke_hoach.docx").write_bytes(PLAN)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    return program


def does(program: Path, script: str) -> None:
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)


def test_without_libreoffice_the_person_is_told_to_save_it_as_docx(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office_suite, "_PROGRAMS", ())
    for name in ("cu.doc", "ten_sai.docx"):
        with pytest.raises(UnreadableFileError, check=says("Word 97–2003")) as refused:
            read_draft_from_bytes(OLD, name)
        assert ".docx" in hint_text(refused.value)


def test_what_libreoffice_makes_is_read_and_said(office: Path, tmp_path: Path) -> None:
    does(office, f'{FIND_FOLDER}cp "{tmp_path}/ke_hoach.docx" "$2/tep.docx"')
    draft = read_draft_from_bytes(OLD, "cu.doc")
    assert [task.no for task in draft.tasks] == ["1", "2"]
    assert draft.notices[0].code == "converted"


def test_it_runs_hidden_with_a_profile_of_its_own_without_macros_and_is_cleaned_up(
    office: Path, tmp_path: Path
) -> None:
    seen = tmp_path / "thay.txt"
    does(office, f'echo "$@" > "{seen}"; cat profile/user/registrymodifications.xcu >> "{seen}"; pwd >> "{seen}"')
    with pytest.raises(UnreadableFileError, check=says("không đọc được")):
        read_draft_from_bytes(OLD, "cu.doc")
    told = seen.read_text(encoding="utf-8")
    assert all(word in told for word in ("--headless", "-env:UserInstallation=file://", "DisableMacrosExecution"))
    assert not Path(told.splitlines()[-1]).exists()


def test_a_program_that_wants_to_be_started_again_is(office: Path, tmp_path: Path) -> None:
    does(office, f'[ -e seen ] || {{ touch seen; exit 81; }}\n{FIND_FOLDER}cp "{tmp_path}/ke_hoach.docx" "$2/tep.docx"')
    assert len(read_draft_from_bytes(OLD, "cu.doc").tasks) == 2


def test_a_program_that_does_not_end_is_ended_with_its_children(office: Path, tmp_path: Path) -> None:
    alive = tmp_path / "con_song"
    does(office, f'(sleep 2; touch "{alive}") &\nsleep 30')
    begin = time.monotonic()
    with pytest.raises(UnreadableFileError, check=says("đã dừng lại")):
        doc_reader.convert_to_docx(OLD, str(office), seconds=0.5)
    assert time.monotonic() - begin < 2
    time.sleep(2.5)
    assert not alive.exists()


@pytest.mark.skipif(office_suite.find_program() is None, reason="LibreOffice is not installed")
def test_libreoffice_itself_reads_what_it_wrote(tmp_path: Path) -> None:
    source = tmp_path / "ke_hoach.docx"
    source.write_bytes(PLAN)
    profile = f"-env:UserInstallation={(tmp_path / 'ho_so').as_uri()}"
    program = shutil.which(office_suite.find_program() or "") or ""
    for _ in range(2):  # a new profile may end the first start
        subprocess.run(
            [program, profile, "--headless", "--convert-to", "doc", "--outdir", str(tmp_path), str(source)],
            check=False,
            capture_output=True,
            timeout=120,
        )
    draft = read_draft_from_bytes((tmp_path / "ke_hoach.doc").read_bytes(), "ke_hoach.doc")
    assert [(task.no, task.title) for task in draft.tasks] == [FIRST[:2], SECOND[:2]]
