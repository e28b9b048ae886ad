"""What the person is told about an act: what is now true, what to know of it, why it was refused."""

from __future__ import annotations

from collections.abc import Sequence

from cchc_tasks.messages.history_words import basis_value
from cchc_tasks.messages.status_words import STATUS_WORDS
from cchc_tasks.sentences import Either, Entry, Sentence, step

#: What each act is called in the log.
ACTS = {
    "import": "nhập kế hoạch",
    "rollover": "lập dự thảo năm sau",
    "import_results": "nhập kết quả",
    "amend": "sửa đổi kế hoạch",
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
    "link": "liên kết",
    "unit_rename": "đổi tên đơn vị",
    "unit_alias": "ghi tên khác của đơn vị",
    "unit_members": "ghi thành viên của nhóm",
    "unit_merge": "sáp nhập đơn vị",
    "unit_split": "chia tách đơn vị",
    "unit_abolish": "giải thể đơn vị",
    "freeze": "chốt số liệu báo cáo",
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


def milestone_named(n: int, label: str | None, due: str = "") -> str:
    """Return «mốc 1 «Quyết định»», or «mốc 1 (hạn 30/6/2022)» where no label tells it from the others."""
    return f"mốc {n}" + (f" «{label}»" if label else f" (hạn {due})" if due else "")


def quoted(name: str, text: str) -> str:
    return f"{name} «{text}»" if text else f"xóa {name}"


def take_back_hint() -> Sentence:
    return Sentence("Lấy lại: ", step("undo"), ".")


def redo_hint() -> Sentence:
    return Sentence("Làm lại: ", step("redo"), ".")


def many_now(refs: str, counts: Sequence[tuple[str, int]]) -> str:
    return f"{refs}: {', '.join(f'{count} {words}' for words, count in counts)}."


def many_told(refs: str, told: Sequence[str]) -> str:
    return f"{refs}: {'; '.join(told)}."


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


def finished_left_out(milestones: Sequence[str]) -> Sentence:
    told = f"Thời hạn mới không còn {', '.join(milestones)} đã hoàn thành: kết quả đó chỉ còn trong lịch sử. "
    return Sentence(told, "Nếu vẫn thuộc nhiệm vụ, ghi cả mốc đó trong ", Entry("deadline"), ".")


def new_dates(days: Sequence[str]) -> str:
    return f"hạn {', '.join(dict.fromkeys(days))}"


def read_right(reasons: Sequence[str]) -> str:
    """Say that readings were found right: all of a task's, or those that want a look for some reasons."""
    return "cách đọc đã được xác nhận" + (f": {' '.join(reasons).rstrip('.')}" if reasons else "")


# What to know of an act that was recorded.


def day_unknown(refs: Sequence[str]) -> Sentence:
    return Sentence(
        f"Chưa rõ ngày hoàn thành của {tasks_named(refs)}: chưa kết luận đúng hạn nếu hạn đã qua. ",
        "Bổ sung bằng: ",
        step("done", "REF", on="NGÀY", evidence="VĂN BẢN"),
        Either("", "."),
    )


def later_entry_counts(refs: Sequence[str], day: str) -> Sentence:
    return Sentence(
        f"Đã ghi với hiệu lực từ {day}; tình hình hôm nay của {tasks_named(refs)} chưa đổi hết vì có cập nhật ",
        "có hiệu lực sau ngày đó (xem: ",
        step("history"),
        "). Nếu điều vừa ghi mới là đúng cho hôm nay: hoàn tác rồi ghi lại ",
        Either(Sentence("với ", Entry("on"), " và ngày mới"), Sentence("với ngày mới ở ", Entry("on"))),
        ".",
    )


def before_the_plan(day: str) -> str:
    return f"Ngày {day} trước khi kế hoạch bắt đầu; kiểm tra lại năm nếu gõ nhầm."


def odd_document(text: str, flags: Sequence[str]) -> str:
    return f"Văn bản «{text}» được giữ nguyên như đã ghi, nên kiểm tra lại: {' '.join(flags)}"


def not_a_document(text: str) -> str:
    return f"Không nhận ra số, ký hiệu văn bản trong «{text}»: vẫn giữ nguyên như đã ghi."


def progress_is_complete(count: str) -> Sentence:
    return Sentence(f"Tiến độ {count} không tự chuyển tình hình; nếu đã xong: ", step("done", "REF"))


def nothing_left_to_finish(ref: str) -> str:
    return f"{ref} đã hoàn thành từ trước."


def new_unit(name: str) -> str:
    return f"Đã thêm đơn vị mới «{name}»."


def still_undated(ref: str, n: int) -> Sentence:
    give = step("resolve", ref, milestone=str(n), due="NGÀY")
    return Sentence(f"{ref}: mốc {n} vẫn chưa có ngày; khi biết ngày: ", give)


def read_as(text: str, day: str) -> str:
    return f"«{text}» được đọc là {day}."


def judged_by(n: int, basis: str) -> str:
    return f"mốc {n} đánh giá theo {basis_value(basis)}"


def read_doubtfully(note: str) -> str:
    return f"Thời hạn mới cần rà soát: {note}"


def no_doubt_of(ref: str) -> str:
    return f"{ref} không có gì cần rà soát."
