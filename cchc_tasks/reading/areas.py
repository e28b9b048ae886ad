"""The seven areas of administrative reform, found by the words of a section's title.

Source: the six contents of Nghị quyết 76/NQ-CP (15/7/2021), and the direction work that every plan puts before them.
The numeral is not looked at: plans number the areas differently or leave one out.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from cchc_tasks.text import fold


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
