"""What the screen remembers from one morning to the next: where one was, and nothing of the tasks themselves."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TypedDict


class Memory(TypedDict, total=False):
    """Plan and unit that were chosen, the view, and the task under the cursor."""

    plan: str
    unit: str
    view: str
    task: int


def recall(path: Path) -> Memory:
    """Return what was remembered; a missing or broken file is no memory."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(found, dict):
        return {}
    memory: Memory = {}
    if isinstance(found.get("plan"), str):
        memory["plan"] = found["plan"]
    if isinstance(found.get("unit"), str):
        memory["unit"] = found["unit"]
    if found.get("view") in ("", "overdue", "soon", "review"):
        memory["view"] = found["view"]
    if isinstance(found.get("task"), int):
        memory["task"] = found["task"]
    return memory


def remember(path: Path, memory: Memory) -> None:
    """Keep where one was; where that is impossible the next morning begins at the top."""
    beside = path.with_name(path.name + ".moi")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(json.dumps(memory, ensure_ascii=False), encoding="utf-8")
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
