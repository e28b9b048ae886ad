"""What the person is told about deadlines that a plan marks in columns of quarters or months."""

from __future__ import annotations

from collections.abc import Sequence


def used(columns: str) -> str:
    return f"thời hạn lấy theo ô đánh dấu ở các cột «{columns}»"


def none(columns: str) -> str:
    return (
        f"không ô nào ở các cột «{columns}» được đánh dấu x nên không có thời hạn; "
        "nếu kế hoạch tô màu ô thay dấu x thì màu không đọc được"
    )


def texts(no: str, found: Sequence[str]) -> str:
    shown = "; ".join(f"«{text}»" for text in found)
    return f"nhiệm vụ {no} ghi chữ thay dấu đánh ở cột thời gian, giữ nguyên văn trong thời hạn: {shown}"
