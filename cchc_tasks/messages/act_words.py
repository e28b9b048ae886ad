"""Sentences about acts that several rooms say: what the log calls them, what is now true, how to take them back."""

from __future__ import annotations

from collections.abc import Sequence

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


def new_unit(name: str) -> str:
    return f"Đã thêm đơn vị mới «{name}»."


def nobody() -> tuple[str, Sentence]:
    named = Either(Sentence("bằng ", Entry("actor", "Họ tên"), ", biến"), "ở biến")
    return (
        "Chưa biết ai đang cập nhật.",
        Sentence("Ghi họ tên ", named, " CCHC_TASKS_ACTOR hoặc dòng actor trong tệp cấu hình."),
    )
