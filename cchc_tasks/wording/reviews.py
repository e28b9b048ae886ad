"""The queue of doubtful readings."""

from __future__ import annotations

from collections.abc import Sequence

from cchc_tasks.wording.lists import shown_of

COLUMNS = ("Mã", "Nhiệm vụ", "Lời in", "Được đọc là", "Vì sao cần xem")


def printed(deadline: str, result: str) -> str:
    parts = [f"Thời hạn: «{deadline}»" if deadline else "Thời hạn: (trống)", f"Kết quả: «{result}»" if result else ""]
    return "\n".join(filter(None, parts))


def count(shown: int, total: int) -> str:
    if not total:
        return "Không có cách đọc nào cần rà soát."
    return (
        f"{shown_of(shown, total)} nhiệm vụ cần rà soát. Đúng thì xác nhận: cchc-tasks review REF --accept; "
        "thiếu ngày: cchc-tasks resolve REF --due NGÀY; sai tình hình: cchc-tasks update REF --status …"
    )


def no_such_reason(ref: str, reasons: Sequence[str]) -> tuple[str, str]:
    return (f"{ref} không có điểm cần xem mang số đó.", f"Các điểm cần xem: {numbered(reasons)}")


def numbered(reasons: Sequence[str]) -> str:
    return " ".join(f"({place}) {reason}" for place, reason in enumerate(reasons, 1))


def one_by_one(ref: str, reasons: Sequence[str]) -> str:
    how = f"Xác nhận riêng từng điểm: cchc-tasks review {ref} --accept --only SỐ"
    return f"{ref} có {len(reasons)} điểm cần xem: {numbered(reasons)} {how}"


def only_when_accepting() -> tuple[str, str]:
    return ("--only chỉ đi với --accept.", "Ví dụ: cchc-tasks review 10 --accept --only 2")


def refs_wanted() -> tuple[str, str]:
    return ("Chưa nói xác nhận nhiệm vụ nào.", "Ghi mã nhiệm vụ, ví dụ: cchc-tasks review 10 17 --accept")
