"""The words and glyphs of statuses and timings, in the order in which they stand everywhere."""

from __future__ import annotations

STATUS_WORDS = {
    "not_started": "Chưa thực hiện",
    "in_progress": "Đang thực hiện",
    "done": "Đã hoàn thành",
    "waiting": "Chờ văn bản/hướng dẫn",
    "nothing_arisen": "Không phát sinh",
    "paused": "Tạm dừng thực hiện",
    "dropped": "Đưa ra khỏi kế hoạch",
    "carried_over": "Chuyển tiếp sang năm sau",
}
STATUS_GLYPHS = {
    "not_started": "○",
    "in_progress": "►",
    "done": "●",
    "waiting": "◊",
    "nothing_arisen": "□",
    "paused": "■",
    "dropped": "×",
    "carried_over": "→",
}
#: The same for a terminal that has only ASCII beside its letters.
ASCII_GLYPHS = {
    "not_started": "[ ]",
    "in_progress": "[~]",
    "done": "[x]",
    "waiting": "[?]",
    "nothing_arisen": "[-]",
    "paused": "[=]",
    "dropped": "[/]",
    "carried_over": "[>]",
}
TIMING_WORDS = {
    "on_time": "Hoàn thành đúng hạn",
    "late": "Hoàn thành quá hạn",
    "done_ongoing": "Đã hoàn thành (nhiệm vụ thường xuyên)",
    "done_undated": "Đã hoàn thành (chưa rõ ngày)",
    "in_time": "Trong hạn",
    "due_soon": "Sắp đến hạn",
    "overdue": "Quá hạn",
    "undated": "Chưa xác định thời hạn",
    "unclosed": "Hết kỳ, chưa chốt kết quả",
}


def status(value: str) -> str:
    """Return a status as people see it: glyph and words."""
    return f"{STATUS_GLYPHS[value]} {STATUS_WORDS[value]}"


def timing(value: str | None, days_left: int | None = None) -> str:
    """Return a timing in words; `days_left` is the number of days to the due day, negative when it has passed.

    No timing (a stopped clock) is the empty text.
    """
    if value is None:
        return ""
    if value == "overdue" and days_left is not None:
        return f"Quá hạn {-days_left} ngày"
    if value == "due_soon" and days_left is not None:
        return f"Sắp đến hạn (còn {days_left} ngày)" if days_left else "Đến hạn hôm nay"
    return TIMING_WORDS[value]


_AREAS = {
    "steering": "Chỉ đạo, điều hành",
    "institutions": "Cải cách thể chế",
    "procedures": "Cải cách thủ tục hành chính",
    "organisation": "Cải cách tổ chức bộ máy",
    "civil_service": "Cải cách chế độ công vụ",
    "public_finance": "Cải cách tài chính công",
    "digital": "Chính quyền điện tử, chính quyền số",
}


def area_name(area: str | None) -> str:
    """Return an area of reform in words, the empty text for none."""
    return _AREAS.get(area or "", "")
