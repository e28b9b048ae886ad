"""Sentences of tracking: messages, the queue of doubtful readings, a task shown in full, undo and redo."""

from __future__ import annotations

from collections.abc import Sequence

from cchc_tasks.messages.act_words import tasks_named
from cchc_tasks.messages.list_words import shown_of
from cchc_tasks.sentences import Either, Entry, Sentence, Words, step


def message_heading(what: str, count: str, waiting: int, day: str) -> str:
    if what == "upcoming":
        return f"VIỆC SẮP ĐẾN HẠN (từ ngày {day}): {count} mốc"
    more = f", trong đó {waiting} đã trình, chờ ban hành" if waiting else ""
    return f"VIỆC QUÁ HẠN đến ngày {day}: {count} mốc{more}"


def message_unit_heading(unit: str, count: int) -> str:
    return f"{unit or '(chưa có đơn vị chủ trì)'} ({count}):"


def message_waiting_heading(count: int) -> str:
    return f"Đã trình, chờ ban hành ({count}):"


def message_led_together(count: int) -> str:
    return f"Ghi chú: {count} mốc do nhiều đơn vị cùng chủ trì được nêu ở từng đơn vị."


def message_task(ref: str, title: str, label: str) -> str:
    return f"{ref}. {title}" + (f" ({label})" if label else "")


def message_line(named: str, due: str, left: str) -> str:
    return f"- {named}: hạn {due}, {left}"


def message_overdue(days: int) -> str:
    return f"quá hạn {days} ngày"


def message_days_left(days: int) -> str:
    return f"còn {days} ngày" if days else "đến hạn hôm nay"


REVIEW_COLUMNS = ("Mã", "Nhiệm vụ", "Lời in", "Được đọc là", "Vì sao cần xem")


def review_printed(deadline: str, result: str) -> str:
    parts = [f"Thời hạn: «{deadline}»" if deadline else "Thời hạn: (trống)", f"Kết quả: «{result}»" if result else ""]
    return "\n".join(filter(None, parts))


def review_count(shown: int, total: int) -> Words:
    if not total:
        return "Không có cách đọc nào cần rà soát."
    return Sentence(
        f"{shown_of(shown, total)} nhiệm vụ cần rà soát. Đúng thì xác nhận: ",
        step("review", "REF", accept=None),
        "; thiếu ngày: ",
        step("resolve", "REF", due="NGÀY"),
        "; sai tình hình: ",
        step("update", "REF", status="…"),
    )


def no_such_doubt(ref: str, reasons: Sequence[str]) -> tuple[str, str]:
    return (f"{ref} không có điểm cần xem mang số đó.", f"Các điểm cần xem: {numbered_doubts(reasons)}")


def numbered_doubts(reasons: Sequence[str]) -> str:
    return " ".join(f"({place}) {reason}" for place, reason in enumerate(reasons, 1))


def doubts_one_by_one(ref: str, reasons: Sequence[str]) -> Sentence:
    told = f"{ref} có {len(reasons)} điểm cần xem: {numbered_doubts(reasons)} Xác nhận riêng từng điểm: "
    return Sentence(told, step("review", ref, accept=None, only="SỐ"))


def only_when_accepting() -> tuple[Sentence, Sentence]:
    return (
        Sentence(Entry("only"), " chỉ đi với ", Entry("accept"), "."),
        Sentence("Ví dụ: ", step("review", "10", accept=None, only="2")),
    )


def review_refs_wanted() -> tuple[str, Sentence]:
    return (
        "Chưa nói xác nhận nhiệm vụ nào.",
        Sentence("Ghi mã nhiệm vụ, ví dụ: ", step("review", "10", "17", accept=None)),
    )


SHOW_CSV_COLUMNS = (
    "Mã", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn ghi trong kế hoạch", "Mốc", "Thời hạn", "Mức hạn", "Vì sao ngày này",
    "Vì sao như vậy", "Tình hình", "Kết quả thực hiện",
)  # fmt: skip
MILESTONES = "Các mốc"
SOURCE = "Nguồn"
CHANGED = "Cập nhật"


def on_day(day: str) -> str:
    return f"đến ngày {day}"


def source(file: str, row: int) -> str:
    return f"{file}, dòng {row}" if row else file


def changed_by(moment: str, actor: str) -> str:
    return f"{moment}, {actor}"


def read_right(reasons: Sequence[str]) -> str:
    """Say that readings were found right: all of a task's, or those that want a look for some reasons."""
    return "cách đọc đã được xác nhận" + (f": {' '.join(reasons).rstrip('.')}" if reasons else "")


def still_undated(ref: str, n: int) -> Sentence:
    give = step("resolve", ref, milestone=str(n), due="NGÀY")
    return Sentence(f"{ref}: mốc {n} vẫn chưa có ngày; khi biết ngày: ", give)


def no_doubt_of(ref: str) -> str:
    return f"{ref} không có gì cần rà soát."


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
