"""The pairs that together weigh most, whatever order the two sides come in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

Pair = tuple[int, int]


def heaviest_pairs(weights: Mapping[Pair, int]) -> dict[int, int]:
    """Return which left key goes with which right key so that the weights' sum is largest; absent pairs never meet.

    Pairs that compete with no others are settled at once; the rest by the Hungarian method within each group of
    competitors, whose time grows with the cube of the group's size.
    """
    chosen: dict[int, int] = {}
    for lefts, rights in _groups(weights):
        flipped = len(lefts) > len(rights)
        rows, columns = (rights, lefts) if flipped else (lefts, rights)
        gains = [[weights.get((column, row) if flipped else (row, column), 0) for column in columns] for row in rows]
        for row, column in enumerate(_assign(gains)):
            if gains[row][column] > 0:
                left, right = (columns[column], rows[row]) if flipped else (rows[row], columns[column])
                chosen[left] = right
    return chosen


def _groups(weights: Mapping[Pair, int]) -> Iterator[tuple[list[int], list[int]]]:
    """Yield the left and right keys that are tied together by pairs, in the order of the keys."""
    rights: dict[int, set[int]] = defaultdict(set)
    lefts: dict[int, set[int]] = defaultdict(set)
    for left, right in weights:
        rights[left].add(right)
        lefts[right].add(left)
    seen: set[int] = set()
    for first in sorted(rights):
        if first in seen:
            continue
        group, others, waiting = {first}, set[int](), [first]
        while waiting:
            for right in rights[waiting.pop()] - others:
                others.add(right)
                fresh = lefts[right] - group
                group |= fresh
                waiting += fresh
        seen |= group
        yield sorted(group), sorted(others)


def _assign(gains: list[list[int]]) -> list[int]:
    """Return the column of each row so that the gains' sum is largest; there are no fewer columns than rows.

    Source: the Hungarian method with row and column potentials (Kuhn 1955, Munkres 1957), one row added at a time.
    """
    rows, columns = len(gains), len(gains[0])
    of_row, of_column = [0] * (rows + 1), [0] * (columns + 1)
    taken_by = [0] * (columns + 1)
    for row in range(1, rows + 1):
        path = _cheapest_path(gains, row, of_row, of_column, taken_by)
        column = path[0]
        while column:
            taken_by[column] = taken_by[path[column]]
            column = path[column]
    found = [0] * rows
    for column in range(1, columns + 1):
        if taken_by[column]:
            found[taken_by[column] - 1] = column - 1
    return found


def _cheapest_path(
    gains: list[list[int]], row: int, of_row: list[int], of_column: list[int], taken_by: list[int]
) -> list[int]:
    """Find how the rows must move to make room for one more; return each column's predecessor, the last one first."""
    columns = len(of_column) - 1
    slack: list[float] = [float("inf")] * (columns + 1)
    before, used = [0] * (columns + 1), [False] * (columns + 1)
    taken_by[0], column = row, 0
    while taken_by[column]:
        used[column] = True
        current, step, nearest = taken_by[column], float("inf"), 0
        for other in range(1, columns + 1):
            if used[other]:
                continue
            cost = -gains[current - 1][other - 1] - of_row[current] - of_column[other]
            if cost < slack[other]:
                slack[other], before[other] = cost, column
            if slack[other] < step:
                step, nearest = slack[other], other
        for other in range(columns + 1):
            if used[other]:
                of_row[taken_by[other]] += int(step)
                of_column[other] -= int(step)
            else:
                slack[other] -= step
        column = nearest
    before[0] = column
    return before
