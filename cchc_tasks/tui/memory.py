"""What the screen remembers from one morning to the next: what was selected and shown, nothing of the tasks."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from cchc_tasks.tui.themes import THEMES
from cchc_tasks.tui.words import SCREENS, VIEWS


@dataclass
class Memory:
    """Plan, unit, view, search and screen that were chosen, one's own unit, the task under the cursor, the looks.

    `groups`: the unit was chosen with the tasks of its groups.
    """

    plan: str = ""
    unit: str = ""
    mine: str = ""
    view: str = ""
    search: str = ""
    screen: str = "tasks"
    task: int = 0
    theme: str = "dark"
    ascii: bool = False
    groups: bool = False


def load_memory(path: Path) -> Memory:
    """Return what was remembered; what is missing, broken or no longer known is as on the first morning."""
    memory = Memory()
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return memory
    if not isinstance(found, dict):
        return memory
    for field in fields(Memory):
        value = found.get(field.name)
        if type(value) is type(getattr(memory, field.name)):
            setattr(memory, field.name, value)
    for name, known in (("view", VIEWS), ("screen", SCREENS), ("theme", THEMES)):
        if getattr(memory, name) not in known:
            setattr(memory, name, getattr(Memory, name))
    return memory


def save_memory(path: Path, memory: Memory) -> None:
    """Keep where one was; where that is impossible the next morning begins at the top."""
    beside = path.with_name(path.name + ".moi")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(json.dumps(asdict(memory), ensure_ascii=False), encoding="utf-8")
        beside.replace(path)
    except OSError:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
