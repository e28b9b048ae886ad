"""Labels of a task shown in full."""

from __future__ import annotations

CSV_COLUMNS = (
    "Mã", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn ghi trong kế hoạch", "Mốc", "Thời hạn", "Mức hạn", "Vì sao ngày này",
    "Vì sao như vậy", "Tình hình", "Kết quả thực hiện",
)  # fmt: skip
MILESTONES = "Các mốc"
SOURCE = "Nguồn"
CHANGED = "Cập nhật"


def on_day(day: str) -> str:
    return f"đến ngày {day}"


def source(file: str, row: int) -> str:
    return f"{file}, dòng {row}" if row else file


def changed(moment: str, actor: str) -> str:
    return f"{moment}, {actor}"
