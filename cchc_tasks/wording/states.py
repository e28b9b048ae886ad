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
