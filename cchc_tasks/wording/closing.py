"""Ongoing work whose results are to be confirmed."""

from __future__ import annotations

COLUMNS = ("Mã", "Nhiệm vụ", "Đơn vị chủ trì", "Hết kỳ", "Kết quả thực hiện", "Văn bản minh chứng")


def ends(day: str, *, over: bool) -> str:
    return f"{day} (đã hết kỳ)" if over else day


def count(number: int, day: str) -> str:
    if not number:
        return f"Không còn nhiệm vụ thường xuyên nào chưa chốt kết quả tính đến ngày {day}."
    return (
        f"{number} nhiệm vụ thường xuyên chưa chốt kết quả tính đến ngày {day}. "
        'Chốt: cchc-tasks close REF… --result "Đã làm gì" --evidence "Văn bản"'
    )
