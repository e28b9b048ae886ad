"""Ongoing work whose results are to be confirmed."""

from __future__ import annotations

from cchc_tasks.messages.list_words import shown_of

COLUMNS = ("Mã", "Nhiệm vụ", "Đơn vị chủ trì", "Hết kỳ", "Kết quả thực hiện", "Văn bản minh chứng")


def refs_wanted() -> tuple[str, str]:
    return (
        "Chưa nói chốt nhiệm vụ nào.",
        'Ghi mã nhiệm vụ, ví dụ: cchc-tasks close 15 --result "Đã làm gì" --evidence "Văn bản"',
    )


def ends(day: str, *, over: bool) -> str:
    return f"{day} (đã hết kỳ)" if over else day


def count(shown: int, total: int, day: str) -> str:
    if not total:
        return f"Không còn nhiệm vụ thường xuyên nào chưa chốt kết quả tính đến ngày {day}."
    return (
        f"{shown_of(shown, total)} nhiệm vụ thường xuyên chưa chốt kết quả tính đến ngày {day}. "
        'Chốt: cchc-tasks close REF… --result "Đã làm gì" --evidence "Văn bản"'
    )
