"""The pages of the guides: what they print of the program, and how that is compared with what it prints.

A block marked ```console holds commands («$ cchc-tasks …»), below each what it prints, and «(mã thoát 5)» or
«(exit code 5)» where it does not end with 0. In what is shown «…» stands for any text, and a line of «…» alone for any
lines; a command without lines below it may print anything. «# …» is a remark. Words after «console» say why a block is
not run.

A block marked ```toml is added to config.toml. «> Ví dụ …: ngày 15/7/2022» («> Examples: … 15/7/2022») sets the day,
until the next such line. `<!-- trước đó: import … -->` runs a command that the reader is not shown.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

PROGRAM = "cchc-tasks"
_DAY = re.compile(r"> (?:Ví dụ|Examples)\b.*?\b(\d{1,2})/(\d{1,2})/(\d{4})")
_BEFORE = re.compile(r"<!-- trước đó: (.+) -->")
_FENCE = re.compile(r"```(\w*) *(.*)")
_EXIT_CODE = re.compile(r"\((?:mã thoát|exit code) (\d+)\)")
_CODE = re.compile(r"(?<!`)`([^`]+)`(?!`)")


@dataclass
class Command:
    """A command of a page: its line, where it stands, the day, what is shown of its output, how it ends."""

    line: str
    at: int
    day: date
    shown: list[str] = field(default_factory=list)
    exit_code: int = 0
    not_run: str = ""
    is_told: bool = True

    @property
    def words(self) -> list[str]:
        return shlex.split(self.line)

    @property
    def runs_the_program(self) -> bool:
        return self.words[0] == PROGRAM


@dataclass
class Settings:
    """Lines that a page adds to config.toml."""

    text: str


class Page:
    """One page, read once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.text = path.read_text(encoding="utf-8")
        self.steps: list[Command | Settings] = list(self._steps())

    def _steps(self) -> Iterator[Command | Settings]:
        day, lines = date(2022, 7, 15), enumerate(self.text.splitlines(), 1)
        for at, line in lines:
            if found := _DAY.match(line):
                day = date(int(found[3]), int(found[2]), int(found[1]))
            elif found := _BEFORE.fullmatch(line):
                yield Command(f"{PROGRAM} {found[1]}", at, day, is_told=False)
            elif found := _FENCE.match(line):
                block = []
                for number, inner in lines:
                    if inner == "```":
                        break
                    block.append((number, inner))
                if found[1] == "toml":
                    yield Settings("\n".join(inner for _, inner in block))
                elif found[1] == "console":
                    yield from _commands(block, day, found[2])

    @property
    def commands(self) -> list[Command]:
        return [step for step in self.steps if isinstance(step, Command)]

    @property
    def code_in_text(self) -> list[str]:
        """What stands between back-quotes in sentences and tables."""
        outside = re.sub(r"^```.*?^```$", "", self.text, flags=re.MULTILINE | re.DOTALL)
        return [code.replace("\\|", "|") for code in _CODE.findall(outside)]


def _commands(block: list[tuple[int, str]], day: date, not_run: str) -> Iterator[Command]:
    command: Command | None = None
    for at, line in block:
        if line.startswith("$ "):
            if command is not None:
                yield command
            command = Command(line[2:], at, day, not_run=not_run)
        elif command is not None and command.line.endswith("\\"):
            command.line = command.line[:-1] + line.strip()
        elif command is not None and (found := _EXIT_CODE.fullmatch(line)):
            command.exit_code = int(found[1])
        elif command is not None and not line.startswith("# "):
            command.shown.append(line)
    if command is not None:
        yield command


def is_shown_rightly(shown: list[str], printed: str) -> bool:
    """Return whether what a page shows is what was printed, «…» being anything."""
    pattern = "".join("(?:[^\n]*\n)*" if line.strip() == "…" else _line_pattern(line) for line in shown)
    return re.fullmatch(pattern, "".join(f"{line.rstrip()}\n" for line in printed.splitlines())) is not None


def _line_pattern(line: str) -> str:
    return "[^\n]*".join(re.escape(piece) for piece in line.rstrip().split("…")) + "\n"
