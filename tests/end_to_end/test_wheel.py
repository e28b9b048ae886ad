"""The wheel: a program installed from it alone makes and upgrades its database."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

from tests.conftest import ROOT


def test_a_wheel_carries_its_migrations_and_styles_and_upgrades_from_them(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)]
    built = subprocess.run(build, capture_output=True, text=True, timeout=300)
    assert built.returncode == 0, built.stdout + built.stderr
    (wheel,) = tmp_path.glob("*.whl")
    place = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(place)
    # The checkout is kept out of the way: only what the wheel holds is on the path.
    script = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "import cchc_tasks\n"
        "from cchc_tasks.storage.migrate import migrations_directory\n"
        "from cchc_tasks.storage.database import Database\n"
        "assert cchc_tasks.__file__.startswith(sys.argv[1]), cchc_tasks.__file__\n"
        "assert str(migrations_directory()).startswith(sys.argv[1]), migrations_directory()\n"
        "Database(sys.argv[2]).upgrade()\n"
        "from importlib.resources import files\n"
        "assert files('cchc_tasks.reports.dashboard').joinpath('dashboard.css').is_file()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(place), str(tmp_path / "a.sqlite3")],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "a.sqlite3").stat().st_size > 0
