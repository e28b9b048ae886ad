"""Why an act was refused, and what to do: (sentence, hint)."""

from __future__ import annotations

from collections.abc import Sequence

from cchc_tasks.wording.states import STATUS_WORDS


def says_nothing() -> tuple[str, str]:
    return (
        "Chưa nói cập nhật điều gì.",
        "Thêm --status, --result, --progress, --evidence, --note, --difficulty hoặc --proposal.",
    )


def day_in_future(day: str, today: str) -> tuple[str, str]:
    return (
        f"Ngày {day} sau hôm nay ({today}): chưa thể ghi điều chưa xảy ra.",
        "Kiểm tra lại ngày, tháng, năm của --on.",
    )


def document_in_future(text: str, day: str, today: str) -> tuple[str, str]:
    return (
        f"Văn bản «{text}» đề ngày {day}, sau hôm nay ({today}).",
        "Kiểm tra lại ngày của văn bản, hoặc ghi ngày thực hiện bằng --on.",
    )


def document_wanted(what: str) -> tuple[str, str]:
    return (
        f"{what} cần có văn bản.",
        'Thêm --evidence "Quyết định số …/QĐ-… ngày …".',
    )


def status_wants_document(status: str) -> str:
    return f"«{STATUS_WORDS[status]}»"


BASIS_BY_SUBMISSION = "Đánh giá theo việc trình"
EDIT_WANTS = "Thêm hoặc sửa nội dung in trong kế hoạch, giao lại đơn vị"
CLOSE_WANTS = "Chốt kết quả nhiệm vụ thường xuyên"
SUBMIT_WANTS = "Ghi nhận đã trình"


def someone_else(ref: str, actor: str, sentence: str) -> tuple[str, str]:
    return (
        f"Người khác vừa cập nhật {ref}: {actor}, «{sentence}». Nội dung vừa nhập chưa được ghi.",
        f"Xem lại bằng: cchc-tasks show {ref}; nếu vẫn đúng, chạy lại lệnh không có --seq.",
    )


def seq_of_one() -> tuple[str, str]:
    return ("--seq chỉ dùng với một nhiệm vụ.", "Ghi từng nhiệm vụ một, hoặc bỏ --seq.")


def one_task_only() -> tuple[str, str]:
    return ("Việc này, và --milestone, chỉ ghi cho từng nhiệm vụ một.", "Chạy lệnh riêng cho từng nhiệm vụ.")


def which_milestone(ref: str, listed: Sequence[str]) -> tuple[str, str]:
    return (
        f"{ref} có {len(listed)} mốc, chưa rõ mốc nào: {'; '.join(listed)}.",
        "Thêm --milestone và số của mốc.",
    )


def no_such_milestone(ref: str, n: int, listed: Sequence[str]) -> tuple[str, str]:
    return (f"{ref} không có mốc {n}.", f"Các mốc: {'; '.join(listed)}.")


def not_in_plan(ref: str, day: str) -> tuple[str, str]:
    return (f"{ref} không có trong kế hoạch vào ngày {day}.", "Kiểm tra lại ngày của --on.")


def no_period_begun(ref: str, day: str) -> tuple[str, str]:
    return (
        f"{ref} là việc định kỳ, đến {day} chưa có kỳ nào bắt đầu.",
        "Kiểm tra lại ngày của --on, hoặc chọn kỳ bằng --milestone.",
    )


def already_finished(ref: str, milestone: str) -> tuple[str, str]:
    return (
        f"{ref}: {milestone} đã hoàn thành.",
        f"Nếu ghi nhầm, mở lại bằng: cchc-tasks update {ref} --status in_progress --milestone N, hoặc cchc-tasks undo.",
    )


def clock_stopped(ref: str, status: str) -> tuple[str, str]:
    return (
        f"{ref} đang ở tình hình «{STATUS_WORDS[status]}».",
        f"Đưa trở lại thực hiện trước: cchc-tasks update {ref} --status in_progress",
    )


def submission_day_wanted() -> tuple[str, str]:
    return (
        "Chưa biết trình ngày nào.",
        'Thêm --on NGÀY, hoặc ghi ngày trong văn bản: --evidence "Tờ trình số … ngày 28/3/2022".',
    )


def nothing_to_extend(ref: str, milestone: str) -> tuple[str, str]:
    return (
        f"{ref}: {milestone} chưa có ngày để gia hạn.",
        f"Xác định thời hạn trước: cchc-tasks resolve {ref} --due NGÀY",
    )


def not_later(new: str, due: str) -> tuple[str, str]:
    return (
        f"Ngày {new} không sau thời hạn đang tính ({due}).",
        "Gia hạn cần một ngày muộn hơn; sửa thời hạn in sai bằng: cchc-tasks edit REF --deadline …",
    )


def phrase_gives_no_day(text: str) -> tuple[str, str]:
    return (
        f"Không đọc được một ngày duy nhất từ «{text}».",
        "Ghi một ngày, ví dụ 30/9/2022, hoặc cụm như «Quý III/2022».",
    )


def due_or_anchor() -> tuple[str, str]:
    return (
        "Cần đúng một trong --due và --anchor.",
        "--due là thời hạn; --anchor là ngày của sự kiện để tính thời hạn.",
    )


def no_offset(ref: str, milestone: str) -> tuple[str, str]:
    return (
        f"{ref}: {milestone} không in số ngày kể từ sự kiện nào.",
        "Ghi thẳng thời hạn bằng --due NGÀY.",
    )


def has_a_date(ref: str, milestone: str, due: str) -> tuple[str, str]:
    return (
        f"{ref}: {milestone} đã có hạn {due} theo bản in.",
        "Gia hạn bằng: cchc-tasks extend; sửa bản in sai bằng: cchc-tasks edit --deadline.",
    )


def not_ongoing(ref: str) -> tuple[str, str]:
    return (
        f"{ref} không có phần thường xuyên nào còn mở.",
        "Nhiệm vụ có thời hạn: cchc-tasks done REF. Xem việc thường xuyên còn mở: cchc-tasks close",
    )


def result_wanted(ref: str) -> tuple[str, str]:
    return (f"{ref} chưa có kết quả thực hiện nào được ghi.", 'Thêm --result "Đã làm gì, bao nhiêu".')


def bad_progress(text: str) -> tuple[str, str]:
    return (f"«{text}» không phải tiến độ.", "Ghi số đã làm trên tổng số, ví dụ: --progress 2/3")


def nothing_to_take_back(actor: str) -> tuple[str, str]:
    return (
        f"{actor} không còn thay đổi nào đang có hiệu lực để lấy lại.",
        "Thay đổi của người khác: cchc-tasks history rồi cchc-tasks undo --change MÃ",
    )


def nothing_to_redo(actor: str) -> tuple[str, str]:
    return (f"{actor} không có lần hoàn tác nào để làm lại.", "Xem nhật ký: cchc-tasks history")


def no_such_change(text: str) -> tuple[str, str]:
    return (f"Không có thay đổi mã {text}.", "Xem mã các thay đổi bằng: cchc-tasks history")


def already_taken_back(sentence: str) -> tuple[str, str]:
    return (f"Thay đổi «{sentence}» đã bị lấy lại từ trước.", "Làm lại bằng: cchc-tasks redo")


def undo_of_undo() -> tuple[str, str]:
    return ("Đây là một lần hoàn tác.", "Làm lại thay đổi đã lấy lại bằng: cchc-tasks redo")


def others_build_on_it(sentence: str, count: int, change_id: str) -> tuple[str, str]:
    return (
        f"«{sentence}»: đã có {count} thay đổi sau đó trên các nhiệm vụ này; "
        "lấy lại thì các nhiệm vụ rời khỏi kế hoạch.",
        f"Nếu vẫn muốn: cchc-tasks undo --change {change_id}",
    )


def rests_on_it(sentence: str, actor: str, later: str, change_id: str) -> tuple[str, str]:
    return (
        f"«{sentence}»: thay đổi sau của {actor}, «{later}», dựa trên nội dung này.",
        f"Lấy lại thay đổi sau trước: cchc-tasks undo --change {change_id}; hoặc sửa tiếp bằng: cchc-tasks edit",
    )


def others_since_undo(actor: str, sentence: str) -> tuple[str, str]:
    return (
        f"Sau khi lấy lại, {actor} đã ghi «{sentence}»: làm lại sẽ ghi đè lên điều đó.",
        "Xem: cchc-tasks history REF; nếu vẫn đúng, ghi lại bằng lệnh cũ (update, done, …).",
    )


def code_taken_since(code: str) -> tuple[str, str]:
    return (f"Mã kế hoạch {code} đã được dùng cho kế hoạch khác.", "Không làm lại được khi mã đang được dùng.")


def unknown_unit(name: str, near: Sequence[str]) -> tuple[str, str]:
    hint = f"Có phải: {'; '.join(near)}? " if near else ""
    return (f"Chưa có đơn vị nào tên «{name}».", f"{hint}Nếu đúng là đơn vị mới, thêm --new-unit.")


def unit_has_ended(name: str, how: str) -> tuple[str, str]:
    return (f"«{name}» {how}.", f'Xem: cchc-tasks units show "{name}"; giao cho đơn vị đang hoạt động.')


def section_wanted(listed: Sequence[str]) -> tuple[str, str]:
    return ("Chưa nói nhiệm vụ thuộc phần nào của kế hoạch.", f"Thêm --section. Các phần: {'; '.join(listed)}.")


def number_taken(no: str, title: str) -> tuple[str, str]:
    return (
        f"Số {no} đang là của nhiệm vụ «{title}» trong kế hoạch này.",
        "Dùng số khác, ví dụ số đó kèm chữ cái (10a), hoặc để trống --no.",
    )


def no_such_section(name: str, listed: Sequence[str]) -> tuple[str, str]:
    return (f"Kế hoạch không có phần «{name}».", f"Các phần: {'; '.join(listed)}." if listed else "Bỏ --section.")


def no_text(what: str) -> tuple[str, str]:
    return (f"{what} đang để trống.", "Ghi nội dung trong dấu nháy.")


TITLE = "Tên nhiệm vụ"
DEADLINE = "Thời hạn"
REASON = "Lý do gia hạn"


def nobody_to_assign() -> tuple[str, str]:
    return ("Chưa nói giao cho đơn vị nào.", 'Thêm --lead "Tên đơn vị" hoặc --support "Tên đơn vị".')


NOTHING_EDITED = (
    "Chưa nói sửa điều gì.",
    "Thêm --title, --no, --section, --activities, --outputs, --deadline, --given-by hoặc --basis.",
)
