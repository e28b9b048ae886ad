"""What stands on the list of tasks that a unit was given."""

from __future__ import annotations

from collections.abc import Sequence

TITLE = "DANH MỤC NHIỆM VỤ ĐƯỢC GIAO"
FILE = "danh-muc-nhiem-vu"
PART = "Nhiệm vụ được giao"
NO_UNIT = "Chưa ghi đơn vị"
NO_TASKS = "Không có nhiệm vụ nào."
LED = "Nhiệm vụ chủ trì"
SUPPORTED = "Nhiệm vụ phối hợp"
NOT_LED = "Nhiệm vụ chưa ghi đơn vị chủ trì"
LED_COLUMNS = ("STT", "Nhiệm vụ", "Hoạt động", "Kết quả, sản phẩm", "Đơn vị phối hợp", "Thời gian hoàn thành")
SUPPORTED_COLUMNS = ("STT", "Nhiệm vụ", "Hoạt động", "Kết quả, sản phẩm", "Đơn vị chủ trì", "Thời gian hoàn thành")


def following(plans: Sequence[str]) -> str:
    """Return the reference to the plans in brackets."""
    return f"(Theo {'; '.join(plans)})"


def as_of(day: str) -> str:
    return f"(Cập nhật đến ngày {day})"


def heading(place: str, title: str, count: int) -> str:
    return f"{place}. {title} ({count:02d})"


def moved_to(due: str, basis: str) -> str:
    """Return the line below a printed deadline that another day has taken the place of."""
    return f"(nay: {due}{f', {basis}' if basis else ''})"
