"""What is said of frozen reports, and of numbers that are others now."""

from __future__ import annotations

from cchc_tasks.messages.statistics_words import HEADINGS
from cchc_tasks.sentences import Either, Sentence, step

KINDS = {
    "appendix": "phụ lục kết quả",
    "statistics": "phụ lục thống kê",
    "letters": "công văn đôn đốc",
    "assignments": "danh mục nhiệm vụ được giao",
    "evidence": "danh mục tài liệu kiểm chứng",
    "dashboard": "trang tổng quan",
    "worksheet": "bảng .xlsx cho từng đơn vị điền kết quả",
}
LIST_COLUMNS = ("Mã", "Báo cáo", "Kỳ", "Số liệu đến ngày", "Số, ngày ký", "Người chốt", "Lúc")
COLUMNS = ("Kế hoạch", "Chỉ tiêu", "Số liệu đã báo cáo", "Số liệu nay", "Vì")
SHEET = "Đối chiếu số đã báo cáo"
NONE = "Chưa chốt báo cáo nào."


def sentence(kind: str, day: str, number: str) -> str:
    """Return the sentence of the change that freezes a report."""
    of_number = f" (số {number})" if number else ""
    return f"Chốt số liệu {KINDS.get(kind, kind)} đến ngày {day}{of_number}"


def changed_meanwhile() -> tuple[str, Sentence]:
    return (
        "Có người vừa cập nhật trong lúc lập báo cáo, nên chưa chốt số liệu và chưa ghi tệp nào.",
        Sentence(Either("Chạy lại lệnh", "Lập lại"), " để báo cáo theo số liệu mới nhất."),
    )


def no_such_report(uid: str) -> tuple[str, Sentence]:
    return f"Không có báo cáo đã chốt nào mang mã «{uid}».", Sentence("Xem các mã bằng: ", step("report frozen"))


def kept(uid: str) -> str:
    return f"Đã chốt số liệu, mã {uid} (mã nằm trong thuộc tính tệp, không in trên giấy)."


def part(name: str) -> str:
    """Return a part of the counts by its name; a typed line is called by its number."""
    return HEADINGS.get(name, name)


def unchanged(moment: str, actor: str) -> str:
    return f"Số liệu đúng như báo cáo đã chốt lúc {moment} ({actor})."


def changed(count: int, moment: str, actor: str) -> str:
    return f"{count} con số khác báo cáo đã chốt lúc {moment} ({actor}):"


def line(plan: str, name: str, reported: str, now: str) -> str:
    """Return «CCHC-2022, quá hạn: đã báo cáo 1, nay 0»."""
    of_plan = f"{plan}, " if plan else ""
    return f"  {of_plan}{part(name).lower()}: đã báo cáo {reported or '(trống)'}, nay {now or '(trống)'}"


def cause(ref: str, entered: bool, changes: list[tuple[str, str, str]]) -> str:
    """Return why: a task entered or left, by which changes, each (moment, actor, sentence)."""
    moved = f"thêm {ref}" if entered else f"bớt {ref}"
    if not changes:
        return f"{moved}: không có thay đổi nào được ghi, có thể cấu hình đã khác"
    told = "; ".join(f"{text} ({actor}, {moment})" for moment, actor, text in changes)
    return f"{moved}: {told}"


def more_causes(count: int) -> Sentence:
    return Sentence(
        f"… và {count} nhiệm vụ nữa (xem đủ bằng ", Either(step("report frozen", "MÃ", json=None), "dòng lệnh"), ")"
    )


def period(first: str, last: str) -> str:
    return f"{first}–{last}" if first and last else ""


def signed(number: str, day: str) -> str:
    return ", ".join(filter(None, (number, day)))
