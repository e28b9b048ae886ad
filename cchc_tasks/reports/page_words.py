"""What stands on the pages of reports, in the words of Nghị định 30/2020/NĐ-CP and of the CCHC reports."""

from __future__ import annotations

from collections.abc import Sequence
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


ASSIGNMENTS = "DANH MỤC NHIỆM VỤ ĐƯỢC GIAO"
ASSIGNMENTS_FILE = "danh-muc-nhiem-vu"
ASSIGNMENTS_PART = "Nhiệm vụ được giao"
ASSIGNED_TO_NONE = "Chưa ghi đơn vị"
LED = "Nhiệm vụ chủ trì"
SUPPORTED = "Nhiệm vụ phối hợp"
NOT_LED = "Nhiệm vụ chưa ghi đơn vị chủ trì"
LED_COLUMNS = ("STT", "Nhiệm vụ", "Hoạt động", "Kết quả, sản phẩm", "Đơn vị phối hợp", "Thời gian hoàn thành")
SUPPORTED_COLUMNS = ("STT", "Nhiệm vụ", "Hoạt động", "Kết quả, sản phẩm", "Đơn vị chủ trì", "Thời gian hoàn thành")


def following_plans(plans: Sequence[str]) -> str:
    """Return the reference to the plans in brackets."""
    return f"(Theo {'; '.join(plans)})"


def updated_to(day: str) -> str:
    return f"(Cập nhật đến ngày {day})"


def assignments_heading(place: str, title: str, count: int) -> str:
    return f"{place}. {title} ({count:02d})"


def moved_to(due: str, basis: str) -> str:
    """Return the line below a printed deadline that another day has taken the place of."""
    return f"(nay: {due}{f', {basis}' if basis else ''})"


EVIDENCE = "DANH MỤC TÀI LIỆU KIỂM CHỨNG"
EVIDENCE_FILE = "tai-lieu-kiem-chung"
EVIDENCE_PART = "Tài liệu kiểm chứng"
EVIDENCE_COLUMNS = ("STT", "Nhiệm vụ", "Tên loại, số, ký hiệu", "Ngày", "Trích yếu", "Nơi lưu")
WITHOUT_EVIDENCE = "Mốc đã báo cáo hoàn thành, chưa có tài liệu kiểm chứng"
WITHOUT_EVIDENCE_COLUMNS = (
    "STT",
    "Nhiệm vụ (mốc)",
    "Đơn vị chủ trì",
    "Thời hạn ghi trong kế hoạch",
    "Ngày hoàn thành",
    "Kết quả đã báo cáo",
)
NO_CRITERION = "Chưa gắn tiêu chí"
NO_DOCUMENT = "Chưa có tài liệu kiểm chứng."
NO_EVIDENCE = "Chưa ghi tài liệu nào."
NO_LEAD_UNIT = "Chưa ghi đơn vị chủ trì"


def criterion(number: str) -> str:
    return f"Tiêu chí {number}"


def of_plan(heading: str, plan: str) -> str:
    return f"{heading} – {plan}"


def evidence_totals(documents: int, tasks: int, without: int) -> str:
    """Return how much was found, in one sentence."""
    missing = (
        f"; {without:02d} mốc đã báo cáo hoàn thành chưa có tài liệu kiểm chứng (liệt kê ở cuối)" if without else ""
    )
    return f"Tổng số {documents:02d} tài liệu của {tasks:02d} nhiệm vụ{missing}."


def shared_evidence(tasks: int) -> str:
    return f"Ghi chú: {tasks:02d} nhiệm vụ thuộc nhiều tiêu chí, tài liệu được liệt kê ở từng tiêu chí và tính một lần."


def without_evidence(count: int) -> str:
    return f"{WITHOUT_EVIDENCE} ({count:02d})"
