"""Which task of the plan each row of an amended plan is: by number and likeness of title, never by guessing."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from cchc_tasks.errors import NotFoundError
from cchc_tasks.model.draft import DraftTask
from cchc_tasks.model.fields import PRINTED_TEXTS, ValueKind
from cchc_tasks.model.refs import typed_number
from cchc_tasks.plans import words
from cchc_tasks.plans.best_pairs import Pair, heaviest_pairs
from cchc_tasks.text import fold

#: How alike two titles are (0 to 100) under one number, and under different ones. Titles of different tasks of one
#: plan reach 67.
_ALIKE, _NEARLY_SAME = 75, 92
#: The part of the words that a title reworded under its own number and section keeps, and where somebody has to look.
#: Different tasks share up to 0.42 of their words.
_MOST_WORDS, _SOME_WORDS = 0.6, 0.4
#: Other words that are nearly the same in so many words make a task of another title worth a look.
_SAME_REST, _LONG_REST = 90, 12
#: What a shared number, a shared section and different numerals («quý I», «quý II») weigh beside the likeness.
_SAME_NUMBER, _SAME_SECTION, _OTHER_NUMERALS = 10, 5, 15
#: Two ways to pair that weigh nearly the same are not told apart.
_MARGIN = 10
#: So many doubtful rows that compete with each other are not settled by weighing.
_MOST_DOUBTFUL = 400
#: So many pairs are weighed in a moment; before more of them, tasks that stay under their numbers are settled.
_MOST_WEIGHED = 90_000
_CUT_TITLE = 20
#: What a person writes where a task is no row of the plan.
LEFT_OUT = ("", "-")
_NUMERALS = re.compile(r"\d+|(?<=\bquy )[ivx]+\b|(?<=\bky )[ivx]+\b|(?<=\bdot )[ivx]+\b")


@dataclass(frozen=True, slots=True)
class PrintedTask:
    """One printed task as it is compared: `key` names it on its side, `rest` is every other printed column."""

    key: int
    no: str
    path: str
    section: str
    title: str
    activities: str = ""
    rest: str = ""


#: The columns by which a task is known again besides its number, title and activities.
_REST = tuple(
    field
    for field in PRINTED_TEXTS
    if field.kind in (ValueKind.ITEMS, ValueKind.UNITS, ValueKind.DEADLINE) and field.name != "activities"
)


def printed_task(key: int, texts: Mapping[str, str], path: str, section: str) -> PrintedTask:
    """Return a task as it is compared from its printed texts by the names of their fields."""
    rest = " ".join(texts.get(field.name, "") for field in _REST)
    return PrintedTask(key, texts.get("no", ""), path, section, texts["title"], texts.get("activities", ""), rest)


@dataclass(frozen=True, slots=True)
class Pairing:
    """Which task goes on as which row, and which tasks may be one of several rows (the likeliest first)."""

    pairs: Mapping[int, int]
    unsure: Mapping[int, tuple[int, ...]]


def pair_tasks(ours: Sequence[PrintedTask], theirs: Sequence[PrintedTask]) -> Pairing:
    """Pair tasks with rows; the order of either side makes no difference.

    What is the same in every word, or under one title that is printed once, is settled first. Of the rest the pairs
    that weigh most together are taken where no other way to pair them weighs nearly as much.
    """
    pairs: dict[int, int] = {}
    once_ours, once_theirs = _titles_printed_once(ours), _titles_printed_once(theirs)
    left, right = [_FoldedTask(p) for p in ours], [_FoldedTask(p) for p in theirs]
    for same in (_all_words, _words_of_task, _title_and_activities):
        pairs |= _equal(left, right, same)
        left, right = _others(left, pairs), _others(right, pairs.values())
    alone = [w for w in left if w.title in once_ours & once_theirs]
    pairs |= _equal(alone, [w for w in right if w.title in once_ours & once_theirs], lambda task: task.title)
    left, right = _others(left, pairs), _others(right, pairs.values())
    if len(left) * len(right) > _MOST_WEIGHED:
        pairs |= _at_home(left, right)
        left, right = _others(left, pairs), _others(right, pairs.values())
    weighed, unsure = _weigh(left, right)
    return Pairing(pairs | weighed, unsure)


class _FoldedTask:
    """A printed task with its texts folded once."""

    def __init__(self, printed: PrintedTask) -> None:
        self.key = printed.key
        self.no = fold(typed_number(printed.no))
        self.path = fold(printed.path)
        self.section = _folded(printed.section)
        self.title = _folded(printed.title)
        self.activities = _folded(printed.activities)
        self.rest = _folded(printed.rest)
        self.numerals = sorted(_NUMERALS.findall(self.title))
        self.counted = Counter(self.title.split())

    def shares_section(self, other: _FoldedTask) -> bool:
        """Whether both stand in one section: its words are the same, or its numerals and most of its words."""
        return self.section == other.section or (
            self.path == other.path and _likeness(self.section, other.section) > 60
        )


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))


def _all_words(task: _FoldedTask) -> Hashable:
    return (task.no, task.section, *_words_of_task(task))


def _words_of_task(task: _FoldedTask) -> tuple[str, ...]:
    return (task.title, task.activities, task.rest)


def _title_and_activities(task: _FoldedTask) -> Hashable:
    return (task.title, task.activities)


def _equal(
    left: Iterable[_FoldedTask], right: Iterable[_FoldedTask], same: Callable[[_FoldedTask], Hashable]
) -> dict[int, int]:
    """The pairs that have a key in common which no other task and no other row has."""
    sides: list[dict[Hashable, list[int]]] = [defaultdict(list), defaultdict(list)]
    for side, listed in zip(sides, (left, right), strict=True):
        for task in listed:
            side[same(task)].append(task.key)
    shared = sides[0].keys() & sides[1].keys()
    return {sides[0][key][0]: sides[1][key][0] for key in shared if len(sides[0][key]) == len(sides[1][key]) == 1}


def _at_home(left: Iterable[_FoldedTask], right: Iterable[_FoldedTask]) -> dict[int, int]:
    """The pairs with one number in one section, printed once on each side, whose titles are nearly the same."""
    sides = [{task.key: task for task in side} for side in (left, right)]
    numbered = _equal(sides[0].values(), sides[1].values(), lambda task: (task.no, task.section))
    same = ((ours, theirs, sides[0][ours], sides[1][theirs]) for ours, theirs in numbered.items())
    return {
        ours: theirs
        for ours, theirs, one, other in same
        if one.no and one.numerals == other.numerals and _likeness(one.title, other.title) >= _ALIKE
    }


def _others(listed: list[_FoldedTask], settled: Iterable[int]) -> list[_FoldedTask]:
    known = set(settled)
    return [task for task in listed if task.key not in known]


def _titles_printed_once(printed: Sequence[PrintedTask]) -> set[str]:
    counted = Counter(_folded(p.title) for p in printed)
    return {title for title, count in counted.items() if count == 1 and title}


def _weigh(left: list[_FoldedTask], right: list[_FoldedTask]) -> tuple[dict[int, int], dict[int, tuple[int, ...]]]:
    """Pair what is left by weight; return the pairs that are sure, and for the others the rows they may be."""
    weights: dict[Pair, int] = {}
    sure: set[Pair] = set()
    numbers = [Counter(task.no for task in side) for side in (left, right)]
    for ours in left:
        for theirs in right:
            once = numbers[0][ours.no] == numbers[1][theirs.no] == 1
            weight, is_sure = _weight(ours, theirs, number_names_one=once)
            if weight:
                weights[ours.key, theirs.key] = weight
            if is_sure:
                sure.add((ours.key, theirs.key))
    rows_of = defaultdict(list)
    for ours_key, theirs_key in sorted(weights, key=lambda key: (-weights[key], key)):
        rows_of[ours_key].append(theirs_key)
    if len(rows_of) > _MOST_DOUBTFUL:
        return {}, {key: tuple(rows) for key, rows in rows_of.items()}
    chosen = heaviest_pairs(weights)
    doubtful = {key for key, row in chosen.items() if (key, row) not in sure} | _rivals(chosen, weights)
    pairs = {key: row for key, row in chosen.items() if key not in doubtful}
    free = {row for row in {row for _, row in weights} if row not in pairs.values()}
    unsure = {key: tuple(row for row in rows_of[key] if row in free) for key in sorted(doubtful)}
    return pairs, unsure


def _weight(ours: _FoldedTask, theirs: _FoldedTask, *, number_names_one: bool) -> tuple[int, bool]:
    """What a pair weighs, 0 for one that cannot be, and whether it is sure by itself."""
    likeness = _likeness(ours.title, theirs.title)
    same_section = ours.shares_section(theirs)
    # Where numbers restart in every section, a number says something only together with its section.
    same_number = bool(ours.no) and ours.no == theirs.no and (same_section or number_names_one)
    at_home = same_number and same_section
    other_words = (f"{ours.activities} {ours.rest}", f"{theirs.activities} {theirs.rest}")
    rest = _likeness(*other_words)
    shared = _shared_words(ours, theirs) if at_home else 0.0
    other_numerals = ours.numerals != theirs.numerals
    is_sure = (
        (same_number and likeness >= _ALIKE)
        or (likeness >= _NEARLY_SAME and not other_numerals)
        or shared >= _MOST_WORDS
    )
    long_rest = min(len(text.split()) for text in other_words) >= _LONG_REST
    perhaps = likeness >= _ALIKE or shared >= _SOME_WORDS or (long_rest and rest >= _SAME_REST)
    if not (is_sure or perhaps):
        return 0, False
    extra = _SAME_NUMBER * same_number + _SAME_SECTION * same_section - _OTHER_NUMERALS * other_numerals
    return max(1, likeness + extra + rest // 10), is_sure


def _rivals(chosen: Mapping[int, int], weights: Mapping[Pair, int]) -> set[int]:
    """The tasks that could as well be another row: alone, or by changing rows with another task."""
    doubtful: set[int] = set()
    owner = {row: key for key, row in chosen.items()}
    for (key, row), weight in weights.items():
        mine = chosen.get(key)
        if mine == row:
            continue
        other = owner.get(row)
        now = weights.get((key, mine), 0) if mine is not None else 0
        now += weights[other, row] if other is not None else 0
        then = weight + (weights.get((other, mine), 0) if other is not None and mine is not None else 0)
        if then > now - _MARGIN:
            doubtful |= {found for found in (key if mine is not None else None, other) if found is not None}
            doubtful |= {key}
    return doubtful


def _shared_words(ours: _FoldedTask, theirs: _FoldedTask) -> float:
    shared = sum((ours.counted & theirs.counted).values())
    return shared / max(1, ours.counted.total(), theirs.counted.total())


def _likeness(one: str, other: str) -> int:
    """How alike two folded texts are, 0 to 100; a title that the page or the sheet cut is nearly the same."""
    from rapidfuzz import fuzz

    if one == other:
        return 100 if one else 0
    shorter, longer = sorted((one, other), key=len)
    cut = _NEARLY_SAME if len(shorter) >= _CUT_TITLE and longer.startswith(shorter) else 0
    return max(cut, int(fuzz.ratio(one, other)), int(fuzz.token_sort_ratio(one, other)))


def find_row(rows: Sequence[DraftTask], wanted: str) -> int:
    """Return the place of the row with a printed number, or of `row:N`; raises NotFoundError."""
    kind, _, number = wanted.partition(":")
    if kind.lower() == "row":
        found = [place for place, row in enumerate(rows) if str(row.row) == number.strip()]
    else:
        found = [place for place, row in enumerate(rows) if fold(typed_number(row.no)) == fold(typed_number(wanted))]
    if len(found) != 1:
        raise NotFoundError(*words.no_such_row(wanted, [rows[place].row for place in found]))
    return found[0]
