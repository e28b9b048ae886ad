"""Sentences about a returned table with results."""

from __future__ import annotations

from collections.abc import Sequence

from cchc_tasks.messages import screen_import_words
from cchc_tasks.messages.front_end_words import INTO
from cchc_tasks.messages.status_words import STATUS_WORDS
from cchc_tasks.model.fields import COLUMN_LABELS
from cchc_tasks.sentences import Either, Entry, Sentence, either, step

_SHOWN = 80


def reading_file(name: str) -> str:
    return f"Đang đọc {name}"


def imported_sentence(code: str, rows: int, file: str, day: str) -> str:
    return f"Nhập kết quả {code}: {rows} nhiệm vụ từ tệp {file}, tính đến {day}"


def summary(matched: int, total: int, *, stored: bool) -> str:
    """«Tệp có 12/54 nhiệm vụ. Chỉ cập nhật kết quả; 42 nhiệm vụ còn lại giữ nguyên.»"""
    rest = total - matched
    kept = f" {rest} nhiệm vụ còn lại giữ nguyên." if rest else ""
    first = "Chỉ cập nhật kết quả;" if rest else "Chỉ cập nhật kết quả."
    return f"{'' if stored else 'Xem trước, chưa lưu. '}Tệp có {matched}/{total} nhiệm vụ. {first}{kept}"


def updated(count: int, unchanged: int, silent: int) -> str:
    parts = [f"cập nhật {count}", f"không đổi {unchanged}"]
    parts += [f"chưa ghi kết quả {silent}"] if silent else []
    return f"Trong đó: {', '.join(parts)}."


def taken_today(day: str) -> Sentence:
    return Sentence("Không ghi ", Entry("reported_on"), f": kết quả trong tệp được tính từ hôm nay, {day}.")


def reported_in_future(day: str) -> tuple[str, Sentence]:
    return (f"Ngày chốt kết quả {day} sau hôm nay.", Sentence("Kiểm tra lại ", Entry("reported_on"), "."))


def no_results(file: str) -> tuple[str, Sentence]:
    otherwise = Either(Sentence("bỏ ", Entry("results")), f"chọn «{screen_import_words.KINDS['import_plan']}»")
    return (
        f"Tệp {file} không có cột kết quả, văn bản minh chứng hay ngày hoàn thành.",
        Sentence("Kiểm tra lại tiêu đề cột; nhập kế hoạch mới thì ", otherwise, "."),
    )


def no_such_plan(code: str) -> tuple[str, Sentence]:
    return (f"Không có kế hoạch «{code}» để cập nhật kết quả.", Sentence("Xem các kế hoạch: ", step("plans")))


def which_plan(codes: Sequence[str]) -> tuple[str, Sentence]:
    if not codes:
        first = Sentence("Nhập kế hoạch trước: ", step("import", "TỆP", year="NĂM"))
        return ("Chưa có kế hoạch nào để cập nhật kết quả.", first)
    return (
        f"Chưa rõ kết quả này của kế hoạch nào: {', '.join(codes)}.",
        Sentence("Ghi rõ ", INTO, Entry("plan", codes[0])),
    )


def changed_meanwhile(ref: str) -> tuple[str, Sentence]:
    return (
        f"Người khác vừa cập nhật {ref} trong lúc nhập. Chưa có gì được lưu.",
        either("Chạy lại lệnh nhập kết quả.", "Nhập lại tệp kết quả."),
    )


def newer_entry(status: str, result: str, day: str, actor: str) -> str:
    said = f", «{short(result)}»" if result else ""
    return f"đã có cập nhật mới hơn hoặc cùng ngày ({day}, {actor}): {STATUS_WORDS[status].lower()}{said}"


def stopped_by_document(status: str) -> str:
    return f"nhiệm vụ đang «{STATUS_WORDS[status].lower()}» theo văn bản, tệp ghi khác"


def unused_day(no: str, text: str) -> Sentence:
    return Sentence(
        f"nhiệm vụ {no}: ngày hoàn thành «{text}» không được ghi (không phải một ngày, sau ngày chốt kết quả, kết quả ",
        "chưa nói đã hoàn thành, hoặc nhiệm vụ có nhiều mốc); ghi bằng: ",
        step("done"),
    )


def doubtful(no: str, reasons: str) -> str:
    return f"nhiệm vụ {no}: {reasons}"


def would_reopen() -> str:
    return "nhiệm vụ đã hoàn thành, kết quả trong tệp được đọc là chưa xong"


def conflict_line(ref: str, row: int, why: str, result: str, *, taken: bool) -> str:
    kept = "đã lấy theo tệp" if taken else "đã giữ nguyên"
    return f"  {ref} (dòng {row}): {why}; tệp ghi «{short(result)}»: {kept}"


def conflicts_heading(count: int) -> str:
    return f"Không khớp với cập nhật mới hơn ({count}):"


def conflicts_hint() -> Sentence:
    answer = Either(", hoặc trả lời từng dòng khi chạy trên màn hình.", ".")
    return Sentence("Muốn lấy theo tệp: ", Either("chạy lại với ", "gõ "), Entry("take_file"), answer)


def ask_conflict(ref: str, title: str, why: str, result: str) -> str:
    return f"{ref} «{short(title)}»: {why}.\n  Tệp ghi: «{short(result)}»\n  Lấy theo tệp? [c/K] "


def strangers_heading(count: int) -> str:
    return f"Dòng không phải nhiệm vụ của kế hoạch, đã bỏ qua ({count}):"


def stranger_line(no: str, row: int, title: str) -> str:
    return f"  {no or '(không số)'} (dòng {row}): {short(title)}"


def differences_heading(count: int) -> str:
    return f"Nội dung khác kế hoạch, chỉ ghi nhận, không sửa kế hoạch ({count} nhiệm vụ):"


def difference_line(ref: str, parts: Sequence[str]) -> str:
    return f"  {ref}: {'; '.join(parts)}"


def differs(field: str, ours: str, printed: str) -> str:
    return f"{COLUMN_LABELS[field]}: kế hoạch «{short(ours)}», tệp «{short(printed)}»"


def repeated(no: str) -> str:
    return f"nhiệm vụ {no} lặp lại trong tệp: chỉ dùng dòng đầu"


def odd_document(no: str, text: str, flags: Sequence[str]) -> str:
    return f"nhiệm vụ {no}: văn bản «{short(text)}» được giữ nguyên: {' '.join(flags)}"


def nothing_new() -> str:
    return "Tệp không có gì mới so với dữ liệu đang có."


def short(text: str) -> str:
    """Return a text on one line, cut where it is long."""
    shown = " ".join(text.split())
    return shown if len(shown) <= _SHOWN else shown[: _SHOWN - 1].rstrip() + "…"


def ask_day() -> str:
    return "Các kết quả trong tệp tính đến ngày nào (vd 15/6/2022; Enter: hôm nay)? "
