"""Sentences about units that have ended, and the help of the commands on units."""

from __future__ import annotations

from collections.abc import Sequence


def named(names: Sequence[str]) -> str:
    """Return «A», «B» và «C»."""
    quoted = [f"«{name}»" for name in names]
    return " và ".join(filter(None, (", ".join(quoted[:-1]), *quoted[-1:])))


def ended(kind: str, day: str, heirs: Sequence[str]) -> str:
    """Return how a unit ended: «đã sáp nhập vào «Sở Nông nghiệp và Môi trường» từ ngày 1/3/2025»."""
    if kind == "merged":
        return f"đã sáp nhập vào {named(heirs)} từ ngày {day}"
    if kind == "split":
        return f"đã chia tách thành {named(heirs)} từ ngày {day}"
    handed = f", nhiệm vụ chuyển cho {named(heirs)}" if heirs else ""
    return f"đã giải thể từ ngày {day}{handed}"


def ended_name(name: str, how: str) -> str:
    """Say that a plan prints the name of a unit that is there no more."""
    return f"«{name}» {how}: giữ nguyên như bản in, cần xem giao cho đơn vị nào."


def in_rows(doubt: str, numbers: Sequence[str]) -> str:
    """Say which rows of a file name a unit that is there no more; `doubt` says what became of it."""
    return f"{doubt} Nhiệm vụ {', '.join(numbers)}."
