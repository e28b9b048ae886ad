"""The code in the first column of a unit's worksheet: it names the row's task and the state that the row showed."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from cchc_tasks.model.draft import Draft
from cchc_tasks.model.fields import FILLED_IN
from cchc_tasks.text import nfc, squeeze

_CODE = re.compile(
    r"(?P<plan>[A-Z0-9-]+) ?/ ?(?P<ref>\S(?:.*\S)?)"
    r" ?\( ?lần ?(?P<seq>\d{1,9})(?: ?, ?(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4}))? ?\)",
    re.IGNORECASE,
)
_BARE_CODE = re.compile(r"(?P<plan>[A-Z0-9-]*[A-Z][A-Z0-9-]*) ?/ ?(?P<ref>\S{1,40})", re.IGNORECASE)


class SheetCode(NamedTuple):
    """The task of a row, and the state that the row showed.

    `seq` is the task's count of changes when the sheet was written and `day` the day of looking; None where the
    cell does not say.
    """

    plan: str
    ref: str
    seq: int | None = None
    day: date | None = None


def read_code(text: str) -> SheetCode | None:
    """Return the code in a cell, «CCHC-2022/10 (lần 3, 15/07/2022)»; None for any other text.

    A code of which the part in brackets was lost has only plan and ref.
    """
    printed = squeeze(nfc(text))
    found = _CODE.fullmatch(printed)
    if found is None:
        bare = _BARE_CODE.fullmatch(printed)
        return SheetCode(bare["plan"].upper(), bare["ref"]) if bare else None
    try:
        day = date(int(found["year"]), int(found["month"]), int(found["day"])) if found["day"] else None
    except ValueError:
        return None
    return SheetCode(found["plan"].upper(), found["ref"], int(found["seq"]), day)


def is_worksheet(draft: Draft) -> bool:
    """Return whether a table is a worksheet that this program wrote: a row's code holds the state that it showed."""
    codes = (read_code(row.ref) for row in draft.tasks)
    return not draft.headers.keys().isdisjoint(field.name for field in FILLED_IN) and any(
        code is not None and code.seq is not None for code in codes
    )
