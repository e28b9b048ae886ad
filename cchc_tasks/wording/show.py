"""Labels of a task shown in full."""

from __future__ import annotations

CSV_COLUMNS = (
    "Mã", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn ghi trong kế hoạch", "Mốc", "Thời hạn", "Mức hạn", "Vì sao ngày này",
    "Vì sao như vậy", "Tình hình", "Kết quả thực hiện",
)  # fmt: skip
SECTION = "Phần"
STATUS = "Tình hình"
LEAD = "Đơn vị chủ trì"
SUPPORT = "Đơn vị phối hợp"
DEADLINE = "Thời hạn ghi trong kế hoạch"
MILESTONES = "Các mốc"
RESULT = "Kết quả thực hiện"
PROGRESS = "Tiến độ"
DIFFICULTY = "Khó khăn, vướng mắc"
PROPOSAL = "Kiến nghị"
NOTE = "Ghi chú"
EVIDENCE = "Văn bản minh chứng"
GIVEN_BY = "Cơ quan giao"
ACTIVITIES = "Hoạt động"
OUTPUTS = "Kết quả, sản phẩm"
REVIEW = "Cần rà soát"
SOURCE = "Nguồn"
CHANGED = "Cập nhật"


def on_day(day: str) -> str:
    return f"đến ngày {day}"


def source(file: str, row: int) -> str:
    return f"{file}, dòng {row}" if row else file


def changed(moment: str, actor: str) -> str:
    return f"{moment}, {actor}"
