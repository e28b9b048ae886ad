"""What tells a plan that mends last year's shortfalls (khắc phục tồn tại, hạn chế) from a plan of work."""

from __future__ import annotations

from cchc_tasks.text import fold


def is_remediation(title: str) -> bool:
    """Whether a plan's title says that it mends shortfalls: «Kết quả khắc phục những hạn chế … năm 2022»."""
    return "khac phuc" in fold(title)
