"""The program makes its ids: 63 bits, time first and then random, so that no central counter is needed."""

from __future__ import annotations

import secrets
import uuid
from datetime import datetime

RANDOM_BITS = 22
_STEPS = 1 << 12
#: Milliseconds since 1970 that 63 bits have no room for any more: September 2039.
_END_OF_IDS = 1 << (63 - RANDOM_BITS)


class IdMaker:
    """Makes the ids of one act: they grow in the order in which they were made.

    The first 41 bits are milliseconds since 1970, the rest starts at random, so that two programs that write
    in the same millisecond do not meet. Where a clock is behind, or shows a day that no ids are left for, they go on
    from the last id `after` which they come.
    """

    def __init__(self, moment: datetime, after: int = 0) -> None:
        milliseconds = int(moment.timestamp() * 1000)
        if not 0 <= milliseconds < _END_OF_IDS:
            milliseconds = 0
        now = (milliseconds << RANDOM_BITS) | secrets.randbelow((1 << RANDOM_BITS) - _STEPS)
        #: The id that was made last.
        self.last = max(now - 1, after)

    def __call__(self) -> int:
        self.last += 1
        return self.last


def new_uid() -> str:
    """Return a random name for something that leaves the database, such as a calendar entry."""
    return f"{uuid.uuid4()}@cchc-tasks"
