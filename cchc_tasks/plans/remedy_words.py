"""What is said of remediation rows and the earlier tasks that they come from."""

from __future__ import annotations

from collections.abc import Sequence

from cchc_tasks.messages.list_words import shown_of
from cchc_tasks.sentences import Entry, Sentence, Words, step

COLUMNS = ("Dòng khắc phục", "Tồn tại, hạn chế", "Có thể từ", "Nội dung nhiệm vụ", "Vì sao")
CRITERIA = "Tiêu chí"
_TITLE = 60


def same_criterion(number: str) -> str:
    return f"cùng tiêu chí {number}"


def same_document(text: str) -> str:
    return f"cùng nêu {text}"


def same_words(run: str) -> str:
    return f"cùng nói về «{run}»"


def perhaps_from(ref: str, title: str, reasons: Sequence[str]) -> str:
    """Return one proposal: «có thể từ CCHC-2022/19 «…» (cùng tiêu chí 3.1.4)»."""
    shown = " ".join(title.split())
    if len(shown) > _TITLE:
        shown = shown[: _TITLE - 1].rstrip() + "…"
    return f"có thể từ {ref} «{shown}» ({', '.join(reasons)})"


def proposed_for(no: str, proposals: Sequence[str]) -> str:
    return f"{f'nhiệm vụ {no}: ' if no else ''}{'; hoặc '.join(proposals)}"


def proposed_for_row(ref: str, proposals: Sequence[str]) -> str:
    return f"{ref}: {'; hoặc '.join(proposals)}"


def how_to_link(code: str) -> Sentence:
    return Sentence("Đề xuất chưa phải là liên kết; xem và nối bằng: ", step("link", plan=code))


def linked_from(refs: Sequence[str]) -> str:
    return f"khắc phục từ {', '.join(refs)}"


def row_linked_from(ref: str, refs: Sequence[str]) -> str:
    return f"{ref} {linked_from(refs)}"


def not_from(refs: Sequence[str]) -> str:
    return f"không phải từ {', '.join(refs)}"


def already_linked(ref: str, old: str) -> str:
    return f"{ref} đã nối với {old} từ trước."


def already_not(ref: str, old: str) -> str:
    return f"{ref} đã được ghi là không phải từ {old}."


def nothing_new(refs: Sequence[str]) -> tuple[str, Sentence]:
    return (f"Liên kết của {', '.join(refs)} đã đúng như vậy từ trước.", Sentence("Xem bằng: ", step("show", "REF")))


def same_plan(ref: str, old: str) -> tuple[str, Sentence]:
    return (
        f"{ref} và {old} cùng một kế hoạch.",
        Sentence(Entry("from"), " là nhiệm vụ của kế hoạch trước; ghi cả mã kế hoạch, ví dụ CCHC-2022/19."),
    )


def later_plan(ref: str, old: str) -> tuple[str, Sentence]:
    return (
        f"{old} thuộc kế hoạch sau {ref}.",
        Sentence("Ghi dòng khắc phục trước, nhiệm vụ cũ sau: ", step("link", old, from_=ref)),
    )


def said_both_ways(old: str) -> tuple[Sentence, str]:
    return (
        Sentence(f"{old} có ở cả ", Entry("from"), " và ", Entry("not_from"), "."),
        "Mỗi nhiệm vụ chỉ ghi ở một trong hai.",
    )


def accept_alone() -> tuple[Sentence, str]:
    return (
        Sentence(
            Entry("accept"), " nối theo đề xuất, không dùng cùng ", Entry("from"), " hay ", Entry("not_from"), "."
        ),
        "Chọn một trong hai cách.",
    )


def refs_wanted() -> tuple[str, Sentence]:
    return (
        "Chưa nói nối dòng nào.",
        Sentence("Ghi mã dòng khắc phục, ví dụ: ", step("link", "KP-2023/3", from_="CCHC-2022/19")),
    )


def no_proposal(ref: str) -> tuple[str, Sentence]:
    return (f"{ref} không có đề xuất nào.", Sentence("Tự chọn nhiệm vụ: ", step("link", ref, from_="CCHC-…/…")))


def several_proposals(ref: str, olds: Sequence[str]) -> tuple[str, Sentence]:
    return (f"{ref} có nhiều đề xuất: {', '.join(olds)}.", Sentence("Chọn: ", step("link", ref, from_=olds[0])))


def proposed_count(rows: int, unlinked: int) -> Words:
    if not unlinked:
        return "Không có dòng khắc phục nào chưa nối."
    told = f"{unlinked} dòng khắc phục chưa nối với nhiệm vụ năm trước, {rows} dòng có đề xuất."
    if not rows:
        return Sentence(f"{told} Nối bằng: ", step("link", "REF", from_="NHIỆM_VỤ"))
    return Sentence(
        f"{told} Đúng: ",
        step("link", "REF", accept=None),
        "; chọn hoặc thêm: ",
        step("link", "REF", from_="NHIỆM_VỤ"),
        "; không phải: ",
        step("link", "REF", not_from="NHIỆM_VỤ"),
    )


def proposed_in_review(shown: int, total: int) -> Sentence:
    return Sentence(
        f"{shown_of(shown, total)} dòng khắc phục chưa nối có đề xuất; đúng thì: ", step("link", "REF", accept=None)
    )
