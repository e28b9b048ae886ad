"""Labels and messages of the screen's forms that read a file: a new plan, an amended one, a unit's results."""

from __future__ import annotations

KINDS = {
    "import_plan": "Kế hoạch mới",
    "amend_plan": "Kế hoạch sửa đổi",
    "take_results": "Kết quả đơn vị gửi về",
}
HINT = "Enter: ô kế, ô cuối thì xem trước · ↑ từ ô đầu: loại tệp khác · Esc: đóng"
PREVIEWED = "Chưa lưu gì. Enter: lưu · PgDn: xem tiếp · sửa ô: xem lại · Esc: đóng"
NOTHING_TO_STORE = "Chưa có gì để lưu. PgDn: xem tiếp · sửa một ô: xem lại · Esc: đóng"
READING = "Đang đọc tệp … Esc: bỏ"
STORING = "Đang lưu …"
CHANGED_WHILE_READING = "Ô vừa được sửa trong lúc đọc tệp. Enter ở ô cuối: đọc lại."
AMENDING_DOCUMENT = "Văn bản sửa đổi"
AMENDING_DOCUMENT_HINT = "vd Quyết định số 300/QĐ-STP ngày 01/7/2022"
CODE_HINT = "bỏ trống: theo tiêu đề"
AMENDED_FROM = "Hiệu lực từ"
AMENDED_FROM_HINT = "bỏ trống: ngày của văn bản"
MATCHES = "Chỗ chưa chắc"
MATCHES_HINT = "được hỏi sau khi xem; hoặc gõ, vd 12=13; 20=-"
RESULTS_FILE = "Tệp kết quả"
RESULTS_DAY_HINT = "bỏ trống: hôm nay"
TAKE_FILE = "Chỗ không khớp"
TAKE_FILE_HINT = "gõ x: lấy theo tệp; bỏ trống: giữ cập nhật mới hơn"
GONE = "Không còn trong kế hoạch sửa đổi: đưa ra khỏi kế hoạch"
BEFORE, AFTER, MAY_BE = "Trước", "Sau", "Có thể là"


def kinds_line(current: str) -> str:
    """«1 [Kế hoạch mới]  2 Kế hoạch sửa đổi  3 …»"""
    named = enumerate(KINDS.items(), 1)
    return "  ".join(f"{n} [{name}]" if kind == current else f"{n} {name} " for n, (kind, name) in named)


def settle_hint(count: int) -> str:
    return f"Chưa lưu gì. Enter: chỉ rõ {count} chỗ chưa chắc · PgDn: xem tiếp · Esc: đóng"


def unsure(count: int) -> str:
    return f"{count} nhiệm vụ không chắc là dòng nào trong tệp: Enter để chọn từng nhiệm vụ."


def which_row(ref: str, title: str) -> str:
    return f"Nhiệm vụ {ref} «{title}» là dòng nào trong kế hoạch sửa đổi?"


def heading(what: str, count: int) -> str:
    """«Đổi thời hạn (2)»"""
    return f"{what[:1].upper()}{what[1:]} ({count})"


def before(text: str) -> str:
    return f"{BEFORE}: {text}"


def after(text: str) -> str:
    return f"{AFTER}: {text}"


def may_be(text: str) -> str:
    return f"{MAY_BE}: {text}"


def from_to(task: str, before: str, after: str) -> str:
    """«13: Quý II/2022 → Quý III/2022»"""
    return f"{task}: {before} → {after}"


def named(task: str, text: str) -> str:
    return f"{task}: {text}"


def imported(code: str, tasks: int, doubtful: int) -> str:
    review = f" {doubtful} nhiệm vụ cần rà soát: bấm 4." if doubtful else ""
    return f"Đã nhập kế hoạch {code}: {tasks} nhiệm vụ.{review}"


def take_back(plans: int) -> str:
    return "z: hoàn tác." if plans == 1 else "z: hoàn tác từng kế hoạch, kế hoạch sau trước."
