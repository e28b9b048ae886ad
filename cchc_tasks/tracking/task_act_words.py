"""Sentences about acts on tasks: what an update or an act about a deadline did, and why it was refused."""

from __future__ import annotations

from collections.abc import Sequence

from cchc_tasks.messages.act_words import tasks_named
from cchc_tasks.messages.front_end_words import ADD, INTO
from cchc_tasks.messages.status_words import STATUS_WORDS
from cchc_tasks.model.fields import set_by
from cchc_tasks.sentences import Either, Entry, Sentence, joined, step


def says_nothing() -> tuple[str, Sentence]:
    *fields, last = map(Entry, ("status", "progress", "evidence", *(field.name for field in set_by("update"))))
    return ("Chưa nói cập nhật điều gì.", Sentence("Thêm ", joined(", ", fields), " hoặc ", last, "."))


def status_wants_document(status: str) -> str:
    return f"«{STATUS_WORDS[status]}»"


CLOSE_WANTS = "Chốt kết quả nhiệm vụ thường xuyên"
SUBMIT_WANTS = "Ghi nhận đã trình"


def no_period_begun(ref: str, day: str) -> tuple[str, Sentence]:
    return (
        f"{ref} là việc định kỳ, đến {day} chưa có kỳ nào bắt đầu.",
        Sentence("Kiểm tra lại ngày của ", Entry("on"), ", hoặc chọn kỳ bằng ", Entry("milestone"), "."),
    )


def already_finished(ref: str, milestone: str, n: int | None) -> tuple[str, Sentence]:
    open_again = step("update", ref, status="in_progress", milestone=str(n or "N"))
    return (
        f"{ref}: {milestone} đã hoàn thành.",
        Sentence("Nếu ghi nhầm, mở lại bằng: ", open_again, ", hoặc ", step("undo"), "."),
    )


def submission_day_wanted() -> tuple[str, Sentence]:
    document = Entry("evidence", "Tờ trình số … ngày 28/3/2022")
    return (
        "Chưa biết trình ngày nào.",
        Sentence(ADD, Either(Entry("on", "NGÀY"), Entry("on")), ", hoặc ghi ngày trong văn bản: ", document, "."),
    )


def nothing_to_extend(ref: str, milestone: str) -> tuple[str, Sentence]:
    return (
        f"{ref}: {milestone} chưa có ngày để gia hạn.",
        Sentence("Xác định thời hạn trước: ", step("resolve", ref, due="NGÀY")),
    )


def not_later(new: str, due: str) -> tuple[str, Sentence]:
    return (
        f"Ngày {new} không sau thời hạn đang tính ({due}).",
        Sentence("Gia hạn cần một ngày muộn hơn; sửa thời hạn in sai bằng: ", step("edit", "REF", deadline="…")),
    )


def phrase_gives_no_day(text: str) -> tuple[str, str]:
    return (
        f"Không đọc được một ngày duy nhất từ «{text}».",
        "Ghi một ngày, ví dụ 30/9/2022, hoặc cụm như «Quý III/2022».",
    )


def due_or_anchor() -> tuple[Sentence, Sentence]:
    due, anchor = Entry("due"), Entry("anchor")
    return (
        Sentence("Cần đúng một trong ", due, " và ", anchor, "."),
        Sentence(due, " là thời hạn; ", anchor, " là ngày của sự kiện để tính thời hạn."),
    )


def no_offset(ref: str, milestone: str) -> tuple[str, Sentence]:
    return (
        f"{ref}: {milestone} không in số ngày kể từ sự kiện nào.",
        Sentence("Ghi thẳng thời hạn ", INTO, Either(Entry("due", "NGÀY"), Entry("due")), "."),
    )


def has_a_date(ref: str, milestone: str, due: str) -> tuple[str, Sentence]:
    return (
        f"{ref}: {milestone} đã có hạn {due} theo bản in.",
        Sentence("Gia hạn bằng: ", step("extend"), "; sửa bản in sai bằng: ", step("edit", deadline=None), "."),
    )


def not_ongoing(ref: str) -> tuple[str, Sentence]:
    return (
        f"{ref} không có phần thường xuyên nào còn mở.",
        Sentence(
            "Nhiệm vụ có thời hạn: ",
            step("done", "REF"),
            Either(Sentence(". Xem việc thường xuyên còn mở: ", step("close")), "."),
        ),
    )


def result_wanted(ref: str) -> tuple[str, Sentence]:
    return (
        f"{ref} chưa có kết quả thực hiện nào được ghi.",
        Sentence(ADD, Entry("result", "Đã làm gì, bao nhiêu"), "."),
    )


def bad_progress(text: str) -> tuple[str, Sentence]:
    return (
        f"«{text}» không phải tiến độ.",
        Sentence("Ghi số đã làm trên tổng số, ví dụ: ", Either(Entry("progress", "2/3"), "2/3")),
    )


REASON = "Lý do gia hạn"


def status_set(value: str) -> str:
    return STATUS_WORDS[value].lower()


def milestones_left(count: int) -> str:
    return f"còn {count} mốc chưa xong"


def periods_done(done: int, total: int) -> str:
    """Return «02/04 kỳ», with the zero that printed reports write."""
    return f"{done:02d}/{total:02d} kỳ"


def extended(before: str, after: str) -> str:
    return f"gia hạn từ {before} đến {after}"


def extension_asked(until: str, due: str) -> str:
    return f"đề nghị gia hạn đến {until}, chưa có văn bản nên hạn {due} vẫn tính"


def due_now(label: str, due: str) -> str:
    return f"{label} có hạn {due}"


def day_unknown(refs: Sequence[str]) -> Sentence:
    return Sentence(
        f"Chưa rõ ngày hoàn thành của {tasks_named(refs)}: chưa kết luận đúng hạn nếu hạn đã qua. ",
        "Bổ sung bằng: ",
        step("done", "REF", on="NGÀY", evidence="VĂN BẢN"),
        Either("", "."),
    )


def progress_is_complete(count: str) -> Sentence:
    return Sentence(f"Tiến độ {count} không tự chuyển tình hình; nếu đã xong: ", step("done", "REF"))


def nothing_left_to_finish(ref: str) -> str:
    return f"{ref} đã hoàn thành từ trước."


def read_as(text: str, day: str) -> str:
    return f"«{text}» được đọc là {day}."
