"""The plan's title among the lines above its table."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cchc_tasks.text import fold, squeeze

_HEAD = re.compile(
    r"phu luc( [0-9ivx]+)?|bieu( mau)?( so)?( [0-9]+)?|mau so.*|cong hoa xa hoi.*|doc lap.*|\(?(ban hanh )?kem theo.*"
    r"|uy ban nhan dan.*|ubnd .*|so \w+( \w+){0,6}|so:.*|\W*|.*, ngay .*thang .*nam.*|stt|don vi tinh.*"
)
_STARTS = re.compile(
    r".*(ke hoach|ket qua|danh muc|chuong trinh|bang |bieu |phan cong|nhiem vu|tien do|theo doi|khac phuc|cai cach"
    r"|cchc).*"
)
_LONGEST = 400
#: A sentence, and the heading of a section, are no title.
_NO_TITLE = re.compile(r".*[.:;]|(?:[ivxlc]+|[a-h])\s*[.)]\s.*")


def find_title(preamble: Sequence[str]) -> str:
    """Return the lines that name the plan as one text, empty where none does.

    Heads of the page (quốc hiệu, issuer, «Phụ lục», «Kèm theo …») are left out; the title begins with the last
    block of lines that speak of a plan, results or tasks.
    """
    lines = [squeeze(line) for line in preamble]
    named = [line for line in lines if line and not _HEAD.fullmatch(fold(line))]
    starts = [place for place, line in enumerate(named) if _STARTS.fullmatch(fold(line))]
    plain = [place for place in starts if not _NO_TITLE.fullmatch(fold(named[place]))]
    if not starts:
        return ""
    title = [named[(plain or starts)[0]]]
    for line in named[(plain or starts)[0] + 1 :]:
        if _NO_TITLE.fullmatch(fold(line)):
            break
        if line.startswith("(") or sum(map(len, title)) + len(line) > _LONGEST:
            break
        title.append(line)
    return " ".join(title)
