"""Why an act was refused, and what to do: (sentence, hint)."""

from __future__ import annotations

from collections.abc import Sequence

from cchc_tasks.messages.front_end_words import ADD, INTO
from cchc_tasks.messages.status_words import STATUS_WORDS
from cchc_tasks.model.fields import set_by
from cchc_tasks.sentences import Either, Entry, Sentence, Words, either, joined, step


def nobody() -> tuple[str, Sentence]:
    named = Either(Sentence("bằng ", Entry("actor", "Họ tên"), ", biến"), "ở biến")
    return (
        "Chưa biết ai đang cập nhật.",
        Sentence("Ghi họ tên ", named, " CCHC_TASKS_ACTOR hoặc dòng actor trong tệp cấu hình."),
    )


def says_nothing() -> tuple[str, Sentence]:
    *fields, last = map(Entry, ("status", "progress", "evidence", *(field.name for field in set_by("update"))))
    return ("Chưa nói cập nhật điều gì.", Sentence("Thêm ", joined(", ", fields), " hoặc ", last, "."))


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


def status_wants_document(status: str) -> str:
    return f"«{STATUS_WORDS[status]}»"


BASIS_BY_SUBMISSION = "Đánh giá theo việc trình"
EDIT_WANTS = "Thêm hoặc sửa nội dung in trong kế hoạch, giao lại đơn vị"
CLOSE_WANTS = "Chốt kết quả nhiệm vụ thường xuyên"
SUBMIT_WANTS = "Ghi nhận đã trình"


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


def clock_stopped(ref: str, status: str) -> tuple[str, Sentence]:
    return (
        f"{ref} đang ở tình hình «{STATUS_WORDS[status]}».",
        Sentence("Đưa trở lại thực hiện trước: ", step("update", ref, status="in_progress")),
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


def nothing_to_take_back(actor: str) -> tuple[str, Sentence]:
    return (
        f"{actor} không còn thay đổi nào đang có hiệu lực để lấy lại.",
        Sentence("Thay đổi của người khác: ", Either(Sentence(step("history"), " rồi ")), step("undo", change="MÃ")),
    )


def nothing_to_redo(actor: str) -> tuple[str, Sentence]:
    return (f"{actor} không có lần hoàn tác nào để làm lại.", Sentence("Xem nhật ký: ", step("history")))


def no_such_change(text: str) -> tuple[str, Sentence]:
    return (f"Không có thay đổi mã {text}.", Sentence("Xem mã các thay đổi bằng: ", step("history")))


def already_taken_back(sentence: str) -> tuple[str, Sentence]:
    return (f"Thay đổi «{sentence}» đã bị lấy lại từ trước.", Sentence("Làm lại bằng: ", step("redo")))


def undo_of_undo() -> tuple[str, Sentence]:
    return ("Đây là một lần hoàn tác.", Sentence("Làm lại thay đổi đã lấy lại bằng: ", step("redo")))


def others_build_on_it(sentence: str, count: int, change_id: str) -> tuple[str, Sentence]:
    return (
        f"«{sentence}»: đã có {count} thay đổi sau đó trên các nhiệm vụ này; "
        "lấy lại thì các nhiệm vụ rời khỏi kế hoạch.",
        Sentence("Nếu vẫn muốn: ", step("undo", change=change_id)),
    )


def rests_on_it(sentence: str, actor: str, later: str, change_id: str) -> tuple[str, Sentence]:
    take_back = step("undo", change=change_id)
    return (
        f"«{sentence}»: thay đổi sau của {actor}, «{later}», dựa trên nội dung này.",
        Sentence("Lấy lại thay đổi sau trước: ", take_back, "; hoặc sửa tiếp bằng: ", step("edit")),
    )


def others_since_undo(actor: str, sentence: str) -> tuple[str, Sentence]:
    again = Either("ghi lại bằng lệnh cũ (update, done, …)", "ghi lại")
    return (
        f"Sau khi lấy lại, {actor} đã ghi «{sentence}»: làm lại sẽ ghi đè lên điều đó.",
        Sentence("Xem: ", step("history", "REF"), "; nếu vẫn đúng, ", again, "."),
    )


def code_taken_since(code: str) -> tuple[str, str]:
    return (f"Mã kế hoạch {code} đã được dùng cho kế hoạch khác.", "Không làm lại được khi mã đang được dùng.")


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
REASON = "Lý do gia hạn"


def nobody_to_assign() -> tuple[str, Sentence]:
    lead, support = (Either(Entry(role, "Tên đơn vị"), Entry(role)) for role in ("lead", "support"))
    return ("Chưa nói giao cho đơn vị nào.", Sentence(ADD, lead, " hoặc ", support, "."))


_EDITED = (*(field.name for field in set_by("edit")), "section")
NOTHING_EDITED = (
    "Chưa nói sửa điều gì.",
    Sentence("Thêm ", joined(", ", map(Entry, _EDITED)), " hoặc ", Entry("basis"), "."),
)
