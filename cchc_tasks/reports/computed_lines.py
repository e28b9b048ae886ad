"""The lines of the statistics appendix that follow from tasks: the plan's completion, and what the province gave."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cchc_tasks.messages.statistics_words import percent_number
from cchc_tasks.model.indicator import Indicator
from cchc_tasks.model.statistics import Counts, Rate, rate_of_all, standing_of
from cchc_tasks.model.task import Task
from cchc_tasks.reports import statistics_appendix_words as words
from cchc_tasks.reports.frame import Frame
from cchc_tasks.text import fold

#: Words of a line's name, folded, by which a form's own line is found: all of the first, any of the others.
_HEADS = {
    "rate": (("ty le hoan thanh ke hoach",), ("cchc", "cai cach hanh chinh")),
    "given": (("nhiem vu", "giao"), ("ubnd tinh", "uy ban nhan dan tinh", "chu tich ubnd")),
}
_CHILDREN = {
    "rate": {"set": ("nhiem vu de ra",), "done": ("nhiem vu da hoan thanh",)},
    "given": {"given": ("tong so nhiem vu",), "on_time": ("dung han",), "late": ("qua han",)},
}
_PROVINCE = ("ubnd tinh", "uy ban nhan dan tinh", "hdnd tinh", "tinh uy")


@dataclass(frozen=True, slots=True)
class ComputedLine:
    """A line's value by what it counts («rate.set»), and what people call the tasks behind it."""

    key: str
    value: str
    refs: tuple[str, ...]


def computed_lines(plan_tasks: Sequence[Task], all_tasks: Sequence[Task], frame: Frame) -> list[ComputedLine]:
    """Return the lines that follow from tasks: of the reform plan's, and of all that the province gave.

    Nothing to count gives no line: blank is not 0.
    """
    return [*_completion(plan_tasks, frame), *_given(all_tasks, frame)]


def _completion(tasks: Sequence[Task], frame: Frame) -> Iterable[ComputedLine]:
    if not tasks:
        return
    counts, by_part = _counted(tasks, frame)
    rules = frame.rates
    rate: Rate = rate_of_all(counts, rules.nothing_arisen, rules.decimals)
    done = [*by_part.get("done", ()), *(by_part.get("nothing_arisen", ()) if rules.nothing_arisen == "done" else ())]
    outside = by_part.get("nothing_arisen", ()) if rules.nothing_arisen == "left_out" else ()
    of_all = [ref for ref in by_part.get("total", ()) if ref not in outside]
    if rate.percent is not None:
        yield ComputedLine("rate", percent_number(rate.percent), tuple(done))
    yield ComputedLine("rate.set", str(rate.den), tuple(of_all))
    yield ComputedLine("rate.done", str(rate.num), tuple(done))


def _given(tasks: Sequence[Task], frame: Frame) -> Iterable[ComputedLine]:
    given = [task for task in tasks if any(name in fold(task.given_by) for name in _PROVINCE)]
    if not given:
        return
    _, by_part = _counted(given, frame)
    for key, part in (("given", "total"), ("on_time", "on_time"), ("late", "late")):
        refs = tuple(by_part.get(part, ()))
        yield ComputedLine(f"given.{key}", str(len(refs)), refs)


def _counted(tasks: Iterable[Task], frame: Frame) -> tuple[Counts, dict[str, list[str]]]:
    counts, by_part = Counts(), dict[str, list[str]]()
    for task in tasks:
        parts = standing_of(task.reported, task.milestones, frame.as_of, frame.rules.due_soon_days).parts
        counts.add(parts)
        for part in parts:
            by_part.setdefault(part, []).append(f"{task.plan}/{task.ref}")
    return counts, by_part


def places_of(lines: Sequence[Indicator]) -> dict[str, int]:
    """Return where a form prints each line that can be computed, by its key; what the form lacks is missing."""
    places: dict[str, int] = {}
    for head, (all_of, any_of) in _HEADS.items():
        found = next((i for i, line in enumerate(lines) if _says(line.name, all_of, any_of)), None)
        if found is None:
            continue
        if head == "rate":
            places[head] = found
        below = (i for i, line in enumerate(lines) if line.parent == lines[found].label and i > found)
        for place in below:
            for key, said in _CHILDREN[head].items():
                if f"{head}.{key}" not in places and _says(lines[place].name, said):
                    places[f"{head}.{key}"] = place
                    break
    return places


def _says(name: str, all_of: tuple[str, ...], any_of: tuple[str, ...] = ("",)) -> bool:
    folded = fold(name)
    return all(words_ in folded for words_ in all_of) and any(words_ in folded for words_ in any_of)


def smallest_form() -> list[Indicator]:
    """Return the lines that can be computed, for an office that has not kept a form yet."""
    lines = []
    for no, name, unit, children in words.SMALLEST_FORM:
        head = Indicator(words.SMALLEST_SECTION, no, name, "", unit, "", "")
        lines.append(head)
        lines += [Indicator(words.SMALLEST_SECTION, "", child, head.label, words.TASKS, "", "") for child in children]
    return lines
