"""Who does something, and when: passed down, so that nothing below reads a clock or a user's name."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple


class Act(NamedTuple):
    """One person's act: the name to record, the moment in UTC, and the day in Viet Nam."""

    actor: str
    moment: datetime
    today: date

    @property
    def recorded_at(self) -> str:
        """The moment as ISO text with milliseconds, as it is stored."""
        return self.moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{self.moment.microsecond // 1000:03d}Z"
