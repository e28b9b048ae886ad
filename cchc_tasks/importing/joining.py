"""What a page break cut in two is put together again; every join is reported with its row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from cchc_tasks.importing.markup import part_bullets, starts_with_bullet
from cchc_tasks.model.drafts import Notice
from cchc_tasks.wording import importing as wording

_ENDS = (".", ";", ":", "!", "?", "…")


@dataclass(slots=True)
class OpenTask:
    """A task whose cells may still be continued on the next page: field → text."""

    row: int
    section: int | None
    cells: dict[str, str]
    review: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What a notice calls the task."""
        return self.cells.get("no") or f"«{self.cells.get('title', '')[:40]}»"


def join_texts(first: str, rest: str) -> str:
    """Return one cell's text from the part before a page break and the part behind it.

    A word after a hyphen is joined without a blank («2021-» + «2025»), a list item and a new sentence begin a
    line, everything else goes on behind a blank: page breaks fall inside words («Văn» + «phòng Sở»).
    """
    if not first or not rest:
        return first or rest
    head, tail = first.rstrip(), rest.lstrip()
    if head.endswith("-") and not head.endswith((" -", "\n-")):
        return head + tail
    new_sentence = head.endswith(_ENDS) and tail[:1].isupper()
    return f"{head}\n{tail}" if starts_with_bullet(tail) or new_sentence else f"{head} {tail}"


def continue_tasks(tasks: list[OpenTask], cells: Mapping[str, str], row: int) -> Iterable[Notice]:
    """Add a continuation row's cells to the task they belong to, and yield what was joined.

    A cell belongs to the last task, unless that task's cell is empty as in a merged block and the one above it
    stops in mid-sentence: then the block's text goes on there.
    """
    last = tasks[-1]
    joined: dict[int, list[str]] = {}
    for name, text in cells.items():
        if not text or name == "no":
            continue
        owner = _owner(tasks, name, text)
        tasks[owner].cells[name] = join_texts(tasks[owner].cells.get(name, ""), text)
        joined.setdefault(owner, []).append(name)
    for owner, names in sorted(joined.items(), reverse=True):
        task = tasks[owner]
        say = wording.joined if task is last else wording.joined_above
        yield Notice("joined", say(task.name, names), row)


def _owner(tasks: list[OpenTask], name: str, text: str) -> int:
    place = len(tasks) - 1
    if name == "title" or tasks[place].cells.get(name) or not is_bare(tasks[place]):
        return place
    above = place
    while above > 0 and not tasks[above].cells.get(name) and is_bare(tasks[above]):
        above -= 1
    before = tasks[above].cells.get(name, "")
    goes_on = before and not before.rstrip().endswith(_ENDS) and not text[:1].isupper()
    return above if goes_on else place


def is_bare(task: OpenTask) -> bool:
    """Whether a task has nothing but its number and title, as under a cell merged with the row above."""
    return not any(text for name, text in task.cells.items() if name not in ("no", "title"))


def notice_merged(tasks: list[OpenTask]) -> Iterable[Notice]:
    """Yield a notice for each bare task below a full one, and mark it for review; parents of sub-tasks are none."""
    for place in range(1, len(tasks)):
        task, above = tasks[place], tasks[place - 1]
        following = tasks[place + 1].cells.get("no", "") if place + 1 < len(tasks) else ""
        own = task.cells.get("no", "").rstrip(".)")
        is_parent = bool(own) and following.startswith(f"{own}.")
        if is_bare(task) and not is_bare(above) and task.section == above.section and not is_parent:
            message = wording.merged_looking(task.name, above.name)
            task.review.append(message)
            yield Notice("merged_looking", message, task.row)


def tidy_cells(cells: Mapping[str, str]) -> dict[str, str]:
    """Return the cells with each list item on a line of its own."""
    return {name: part_bullets(text) for name, text in cells.items()}
