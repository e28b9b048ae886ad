"""The official sentence, both rates, and the headings of statistics."""

from __future__ import annotations

from collections.abc import Mapping

from cchc_tasks.sentences import Entry, Sentence

#: What each part is called, in the order of the official sentence.
PARTS = {
    "total": "Tổng số nhiệm vụ",
    "done": "Đã hoàn thành",
    "on_time": "đúng hạn",
    "late": "quá hạn",
    "done_ongoing": "thường xuyên",
    "done_undated": "chưa rõ ngày",
    "nothing_arisen": "Không phát sinh",
    "not_done": "Chưa hoàn thành",
    "in_time": "trong hạn",
    "due_soon": "trong đó sắp đến hạn",
    "overdue": "quá hạn",
    "overdue_submitted": "trong đó đã trình, chờ ban hành",
    "undated": "chưa xác định thời hạn",
    "paused": "tạm dừng",
    "unclosed": "chưa chốt kết quả",
    "carried_over": "chuyển tiếp",
    "dropped": "Đưa ra khỏi kế hoạch (ngoài tổng số)",
}
#: How far each part is set in below the one that it is part of.
INDENT = {
    **dict.fromkeys(("on_time", "late", "done_ongoing", "done_undated"), 1),
    **dict.fromkeys(("in_time", "overdue", "undated", "paused", "unclosed", "carried_over"), 1),
    **dict.fromkeys(("due_soon", "overdue_submitted"), 2),
}
#: The headings of a table by group: every part, with nothing left to guess.
HEADINGS = {
    "total": "Được giao",
    "done": "Đã hoàn thành",
    "on_time": "Xong đúng hạn",
    "late": "Xong quá hạn",
    "done_ongoing": "Xong (thường xuyên)",
    "done_undated": "Xong (chưa rõ ngày)",
    "nothing_arisen": "Không phát sinh",
    "not_done": "Chưa hoàn thành",
    "in_time": "Trong hạn",
    "due_soon": "Sắp đến hạn",
    "overdue": "Quá hạn",
    "overdue_submitted": "Đã trình, chờ ban hành",
    "undated": "Chưa xác định hạn",
    "paused": "Tạm dừng",
    "unclosed": "Chưa chốt",
    "carried_over": "Chuyển tiếp",
    "dropped": "Đưa khỏi kế hoạch",
}
#: What a narrow terminal shows of them.
SHORT = ("total", "done", "overdue", "due_soon", "in_time", "undated", "nothing_arisen")
RATE_ALL = "Tỷ lệ trên tổng số"
RATE_DUE = "Tỷ lệ trên số đến hạn"
GROUP_COLUMNS = {
    "plan": "Kế hoạch",
    "section": "Phần",
    "unit": "Đơn vị",
    "status": "Tình hình",
    "organisation": "Cơ quan",
}
NO_GROUP = {"section": "(không thuộc phần nào)", "unit": "(chưa có đơn vị)", "plan": "", "status": "", "": ""}
TABLE_COLUMNS = ("Chỉ tiêu", "Số nhiệm vụ")
WHOLE = "Toàn bộ"
_IN_DONE = ("on_time", "late", "done_ongoing", "done_undated")
_IN_NOT_DONE = ("in_time", "overdue", "undated", "paused", "unclosed", "carried_over")


def sentence(counts: Mapping[str, int]) -> str:
    """Return the official sentence; parts that are 0 are left out of it, never of a table."""
    parts = [f"đã hoàn thành {counts['done']}{_inside(counts, _IN_DONE)}"]
    if counts["nothing_arisen"]:
        parts.append(f"không phát sinh {counts['nothing_arisen']}")
    parts.append(f"chưa hoàn thành {counts['not_done']}{_inside(counts, _IN_NOT_DONE)}")
    dropped = f"; ngoài ra {counts['dropped']} nhiệm vụ đã đưa ra khỏi kế hoạch" if counts["dropped"] else ""
    return f"Tổng số {counts['total']} nhiệm vụ: {'; '.join(parts)}{dropped}."


def _inside(counts: Mapping[str, int], names: tuple[str, ...]) -> str:
    told = []
    for name in names:
        if not counts[name]:
            continue
        submitted = counts["overdue_submitted"] if name == "overdue" else 0
        more = f", trong đó {submitted} đã trình, chờ ban hành" if submitted else ""
        told.append(f"{PARTS[name]} {counts[name]}{more}")
    return f" ({', '.join(told)})" if told else ""


def rate(num: int, den: int, percent: int | float | None) -> str:
    """Return a rate as people read it: «26% (14/54)»."""
    return f"{percent_text(percent)} ({num}/{den})"


def percent_number(percent: int | float) -> str:
    """Return a rate as a statistics appendix prints it, without the sign: «86», «86,36»."""
    return f"{percent}".replace(".", ",")


def percent_text(percent: int | float | None) -> str:
    return "–" if percent is None else f"{percent}%".replace(".", ",")


def rate_all_named(shown: str, nothing_arisen: str, source: str) -> str:
    counted = {
        "neither": "không phát sinh không tính là hoàn thành, vẫn ở mẫu số",
        "done": "không phát sinh tính là hoàn thành",
        "left_out": "không phát sinh không tính vào mẫu số",
    }[nothing_arisen]
    return f"Tỷ lệ hoàn thành trên tổng số nhiệm vụ: {shown}; {counted} (theo {source})."


def rate_due_named(shown: str) -> str:
    return f"Tỷ lệ hoàn thành trên số nhiệm vụ đã đến hạn (không kể thường xuyên): {shown}."


def on_day(day: str) -> str:
    return f"Tính đến ngày {day}."


def shared(count: int, of_groups: int, total: int) -> str:
    return (
        f"{count} nhiệm vụ có nhiều đơn vị được tính một lần cho mỗi đơn vị: tổng theo đơn vị {of_groups}, "
        f"tổng của kế hoạch {total}."
    )


def narrow() -> Sentence:
    return Sentence("Xem đủ các cột bằng ", Entry("csv"), " hoặc ", Entry("json"), ", hoặc mở rộng cửa sổ.")


def units_not_shown() -> tuple[Sentence, Sentence]:
    return Sentence(Entry("units", "now"), " chỉ có nghĩa khi tính theo đơn vị."), Sentence(
        "Thêm ", Entry("by", "unit"), ", hoặc bỏ ", Entry("units"), "."
    )
