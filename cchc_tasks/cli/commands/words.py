"""What only the commands say: of lists, of the journal, of options that do not go together."""

from __future__ import annotations

from cchc_tasks.messages.list_words import shown_of
from cchc_tasks.model.fields import FIELD
from cchc_tasks.sentences import Sentence, Words, step

#: What a person may type to agree.
YES = ("c", "có", "co", "y")
ONGOING_COLUMNS = ("Mã", "Nhiệm vụ", "Đơn vị chủ trì", "Hết kỳ", "Kết quả thực hiện", "Văn bản minh chứng")


def refs_to_close_wanted() -> tuple[str, Sentence]:
    return (
        "Chưa nói chốt nhiệm vụ nào.",
        Sentence("Ghi mã nhiệm vụ, ví dụ: ", step("close", "15", result="Đã làm gì", evidence="Văn bản")),
    )


def period_end(day: str, *, over: bool) -> str:
    return f"{day} (đã hết kỳ)" if over else day


def open_ongoing_count(shown: int, total: int, day: str) -> Words:
    if not total:
        return f"Không còn nhiệm vụ thường xuyên nào chưa chốt kết quả tính đến ngày {day}."
    return Sentence(
        f"{shown_of(shown, total)} nhiệm vụ thường xuyên chưa chốt kết quả tính đến ngày {day}. Chốt: ",
        step("close", "REF…", result="Đã làm gì", evidence="Văn bản"),
    )


def one_amended_file() -> tuple[str, str]:
    return ("Mỗi lần sửa đổi chỉ nhận một tệp.", "Chạy lệnh lần lượt cho từng kế hoạch.")


def update_or_results() -> tuple[str, str]:
    return ("--update và --results không dùng cùng nhau.", "Sửa đổi kế hoạch trước, rồi nhập kết quả bằng --results.")


def only_with_update(option: str) -> tuple[str, Sentence]:
    step_wanted = step("import", "TỆP", update=None, evidence="…")
    return (f"{option} chỉ dùng cùng --update.", Sentence("Nhập kế hoạch sửa đổi: ", step_wanted))


def amendment_confirmation_needed() -> tuple[str, str]:
    return ("Chưa lưu gì: cần xác nhận các thay đổi trên.", "Thêm --yes để áp dụng, hoặc --dry-run để chỉ xem.")


def one_name_for_several() -> tuple[str, str]:
    return ("--plan và --title chỉ dùng khi nhập một tệp.", "Nhập từng tệp một, hoặc để chương trình tự đặt mã.")


def bad_mapping(text: str) -> tuple[str, str]:
    return (
        f"«{text}» không đúng dạng FIELD=HEADER.",
        "Ví dụ: --map title='Nội dung công việc' --map deadline='Thời gian'",
    )


def field_set(milestone: int | None, name: str, value: str) -> str:
    """Return one line of a task's history: what a change set."""
    if name == "closed":
        return f"mốc {milestone} {value}"
    of = f"mốc {milestone}: " if milestone is not None else ""
    # A day taken away leaves the day that the printed words give.
    empty = "(theo lời in)" if name == "due" else "(bỏ trống)"
    return f"{of}{FIELD[name].words if name in FIELD else name}: {value or empty}"


def closed_value(value: str) -> str:
    return {"1": "đã xong", "unknown": "đã xong, chưa rõ ngày báo cáo", "0": "mở lại"}.get(value, value)
