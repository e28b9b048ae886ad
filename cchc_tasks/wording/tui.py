"""Labels, keys and messages of the screen."""

from __future__ import annotations

TITLE = "CCHC-TASKS"
ALL_PLANS = "tất cả kế hoạch"
NOTHING = "Chưa có nhiệm vụ nào ở đây. Esc: bỏ lọc. Nhập kế hoạch: cchc-tasks import TỆP --year NĂM"
SEARCH = "Tìm (gõ không dấu cũng được), Enter: về danh sách, Esc: bỏ tìm"
VIEWS = {"": "tất cả", "overdue": "quá hạn", "soon": "sắp đến hạn", "review": "cần rà soát"}
READ_ONLY = "Chỉ xem: mở không có --read-only để cập nhật."
NO_TASK = "Chưa chọn nhiệm vụ nào."
UPDATE_HINT = "1–8: tình hình · Enter: ô kế, ô cuối thì lưu · Ctrl+S: lưu · Esc: bỏ"
RESULT = "Kết quả thực hiện"
EVIDENCE = "Văn bản minh chứng"
DAY = "Ngày hoàn thành (bỏ trống: ngày của văn bản)"
KEYS = {
    "move": "Lên xuống",
    "open": "Xem",
    "mark": "Đánh dấu",
    "update": "Cập nhật",
    "search": "Tìm",
    "overdue": "Quá hạn",
    "soon": "Sắp hạn",
    "review": "Rà soát",
    "undo": "Hoàn tác",
    "redo": "Làm lại",
    "quit": "Thoát",
    "back": "Quay lại",
    "save": "Lưu",
}


def heading(plan: str, view: str, search: str, day: str) -> str:
    found = f" │ Tìm «{search}»" if search else ""
    return f"{TITLE} │ {plan or ALL_PLANS} │ {VIEWS[view]}{found} │ Hôm nay {day}"


def counted(shown: int, marked: int) -> str:
    return f"{shown} nhiệm vụ" + (f", {marked} đã đánh dấu" if marked else "")


def updating(refs: str) -> str:
    return f"Cập nhật {refs}"


def undo_key(sentence: str) -> str:
    return f"{sentence} z: hoàn tác."


def failed(message: str, hint: str) -> str:
    return f"{message} {hint}".strip()


def bad_day(text: str) -> str:
    return f"«{text}» không phải một ngày: ghi ngày/tháng/năm, ví dụ 15/7/2022."


def no_terminal() -> tuple[str, str]:
    return (
        "Màn hình cần một cửa sổ dòng lệnh đầy đủ.",
        "Xem bằng lệnh: cchc-tasks overdue, cchc-tasks list, cchc-tasks show REF",
    )
