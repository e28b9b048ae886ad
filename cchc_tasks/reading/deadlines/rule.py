"""The table of rules: each has a name, examples that it alone reads, a pattern and what it makes of a match.

Rules that belong together stand in modules of their own; this one says what a rule is and puts them in a row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cchc_tasks.reading.deadlines.values import Expression

Match = re.Match[str]
Production = Callable[[Match], Sequence[Expression]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One way in which plans write a time: `name` is what a person is told, `examples` are whole expressions."""

    name: str
    examples: tuple[str, ...]
    pattern: re.Pattern[str]
    produce: Production


def rule(name: str, examples: tuple[str, ...], pattern: str, produce: Production) -> Rule:
    """Return a rule whose pattern ignores case and starts and ends at the borders of words."""
    return Rule(name, examples, re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.I), produce)
