"""Criteria of the reform index that a text names: «(Tiêu chí 3.2.1 và tiêu chí 7.2.5)» → 3.2.1, 7.2.5."""

from __future__ import annotations

import re

from cchc_tasks.text import nfc

_NUMBER = r"\d{1,2}(?:\.\d{1,2})*(?!\d)"
_NAMED = re.compile(rf"tiêu\s+chí\s+(?:số\s+)?({_NUMBER}(?:\s*(?:[,;&]|và)\s*{_NUMBER}(?!\s*%))*)", re.IGNORECASE)


def find_criteria(text: str) -> tuple[str, ...]:
    """Return the numbers of the criteria that a text names, in printed order, each once.

    A number counts only behind the words «tiêu chí», alone or in a list («Tiêu chí 2.1.5, 2.1.6»).
    """
    numbers = (number for found in _NAMED.finditer(nfc(text)) for number in re.findall(_NUMBER, found[1]))
    return tuple(dict.fromkeys(numbers))


def criterion_key(number: str) -> tuple[int, ...]:
    """Return what criteria are sorted by: 2.1.5 before 2.1.10."""
    return tuple(map(int, number.split(".")))
