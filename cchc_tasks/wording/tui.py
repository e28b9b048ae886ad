"""Labels, keys and messages of the screen."""

from __future__ import annotations

TITLE = "CCHC-TASKS"
ALL_PLANS = "tất cả kế hoạch"
NOTHING = "Chưa có nhiệm vụ nào ở đây. Esc: bỏ lọc. Nhập kế hoạch: cchc-tasks import TỆP --year NĂM"
SEARCH = "Tìm (gõ không dấu cũng được), Enter: về danh sách, Esc: bỏ tìm"
VIEWS = {"": "tất cả", "overdue": "quá hạn", "soon": "sắp đến hạn", "review": "cần rà soát"}
SCREENS = {"tasks": "1 Nhiệm vụ", "units": "3 Đơn vị", "queue": "4 Rà soát", "log": "5 Nhật ký"}
UNIT_COLUMNS = ("Đơn vị", "Được\ngiao", "Đã hoàn\nthành", "Quá\nhạn", "Sắp đến\nhạn", "Chưa báo cáo\nkỳ này", "Tỷ lệ")
REVIEW_COLUMNS = ("Mã", "Lời in", "Được đọc là", "Vì sao cần xem")
LOG_COLUMNS = ("Ghi lúc", "Người cập nhật", "Việc", "Ghi chú")
TAKEN_BACK = "đã lấy lại"
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
    "accept": "Đúng",
    "help": "Phím",
    "copy": "Chép việc quá hạn",
}


HELP_TITLE = "Các phím"
HELP = (
    ("1 · 3 · 4 · 5", "nhiệm vụ · đơn vị · rà soát · nhật ký"),
    ("↑ ↓ hoặc k j", "lên, xuống; PgUp PgDn: nhanh hơn; g G: đầu, cuối"),
    ("Enter", "xem chi tiết (màn hình hẹp); ở bảng đơn vị: chỉ nhiệm vụ của đơn vị đó"),
    ("dấu cách", "đánh dấu nhiệm vụ; các nhiệm vụ đánh dấu được cập nhật cùng lúc"),
    ("t", "cập nhật: tình hình, kết quả, văn bản, ngày hoàn thành"),
    ("/", "tìm, không cần dấu; Enter về danh sách, Esc bỏ tìm"),
    ("f · s · r", "chỉ việc quá hạn · sắp đến hạn · cần rà soát; bấm lại để bỏ"),
    ("x", "ở màn hình rà soát: cách đọc này đúng"),
    ("z · Z", "hoàn tác thay đổi mới nhất của mình · làm lại"),
    ("C", "chép danh sách quá hạn theo đơn vị để dán vào tin nhắn"),
    ("Esc", "quay lại từng bước, không bao giờ thoát"),
    ("q", "thoát"),
)


def heading(plan: str, unit: str, view: str, search: str, day: str) -> str:
    parts = [TITLE, plan or ALL_PLANS, unit, VIEWS[view], f"Tìm «{search}»" if search else "", f"Hôm nay {day}"]
    return " │ ".join(filter(None, parts))


def tabs(current: str) -> str:
    return "  ".join(f"[{name}]" if key == current else f" {name} " for key, name in SCREENS.items())


def copied(lines: int, path: str) -> str:
    if not lines:
        return "Không có việc quá hạn để chép."
    return f"Đã chép {lines} dòng việc quá hạn; cũng lưu ở {path}." if path else f"Đã chép {lines} dòng việc quá hạn."


def changed_elsewhere() -> str:
    return "Người khác vừa cập nhật: danh sách đã được đọc lại."


def counted(shown: int, marked: int) -> str:
    return f"{shown} nhiệm vụ" + (f", {marked} đã đánh dấu" if marked else "")


def updating(refs: str) -> str:
    return f"Cập nhật {refs}"


def undo_key(sentence: str) -> str:
    return f"{sentence} z: hoàn tác."


def failed(message: str, hint: str) -> str:
    return f"{message} {hint}".strip()


def no_terminal() -> tuple[str, str]:
    return (
        "Màn hình cần một cửa sổ dòng lệnh đầy đủ.",
        "Xem bằng lệnh: cchc-tasks overdue, cchc-tasks list, cchc-tasks show REF",
    )
