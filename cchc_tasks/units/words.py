"""What is said of acts on units: how the log tells them, what to know of them, why one was refused."""

from __future__ import annotations

from collections.abc import Sequence

from cchc_tasks.messages.act_words import tasks_named
from cchc_tasks.messages.unit_words import named
from cchc_tasks.sentences import Either, Entry, Sentence, Words, step

WANTS = "Thay đổi về đơn vị"


def sentence(about: str, transferred: Sequence[tuple[str, Sequence[str]]], documents: Sequence[str], day: str) -> str:
    """Return how the log tells the act; `transferred` are units with the tasks that went to each."""
    moved = [moved_to(refs, unit) for unit, refs in transferred]
    return "; ".join((about, *moved, *documents, f"từ ngày {day}"))


def moved_to(refs: Sequence[str], unit: str) -> str:
    return f"chuyển {len(refs)} nhiệm vụ cho «{unit}» ({tasks_named(refs)})"


def renamed(old: str, new: str) -> str:
    return f"Đổi tên đơn vị «{old}» thành «{new}»"


def alias_given(unit: str, name: str) -> str:
    return f"Ghi tên khác của đơn vị «{unit}»: «{name}»"


def merged(sources: Sequence[str], target: str) -> str:
    return f"Sáp nhập đơn vị {named(sources)} vào «{target}»"


def split(source: str, targets: Sequence[str]) -> str:
    return f"Chia tách đơn vị «{source}» thành {named(targets)}"


def abolished(unit: str) -> str:
    return f"Giải thể đơn vị «{unit}»"


def left_with_it(refs: Sequence[str]) -> str:
    return f"để lại {len(refs)} nhiệm vụ ({tasks_named(refs)})"


def members_changed(group: str, added: Sequence[str], removed: Sequence[str]) -> str:
    parts = [f"thêm {named(added)}" if added else "", f"bớt {named(removed)}" if removed else ""]
    return f"Thành viên của «{group}»: {', '.join(filter(None, parts))}"


# What to know of an act that was recorded.


def nothing_to_move(unit: str) -> str:
    return f"«{unit}» không có nhiệm vụ đang mở nào phải chuyển."


def grant_again(login: str, lost: Sequence[str], after: Sequence[str]) -> Sentence:
    """Say which account may write for a unit whose tasks went to others, and how an administrator mends that."""
    return Sentence(
        f"Tài khoản «{login}» được cấp theo {named(lost)} không ghi được nhiệm vụ đã chuyển đi; ",
        "người quản trị cấp lại (bỏ đơn vị không thuộc phần việc): ",
        step("db grant", login, unit=tuple(after)),
    )


def takes_place_in(group: str, old: str, new: Sequence[str]) -> Sentence:
    joined = f", {named(new)} vào thay" if new else ""
    return Sentence(
        f"«{old}» ra khỏi nhóm «{group}»{joined}; nếu không đúng: ",
        step("units members", group, add="…", remove="…", from_="NGÀY", evidence="VĂN BẢN"),
    )


def quiet_tasks(refs: Sequence[str], unit: str) -> Sentence:
    return Sentence(
        f"{tasks_named(refs)} đã báo không phát sinh nên ở lại với «{unit}»; ",
        "trong năm còn có thể phát sinh thì giao lại: ",
        step("assign", "REF", lead="TÊN ĐƠN VỊ", evidence="VĂN BẢN"),
    )


def left_open(unit: str, refs: Sequence[str]) -> Sentence:
    return Sentence(
        f"{tasks_named(refs)} vẫn ghi «{unit}» đã kết thúc; ", step("check"), " sẽ nhắc cho tới khi giao lại (assign)."
    )


# Why an act was refused.


def day_wanted() -> tuple[str, Sentence]:
    return (
        "Chưa nói có hiệu lực từ ngày nào.",
        Sentence("Thêm ", Entry("from", "NGÀY"), ", là ngày ghi trong văn bản."),
    )


def day_in_future(day: str, today: str) -> tuple[str, Sentence]:
    return (
        f"Ngày {day} sau hôm nay ({today}): chưa thể ghi điều chưa xảy ra.",
        Sentence(
            "Ghi lại ",
            Either("lệnh", "việc"),
            " này vào ngày đó, hoặc kiểm tra lại ngày, tháng, năm của ",
            Entry("from"),
            ".",
        ),
    )


def document_without_number(text: str) -> tuple[str, Sentence]:
    return (
        f"Không nhận ra số, ký hiệu văn bản trong «{text}».",
        Sentence("Ghi đủ số, ký hiệu, ngày: ", Entry("evidence", "Nghị quyết số …/NQ-… ngày …"), "."),
    )


def unknown(name: str, near: Sequence[str]) -> tuple[str, Words]:
    hint = f"Có phải: {'; '.join(near)}?" if near else Sentence("Xem tên các đơn vị bằng: ", step("units list"))
    return (f"Không có đơn vị nào tên «{name}».", hint)


def before_it_existed(name: str, day: str, first: str) -> tuple[str, Sentence]:
    return (
        f"Ngày {day} trước khi có đơn vị «{name}»: đơn vị này được biết từ ngày {first}.",
        Sentence("Kiểm tra lại ngày của ", Entry("from"), "."),
    )


def has_ended(name: str, how: str) -> tuple[str, Sentence]:
    return (
        f"«{name}» {how}.",
        Sentence("Xem: ", step("units show", name), "; ghi nhầm thì lấy lại bằng: ", step("undo")),
    )


def is_group(name: str) -> tuple[str, Sentence]:
    return (
        f"«{name}» là một nhóm đơn vị, không phải một đơn vị.",
        Sentence("Ghi thành viên của nhóm bằng: ", step("units members", name, add="ĐƠN VỊ"), " …"),
    )


def is_no_group(name: str) -> tuple[str, Sentence]:
    return (
        f"«{name}» là một đơn vị, không phải nhóm «Các …».",
        Sentence(
            "Chỉ nhóm in trong kế hoạch («Các phòng, đơn vị thuộc Sở») mới có thành viên; xem: ", step("units list")
        ),
    )


def name_taken(name: str, owner: str, is_alias: bool) -> tuple[str, str]:
    how = f"là tên khác của «{owner}»" if is_alias else "đang là tên của một đơn vị khác"
    return (f"«{name}» {how}.", "Hai đơn vị cùng lúc không được trùng tên; chọn tên khác, hoặc dùng units merge.")


def same_name(name: str) -> tuple[str, str]:
    return (f"Đơn vị đã có tên «{name}» vào ngày đó.", "Không có gì để ghi.")


def not_one_unit(name: str) -> tuple[str, str]:
    return (f"«{name}» không đọc được là tên của một đơn vị.", "Ghi đúng một tên đơn vị trong dấu nháy.")


def empty_name() -> tuple[str, str]:
    return ("Tên đơn vị để trống.", "Ghi tên trong dấu nháy.")


def nothing_to_merge(target: str) -> tuple[str, Sentence]:
    return (
        f"Chưa nói đơn vị nào sáp nhập vào «{target}».",
        Sentence(
            "Ghi các đơn vị thôi hoạt động trước ",
            Entry("into"),
            ": ",
            step("units merge", "ĐƠN VỊ A", "ĐƠN VỊ B", into="ĐƠN VỊ C"),
            " …",
        ),
    )


def two_targets_wanted() -> tuple[str, Sentence]:
    return (
        "Chia tách cần ít nhất hai đơn vị sau khi tách.",
        Sentence(
            "Ghi ",
            Entry("into"),
            " hai lần trở lên; đơn vị cũ vẫn còn thì ghi cả tên của nó. Chỉ đổi tên: ",
            step("units rename"),
        ),
    )


def undecided(unit: str, refs: Sequence[str], count: int, *, of_split: bool) -> tuple[str, Sentence]:
    more = f" và {count - len(refs)} nhiệm vụ khác" if count > len(refs) else ""
    ways = "" if of_split else Sentence(", hoặc ", Entry("leave"), " để cố ý giữ nguyên")
    rest = Entry("rest" if of_split else "to", "ĐƠN VỊ")
    return (
        f"«{unit}» còn {count} nhiệm vụ đang mở chưa rõ giao cho ai: {', '.join(refs)}{more}. Không có gì được ghi.",
        Sentence(
            "Thêm ", Entry("give", "MÃ=ĐƠN VỊ"), " cho từng nhiệm vụ, ", rest, " cho các nhiệm vụ còn lại", ways, "."
        ),
    )


def no_heir(name: str, heirs: Sequence[str]) -> tuple[str, str]:
    return (f"«{name}» không phải đơn vị sau khi tách.", f"Các đơn vị sau khi tách: {'; '.join(heirs)}.")


def not_to_itself(name: str) -> tuple[str, Sentence]:
    return (
        f"«{name}» chính là đơn vị giải thể.",
        Sentence("Chọn đơn vị khác nhận nhiệm vụ, hoặc ", Entry("leave"), "."),
    )


def no_open_task(ref: str, unit: str) -> tuple[str, Sentence]:
    return (
        f"{ref} không phải nhiệm vụ đang mở của «{unit}».",
        Sentence("Bỏ ", Entry("give"), " này, hoặc kiểm tra lại mã nhiệm vụ."),
    )


def given_twice(ref: str) -> tuple[Sentence, str]:
    return (Sentence(f"{ref} được giao hai lần bằng ", Entry("give"), "."), "Ghi mỗi nhiệm vụ một lần.")


def bad_give(text: str) -> tuple[str, Sentence]:
    return (f"«{text}» không đúng dạng MÃ=ĐƠN VỊ.", Sentence("Ví dụ: ", Entry("give", "CCHC-2025/13=Văn phòng Sở")))


def leave_or_give() -> tuple[Sentence, str]:
    return (
        Sentence(Entry("leave"), " không đi cùng ", Entry("to"), ", ", Entry("give"), "."),
        "Chọn để lại tất cả, hoặc chuyển đi.",
    )


def no_members_named() -> tuple[str, Sentence]:
    return (
        "Chưa nói thêm hay bớt đơn vị nào.",
        Sentence("Thêm ", Entry("add", "ĐƠN VỊ"), " hoặc ", Entry("remove", "ĐƠN VỊ"), "."),
    )


def added_and_removed(name: str) -> tuple[str, str]:
    return (f"«{name}» vừa được thêm vừa bị bớt.", "Ghi một trong hai.")


def is_member(name: str, group: str) -> tuple[str, Sentence]:
    return (f"«{name}» đã thuộc «{group}» vào ngày đó.", Sentence("Xem: ", step("units show", group)))


def is_no_member(name: str, group: str) -> tuple[str, Sentence]:
    return (f"«{name}» không thuộc «{group}» vào ngày đó.", Sentence("Xem: ", step("units show", group)))


# Taking back and doing again.


def contradiction_of_names(name: str, again: bool) -> tuple[str, Sentence]:
    done = "Làm lại" if again else "Lấy lại"
    return (
        f"{done} thì hai đơn vị cùng mang tên «{name}».",
        Sentence("Lấy lại trước thay đổi sau đó về tên này: ", step("history"), " rồi ", step("undo", change="MÃ")),
    )


def contradiction_of_ends(name: str, how: str) -> tuple[str, Sentence]:
    return (
        f"Sau khi lấy lại đã có thay đổi khác: «{name}» {how}.",
        Sentence("Xem: ", step("units show", name), "; ghi lại ", Either("bằng lệnh cũ "), "nếu vẫn đúng."),
    )
