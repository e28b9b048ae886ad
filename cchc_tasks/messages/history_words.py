"""What is said of the fields that a change set."""

from __future__ import annotations

from cchc_tasks.model.fields import FIELD


def set_field(milestone: int | None, name: str, value: str) -> str:
    """Return one line of a task's history: what a change set."""
    if name == "closed":
        return f"mốc {milestone} {value}"
    of = f"mốc {milestone}: " if milestone is not None else ""
    # A day taken away leaves the day that the printed words give.
    empty = "(theo lời in)" if name == "due" else "(bỏ trống)"
    return f"{of}{FIELD[name].words if name in FIELD else name}: {value or empty}"


def basis_value(value: str) -> str:
    return {"submission": "việc trình", "product": "sản phẩm được ban hành"}.get(value, value)


def closed_value(value: str) -> str:
    return {"1": "đã xong", "unknown": "đã xong, chưa rõ ngày báo cáo", "0": "mở lại"}.get(value, value)
