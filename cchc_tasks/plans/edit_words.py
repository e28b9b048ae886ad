"""Sentences about acts on tasks and edits of plans: what to know of one, and why it was refused, with what to do."""

from __future__ import annotations

from collections.abc import Sequence

from cchc_tasks.messages.front_end_words import ADD, INTO
from cchc_tasks.messages.status_words import STATUS_WORDS
from cchc_tasks.model.fields import set_by
from cchc_tasks.sentences import Either, Entry, Sentence, Words, either, joined, step


def basis_value(value: str) -> str:
    return {"submission": "việc trình", "product": "sản phẩm được ban hành"}.get(value, value)


def day_in_future(day: str, today: str) -> tuple[str, Sentence]:
    return (
        f"Ngày {day} sau hôm nay ({today}): chưa thể ghi điều chưa xảy ra.",
        Sentence("Kiểm tra lại ngày, tháng, năm của ", Entry("on"), "."),
    )


def document_in_future(text: str, day: str, today: str) -> tuple[str, Sentence]:
    return (
        f"Văn bản «{text}» đề ngày {day}, sau hôm nay ({today}).",
        Sentence("Kiểm tra lại ngày của văn bản, hoặc ghi ngày thực hiện ", INTO, Entry("on"), "."),
    )


def document_wanted(what: str) -> tuple[str, Sentence]:
    return (f"{what} cần có văn bản.", Sentence(ADD, Entry("evidence", "Quyết định số …/QĐ-… ngày …"), "."))


BASIS_BY_SUBMISSION = "Đánh giá theo việc trình"
EDIT_WANTS = "Thêm hoặc sửa nội dung in trong kế hoạch, giao lại đơn vị"


def someone_else(ref: str, actor: str, sentence: str) -> tuple[str, Sentence]:
    again = Either(Sentence("chạy lại lệnh không có ", Entry("seq")), "ghi lại")
    return (
        f"Người khác vừa cập nhật {ref}: {actor}, «{sentence}». Nội dung vừa nhập chưa được ghi.",
        Sentence("Xem lại bằng: ", step("show", ref), "; nếu vẫn đúng, ", again, "."),
    )


def seq_of_one() -> tuple[Sentence, Sentence]:
    return (
        either(Sentence(Entry("seq"), " chỉ dùng với một nhiệm vụ."), "Việc này chỉ ghi cho từng nhiệm vụ một."),
        Sentence("Ghi từng nhiệm vụ một", Either(Sentence(", hoặc bỏ ", Entry("seq"))), "."),
    )


def one_task_only() -> tuple[Sentence, Sentence]:
    return (
        Sentence("Việc này, và ", Entry("milestone"), ", chỉ ghi cho từng nhiệm vụ một."),
        either("Chạy lệnh riêng cho từng nhiệm vụ.", "Bỏ đánh dấu rồi ghi từng nhiệm vụ."),
    )


def which_milestone(ref: str, listed: Sequence[str]) -> tuple[str, Sentence]:
    return (
        f"{ref} có {len(listed)} mốc, chưa rõ mốc nào: {'; '.join(listed)}.",
        either(
            Sentence("Thêm ", Entry("milestone"), " và số của mốc."),
            Sentence("Ghi số của mốc vào ", Entry("milestone"), "."),
        ),
    )


def no_such_milestone(ref: str, n: int, listed: Sequence[str]) -> tuple[str, str]:
    return (f"{ref} không có mốc {n}.", f"Các mốc: {'; '.join(listed)}.")


def not_in_plan(ref: str, day: str) -> tuple[str, Sentence]:
    return (
        f"{ref} không có trong kế hoạch vào ngày {day}.",
        Sentence("Kiểm tra lại ngày của ", Entry("on"), "."),
    )


def clock_stopped(ref: str, status: str) -> tuple[str, Sentence]:
    return (
        f"{ref} đang ở tình hình «{STATUS_WORDS[status]}».",
        Sentence("Đưa trở lại thực hiện trước: ", step("update", ref, status="in_progress")),
    )


def unknown_unit(name: str, near: Sequence[str]) -> tuple[str, Sentence]:
    hint = f"Có phải: {'; '.join(near)}? " if near else ""
    return (
        f"Chưa có đơn vị nào tên «{name}».",
        Sentence(hint, "Nếu đúng là đơn vị mới, ", Either("thêm ", "gõ "), Entry("new_unit"), "."),
    )


def unit_has_ended(name: str, how: str) -> tuple[str, Sentence]:
    return (
        f"«{name}» {how}.",
        Sentence(Either(Sentence("Xem: ", step("units show", name), "; giao"), "Giao"), " cho đơn vị đang hoạt động."),
    )


def section_wanted(listed: Sequence[str]) -> tuple[str, Sentence]:
    return (
        "Chưa nói nhiệm vụ thuộc phần nào của kế hoạch.",
        Sentence("Thêm ", Entry("section"), f". Các phần: {'; '.join(listed)}."),
    )


def number_taken(no: str, title: str) -> tuple[str, Sentence]:
    return (
        f"Số {no} đang là của nhiệm vụ «{title}» trong kế hoạch này.",
        Sentence("Dùng số khác, ví dụ số đó kèm chữ cái (10a), hoặc để trống ", Entry("no"), "."),
    )


def no_such_section(name: str, listed: Sequence[str]) -> tuple[str, Words]:
    return (
        f"Kế hoạch không có phần «{name}».",
        f"Các phần: {'; '.join(listed)}." if listed else Sentence("Bỏ ", Entry("section"), "."),
    )


def no_text(what: str) -> tuple[str, Sentence]:
    return (f"{what} đang để trống.", Sentence("Ghi nội dung", Either(" trong dấu nháy"), "."))


TITLE = "Tên nhiệm vụ"
DEADLINE = "Thời hạn"


def nobody_to_assign() -> tuple[str, Sentence]:
    lead, support = (Either(Entry(role, "Tên đơn vị"), Entry(role)) for role in ("lead", "support"))
    return ("Chưa nói giao cho đơn vị nào.", Sentence(ADD, lead, " hoặc ", support, "."))


_EDITED = (*(field.name for field in set_by("edit")), "section")
NOTHING_EDITED = (
    "Chưa nói sửa điều gì.",
    Sentence("Thêm ", joined(", ", map(Entry, _EDITED)), " hoặc ", Entry("basis"), "."),
)


def finished_left_out(milestones: Sequence[str]) -> Sentence:
    told = f"Thời hạn mới không còn {', '.join(milestones)} đã hoàn thành: kết quả đó chỉ còn trong lịch sử. "
    return Sentence(told, "Nếu vẫn thuộc nhiệm vụ, ghi cả mốc đó trong ", Entry("deadline"), ".")


def new_dates(days: Sequence[str]) -> str:
    return f"hạn {', '.join(dict.fromkeys(days))}"


def odd_document(text: str, flags: Sequence[str]) -> str:
    return f"Văn bản «{text}» được giữ nguyên như đã ghi, nên kiểm tra lại: {' '.join(flags)}"


def not_a_document(text: str) -> str:
    return f"Không nhận ra số, ký hiệu văn bản trong «{text}»: vẫn giữ nguyên như đã ghi."


def judged_by(n: int, basis: str) -> str:
    return f"mốc {n} đánh giá theo {basis_value(basis)}"


def read_doubtfully(note: str) -> str:
    return f"Thời hạn mới cần rà soát: {note}"
