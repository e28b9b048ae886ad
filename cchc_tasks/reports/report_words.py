"""What stands on the pages of reports, in the words of Nghị định 30/2020/NĐ-CP and of the CCHC reports."""

from __future__ import annotations

from datetime import date

from cchc_tasks.model.fields import APPENDIX_FIELDS

APPENDIX = "Phụ lục"
COLUMNS = {field.name: field.heading for field in APPENDIX_FIELDS}
#: What is left for the pen: a number, a day, a month, a year.
BLANK_NUMBER = " " * 8
_BLANK_DAY = " " * 6
REMOVED = "Nhiệm vụ đưa ra khỏi kế hoạch"
SUMMARY = "Tổng hợp"
STANDING = "Tình hình thực hiện"
TRACE = "Số liệu và nhiệm vụ"
TRACE_COLUMNS = ("Kế hoạch", "Chỉ tiêu", "Số", "Nhiệm vụ")
NO_TASKS = "Không có nhiệm vụ nào."


def period(name: str, year: int) -> str:
    """Return a reporting period in words: «quý I năm 2022», «6 tháng đầu năm 2022», «năm 2022»."""
    folded = name.casefold()
    if folded == "năm":
        return f"năm {year}"
    if folded == "6 tháng":
        return f"6 tháng đầu năm {year}"
    return f"{name[:1].lower()}{name[1:]} năm {year}"


def months(count: int, year: int) -> str:
    """Return the first months of a year in words: «6 tháng đầu năm 2022», «11 tháng năm 2022», «năm 2022»."""
    if count == 12:
        return f"năm {year}"
    return f"{'6 tháng đầu' if count == 6 else f'{count} tháng'} năm {year}"


def from_to(first: str, last: str) -> str:
    return f"từ ngày {first} đến ngày {last}"


def result_title(plan: str, period_words: str) -> str:
    """Return the appendix's title from the plan's: «Kết quả thực hiện Kế hoạch …», in capitals where that is.

    A plan that was read from a result appendix is called so already.
    """
    begins = "" if plan.casefold().startswith("kết quả") else "Kết quả thực hiện"
    own = period_words if period_words.casefold() not in plan.casefold() else ""
    title = " ".join(filter(None, (begins, plan, own)))
    return title.upper() if plan == plan.upper() else title


def with_report(number: str, symbol: str, signed_on: date | None, office: str) -> str:
    """Return the line in brackets below an appendix's title; what is not known yet is left for the pen."""
    shown = number if "/" in number else f"{number or BLANK_NUMBER}/BC{f'-{symbol}' if symbol else ''}"
    of_office = f" của {office}" if office else ""
    return f"(Kèm theo Báo cáo số {shown} {signing_day(signed_on)}{of_office})"


def signing_day(signed_on: date | None) -> str:
    """Return «ngày 05 tháng 9 năm 2023», blank where it is not signed yet."""
    if signed_on is None:
        return f"ngày {_BLANK_DAY} tháng {_BLANK_DAY} năm {_BLANK_DAY}"
    month = f"{signed_on.month:02d}" if signed_on.month < 3 else str(signed_on.month)
    return f"ngày {signed_on.day:02d} tháng {month} năm {signed_on.year}"


def as_of(day: str) -> str:
    return f"(Tình hình đến ngày {day})"


def removed(no: str, title: str, day: str, document: str) -> str:
    """Return a line of the list of tasks that left the plan."""
    of_document = f" theo {document}" if document else ""
    return f"Nhiệm vụ số {no}: {title} (từ ngày {day}{of_document})."


def rate_all(shown: str, num: int, den: int) -> str:
    return f"Tỷ lệ hoàn thành trên tổng số nhiệm vụ: {shown} ({num}/{den} nhiệm vụ)."


def rate_due(shown: str, num: int, den: int) -> str:
    return f"Tỷ lệ hoàn thành trên số nhiệm vụ đã đến hạn (không kể thường xuyên): {shown} ({num}/{den} nhiệm vụ)."


def points(shown: str, source: str) -> str:
    return f"Điểm hoàn thành kế hoạch theo {source}: {shown}."


def finished(day: str, documents: str) -> str:
    """Return what a result column says of a task that was finished without words of its own."""
    on_day = f" ngày {day}" if day else ""
    return f"Đã hoàn thành{on_day}{f' ({documents})' if documents else ''}"


def stated(status: str, documents: str) -> str:
    return f"{status}{f' ({documents})' if documents else ''}"


def handed_up(day: str, to: str) -> str:
    return f"Đã trình {f'{to} ' if to else ''}ngày {day}, chờ ban hành"
