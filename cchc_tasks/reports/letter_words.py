"""Words on chasing letters: công văn đôn đốc, its appendix by unit, phiếu nhắc việc.

The form is that of Nghị định 30/2020/NĐ-CP (Phụ lục I); spaces are left for the pen where nothing is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cchc_tasks.reports.page_words import BLANK_NUMBER, signing_day

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
APPENDIX = "Phụ lục"
SLIP = "PHIẾU NHẮC VIỆC"
LETTER_FILE = "cong-van-don-doc"
SLIP_FILE = "phieu-nhac-viec"
LETTER = "Công văn đôn đốc"
_BLANK_PLACE = " " * 12
_BLANK_PART = " " * 6
_HEAD_OF_OFFICE = "GIÁM ĐỐC"
_CHIEF_OF_STAFF = "CHÁNH VĂN PHÒNG"
_STAFF = "VP"
DETAIL_COLUMNS = (
    "STT",
    "Nhiệm vụ (mốc)",
    "Thời hạn ghi trong kế hoạch",
    "Ngày đến hạn",
    "Quá hạn/còn lại",
    "Tình hình, lý do",
)
SLIP_COLUMNS = ("STT", "Nhiệm vụ (mốc)", "Ngày đến hạn", "Tình hình, lý do")
SUMMARY_COLUMNS = (
    "STT",
    "Đơn vị",
    "Nhiệm vụ quá hạn",
    "Trong đó đã trình đúng hạn, chờ ban hành",
    "Nhiệm vụ sắp đến hạn",
    "Nhiệm vụ chưa báo cáo kỳ này",
)
SUMMARY_CAPTION = "Tổng hợp theo đơn vị"
DETAIL_CAPTION = "Chi tiết theo đơn vị"
SUM_OF_UNITS = "Cộng theo đơn vị"
SUM_OF_PLAN = "Tổng số nhiệm vụ (mỗi nhiệm vụ tính một lần)"
NO_UNIT = "Chưa ghi đơn vị chủ trì"
SHARED = (
    "Ghi chú: nhiệm vụ giao cho nhiều đơn vị được tính một lần cho mỗi đơn vị, nên cộng theo đơn vị lớn hơn tổng số "
    "nhiệm vụ."
)
RECEIVERS = "Nơi nhận:"
FULL_STOP = "./."


def plan_about(about: str, time: str) -> str:
    """Return the name of a plan that is known by its subject alone: «Kế hoạch cải cách hành chính năm 2022»."""
    subject = {
        "reform": "cải cách hành chính",
        "remedies": "khắc phục tồn tại, hạn chế trong công tác cải cách hành chính",
        "work": "công tác",
    }[about]
    return f"Kế hoạch {subject} {time}"


def in_year(year: int) -> str:
    return f"năm {year}"


def in_days(first: str, last: str) -> str:
    return f"từ ngày {first} đến ngày {last}"


def number_line(number: str, symbol: str, signer_title: str) -> str:
    """Return «Số:        /STP-VP»: a letter's symbol is the issuer's and the drafting unit's letters.

    The drafting unit is known where its head signs; else it is left for the pen.
    """
    return f"Số: {letter_number(number, symbol, signer_title)}"


def letter_number(number: str, symbol: str, signer_title: str) -> str:
    if "/" in number:
        return number
    drafter = _STAFF if _from_staff(signer_title) else _BLANK_PART
    of_office = f"{symbol}-{drafter}" if symbol else _BLANK_PLACE
    return f"{number or BLANK_NUMBER}/{of_office}"


def _from_staff(signer_title: str) -> bool:
    return not signer_title or signer_title.upper().endswith(_CHIEF_OF_STAFF)


def place_and_day(place: str, signed_on: date | None) -> str:
    return f"{place or _BLANK_PLACE}, {signing_day(signed_on)}"


def about(plans: str) -> str:
    """Return the letter's subject line."""
    return f"V/v đôn đốc thực hiện {plans}"


def plans_named(names: Sequence[str]) -> str:
    """Return what a letter about these plans calls them in one phrase."""
    return names[0] if len(names) == 1 else "nhiệm vụ được giao tại các kế hoạch"


def plan_key(place: int) -> str:
    """Return what tells the plans of one letter apart."""
    return f"Kế hoạch ({place})"


def plan_with_key(key: str, name: str) -> str:
    return f"{key}: {name}."


def of_office(name: str) -> str:
    """Return what the units are units of: the department, or the office by its own name."""
    return "Sở" if not name or name.casefold().startswith("sở ") else name


def to_all(office: str) -> str:
    return f"Các phòng, đơn vị thuộc {of_office(office)}"


def dear(to: str) -> str:
    return f"Kính gửi: {to}"


def opening(plans: Sequence[str], day: str) -> str:
    return f"Qua theo dõi việc thực hiện {_all(plans)}, tình hình thực hiện nhiệm vụ tính đến ngày {day} như sau:"


def _all(plans: Sequence[str]) -> str:
    return " và ".join(filter(None, (", ".join(plans[:-1]), plans[-1])))


def counted(
    overdue: int, submitted: int, in_time: int, soon: int, soon_overdue: int, days: int, unreported: int, since: str
) -> str:
    """Return what is to be chased in one sentence; what there is none of is left out."""
    parts = [
        overdue_count(overdue, submitted, in_time) if overdue else "",
        soon_count(soon, soon_overdue, days) if soon else "",
        unreported_count(unreported, 0, since) if unreported else "",
    ]
    return f"Số nhiệm vụ cần đôn đốc: {'; '.join(filter(None, parts))} (chi tiết theo đơn vị tại Phụ lục kèm theo)."


def two(number: int) -> str:
    """Return a number as officials write it: «03», «12»."""
    return f"{number:02d}"


def overdue_count(tasks: int, submitted: int, in_time: int) -> str:
    """Return «quá hạn 03, trong đó 01 đã trình đúng hạn, chờ cấp có thẩm quyền ban hành»."""
    late = submitted - in_time
    told = [
        f"{two(in_time)} đã trình đúng hạn, chờ cấp có thẩm quyền ban hành" if in_time else "",
        f"{two(late)} đã trình khi đã quá hạn, chờ cấp có thẩm quyền ban hành" if late else "",
    ]
    inside = " và ".join(filter(None, told))
    return f"quá hạn {two(tasks)}{f', trong đó {inside}' if inside else ''}"


def soon_count(tasks: int, overdue: int, days: int) -> str:
    also = f", trong đó {two(overdue)} có nội dung khác đã quá hạn" if overdue else ""
    return f"sắp đến hạn (trong {days} ngày tới) {two(tasks)}{also}"


def unreported_count(tasks: int, named: int, since: str) -> str:
    also = f", trong đó {two(named)} đã nêu ở trên" if named else ""
    return f"chưa báo cáo kỳ này (kể từ ngày {since}) {two(tasks)}{also}"


def request(office: str, plans: str) -> str:
    return f"Để bảo đảm hoàn thành {plans} đúng tiến độ, đề nghị các phòng, đơn vị thuộc {of_office(office)}:"


def asked_of_all(*, overdue: bool, submitted: bool, soon: bool, unreported: bool) -> list[str]:
    """Return what is asked of the units, by what there is."""
    asked = []
    if overdue:
        asked.append(
            "Đối với nhiệm vụ quá hạn: tập trung hoàn thành dứt điểm; báo cáo rõ nguyên nhân chậm, khó khăn, vướng "
            "mắc, giải pháp và thời gian hoàn thành. Trường hợp vì lý do khách quan phải điều chỉnh thời hạn, có văn "
            "bản đề nghị để trình cấp có thẩm quyền xem xét, quyết định."
        )
    if submitted:
        asked.append(
            "Đối với nhiệm vụ đã trình, chưa được ban hành: chủ động theo dõi, phối hợp với cơ quan thẩm định, cơ quan "
            "có thẩm quyền để tiếp thu, hoàn thiện và sớm ban hành văn bản."
        )
    if soon:
        asked.append(
            "Đối với nhiệm vụ sắp đến hạn: ưu tiên bố trí nhân lực, hoàn thành trong thời hạn được giao; kịp thời báo "
            "cáo khi phát sinh khó khăn, vướng mắc."
        )
    if unreported:
        asked.append(
            "Đối với nhiệm vụ chưa báo cáo: gửi kết quả thực hiện, nêu rõ mức độ hoàn thành, ngày hoàn thành và số, ký "
            "hiệu, ngày của văn bản minh chứng."
        )
    return asked


def answer(signer_title: str, answer_by: str) -> str:
    """Return where the answer goes, and by when where that was said."""
    to = ", gửi về Văn phòng" if _from_staff(signer_title) else ""
    until = f" chậm nhất ngày {answer_by}" if answer_by else ""
    return f"Báo cáo kết quả bằng văn bản{to}{until} để tổng hợp, báo cáo lãnh đạo theo quy định."


CLOSING = "Đề nghị Trưởng các phòng, Thủ trưởng các đơn vị quan tâm chỉ đạo, tổ chức thực hiện nghiêm túc."


def receivers(office: str, signer_title: str) -> tuple[str, ...]:
    kept = f"VT, {_STAFF}." if _from_staff(signer_title) else "VT."
    leaders = f"Lãnh đạo {of_office(office)} (để báo cáo);"
    return ("- Như trên;", f"- {leaders}", f"- Lưu: {kept}")


def receivers_of_slip(signer_title: str) -> tuple[str, ...]:
    return ("- Như trên;", f"- Lưu: VT, {_STAFF}." if _from_staff(signer_title) else "- Lưu: VT.")


def signer_titles(head: str, signer: str) -> tuple[str, str]:
    """Return in whose name the letter is signed, and who signs: «TL. GIÁM ĐỐC», «CHÁNH VĂN PHÒNG»."""
    return f"TL. {(head or _HEAD_OF_OFFICE).upper()}", (signer or _CHIEF_OF_STAFF).upper()


def appendix_title(plans: Sequence[str]) -> str:
    if len(plans) > 1:
        return "NHIỆM VỤ CẦN ĐÔN ĐỐC TẠI CÁC KẾ HOẠCH"
    return f"NHIỆM VỤ CẦN ĐÔN ĐỐC THỰC HIỆN {plans[0].upper()}"


def with_letter(number: str, signed_on: date | None, office: str) -> str:
    """Return the line in brackets below an appendix's title; `number` is the whole number with its symbol."""
    return f"(Kèm theo Công văn số {number} {signing_day(signed_on)}{f' của {office}' if office else ''})"


def updated_to(day: str) -> str:
    return f"(Cập nhật đến ngày {day})"


def unit_row(name: str, counts: Sequence[str]) -> str:
    return f"{name}: {'; '.join(counts)}"


def overdue_row(milestones: int, tasks: int) -> str:
    """Return the heading of the milestones past due, with both numbers where a task has several."""
    return f"Quá hạn{_milestones(milestones, tasks)}"


def soon_row(days: int, milestones: int, tasks: int) -> str:
    return f"Sắp đến hạn, trong {days} ngày tới{_milestones(milestones, tasks)}"


def _milestones(milestones: int, tasks: int) -> str:
    of_milestones = f"{two(milestones)} mốc của " if milestones != tasks else ""
    return f" ({of_milestones}{two(tasks)} nhiệm vụ)"


def unreported_row(tasks: int, named: int) -> str:
    """Return the heading of tasks without a report; those that stand above already are not told again."""
    also = f", ngoài {two(named)} nhiệm vụ đã nêu ở trên" if named else ""
    return f"Chưa báo cáo kết quả kỳ này ({two(tasks)} nhiệm vụ{also})"


def task_named(title: str, label: str, plan: str) -> str:
    """Return a task and its milestone; the plan where several stand in one table."""
    of_milestone = f" ({label})" if label else ""
    return f"{title}{of_milestone}{f' – {plan}' if plan else ''}"


def overdue_days(days: int) -> str:
    return f"quá hạn {days} ngày"


def days_left(days: int) -> str:
    return f"còn {days} ngày" if days else "đến hạn hôm nay"


def last_report(day: str) -> str:
    return f"Báo cáo gần nhất ngày {day}." if day else "Chưa có báo cáo nào."


ALSO_UNREPORTED = "Chưa báo cáo kỳ này."


def slip_opening(plans: Sequence[str], day: str, counts: Sequence[str]) -> str:
    told = "; ".join(counts)
    return f"Theo dõi việc thực hiện {_all(plans)}, tính đến ngày {day}, nhiệm vụ của quý đơn vị: {told}. Cụ thể:"


def slip_request(answer_by: str, signer_title: str) -> str:
    to = " gửi Văn phòng" if _from_staff(signer_title) else ""
    until = f" chậm nhất ngày {answer_by}" if answer_by else ""
    return (
        "Đề nghị đơn vị khẩn trương thực hiện các nhiệm vụ nêu trên và báo cáo kết quả (mức độ hoàn thành; số, ký "
        f"hiệu, ngày của văn bản minh chứng; khó khăn, vướng mắc và đề xuất, nếu có){to}{until} để tổng hợp{FULL_STOP}"
    )
