"""Finds the reform's area by a section's title, and the criteria of the reform index that a text names.

Source of the areas: the six contents of Nghị quyết 76/NQ-CP (15/7/2021), and the direction work that every plan puts
before them. The numeral is not looked at: plans number the areas differently or leave one out.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from cchc_tasks.text import fold, nfc


class ReformArea(NamedTuple):
    """An area's stable name, the folded words that tell it, and titles that are read as it."""

    name: str
    words: str
    examples: tuple[str, ...]


AREAS = (
    ReformArea("steering", r"chi dao|dieu hanh", ("Công tác chỉ đạo, điều hành", "Chỉ đạo điều hành CCHC")),
    # «cụ thể chế độ …» holds the letters of «thể chế».
    ReformArea("institutions", r"(?<!\bcu )the che", ("Cải cách thể chế", "LĨNH VỰC CẢI CÁCH THỂ CHẾ")),
    ReformArea("procedures", r"thu tuc|tthc|mot cua", ("Cải cách thủ tục hành chính", "Kiểm soát TTHC")),
    ReformArea("organisation", r"bo may", ("Cải cách tổ chức bộ máy", "Cải cách tổ chức bộ máy hành chính nhà nước")),
    ReformArea(
        "civil_service",
        r"cong vu|cong chuc|vien chuc",
        ("Cải cách chế độ công vụ", "Nâng cao chất lượng đội ngũ cán bộ, công chức, viên chức"),
    ),
    ReformArea("public_finance", r"tai chinh", ("Cải cách tài chính công", "Cải cách tài chính")),
    ReformArea(
        "digital",
        r"(?:chinh quyen|chinh phu) (?:dien tu|so)|chuyen doi so|hien dai hoa|cong nghe thong tin|cntt",
        (
            "Xây dựng và phát triển Chính quyền điện tử, Chính quyền số",
            "Xây dựng và phát triển Chính phủ điện tử, Chính phủ số",
            "Hiện đại hóa hành chính",
        ),
    ),
)

_WORDS = re.compile(rf"\b(?:{'|'.join(f'(?P<{area.name}>{area.words})' for area in AREAS)})\b")


def read_area(title: str) -> str | None:
    """Return the area whose words stand first in a section's title, None where there are none.

    Numeral, case and diacritics do not count, nor do «Lĩnh vực», «Công tác», «Nhiệm vụ».
    """
    found = _WORDS.search(fold(title))
    return found.lastgroup if found else None


#: Numbers of criteria behind the words that name them.
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
