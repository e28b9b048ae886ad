"""Sentences about taking a change back and doing it again."""

from __future__ import annotations

from collections.abc import Sequence

from cchc_tasks.messages.act_words import tasks_named
from cchc_tasks.sentences import Either, Sentence, step


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
