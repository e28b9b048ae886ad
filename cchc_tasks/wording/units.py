"""What is said of units over time: how they ended, what an act did, why it was refused."""

from __future__ import annotations

from collections.abc import Sequence

# How a unit ended.


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


def under_old_name(name: str, how: str) -> str:
    """Return the name under which tasks stay that no successor has taken, as a report by today's units prints it."""
    return f"{name} ({how})"
