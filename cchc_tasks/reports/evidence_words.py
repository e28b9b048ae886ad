"""What stands on the list of documents that prove what was done."""

from __future__ import annotations

TITLE = "DANH MỤC TÀI LIỆU KIỂM CHỨNG"
FILE = "tai-lieu-kiem-chung"
PART = "Tài liệu kiểm chứng"
COLUMNS = ("STT", "Nhiệm vụ", "Tên loại, số, ký hiệu", "Ngày", "Trích yếu", "Nơi lưu")
WITHOUT = "Mốc đã báo cáo hoàn thành, chưa có tài liệu kiểm chứng"
WITHOUT_COLUMNS = (
    "STT",
    "Nhiệm vụ (mốc)",
    "Đơn vị chủ trì",
    "Thời hạn ghi trong kế hoạch",
    "Ngày hoàn thành",
    "Kết quả đã báo cáo",
)
NO_CRITERION = "Chưa gắn tiêu chí"
NO_DOCUMENT = "Chưa có tài liệu kiểm chứng."
NOTHING = "Chưa ghi tài liệu nào."
NO_UNIT = "Chưa ghi đơn vị chủ trì"


def following(plans: list[str]) -> str:
    return f"(Theo {'; '.join(plans)})"


def as_of(day: str) -> str:
    return f"(Cập nhật đến ngày {day})"


def criterion(number: str) -> str:
    return f"Tiêu chí {number}"


def of_plan(heading: str, plan: str) -> str:
    return f"{heading} – {plan}"


def totals(documents: int, tasks: int, without: int) -> str:
    """Return how much was found, in one sentence."""
    missing = (
        f"; {without:02d} mốc đã báo cáo hoàn thành chưa có tài liệu kiểm chứng (liệt kê ở cuối)" if without else ""
    )
    return f"Tổng số {documents:02d} tài liệu của {tasks:02d} nhiệm vụ{missing}."


def shared(tasks: int) -> str:
    return f"Ghi chú: {tasks:02d} nhiệm vụ thuộc nhiều tiêu chí, tài liệu được liệt kê ở từng tiêu chí và tính một lần."


def without(count: int) -> str:
    return f"{WITHOUT} ({count:02d})"
