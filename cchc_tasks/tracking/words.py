"""Sentences of tracking: lines of a message, the queue of doubtful readings, the labels of a task shown in full."""

from __future__ import annotations

from collections.abc import Sequence

from cchc_tasks.messages.list_words import shown_of
from cchc_tasks.sentences import Entry, Sentence, Words, step


def message_heading(what: str, count: str, waiting: int, day: str) -> str:
    if what == "upcoming":
        return f"VIỆC SẮP ĐẾN HẠN (từ ngày {day}): {count} mốc"
    more = f", trong đó {waiting} đã trình, chờ ban hành" if waiting else ""
    return f"VIỆC QUÁ HẠN đến ngày {day}: {count} mốc{more}"


def message_unit_heading(unit: str, count: int) -> str:
    return f"{unit or '(chưa có đơn vị chủ trì)'} ({count}):"


def message_waiting_heading(count: int) -> str:
    return f"Đã trình, chờ ban hành ({count}):"


def message_led_together(count: int) -> str:
    return f"Ghi chú: {count} mốc do nhiều đơn vị cùng chủ trì được nêu ở từng đơn vị."


def message_task(ref: str, title: str, label: str) -> str:
    return f"{ref}. {title}" + (f" ({label})" if label else "")


def message_line(named: str, due: str, left: str) -> str:
    return f"- {named}: hạn {due}, {left}"


def message_overdue(days: int) -> str:
    return f"quá hạn {days} ngày"


def message_days_left(days: int) -> str:
    return f"còn {days} ngày" if days else "đến hạn hôm nay"


REVIEW_COLUMNS = ("Mã", "Nhiệm vụ", "Lời in", "Được đọc là", "Vì sao cần xem")


def review_printed(deadline: str, result: str) -> str:
    parts = [f"Thời hạn: «{deadline}»" if deadline else "Thời hạn: (trống)", f"Kết quả: «{result}»" if result else ""]
    return "\n".join(filter(None, parts))


def review_count(shown: int, total: int) -> Words:
    if not total:
        return "Không có cách đọc nào cần rà soát."
    return Sentence(
        f"{shown_of(shown, total)} nhiệm vụ cần rà soát. Đúng thì xác nhận: ",
        step("review", "REF", accept=None),
        "; thiếu ngày: ",
        step("resolve", "REF", due="NGÀY"),
        "; sai tình hình: ",
        step("update", "REF", status="…"),
    )


def no_such_doubt(ref: str, reasons: Sequence[str]) -> tuple[str, str]:
    return (f"{ref} không có điểm cần xem mang số đó.", f"Các điểm cần xem: {numbered_doubts(reasons)}")


def numbered_doubts(reasons: Sequence[str]) -> str:
    return " ".join(f"({place}) {reason}" for place, reason in enumerate(reasons, 1))


def doubts_one_by_one(ref: str, reasons: Sequence[str]) -> Sentence:
    told = f"{ref} có {len(reasons)} điểm cần xem: {numbered_doubts(reasons)} Xác nhận riêng từng điểm: "
    return Sentence(told, step("review", ref, accept=None, only="SỐ"))


def only_when_accepting() -> tuple[Sentence, Sentence]:
    return (
        Sentence(Entry("only"), " chỉ đi với ", Entry("accept"), "."),
        Sentence("Ví dụ: ", step("review", "10", accept=None, only="2")),
    )


def review_refs_wanted() -> tuple[str, Sentence]:
    return (
        "Chưa nói xác nhận nhiệm vụ nào.",
        Sentence("Ghi mã nhiệm vụ, ví dụ: ", step("review", "10", "17", accept=None)),
    )


SHOW_CSV_COLUMNS = (
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


def changed_by(moment: str, actor: str) -> str:
    return f"{moment}, {actor}"


def read_right(reasons: Sequence[str]) -> str:
    """Say that readings were found right: all of a task's, or those that want a look for some reasons."""
    return "cách đọc đã được xác nhận" + (f": {' '.join(reasons).rstrip('.')}" if reasons else "")


def still_undated(ref: str, n: int) -> Sentence:
    give = step("resolve", ref, milestone=str(n), due="NGÀY")
    return Sentence(f"{ref}: mốc {n} vẫn chưa có ngày; khi biết ngày: ", give)


def no_doubt_of(ref: str) -> str:
    return f"{ref} không có gì cần rà soát."
