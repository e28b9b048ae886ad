"""Labels, keys and messages of the screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cchc_tasks.messages.written_file_words import listed
from cchc_tasks.sentences import Entry, Sentence, step

TITLE = "CCHC-TASKS"
ALL_PLANS = "Tất cả kế hoạch"
ALL_UNITS = "Tất cả đơn vị"
EMPTY = f"Chưa có kế hoạch nào. Bấm P để nhập kế hoạch từ tệp, hoặc chạy: {step('import', 'TỆP')}"
LOADING = "Đang chờ cơ sở dữ liệu…"
NOTHING = "Không có nhiệm vụ nào ở đây. Esc: bỏ lọc."
SEARCH = "Tìm (gõ không dấu cũng được) · Enter: về danh sách · Esc: bỏ tìm"
VIEWS = {
    "": "",
    "overdue": "Quá hạn",
    "soon": "Sắp đến hạn",
    "urgent": "Quá hạn và sắp đến hạn",
    "review": "Cần rà soát",
    "unreported": "Chưa báo cáo kỳ này",
}
SCREENS = {"tasks": "Nhiệm vụ", "timeline": "Tiến độ", "units": "Đơn vị", "queue": "Rà soát", "log": "Nhật ký"}


HELP_TITLE = "Các phím"
READ_ONLY = Sentence("Chỉ xem: mở bằng ", Entry("read_only"), ", hoặc tài khoản chỉ được xem.")
NO_TASK = "Chưa chọn nhiệm vụ nào: chọn ở màn hình 1 Nhiệm vụ, 2 Tiến độ hoặc 4 Rà soát."
ONE_TASK = "Việc này ghi cho từng nhiệm vụ: bỏ đánh dấu (Esc) rồi chọn một nhiệm vụ."
NO_OVERDUE = "Không có việc quá hạn nào trong danh sách này."
NOTHING_ONGOING = "Nhiệm vụ đang chọn không có việc thường xuyên nào còn phải chốt."
ALL_DATED = "Nhiệm vụ đang chọn đã có đủ ngày; đổi ngày bằng H (gia hạn)."
NOT_MARKED_HERE = "Đánh dấu ở màn hình 1 Nhiệm vụ."
NOTHING_TO_ACCEPT = "Hàng chờ văn bản không có gì để xác nhận: khi văn bản đến, bấm R để cho ngày."
NOTHING_TYPED = "Chưa gõ gì để ghi."
KEPT_TYPED = "Còn giữ điều gõ dở lần trước."
ALL_SHOWN = "Hiện mọi kế hoạch và đơn vị."
STILL_TYPED = "Có điều gõ dở chưa lưu (mở lại hộp để xem). Bấm phím thoát lần nữa để bỏ và thoát."
HOW_TO_LEAVE = "Thoát: bấm q (hoặc F10)."
WRITING = "Đang ghi… Esc: đóng hộp, việc đang ghi vẫn có thể được ghi và sẽ báo."
STILL_WRITING = "Việc trước còn đang ghi, chưa biết kết quả: chờ báo rồi làm tiếp."
STILL_WRITTEN = "Còn việc đang ghi, chưa biết có được ghi hay không. Bấm phím thoát lần nữa để thoát luôn."
LEFT_WRITING = "Điều vừa gõ đang được ghi tiếp, có thể sẽ được ghi; có kết quả sẽ báo ngay."
LEFT_MAKING = "Báo cáo vẫn được lập tiếp; có kết quả sẽ báo ngay."
CLOSE_FIRST = "Hộp này đang mở: Ctrl+S để lưu hoặc Esc để đóng, rồi thoát."
HISTORY = "Lịch sử"
NO_HISTORY = "Chưa có cập nhật nào."

# The dialogs.

SAVE_HINT = "Enter: ô kế, ô cuối thì lưu · Ctrl+S: lưu · Esc: đóng, giữ điều đã gõ"
STATUS_HINT = "1–8: tình hình · Enter: ô kế, từ ô văn bản là lưu · Tab: ô khác · Esc: đóng"
EVIDENCE_HINT = "số, ký hiệu, ngày; nhiều văn bản cách nhau bằng «;»"
DONE_DAY = "Ngày hoàn thành"
DOCUMENT_DAY = "bỏ trống: ngày của văn bản"
PROGRESS_HINT = "vd 2/3"
MILESTONE = "Mốc số"
MILESTONE_HINT = "bỏ trống: cả nhiệm vụ"
SUBMISSION = "Văn bản trình"
SUBMIT_DAY = "Ngày trình"
SUBMIT_TO = "Trình lên"
NEW_DUE = "Hạn mới"
NEW_DUE_HINT = "vd 30/9/2022 hoặc Quý III/2022"
REASON = "Lý do"
ALLOWED_BY = "Văn bản cho phép"
ALLOWED_HINT = "chưa có: chỉ ghi là đề nghị, hạn cũ vẫn tính"
DUE = "Thời hạn"
DUE_HINT = "vd 30/9/2022"
ANCHOR = "hoặc ngày văn bản"
ANCHOR_HINT = "ngày của văn bản, sự kiện đang chờ"
BASIS = "Văn bản"
UNITS_HINT = "nhiều đơn vị cách nhau bằng «;»"
NEW_UNITS = "Đơn vị mới"
NEW_UNITS_HINT = "gõ x nếu tên chưa có là đơn vị mới"
FILE = "Tệp"
FOLDER_HINT = "đường dẫn tệp"
PLAN_FILE = "Tệp kế hoạch"
PLAN_YEAR = "Năm"
PLAN_YEAR_HINT = "bỏ trống: theo tiêu đề"
PLAN_CODE = "Mã kế hoạch"
PLAN_CODE_HINT = "bỏ trống: tự đặt, vd CCHC-2022"
REPORTED_ON = "Kết quả đến ngày"
REPORTED_HINT = "nếu tệp có kết quả; bỏ trống: chưa rõ"
FOLDER = "Thư mục"
CHOOSE_REPORT = "Chọn báo cáo"
REPORT_PERIOD = "Kỳ báo cáo"
REPORT_DAY = "Số liệu đến ngày"
REPORT_DAY_HINT = "bỏ trống: hôm nay"
REPORT_NUMBER = "Số báo cáo"
REPORT_NUMBER_HINT = "bỏ trống: để trống trên giấy"
SIGNED_ON = "Ngày ký"
FREEZE = "Chốt số liệu"
FREEZE_HINT = "gõ x: lưu các con số, lần sau biết số nào đã khác"
REPORT_HINT = "Enter: ô kế, ô cuối thì lập báo cáo · Ctrl+S: lập ngay · Esc: đóng"
MAKING_REPORT = "Đang lập báo cáo … Esc: đóng hộp này, báo cáo vẫn lập tiếp"
CHOOSE_FROZEN = "Báo cáo đã chốt số liệu"
CALENDAR = "Xuất lịch"
ALARMS = "Nhắc trước (ngày)"
BACK_UP = "Sao lưu"
ACT_TITLES = {
    "update": "Cập nhật",
    "finish": "Đã hoàn thành",
    "evidence": "Thêm văn bản minh chứng",
    "submit": "Trình, chờ ban hành",
    "extend": "Gia hạn",
    "resolve": "Xác định thời hạn",
    "assign": "Giao lại",
    "close_ongoing": "Chốt kết quả thường xuyên",
}
NOW = "hiện nay"
CHOOSE_PLAN = "Chọn kế hoạch"
CHOOSE_UNIT = "Chọn đơn vị mình"
ALL_COMMANDS = "Mọi lệnh"
CHOOSE_HINT = "Gõ để tìm, không cần dấu · ↑↓ chọn · Enter: lấy · Esc: đóng"
NO_MATCH = "Không có gì khớp."
STATISTICS = "Số liệu báo cáo"

# The tables.

UNIT_COLUMNS = (
    "Đơn vị",
    "Được\ngiao",
    "Đã hoàn\nthành",
    "Quá\nhạn",
    "Sắp đến\nhạn",
    "Chưa báo\ncáo kỳ này",
    "Tỷ lệ trên\ntổng số",
)
REVIEW_COLUMNS = ("Mã", "Lời in", "Được đọc là", "Vì sao cần xem")
WAITING_COLUMNS = ("Mã", "Thời hạn in\ntrong kế hoạch", "Đang chờ", "Nhiệm vụ")
LOG_COLUMNS = ("Ghi lúc", "Người cập nhật", "Việc", "Ghi chú")
TAKEN_BACK = "đã lấy lại"
QUEUES = {"doubts": "Cách đọc cần xem", "waiting": "Chờ văn bản, sự kiện"}
EMPTY_QUEUES = {
    "doubts": "Không còn cách đọc nào cần xem.",
    "waiting": "Không có nhiệm vụ nào chờ văn bản để có hạn.",
}

# The timeline.

WINDOWS = ("Cả năm", "Quý I", "Quý II", "Quý III", "Quý IV")
MONTHS = "  Tháng"
DUE_IN_MONTH = "  Mốc đến hạn (đã xong)"
DUE_SHORT = "  Mốc đến hạn"


class Glyphs(NamedTuple):
    """Signs beside the words; all of them are in WGL4, which every office font has, or in ASCII."""

    late: str
    marked: str
    cursor: str
    bar_full: str
    bar_empty: str
    span: str
    due: str
    missed: str
    finished: str
    ongoing: str
    today: str
    today_above: str
    ellipsis: str
    between: str


WGL4 = Glyphs("!", "√", "▌", "█", "░", "▬", "○", "▲", "●", "∙", "│", "▼", "…", " │ ")
ASCII = Glyphs("!", "*", ">", "#", ".", "=", "o", "!", "x", ".", "|", "v", "...", " | ")


def heading(plan: str, unit: str, view: str, search: str, day: str, *, read_only: bool, between: str) -> str:
    shown = [TITLE, plan or ALL_PLANS, unit, VIEWS[view], f"Tìm «{search}»" if search else ""]
    return between.join(filter(None, (*shown, f"Hôm nay {day}", "Chỉ xem" if read_only else "")))


def silent(since: str, keys: int) -> str:
    return f"Cơ sở dữ liệu không trả lời từ {since} · Ctrl+R: thử lại{_keys_waiting(keys)}"


def waits(keys: int, *, opening: bool) -> str:
    leave = " · Esc: thôi" if opening or keys else ""
    return f"{LOADING}{_keys_waiting(keys)}{leave}"


def _keys_waiting(keys: int) -> str:
    return f" · {keys} phím đang chờ" if keys else ""


def section_counts(done: int, total: int, overdue: int) -> str:
    late = f" · {overdue} quá hạn" if overdue else ""
    return f"{done}/{total} xong{late}"


def chips(
    overdue: int | None, soon: int | None, unreported: int | None, review: int | None, days: int, *, narrow: bool
) -> dict[str, str]:
    """Return the words of the counts above the list by view; a number that is not known yet is «…»."""
    soon_words, silent = (
        ("Sắp đến hạn", "Chưa báo cáo") if narrow else (f"Sắp đến hạn (≤{days} ngày)", "Chưa báo cáo kỳ này")
    )
    return {
        "overdue": f"Quá hạn {_number(overdue)}",
        "soon": f"{soon_words} {_number(soon)}",
        "unreported": f"{silent} {_number(unreported)}",
        "review": f"Cần rà soát {_number(review)}",
    }


def _number(count: int | None) -> str:
    return "…" if count is None else str(count)


def counted(shown: int, marked: int, hidden: int, done: int | None, total: int | None) -> str:
    """Return how many tasks are listed, done and marked; `hidden` marked ones are not among those listed."""
    parts = [f"Hiện {shown}"]
    if total is not None:
        parts.append(f"xong {done}/{total}")
    if marked:
        parts.append(f"đánh dấu {marked}{f' ({hidden} không hiện)' if hidden else ''}")
    return " · ".join(parts)


def copied(late: int, path: str) -> str:
    if not late:
        return "Không có việc quá hạn để chép."
    return f"Đã chép danh sách {late} mốc quá hạn theo đơn vị{f'; cũng lưu ở {path}' if path else ''}."


def changed_elsewhere() -> str:
    return "Người khác vừa cập nhật: danh sách đã được đọc lại."


def new_day(day: str) -> str:
    return f"Đã sang ngày {day}: danh sách đã được đọc lại."


def act_title(name: str, refs: str) -> str:
    return f"{ACT_TITLES[name]} · {refs}"


def undo_key(sentence: str) -> str:
    return f"{sentence.rstrip('.')}. z: hoàn tác."


def sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]


def report_title(kind: str) -> str:
    return f"Lập {kind}"


def report_of(plan: str, unit: str) -> str:
    of_unit = f", đơn vị {unit}" if unit else ""
    return f"Của {f'kế hoạch {plan}' if plan else 'mọi kế hoạch'}{of_unit} (đổi bằng c, M)"


def report_period_hint(name: str) -> str:
    return f"vd {name}/2022, hoặc 15/12/2021..14/6/2022; bỏ trống: không nêu"


def report_progress(label: str, done: int) -> str:
    return f"{label}: {done} … Esc: đóng hộp này, báo cáo vẫn lập tiếp"


def replace_files(paths: Sequence[str], left_over: Sequence[str]) -> str:
    """Return the question whether files may be replaced, and files of an earlier time removed."""
    gone = f", bỏ tệp của lần trước không còn thuộc lần này ({listed(left_over)})" if left_over else ""
    return f"Đã có {listed(paths)}. Enter lần nữa: thay{gone}; hoặc sửa tên."


def changed_under_draft(label: str, now: str) -> str:
    return f"Từ lúc đó ô «{label}» đã có nội dung mới: «{' '.join(now.split())}»."


def save_again() -> str:
    return "Xem điều người khác vừa ghi, rồi Enter lần nữa nếu vẫn ghi điều mình đã gõ."


def milestones_line(parts: Sequence[str]) -> str:
    return f"Các mốc: {'; '.join(parts)}"


def bad_number(text: str) -> tuple[str, str]:
    return (f"«{text}» không phải là số.", "Gõ một số, ví dụ 1, hoặc bỏ trống.")


def bad_year(text: str) -> tuple[str, str]:
    return (f"«{text}» không phải là năm.", "Gõ năm bằng bốn chữ số, ví dụ 2022, hoặc bỏ trống.")


def month(number: int, cells: int) -> str:
    """Return a month's name as far as its columns have room."""
    return str(number) if cells < 4 else f"T{number}" if cells < 9 else f"Tháng {number}"


def month_due(total: int, done: int, cells: int) -> str:
    """Return «7 (3)», as far as a month's columns have room."""
    full = f"{total} ({done})"
    return "" if not total else full if month_fits(total, done, cells) else str(total)


def month_fits(total: int, done: int, cells: int) -> bool:
    """Return whether a month's columns have room for both numbers."""
    return not total or len(f"{total} ({done})") < cells


def queue_tabs(current: str, counts: dict[str, int]) -> str:
    named = (f"{title} {counts[name]}" for name, title in QUEUES.items())
    return "   ".join(f"[{text}]" if name == current else f" {text} " for name, text in zip(QUEUES, named, strict=True))


def window_tabs(current: int, year: int) -> str:
    shown = (f"[{name}]" if place == current else f" {name} " for place, name in enumerate(WINDOWS))
    return f"{year}  " + " ".join(shown)


def frozen_remark(day: str, moment: str, actor: str) -> str:
    return f"{day}  {moment} {actor}"


def saved_backup(path: str) -> str:
    return f"Đã sao lưu ra {path}."


def change_line(moment: str, actor: str, sentence: str, *, taken_back: bool) -> str:
    return f"{moment} – {actor}: {sentence}" + (f" ({TAKEN_BACK})" if taken_back else "")
