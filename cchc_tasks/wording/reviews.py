"""The queue of doubtful readings."""

from __future__ import annotations

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


def refs_wanted() -> tuple[str, str]:
    return ("Chưa nói xác nhận nhiệm vụ nào.", "Ghi mã nhiệm vụ, ví dụ: cchc-tasks review 10 17 --accept")
