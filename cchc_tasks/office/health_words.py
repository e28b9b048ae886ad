"""What the person is told about the care of the database."""

from __future__ import annotations

from collections.abc import Sequence

from cchc_tasks.sentences import Sentence, Words, step

COLUMNS = ("Mục", "Giá trị")
LOCATION = "Nơi lưu"
KIND = "Loại"
REVISION = "Lược đồ"
SIZE = "Dung lượng"
ORGANISATIONS = "Cơ quan"
COUNTS = {
    "plan_now": "Kế hoạch đang có",
    "task_now": "Nhiệm vụ",
    "milestone_now": "Mốc thời hạn",
    "unit": "Đơn vị",
    "change": "Thay đổi đã ghi",
    "change_detail": "Chi tiết thay đổi",
    "indicator_value": "Số liệu thống kê đã ghi",
    "report_snapshot": "Báo cáo đã chốt",
}
SOUND = "Dữ liệu toàn vẹn: trạng thái hiện tại khớp với lịch sử."


def sound_everywhere(offices: int) -> str:
    return f"Dữ liệu của {offices} cơ quan toàn vẹn: trạng thái hiện tại khớp với lịch sử."


def size(octets: int) -> str:
    return f"{octets / 1024:.0f} KB" if octets < 1024 * 1024 else f"{octets / 1024 / 1024:.1f} MB"


def upgraded(before: str | None, after: str) -> str:
    if before == after:
        return f"Cơ sở dữ liệu đã ở lược đồ mới nhất ({after})."
    return f"Đã tạo cơ sở dữ liệu (lược đồ {after})." if before is None else f"Đã nâng cấp từ {before} lên {after}."


def complaint(text: str) -> str:
    return f"SQLite báo lỗi: {text}. Khôi phục từ bản sao lưu gần nhất."


def unreadable(columns: Sequence[str]) -> str:
    named = f" ({', '.join(filter(None, columns))})" if any(columns) else ""
    return f"Dữ liệu có giá trị không đọc được{named}: tệp đã hỏng. Khôi phục từ bản sao lưu gần nhất."


def altered(rows: int, copy: str) -> Sentence:
    return Sentence(
        f"{rows} dòng lịch sử khác với bản sao {copy}, dù lịch sử không bao giờ bị sửa: tệp đã hỏng. ",
        "Khôi phục bằng: ",
        step("db restore"),
        ", từ bản sao đó hoặc bản cũ hơn.",
    )


def as_copied(copy: str) -> str:
    return f"Lịch sử khớp với bản sao {copy}."


def differing(tasks: int, plans: int, *, repaired: bool) -> Words:
    found = f"{tasks} nhiệm vụ và {plans} kế hoạch có trạng thái hiện tại không khớp với lịch sử"
    if repaired:
        return f"Đã dựng lại: {found}."
    return Sentence(f"{found}. Dựng lại bằng: ", step("db check", repair=None))


ROLES_HEAD = (
    "-- Người quản trị chạy bằng psql, sau mỗi lần db upgrade; chạy lại không hại gì.",
    f"-- Sau đó cho từng tài khoản làm gì: {step('db grant', 'TÊN_ĐĂNG_NHẬP')}",
    r"\set ON_ERROR_STOP on",
)
