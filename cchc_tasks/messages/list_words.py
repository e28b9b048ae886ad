"""Headings and talk of the listing commands."""

from __future__ import annotations

from collections.abc import Sequence

OVERDUE_COLUMNS = ("STT", "Nhiệm vụ (mốc)", "Đơn vị chủ trì", "Thời hạn", "Quá hạn", "Tình hình")
UPCOMING_COLUMNS = ("STT", "Nhiệm vụ (mốc)", "Đơn vị chủ trì", "Thời hạn", "Còn", "Tình hình")
LIST_COLUMNS = ("STT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn", "Mức hạn", "Tình hình")
PLAN_COLUMNS = ("Mã", "Kế hoạch", "Từ ngày", "Đến ngày", "Số nhiệm vụ")
HISTORY_COLUMNS = ("Mã thay đổi", "Ghi lúc", "Người cập nhật", "Việc", "Có hiệu lực", "Ghi chú")


def recorded_by(actor: str, login: str | None) -> str:
    """Who recorded something: the account, too, where it has another name than the person gave."""
    return actor if login in (None, actor) else f"{actor} (tài khoản {login})"


def days(count: int) -> str:
    return f"{count} ngày"


def days_left(count: int) -> str:
    return f"{count} ngày" if count else "hôm nay"


def submitted(day: str, to: str, *, in_time: bool) -> str:
    """Say that a product was handed up and is not issued: another red than one that nobody touched."""
    return f"đã trình {f'{to} ' if to else ''}ngày {day} (trình {'đúng hạn' if in_time else 'quá hạn'}), chờ ban hành"


def shown_of(shown: int, total: int) -> str:
    """Say how many rows are shown: «14», or «3 trong 14» where a limit left some out."""
    return str(total) if shown == total else f"{shown} trong {total}"


def overdue_count(shown: int, total: int, day: str) -> str:
    return f"{shown_of(shown, total)} mốc quá hạn tính đến ngày {day}."


def upcoming_count(shown: int, total: int, day: str, days_ahead: int) -> str:
    return f"{shown_of(shown, total)} mốc đến hạn trong {days_ahead} ngày từ ngày {day}."


def of_chosen(told: str, *, narrowed: bool) -> str:
    """Return what is said where nothing is found; of a selection it says no more than that."""
    return f"Trong các nhiệm vụ được chọn: {told[0].lower()}{told[1:]}" if narrowed else told


def nothing_overdue(day: str, next_due: str | None) -> str:
    return f"Không có nhiệm vụ nào quá hạn tính đến ngày {day}.{_nearest(next_due)}"


def nothing_upcoming(day: str, days_ahead: int, next_due: str | None) -> str:
    return f"Không có nhiệm vụ nào đến hạn trong {days_ahead} ngày từ ngày {day}.{_nearest(next_due)}"


def _nearest(next_due: str | None) -> str:
    return f" Hạn gần nhất: {next_due}." if next_due else ""


def task_count(shown: int, total: int) -> str:
    return f"{shown_of(shown, total)} nhiệm vụ."


def nothing_listed(day: str) -> str:
    return f"Không có nhiệm vụ nào như vậy vào ngày {day}."


def plan_count(shown: int, total: int) -> str:
    return f"{shown_of(shown, total)} kế hoạch."


def no_such_plan(day: str) -> str:
    return f"Không có kế hoạch nào như vậy vào ngày {day}."


def change_count(shown: int, total: int) -> str:
    return f"{shown_of(shown, total)} thay đổi, mới nhất ở trên." if total else "Chưa có thay đổi nào."


def took_back(change: str) -> str:
    return f"lấy lại thay đổi {change}"


def did_again(change: str) -> str:
    return f"làm lại điều đã lấy lại ở {change}"


def was_taken_back(change: str) -> str:
    return f"đã bị lấy lại bởi {change}"


def several_words(parts: Sequence[str]) -> str:
    return "; ".join(part for part in parts if part)
