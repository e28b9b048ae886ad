"""What the person is told about an act: what is now true, what to know of it, why it was refused."""

from __future__ import annotations

from collections.abc import Sequence

from cchc_tasks.wording.states import STATUS_WORDS

#: What each act is called in the log.
ACTS = {
    "import": "nhập kế hoạch",
    "import_results": "nhập kết quả",
    "update": "cập nhật",
    "done": "hoàn thành",
    "submit": "trình",
    "extend": "gia hạn",
    "resolve": "xác định thời hạn",
    "review": "xác nhận cách đọc",
    "add": "thêm nhiệm vụ",
    "edit": "sửa nhiệm vụ",
    "assign": "giao lại",
    "close": "chốt kết quả",
    "undo": "hoàn tác",
    "redo": "làm lại",
}
_SHOWN_REFS = 6
_TITLE = 60


def tasks_named(refs: Sequence[str]) -> str:
    """Return «CCHC-2022/13, 19, 20»: tasks of one plan share its code, many are counted."""
    shown: list[str] = []
    before = ""
    for ref in refs[:_SHOWN_REFS]:
        code, _, number = ref.partition("/")
        shown.append(number if code == before else ref)
        before = code
    rest = len(refs) - len(shown)
    return ", ".join(shown) + (f" và {rest} nhiệm vụ khác" if rest else "")


def sentence(kind: str, refs: Sequence[str], said: Sequence[str], day: str) -> str:
    """Return how the log tells the act: «Hoàn thành CCHC-2022/10: mốc 1; Quyết định số …; từ ngày 15/6/2022»."""
    about = "; ".join(part for part in said if part)
    name = ACTS[kind]
    told = f"{name[0].upper()}{name[1:]} {tasks_named(refs)}"
    return f"{told}{': ' if about else ''}{about}; từ ngày {day}"


def status_set(value: str) -> str:
    return STATUS_WORDS[value].lower()


def milestone_named(n: int, label: str | None) -> str:
    return f"mốc {n}" + (f" «{label}»" if label else "")


def quoted(name: str, text: str) -> str:
    return f"{name} «{text}»" if text else f"xóa {name}"


def take_back_hint() -> str:
    return "Lấy lại: cchc-tasks undo"


def redo_hint() -> str:
    return "Làm lại: cchc-tasks redo"


def many_now(refs: str, counts: Sequence[tuple[str, int]]) -> str:
    return f"{refs}: {', '.join(f'{count} {words}' for words, count in counts)}."


def one_now(ref: str, title: str, state: str, day: str) -> str:
    shown = " ".join(title.split())
    if len(shown) > _TITLE:
        shown = shown[: _TITLE - 1].rstrip() + "…"
    return f"{ref} «{shown}»: {state} (tính đến {day})."


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


def withdrawn(code: str) -> str:
    return f"Kế hoạch {code} đã được rút khỏi danh sách; mã {code} dùng lại được. Lịch sử vẫn còn đủ."


def back_again(code: str) -> str:
    return f"Kế hoạch {code} có hiệu lực trở lại."


def left_the_plan(refs: Sequence[str]) -> str:
    return f"{tasks_named(refs)} không còn trong kế hoạch; lịch sử vẫn còn đủ."


def taken_back(sentence: str) -> str:
    return f"Đã lấy lại thay đổi: «{sentence}»."


def done_again(sentence: str) -> str:
    return f"Đã làm lại thay đổi: «{sentence}»."


# What to know of an act that was recorded.


def day_unknown(refs: Sequence[str]) -> str:
    return (
        f"Chưa rõ ngày hoàn thành của {tasks_named(refs)}: chưa kết luận đúng hạn nếu hạn đã qua. "
        "Bổ sung bằng: cchc-tasks done REF --on NGÀY --evidence VĂN BẢN"
    )


def later_entry_counts(refs: Sequence[str], day: str) -> str:
    return (
        f"Đã ghi với hiệu lực từ {day}; tình hình hôm nay của {tasks_named(refs)} chưa đổi hết vì có cập nhật "
        "có hiệu lực sau ngày đó (xem: cchc-tasks history). Nếu điều vừa ghi mới là đúng cho hôm nay: hoàn tác rồi ghi "
        "lại với --on và ngày mới."
    )


def before_the_plan(day: str) -> str:
    return f"Ngày {day} trước khi kế hoạch bắt đầu; kiểm tra lại năm nếu gõ nhầm."


def odd_document(text: str, flags: Sequence[str]) -> str:
    return f"Văn bản «{text}» được giữ nguyên như đã ghi, nên kiểm tra lại: {' '.join(flags)}"


def not_a_document(text: str) -> str:
    return f"Không nhận ra số, ký hiệu văn bản trong «{text}»: vẫn giữ nguyên như đã ghi."


def progress_is_complete(count: str) -> str:
    return f"Tiến độ {count} không tự chuyển tình hình; nếu đã xong: cchc-tasks done REF"


def nothing_left_to_finish(ref: str) -> str:
    return f"{ref} đã hoàn thành từ trước."


def new_unit(name: str) -> str:
    return f"Đã thêm đơn vị mới «{name}»."


def still_undated(ref: str, n: int) -> str:
    return f"{ref}: mốc {n} vẫn chưa có ngày; khi biết ngày: cchc-tasks resolve {ref} --milestone {n} --due NGÀY"


def read_as(text: str, day: str) -> str:
    return f"«{text}» được đọc là {day}."


# Why an act was refused.


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


def milestone_of_one() -> tuple[str, str]:
    return ("--milestone chỉ dùng với một nhiệm vụ.", "Ghi từng nhiệm vụ một, hoặc bỏ --milestone.")


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


def code_taken_since(code: str) -> tuple[str, str]:
    return (f"Mã kế hoạch {code} đã được dùng cho kế hoạch khác.", "Không làm lại được khi mã đang được dùng.")


def unknown_unit(name: str, near: Sequence[str]) -> tuple[str, str]:
    hint = f"Có phải: {'; '.join(near)}? " if near else ""
    return (f"Chưa có đơn vị nào tên «{name}».", f"{hint}Nếu đúng là đơn vị mới, thêm --new-unit.")


def no_such_section(name: str, listed: Sequence[str]) -> tuple[str, str]:
    return (f"Kế hoạch không có phần «{name}».", f"Các phần: {'; '.join(listed)}." if listed else "Bỏ --section.")


def no_text(what: str) -> tuple[str, str]:
    return (f"{what} đang để trống.", "Ghi nội dung trong dấu nháy.")


TITLE = "Tên nhiệm vụ"
DEADLINE = "Thời hạn"
REASON = "Lý do gia hạn"


def nobody_to_assign() -> tuple[str, str]:
    return ("Chưa nói giao cho đơn vị nào.", 'Thêm --lead "Tên đơn vị" hoặc --support "Tên đơn vị".')


def judged_by(n: int, basis: str) -> str:
    return f"mốc {n} đánh giá theo {'việc trình' if basis == 'submission' else 'sản phẩm được ban hành'}"


def read_doubtfully(note: str) -> str:
    return f"Thời hạn mới cần rà soát: {note}"


NOTHING_EDITED = (
    "Chưa nói sửa điều gì.",
    "Thêm --title, --no, --section, --activities, --outputs, --deadline, --given-by hoặc --basis.",
)
NO_DOUBT = "Không có cách đọc nào cần rà soát."


def no_doubt_of(ref: str) -> str:
    return f"{ref} không có gì cần rà soát."
