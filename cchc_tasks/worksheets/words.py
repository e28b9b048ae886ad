"""Words of a unit's worksheet, and sentences about one that was written or came back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cchc_tasks.days import day as shown_day
from cchc_tasks.days import day_in_sentence
from cchc_tasks.messages.status_words import STATUS_WORDS
from cchc_tasks.model.fields import WORKSHEET_FIELDS
from cchc_tasks.sentences import Either, Entry, Sentence, Words, step
from cchc_tasks.worksheets.results_words import short

_BLANK = "(trống)"


def cell_changed(ref: str, row: int, column: str, before: str, after: str) -> str:
    name = HEADERS[column]
    if column == "evidence":
        return f"  {ref} (dòng {row}) {name}: thêm «{short(after)}»"
    return f"  {ref} (dòng {row}) {name}: {_said(before)} → {_said(after)}"


def cells_heading(count: int) -> str:
    return f"Ô được ghi theo bảng ({count}):"


def cell_conflict(
    ref: str, row: int, column: str, before: str | None, now: str, said: str, who: str, why: str, *, taken: bool
) -> str:
    """Return one conflict of a worksheet: what the sheet said, what is recorded since, what came back."""
    then = "không rõ" if before is None else _said(before)
    by = f" ({who})" if who else ""
    kept = "đã lấy theo bảng" if taken else "đã giữ nguyên"
    return (
        f"  {ref} (dòng {row}) {HEADERS[column]}: lúc gửi {then}; hiện nay {_said(now)}{by}; "
        f"bảng ghi {_said(said)}: {why}, {kept}"
    )


def ask_cell(ref: str, title: str, column: str, now: str, who: str, said: str) -> str:
    by = f" ({who})" if who else ""
    return (
        f"{ref} «{short(title)}», {HEADERS[column]}:\n  Hiện nay: {_said(now)}{by}\n  Bảng ghi: {_said(said)}\n"
        "  Lấy theo bảng? [c/K] "
    )


def both_changed() -> str:
    return "ô này đã có cập nhật khác kể từ khi gửi bảng"


def base_unknown() -> str:
    return "không rõ lúc gửi ô này ghi gì, và hiện đã có nội dung khác"


def refused_heading(count: int) -> str:
    return f"Dòng chưa ghi ({count}):"


def refused_line(ref: str, row: int, why: Words) -> Sentence:
    return Sentence(f"  {ref} (dòng {row}): ", why)


def unknown_status(text: str) -> str:
    return f"tình hình «{short(text)}» không có trong danh sách; cả dòng chưa được ghi, chọn lại rồi nhập lại"


def status_wants_document(status: str) -> str:
    return f"«{STATUS_WORDS[status]}» phải kèm văn bản mới ở cột Văn bản minh chứng; cả dòng chưa được ghi"


def no_period_begun(day: str) -> str:
    return f"đến {day} chưa kỳ nào của nhiệm vụ bắt đầu nên chưa thể ghi đã hoàn thành; cả dòng chưa được ghi"


def which_milestone(ref: str) -> Sentence:
    return Sentence(
        "nhiệm vụ có nhiều mốc đã xong, bảng ghi là còn làm: chưa rõ mở lại mốc nào; cả dòng chưa được ghi. ",
        "Mở lại bằng: ",
        step("update", ref, milestone="N", status="in_progress"),
    )


def no_plan_of_code(plan: str) -> str:
    return f"không có kế hoạch «{plan}»"


def other_plan(plan: str) -> Sentence:
    return Sentence(f"thuộc kế hoạch {plan}, không phải kế hoạch ghi ở ", Entry("plan"))


def no_task_of_code(code: str) -> str:
    return f"kế hoạch hiện không có nhiệm vụ «{short(code)}» như bảng ghi (có thể đã đưa ra khỏi kế hoạch)"


def title_differs(ours: str) -> str:
    return f"mã và tên nhiệm vụ trong bảng không khớp: theo mã là «{short(ours)}»; kiểm tra lại dòng này"


def documents_kept(ref: str, documents: Sequence[str]) -> str:
    return f"nhiệm vụ {ref}: bảng không còn ghi «{short('; '.join(documents))}»; văn bản đã ghi vẫn được giữ"


def unreadable_day(ref: str, text: str) -> str:
    return f"nhiệm vụ {ref}: «{short(text)}» không phải một ngày (ghi như 05/6/2022); ngày hoàn thành chưa được ghi"


def day_in_future(ref: str, text: str, day: str) -> str:
    return f"nhiệm vụ {ref}: ngày hoàn thành «{text}» sau ngày chốt kết quả {day}; ngày này chưa được ghi"


def day_without_done(ref: str, text: str) -> Sentence:
    return Sentence(
        f"nhiệm vụ {ref}: ngày hoàn thành «{text}» chưa được ghi, vì tình hình không phải «{STATUS_WORDS['done']}» ",
        "hoặc nhiệm vụ có nhiều mốc; ghi bằng: ",
        step("done"),
    )


def too_long_to_fill(ref: str, column: str) -> str:
    return f"nhiệm vụ {ref}: ô {HEADERS[column]} dài quá, không sửa qua bảng được; giữ nguyên"


def says_otherwise(ref: str, status: str) -> str:
    return (
        f"nhiệm vụ {ref}: Kết quả thực hiện viết khác với Tình hình «{STATUS_WORDS[status]}»; ghi theo Tình hình, "
        "cần rà soát"
    )


def conflicts_hint() -> Sentence:
    answer = Either(", hoặc trả lời từng ô khi chạy trên màn hình.", ".")
    return Sentence("Muốn lấy theo bảng: ", Either("chạy lại với ", "gõ "), Entry("take_file"), answer)


def conflicts_heading(count: int) -> str:
    return f"Ô đã đổi ở cả hai phía, chưa ghi đè ({count}):"


def stuck() -> str:
    return "Không ghi được gì từ bảng này: chỗ khác còn lại đều nêu ở trên."


def _said(text: str) -> str:
    return f"«{short(text)}»" if text else _BLANK


#: What stands above each column, in the order of the columns.
HEADERS = {field.name: field.worksheet_heading for field in WORKSHEET_FIELDS}
SHEET_NAME = "Kết quả"
PAGE = "Trang &P/&N"
NO_UNIT = "Chưa rõ đơn vị chủ trì"
GUIDE = (
    "Hướng dẫn: chỉ điền các ô nền vàng. Tình hình: chọn trong danh sách. Ngày đã hoàn thành: ngày/tháng/năm, ví dụ "
    "05/6/2022. Văn bản minh chứng: mỗi văn bản một dòng (Alt+Enter để xuống dòng), ghi rõ số, ký hiệu, ngày. Ô để "
    "trống không xóa điều đã ghi. Chọn Tạm dừng thực hiện, Đưa ra khỏi kế hoạch, Chuyển tiếp sang năm sau thì phải "
    "ghi thêm văn bản cho phép. Không sửa cột Mã nhiệm vụ. Điền xong, gửi lại chính tệp này."
)
#: A title and a sentence that are shown beside the cells of a column.
NOTES = {
    "status": ("Tình hình", "Hãy chọn một tình hình trong danh sách."),
    "done_on": (
        "Ngày đã hoàn thành",
        "Ghi ngày/tháng/năm, ví dụ 05/6/2022. Chỉ ghi khi nhiệm vụ đã hoàn thành.",
    ),
    "evidence": (
        HEADERS["evidence"],
        "Mỗi văn bản một dòng: loại, số, ký hiệu, ngày. Ví dụ: Công văn số 41/STP-XDKT ngày 28/6/2022.",
    ),
}

#: Other words that people write for a status, without accents; nothing else is taken for one.
STATUS_SYNONYMS = {
    "xong": "done",
    "da xong": "done",
    "hoan thanh": "done",
    "dang trien khai": "in_progress",
    "dang trien khai thuc hien": "in_progress",
    "chua trien khai": "not_started",
}


def code(plan: str, ref: str, seq: int, day: date) -> str:
    """Return what names a row and the state it shows: «CCHC-2022/10 (lần 3, 15/07/2022)»."""
    return f"{plan}/{ref} (lần {seq}, {shown_day(day)})"


def extended(due: date) -> str:
    return f"(gia hạn đến {shown_day(due)})"


def title(plans: Sequence[tuple[str, str]]) -> str:
    """Return the first line: the plan's title, or the codes of several."""
    if len(plans) == 1:
        return f"{plans[0][1]} ({plans[0][0]})"
    return f"Kết quả thực hiện các kế hoạch {', '.join(code for code, _ in plans)}"


def subtitle(unit: str, day: date, tasks: int) -> str:
    of_unit = f"Đơn vị: {unit}. " if unit else ""
    return f"{of_unit}Tình hình đến ngày {day_in_sentence(day)}; {tasks} nhiệm vụ."


def plan_row(code: str, plan_title: str) -> str:
    return f"{code}: {plan_title}"


def written(path: str, tasks: int) -> str:
    return f"Đã ghi {path}: {tasks} nhiệm vụ."


def all_written(files: int, tasks: int, folder: str) -> Sentence:
    return Sentence(
        f"Tất cả {files} bảng, {tasks} nhiệm vụ, trong {folder}. Khi đơn vị gửi lại: ", step("import results", "TỆP")
    )


def shared(tasks: int) -> str:
    return f"{tasks} nhiệm vụ do nhiều đơn vị cùng chủ trì nên có trong nhiều bảng."


def nothing_to_write(day: str) -> str:
    return f"Không có nhiệm vụ nào như vậy vào ngày {day}; không ghi tệp nào."
