"""Words in calendars and on the page beside a folder of feeds, and sentences about calendar files and feeds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from cchc_tasks.days import day_in_sentence
from cchc_tasks.sentences import Either, Entry, Sentence, Words, joined, step

#: In front of the title, by the milestone's state in the calendar; many programs do not show the state itself.
SUMMARY_MARKS = {"done": "✓ ", "cancelled": "[ĐÃ HỦY] "}


def summary(title: str, label: str | None, state: str) -> str:
    """Return the event's one line: «✓ Xây dựng quy chế (Quyết định)»."""
    return SUMMARY_MARKS.get(state, "") + title + (f" ({label})" if label else "")


def description(
    *,
    ref: str,
    lead_units: Sequence[str],
    support_units: Sequence[str],
    product: str,
    deadline_text: str,
    start: date | None,
    due: date,
    extended_from: date | None,
    ongoing: bool,
) -> str:
    """Return the event's text, one fact a line; what is not known has no line."""
    day = day_in_sentence(due)
    facts: Iterable[tuple[str, str]] = (
        ("Mã nhiệm vụ", ref),
        ("Đơn vị chủ trì", "; ".join(lead_units)),
        ("Đơn vị phối hợp", "; ".join(support_units)),
        ("Kết quả, sản phẩm", product),
        ("Thời hạn ghi trong kế hoạch", deadline_text),
        ("Thời gian thực hiện", f"từ ngày {day_in_sentence(start)} đến ngày {day}" if start and start < due else ""),
        ("Hết kỳ" if ongoing else "Hạn", f"ngày {day}"),
        ("Hạn trước khi gia hạn", f"ngày {day_in_sentence(extended_from)}" if extended_from else ""),
    )
    return "\n".join(f"{name}: {fact}" for name, fact in facts if fact)


def reminder(days: int, summary: str, ongoing: bool, working: bool) -> str:
    """Return what a reminder says, so many days before: «Còn 7 ngày làm việc đến hạn: …»."""
    return f"Còn {days} ngày {'làm việc ' if working else ''}{'hết kỳ' if ongoing else 'đến hạn'}: {summary}"


def reminder_days_refused(days: int, earliest: int) -> str:
    """Return why a reminder cannot stand so many days before a deadline."""
    return f"Không nhắc trước {days} ngày được: số ngày nhắc trước hạn là từ 1 đến {earliest}."


def reminder_days_hint() -> str:
    """Return how reminders are given."""
    return "Ví dụ: 7,1 để nhắc trước 7 ngày và 1 ngày, lúc 08 giờ; none để không nhắc."


def bad_alarms(text: str) -> tuple[str, str]:
    return (
        f"«{text}» không phải số ngày nhắc trước.",
        "Ghi các số cách nhau bằng dấu phẩy, ví dụ 7,1; hoặc none.",
    )


def for_feeds_only(option: str) -> tuple[str, Sentence]:
    return (
        f"{option} chỉ dùng cho thư mục kênh lịch.",
        Sentence("Ghi OUT là một thư mục, ví dụ: ", step("calendar", "lich/", split_by="unit")),
    )


def no_filters_for_feeds() -> tuple[str, Sentence]:
    return (
        "Kênh lịch luôn gồm mọi kế hoạch đang có, như hôm nay: lọc thì mốc bị lọc ra sẽ bị báo hủy.",
        Sentence("Bỏ các bộ lọc và ", Entry("as_of"), "; muốn lịch của một phần thì ghi ra một tệp .ics."),
    )


def feeds_written(folder: str, feeds: int, events: int, cancelled: int, changed: int) -> str:
    gone = f", {cancelled} mốc ghi [ĐÃ HỦY]" if cancelled else ""
    files = f"{changed} tệp đã đổi" if changed else "không tệp nào đổi"
    return f"{feeds} kênh lịch ở {folder}: {events} mốc{gone}; {files}. Cách đăng ký: index.html trong thư mục đó."


def feed_in_parts(title: str, files: int) -> str:
    return f"«{title}» quá 900 kB nên chia thành {files} tệp: người đăng ký cần đủ {files} địa chỉ."


def calendar_name(plans: Sequence[str], unit: str) -> str:
    """Return what calendar programs call the calendar: the plans, and the unit where one is meant."""
    return " · ".join(filter(None, ("Thời hạn CCHC", ", ".join(plans), unit)))


def todo_description(ref: str, lead_units: Sequence[str], deadline_text: str, product: str) -> str:
    """Return the text of a thing to do, one fact a line; what is not known has no line."""
    facts = (
        ("Mã nhiệm vụ", ref),
        ("Đơn vị chủ trì", "; ".join(lead_units)),
        ("Kết quả, sản phẩm", product),
        ("Thời hạn ghi trong kế hoạch", deadline_text),
    )
    return "\n".join(f"{name}: {fact}" for name, fact in facts if fact)


def todos_written(path: str, count: int) -> str:
    return f"Đã ghi {count} việc cần làm vào {path}."


WITHDRAWN_PLAN = "kế hoạch đã rút"


def closing_day(period: str) -> str:
    """Return the line of a period's closing day: «Chốt số liệu báo cáo 6 tháng đầu năm 2022»."""
    return f"Chốt số liệu báo cáo {period}"


def report_day(period: str) -> str:
    return f"Gửi báo cáo {period}"


def by_source(source: str) -> str:
    return f"Theo {source}" if source else ""


#: How the file of the reporting days begins to be called.
REPORTS_SLUG = "ky-bao-cao"


INDEX_TITLE = "Lịch thời hạn nhiệm vụ"
INDEX_SECRET = (
    "Mỗi đơn vị một địa chỉ, không ai đoán được. Ai có địa chỉ thì xem được lịch, nên chỉ gửi cho từng đơn vị địa chỉ "
    "của đơn vị đó, và không để trang này ở nơi mọi người đọc được."
)
SUBSCRIBE = "đăng ký"
HOW_TO_SUBSCRIBE = "Đưa vào chương trình lịch"
FEED_OR_FILE = (
    "Đăng ký theo địa chỉ thì lịch tự cập nhật khi thời hạn đổi, việc xong hay bị hủy. "
    "Nhập tệp thì chỉ là bản chụp lúc nhập: nhập lại không sửa được mốc cũ."
)
WAYS_TO_SUBSCRIBE = (
    (
        "Outlook",
        "Lịch → Thêm lịch → Đăng ký từ web (Subscribe from web), dán địa chỉ. "
        "Bản cài trên máy: Account Settings → Internet Calendars.",
    ),
    (
        "Google Calendar",
        "Lịch khác → + → Từ URL, dán địa chỉ; địa chỉ phải truy cập được từ Internet. "
        "Không có thì Cài đặt → Nhập tệp .ics (tối đa 1 MB).",
    ),
    (
        "Apple (macOS, iPhone, iPad)",
        "Bấm «đăng ký» trên thiết bị đó; hoặc Cài đặt → Lịch → Tài khoản → "
        "Thêm tài khoản → Khác → Thêm lịch được đăng ký.",
    ),
    ("Thunderbird", "Lịch mới → Trên mạng → dán địa chỉ; chọn chỉ đọc."),
    ("GNOME", "Lịch → Quản lý lịch → Thêm lịch → dán địa chỉ."),
    (
        "Điện thoại Android",
        "Thêm địa chỉ vào Google Calendar trên web, hoặc dùng ứng dụng ICSx⁵ nếu địa chỉ chỉ có trong mạng nội bộ.",
    ),
)


def calendar_written(path: str, events: int) -> str:
    return f"Đã ghi {events} mốc vào {path}."


def calendar_left_out(undated: int, ongoing: int) -> Sentence:
    parts: list[Words] = []
    if undated:
        parts.append(f"{undated} mốc chưa có ngày (chờ văn bản hoặc chưa đọc được)")
    if ongoing:
        parts.append(Sentence(f"{ongoing} mốc thường xuyên", Either(Sentence(" (thêm bằng ", Entry("ongoing"), ")"))))
    return Sentence("Không đưa vào lịch: ", joined("; ", parts), ".")
