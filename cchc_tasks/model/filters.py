"""What a reading command is asked to show."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date

#: The orders in which tasks are listed.
SORTS = ("due", "no", "unit", "status")
ROLES = ("lead", "support", "any")


class Filters(NamedTuple):
    """A selection of tasks; what is empty or None does not restrict. A task passes when one of its milestones does.

    `plan` is a code, `unit` any name of a unit, `section` a numeral or an area; with `groups` a unit has the tasks of
    the groups to which it belongs, too.
    """

    plan: str = ""
    unit: str = ""
    role: str = "lead"
    section: str = ""
    status: str = ""
    timing: str = ""
    kind: str = ""
    due_from: date | None = None
    due_to: date | None = None
    unreported_since: date | None = None
    search: str = ""
    review: bool = False
    sort: str = ""
    limit: int | None = None
    groups: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing is restricted by what the database knows: order, number and role alone restrict nothing."""
        return not any((*self[:2], *self[3:12]))
