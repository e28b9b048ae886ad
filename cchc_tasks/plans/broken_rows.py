"""Rows that a page break cut in two are joined again; every join is reported with its row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from cchc_tasks.files.markup import ENDS, join_texts, part_bullets
from cchc_tasks.messages.doubt_words import sentence
from cchc_tasks.model.doubts import Code, Doubt
from cchc_tasks.model.draft import Notice
from cchc_tasks.plans import table_words as words
from cchc_tasks.text import fold

_DITTO = re.compile(r"\W*(?:nhu tren|nt)\W*|[-–—\s]*[\"”“″〃][-–—\s]*|''+[-–—\s]*")
_CHILD = re.compile(r"[-–+•]|[a-zđ][).]?")
#: The cells that a block of merged cells shares; of a task below it they are empty.
_SHARED = ("activities", "outputs", "deadline", "result")


@dataclass(slots=True)
class OpenTask:
    """A task whose cells may still be continued on the next page: field → text."""

    row: int
    section: int | None
    cells: dict[str, str]
    review: list[Doubt] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What a notice calls the task."""
        return self.cells.get("no") or f"«{self.cells.get('title', '')[:40]}»"


def continue_tasks(tasks: list[OpenTask], cells: Mapping[str, str], row: int, *, cut: bool = True) -> Iterable[Notice]:
    """Add a continuation row's cells to the task they belong to, and yield what was joined.

    `cut` cells go on where a page break cut them; others are further lines of a task whose title is merged over
    several rows. A cut cell belongs to the last task, unless that task's cell is empty as in a merged block and
    the one above it stops in mid-sentence: then the block's text goes on there.
    """
    last = tasks[-1]
    joined: dict[int, list[str]] = {}
    for name, text in cells.items():
        if not text or name == "no":
            continue
        owner = _owner(tasks, name, text) if cut else len(tasks) - 1
        before = tasks[owner].cells.get(name, "")
        tasks[owner].cells[name] = join_texts(before, text) if cut else "\n".join(filter(None, (before, text)))
        joined.setdefault(owner, []).append(name)
    for owner, names in sorted(joined.items(), reverse=True):
        task = tasks[owner]
        say = words.further_lines if not cut else words.joined if task is last else words.joined_above
        yield Notice("joined", say(task.name, names), row)


def _owner(tasks: list[OpenTask], name: str, text: str) -> int:
    place = len(tasks) - 1
    if name == "title" or tasks[place].cells.get(name):
        return place
    above = place
    while above > 0 and not tasks[above].cells.get(name) and _is_open_below(tasks[above], tasks[above - 1]):
        above -= 1
    before = tasks[above].cells.get(name, "")
    goes_on = before and not before.rstrip().endswith(ENDS) and not text[:1].isupper()
    return above if goes_on else place


def is_ditto(text: str) -> bool:
    """Return whether a cell says «as above» and nothing else."""
    return _DITTO.fullmatch(fold(text)) is not None


def is_bare(task: OpenTask) -> bool:
    """Whether a task has nothing but its number and title, as under a cell merged with the row above."""
    return not any(text for name, text in task.cells.items() if name not in ("no", "title"))


def _is_open_below(task: OpenTask, above: OpenTask) -> bool:
    """Whether a task lacks what the row above has, or is to have: cells merged over both."""
    return is_bare(task) or bool(_shared(task, above))


def _shared(task: OpenTask, above: OpenTask) -> list[str]:
    """The cells that look merged with the row above: the deadline and at least one more, empty here, filled there."""
    empty = [name for name in _SHARED if above.cells.get(name) and not task.cells.get(name)]
    return empty if "deadline" in empty and len(empty) > 1 else []


def report_merged(tasks: list[OpenTask]) -> Iterable[Notice]:
    """Yield a notice for each task whose cells look merged with a row above it, and mark it for review.

    Parents of sub-tasks are none; neither is what stands in another section.
    """
    above = tasks[0] if tasks else None
    for place, task in enumerate(tasks[1:], start=1):
        following = tasks[place + 1].cells.get("no", "") if place + 1 < len(tasks) else ""
        own = task.cells.get("no", "").rstrip(".)")
        is_parent = bool(own) and (following.startswith(f"{own}.") or bool(_CHILD.fullmatch(following)))
        same_section = above is not None and task.section == above.section
        if above and same_section and not is_parent and not is_bare(above) and (is_bare(task) or _shared(task, above)):
            shared = [name for name, text in above.cells.items() if text and not task.cells.get(name) and name != "no"]
            doubt = Doubt(Code.MERGED_LOOKING, "row", task.name, (above.name, *shared))
            task.review.append(doubt)
            yield Notice("merged_looking", sentence(doubt), task.row)
        else:
            above = task


def tidy_cells(cells: Mapping[str, str]) -> dict[str, str]:
    """Return the cells with each list item on a line of its own."""
    return {name: part_bullets(text) for name, text in cells.items()}
