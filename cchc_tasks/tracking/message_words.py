"""Lines that people paste into a message."""

from __future__ import annotations


def heading(what: str, count: str, waiting: int, day: str) -> str:
    if what == "upcoming":
        return f"VIỆC SẮP ĐẾN HẠN (từ ngày {day}): {count} mốc"
    more = f", trong đó {waiting} đã trình, chờ ban hành" if waiting else ""
    return f"VIỆC QUÁ HẠN đến ngày {day}: {count} mốc{more}"


def unit_heading(unit: str, count: int) -> str:
    return f"{unit or '(chưa có đơn vị chủ trì)'} ({count}):"


def waiting_heading(count: int) -> str:
    return f"Đã trình, chờ ban hành ({count}):"


def led_together(count: int) -> str:
    return f"Ghi chú: {count} mốc do nhiều đơn vị cùng chủ trì được nêu ở từng đơn vị."


def task_named(ref: str, title: str, label: str) -> str:
    return f"{ref}. {title}" + (f" ({label})" if label else "")


def line(named: str, due: str, left: str) -> str:
    return f"- {named}: hạn {due}, {left}"


def overdue(days: int) -> str:
    return f"quá hạn {days} ngày"


def days_left(days: int) -> str:
    return f"còn {days} ngày" if days else "đến hạn hôm nay"
