"""Phrases that the command line and the screen say differently, for sentences that both show."""

from __future__ import annotations

from cchc_tasks.sentences import Either

#: How a field is written into: an option stands behind «bằng», a field of a form behind «vào».
INTO = Either("bằng ", "vào ")
ADD = Either("Thêm ", "Ghi vào ")
AGAIN = Either("chạy lại lệnh", "thử lại")
RUN_AGAIN = Either("chạy lại", "thử lại")
PROGRAM = Either("cchc-tasks", "chương trình")
