"""What a refusal says: for `pytest.raises(…, check=says("bung ra quá lớn"))` and for hints."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cchc_tasks.errors import AppError
from cchc_tasks.messages.problem_messages import explanation_of


@dataclass(frozen=True)
class says:  # noqa: N801  read as a verb
    """Whether an error's sentence holds what a pattern finds, as `match` would look for it."""

    pattern: str

    def __call__(self, error: AppError) -> bool:
        return re.search(self.pattern, message_text(error)) is not None


def message_text(error: AppError) -> str:
    """What happened, as the command line says it."""
    return str(explanation_of(error)[0])


def hint_text(error: AppError) -> str:
    """What to do next, as the command line says it."""
    return str(explanation_of(error)[1])
