"""Tests, benchmarks and torture: the programs that they start keep compiled modules, as on a user's machine."""

import os

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
