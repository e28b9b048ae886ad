"""What the person is told about a worksheet that came back from a unit."""

from __future__ import annotations

from collections.abc import Sequence

from cchc_tasks.messages.status_words import STATUS_WORDS
from cchc_tasks.sentences import Either, Entry, Sentence, Words, step
from cchc_tasks.worksheets.results_words import short
from cchc_tasks.worksheets.sheet_words import HEADERS

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
