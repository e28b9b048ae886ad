"""What the person is told about an amended plan: the difference, what is not sure, what was recorded."""

from __future__ import annotations

from collections.abc import Sequence

from cchc_tasks.messages import screen_import_words
from cchc_tasks.messages.front_end_words import INTO
from cchc_tasks.messages.list_words import shown_of
from cchc_tasks.model.fields import FIELD, PRINTED_TEXTS
from cchc_tasks.sentences import Either, Entry, Sentence, either, joined, step

WANTS = "Sửa đổi kế hoạch"
COLUMNS = ("Thay đổi", "Nhiệm vụ", "Trước", "Sau")
REMOVED_COLUMNS = ("Mã", "Nhiệm vụ", "Ra khỏi kế hoạch từ", "Văn bản")
YES = frozenset({"c", "co", "có", "y", "yes"})
#: Of a differing deadline its words and dates are told, in short.
COLUMN_WORDS = {field.column: field.words for field in PRINTED_TEXTS} | {
    FIELD["deadline"].column: FIELD["deadline"].short_words,
    "section": FIELD["section"].words,
}
ADDED, REMOVED, REDATED, REASSIGNED, REWORDED = "thêm", "đưa ra", "đổi thời hạn", "giao lại", "sửa chữ"
RENUMBERED, MOVED, RENAMED, REORDERED, UNSURE = "đổi số", "chuyển phần", "đổi tên kế hoạch", "đổi thứ tự", "không chắc"


def is_worksheet(file: str) -> tuple[str, Sentence]:
    return (
        f"Tệp {file} là bảng kết quả gửi đơn vị, không phải kế hoạch sửa đổi.",
        Sentence("Nhập kết quả bằng: ", step("import results", file)),
    )


def no_day(evidence: str) -> tuple[str, Sentence]:
    return (
        f"Chưa rõ sửa đổi có hiệu lực từ ngày nào: «{evidence}» không ghi ngày.",
        Sentence("Ghi rõ ", INTO, Either(Entry("on", "NGÀY"), f"ô «{screen_import_words.AMENDED_FROM}»"), "."),
    )


def bad_match(text: str) -> tuple[Sentence, Sentence]:
    examples = ("12=13", "12=row:40", "12=-")
    typed = either(joined(", ", (Entry("match", example) for example in examples)), "; ".join(examples))
    return (Sentence(Entry("match"), f" «{text}» không đúng dạng OLD=NEW."), Sentence("Ví dụ: ", typed))


def ask_to_apply(code: str, day: str) -> str:
    return f"Áp dụng các thay đổi này cho {code} từ ngày {day} (c/K)? "


def unsure_left(count: int) -> tuple[str, Sentence]:
    told = " (NEW là số thứ tự, row:dòng, hoặc «-» nếu không còn)."
    return (
        f"Chưa lưu gì: {count} nhiệm vụ không chắc là dòng nào trong tệp.",
        Sentence("Chỉ rõ từng nhiệm vụ ", INTO, Entry("match", "OLD=NEW"), told),
    )


def not_in_plan_then(ref: str) -> tuple[str, Sentence]:
    day = Either(Entry("on"), f"ô «{screen_import_words.AMENDED_FROM}»")
    return (
        f"{ref} không có trong kế hoạch vào ngày sửa đổi có hiệu lực.",
        Sentence("Kiểm tra lại ", Entry("match"), " và ", day, "."),
    )


def section_named(path: str, title: str) -> str:
    return f"{path}. {title}" if path else title


def nothing_different(code: str, file: str) -> str:
    return f"Tệp {file} không có gì khác với kế hoạch {code}; không ghi thay đổi nào."


def summary(code: str, day: str, counts: str, *, stored: bool) -> str:
    """«Đã sửa đổi CCHC-2022 từ ngày 20/4/2022: thêm 1, đưa ra 1; 52 nhiệm vụ giữ nguyên.»"""
    return f"{'Đã sửa đổi' if stored else 'Xem trước, chưa lưu: sửa đổi'} {code} từ ngày {day}: {counts}."


def counted(counts: Sequence[tuple[str, int]], unchanged: int) -> str:
    listed = ", ".join(f"{name} {count}" for name, count in counts if count)
    return f"{listed or 'không có gì khác'}; {unchanged} nhiệm vụ giữ nguyên"


def sentence(code: str, counts: Sequence[tuple[str, int]], others: Sequence[str], document: str, day: str) -> str:
    listed = ", ".join([*(f"{name} {count}" for name, count in counts if count), *others])
    return f"Sửa đổi kế hoạch {code}: {listed}; {document}; từ ngày {day}"


def before_the_plan(day: str, first: str) -> str:
    return f"Ngày {day} trước khi kế hoạch bắt đầu: sửa đổi được tính từ ngày đầu của kế hoạch, {first}."


def results_not_taken(count: int) -> Sentence:
    told = f"Kết quả in ở {count} dòng không được lấy vào; nhập kết quả bằng: "
    return Sentence(told, step("import results"))


def without_sections() -> str:
    return "Tệp không có dòng phần: các nhiệm vụ giữ phần như trước."


def without_columns(columns: Sequence[str]) -> str:
    return f"Tệp không có cột {', '.join(columns)}: giữ như trong kế hoạch."


def finished_left_out(ref: str, milestones: Sequence[str]) -> str:
    return f"{ref}: thời hạn mới không còn {', '.join(milestones)} đã hoàn thành; kết quả đó chỉ còn trong lịch sử."


def words_and_dates(text: str, days: Sequence[str]) -> str:
    """«Quý II/2022 (30/06/2022)»"""
    return f"{text} ({', '.join(days)})" if days else text


def row_named(no: str, row: int, title: str) -> str:
    return f"{f'số {no}, ' if no else ''}dòng {row}: {title}"


def with_column(column: str, text: str) -> str:
    return f"{COLUMN_WORDS[column]}: {text or '(trống)'}"


def removed_count(shown: int, total: int) -> str:
    return (
        f"{shown_of(shown, total)} nhiệm vụ đã ra khỏi kế hoạch." if total else "Chưa có nhiệm vụ nào ra khỏi kế hoạch."
    )
