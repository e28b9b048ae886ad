"""Everything that the page for leaders says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from cchc_tasks.days import day as shown_day
from cchc_tasks.days import day_in_sentence
from cchc_tasks.messages import list_words, statistics_words
from cchc_tasks.messages.status_words import STATUS_WORDS, TIMING_WORDS, area_name
from cchc_tasks.sentences import Sentence, Shell
from cchc_tasks.tracking.deadline_words import kind as kind_words

TITLE = "Tình hình thực hiện nhiệm vụ cải cách hành chính"
SKIP = "Đến nội dung chính"
CONTENTS = "Trong trang này"
#: The page's parts: what each is called in the list of contents and above its part.
PARTS = {
    "tong-quan": "Tổng quan",
    "linh-vuc": "Theo lĩnh vực",
    "don-vi": "Theo đơn vị chủ trì",
    "thang": "Theo tháng",
    "qua-han": "Quá hạn",
    "sap-den-han": "Sắp đến hạn",
    "chua-bao-cao": "Chưa báo cáo kỳ này",
    "doi-chieu": "Đối chiếu từng số liệu",
}
UNIT_ROLES = {"lead": "Theo đơn vị chủ trì", "support": "Theo đơn vị phối hợp", "any": "Theo đơn vị"}
#: The bar's parts in their order, with the parts of the official sentence that each holds.
SEGMENTS = {
    "done": "Đã hoàn thành",
    "nothing": "Không phát sinh",
    "running": "Chưa hoàn thành, trong hạn",
    "other": "Chưa hoàn thành",
    "overdue": "Chưa hoàn thành, quá hạn",
}
#: What «other» holds: not done, neither in time nor overdue.
OTHER = ("undated", "paused", "unclosed", "carried_over")
FALLEN_DUE_ALONE = {"fell_due": "Đã đến hạn", "fell_due_done": "Đã đến hạn và hoàn thành"}
GROUP_COLUMNS = (
    "Được giao", "Đã hoàn thành", "Không phát sinh", "Chưa hoàn thành", "Quá hạn", "Sắp đến hạn", "Chưa báo cáo kỳ này",
    "Tỷ lệ trên tổng số", "Tỷ lệ trên số đến hạn",
)  # fmt: skip
AREA, UNIT, WHOLE = "Lĩnh vực", "Đơn vị", "Toàn bộ"
PART_COLUMNS = ("Chỉ tiêu", "Số nhiệm vụ")
OVERDUE_COLUMNS = ("STT", "Nhiệm vụ (mốc)", "Đơn vị chủ trì", "Thời hạn", "Quá hạn", "Tình hình")
UPCOMING_COLUMNS = ("STT", "Nhiệm vụ (mốc)", "Đơn vị chủ trì", "Thời hạn", "Còn", "Tình hình")
UNREPORTED_COLUMNS = ("Đơn vị", "Đang thực hiện", "Chưa báo cáo", "Nhiệm vụ chưa báo cáo")
MONTH_COLUMNS = ("Tháng", "Mốc đến hạn", "Lũy kế đến hạn", "Lũy kế đã xong (rõ ngày)", "Nhiệm vụ có mốc đến hạn")
TRACE_COLUMNS = ("Chỉ tiêu", "Số", "Nhiệm vụ")
TASK_COLUMNS = ("STT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn", "Mức hạn", "Tình hình")
TRACE_PARTS = "Nhiệm vụ theo tình hình"
TRACE_TASKS = "Danh sách nhiệm vụ"
PLANNED, DONE, DONE_NOW = "Phải xong (lũy kế)", "Đã xong, rõ ngày (lũy kế)", "Mọi mốc đã xong"
MONTHS_SHOWN = "Số liệu từng tháng"
CARDS = ("Đã hoàn thành", "Quá hạn", "Sắp đến hạn", "Chưa báo cáo kỳ này")
#: What stands below the second rate, by the names in `Counts`.
FALLEN_DUE = {"fell_due": "Đã đến hạn (không kể thường xuyên)", "fell_due_done": "trong đó đã hoàn thành"}
NO_TASK = "Không có nhiệm vụ nào như vậy vào ngày này."
NOTHING_UNREPORTED = "Mọi nhiệm vụ đang thực hiện đều đã có báo cáo trong kỳ."
ON_PAPER = "Danh sách để đối chiếu từng số liệu có trong tệp, không in ra giấy."


def chosen(filters: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what the page is restricted to: (what, value); plans are named elsewhere."""
    role = {"lead": "Đơn vị chủ trì", "support": "Đơn vị phối hợp"}.get(filters["role"], "Đơn vị")
    shown = {
        "unit": (role, filters["unit"]),
        "section": ("Phần", area_name(filters["section"].strip().lower()) or filters["section"]),
        "status": ("Tình hình", STATUS_WORDS.get(filters["status"], "")),
        "timing": ("Có mốc ở mức hạn", TIMING_WORDS.get(filters["timing"], "")),
        "kind": ("Có mốc loại", kind_words(filters["kind"]) if filters["kind"] else ""),
        "due_from": ("Có mốc đến hạn từ ngày", _day(filters["due_from"])),
        "due_to": ("Có mốc đến hạn đến ngày", _day(filters["due_to"])),
        "unreported_since": ("Chưa báo cáo từ ngày", _day(filters["unreported_since"])),
        "search": ("Có chữ", f"«{filters['search']}»" if filters["search"] else ""),
        "review": ("Chỉ nhiệm vụ", "cần rà soát" if filters["review"] else ""),
    }
    yield from (pair for pair in shown.values() if pair[1])


def _day(value: date | None) -> str:
    return day_in_sentence(value) if value else ""


def section_named(no: str, title: str) -> str:
    return ". ".join(filter(None, (no.rstrip(". "), title)))


def page_title(as_of: date) -> str:
    return f"{TITLE} đến ngày {day_in_sentence(as_of)}"


def plan_named(code: str, title: str) -> str:
    return f"{code}: {title}" if title and title != code else code


def restricted(what: str, value: str) -> str:
    return f"{what}: {value}"


def period(first: date, last: date, due: int, due_finished: int, finished: int) -> str:
    return (
        f"Kỳ báo cáo từ ngày {day_in_sentence(first)} đến ngày {day_in_sentence(last)}: {due} mốc đến hạn trong kỳ, "
        f"{due_finished} mốc trong số đó đã xong; {finished} mốc có ngày hoàn thành trong kỳ."
    )


def of_total(total: int) -> str:
    return f"trên {total} nhiệm vụ"


def card_overdue(submitted: int, milestones: int) -> str:
    told = f"nhiệm vụ, {milestones} mốc"
    return f"{told}; {submitted} đã trình, chờ ban hành" if submitted else told


def card_upcoming(days: int) -> str:
    return f"mốc, trong {days} ngày tới"


def card_unreported(running: int, first: date) -> str:
    return f"trên {running} nhiệm vụ đang thực hiện, từ ngày {day_in_sentence(first)}"


def segments(counts: Mapping[str, int]) -> dict[str, str]:
    """Return the bar's parts with their names; what is neither in time nor overdue is named by what it is."""
    inside = [statistics_words.PARTS[part] for part in OTHER if counts[part]]
    return SEGMENTS | {"other": ", ".join([SEGMENTS["other"], *inside])}


def bar_alternative(numbers: Mapping[str, int], names: Mapping[str, str], total: int) -> str:
    parts = "; ".join(f"{names[name].lower()} {number}" for name, number in numbers.items() if number)
    return f"Biểu đồ thanh của {total} nhiệm vụ: {parts}."


def groups_alternative(what: str, lines: list[tuple[str, Mapping[str, int]]]) -> str:
    """Return the chart of groups in words; the table below holds the same numbers."""
    told = "; ".join(
        f"{name}: {sum(numbers.values())} nhiệm vụ, đã hoàn thành {numbers['done']}, quá hạn {numbers['overdue']}"
        for name, numbers in lines
    )
    return f"Biểu đồ thanh theo {what}. {told}."


def months_alternative(first: str, last: str, planned: int, done: int, as_of: date, finished: int) -> str:
    return (
        f"Biểu đồ đường từ tháng {first} đến tháng {last}: đến hết tháng cuối phải xong {planned} mốc; đến ngày "
        f"{day_in_sentence(as_of)} đã xong {finished} mốc, trong đó {done} mốc rõ ngày hoàn thành."
    )


def only_largest(shown: int, total: int) -> str:
    return f"Biểu đồ: {shown} đơn vị có nhiều nhiệm vụ nhất; đủ {total} đơn vị ở bảng."


def month(year: int, number: int) -> str:
    return f"{number:02d}/{year}" if number < 3 else f"{number}/{year}"


def month_tick(year: int, number: int, *, several_years: bool) -> str:
    return f"{number}/{year % 100:02d}" if several_years else f"T{number}"


def months_note(dated: int, finished: int, unknown: int, as_of: date) -> list[str]:
    """Return what the line counts, and what it does not draw because the day is not known."""
    told = [f"Đường này tính {dated} mốc có thời hạn; đến ngày {day_in_sentence(as_of)} đã xong {finished} mốc."]
    if unknown:
        told.append(
            f"{unknown} mốc đã xong nhưng chưa rõ ngày hoàn thành nên không nằm trên đường «đã xong»; chỉ dấu "
            "hình thoi ở ngày xem có tính các mốc này."
        )
    return told


def months_left_out(later: int, ongoing: int, undated: int, stopped: int) -> str:
    """Return which milestones the line leaves out, empty for none."""
    parts = [
        f"{later} mốc có hạn sau tháng cuối" if later else "",
        f"{ongoing} mốc thường xuyên" if ongoing else "",
        f"{undated} mốc chưa có ngày" if undated else "",
        f"{stopped} mốc của nhiệm vụ đã dừng hoặc không phát sinh" if stopped else "",
    ]
    listed = "; ".join(filter(None, parts))
    return f"Không vẽ: {listed}." if listed else ""


def overdue_told(tasks: int, milestones: int, submitted: int, as_of: date) -> str:
    day = day_in_sentence(as_of)
    if not milestones:
        return f"Không có nhiệm vụ nào quá hạn tính đến ngày {day}."
    more = f", trong đó {submitted} mốc đã trình, chờ ban hành" if submitted else ""
    return f"{milestones} mốc của {tasks} nhiệm vụ quá hạn tính đến ngày {day}{more}; lâu nhất ở trên."


def upcoming_told(milestones: int, days: int, as_of: date, next_due: date | None) -> str:
    day = day_in_sentence(as_of)
    if milestones:
        return list_words.upcoming_count(milestones, milestones, day, days)[:-1] + "; gần nhất ở trên."
    return list_words.nothing_upcoming(day, days, day_in_sentence(next_due) if next_due else None)


def unreported_told(unreported: int, running: int, first: date) -> str:
    return (
        f"{unreported} trên {running} nhiệm vụ đang thực hiện chưa có báo cáo kể từ ngày {day_in_sentence(first)}. "
        "Không tính nhiệm vụ đã hoàn thành, không phát sinh, tạm dừng, chuyển tiếp hoặc đã đưa ra khỏi kế hoạch."
    )


def milestone_named(title: str, label: str) -> str:
    return f"{title} ({label})" if label else title


def days_over(count: int) -> str:
    return list_words.days(count)


def days_left(count: int) -> str:
    return list_words.days_left(count)


def due(value: date) -> str:
    return shown_day(value)


def handed_up(state: str, submitted_on: date | None, to: str, due_on: date) -> str:
    if submitted_on is None:
        return state
    told = list_words.submitted(day_in_sentence(submitted_on), to, in_time=submitted_on <= due_on)
    return f"{state}; {told}"


def traced(label: str) -> str:
    """Return what a number's link says to who does not see the row and column it stands in."""
    return f"xem các nhiệm vụ: {label}"


def rates(all_shown: str, nothing_arisen: str, source: str, due_shown: str) -> list[str]:
    return [
        statistics_words.rate_all_named(all_shown, nothing_arisen, source),
        statistics_words.rate_due_named(due_shown),
    ]


def groups_caption(what: str, as_of: date) -> str:
    return f"{what}, số nhiệm vụ đến ngày {day_in_sentence(as_of)}"


def parts_caption(as_of: date) -> str:
    return f"Số nhiệm vụ theo tình hình đến ngày {day_in_sentence(as_of)}"


def overdue_caption(as_of: date) -> str:
    return f"Các mốc quá hạn đến ngày {day_in_sentence(as_of)}"


def upcoming_caption(days: int, as_of: date) -> str:
    return f"Các mốc đến hạn trong {days} ngày từ ngày {day_in_sentence(as_of)}"


def unreported_caption(first: date) -> str:
    return f"Nhiệm vụ chưa báo cáo từ ngày {day_in_sentence(first)}, theo đơn vị"


def part_named(part: str) -> str:
    return statistics_words.PARTS.get(part) or FALLEN_DUE[part]


def trace_named(part: str) -> str:
    """Return a part's name where nothing above it says what it is part of."""
    return statistics_words.HEADINGS.get(part) or FALLEN_DUE_ALONE[part]


def whole_list(dropped: int) -> str:
    """Return which tasks of the list at the end are the total."""
    but = f", trừ {dropped} nhiệm vụ đã đưa ra khỏi kế hoạch" if dropped else ""
    return f"mọi nhiệm vụ trong danh sách ở cuối trang{but}"


def numbered(name: str, number: int) -> str:
    return f"{name} {number}: "


def trace_heading(what: str) -> str:
    return f"Nhiệm vụ theo {what.lower()}"


def tasks_caption(as_of: date) -> str:
    return f"Mọi nhiệm vụ, tình hình đến ngày {day_in_sentence(as_of)}"


def trace_caption(name: str) -> str:
    return f"{name}: từng số gồm những nhiệm vụ nào"


NOTE_COUNTING = (
    "Nhiệm vụ thường xuyên không bao giờ quá hạn và không nằm trong số đến hạn. "
    "Số và tên có gạch chân dẫn đến danh sách nhiệm vụ của nó."
)


def charts_missing() -> str:
    """Return what stands on a page that was written without its charts."""
    return "Trang này không có biểu đồ vì máy lập trang chưa cài phần vẽ biểu đồ; các bảng có đủ số liệu."


def charts_missing_hint() -> Sentence:
    return Sentence(
        "Chưa có thư viện vẽ biểu đồ (matplotlib) nên trang không có biểu đồ, các bảng vẫn đủ số liệu. ",
        "Cài thêm rồi lập lại: ",
        Shell("pip install 'cchc-tasks[charts]'"),
    )


def written(path: str, tasks: int, as_of: date) -> str:
    return f"Đã ghi trang tình hình {tasks} nhiệm vụ đến ngày {day_in_sentence(as_of)} vào {path}."
