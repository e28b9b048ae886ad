"""What is said of remediation rows and the earlier tasks that they come from."""

from __future__ import annotations

from collections.abc import Sequence

from cchc_tasks.wording.lists import shown_of

HELP = "Nối dòng khắc phục với nhiệm vụ năm trước sinh ra tồn tại đó; không ghi gì thêm thì xem các đề xuất."
HELP_FROM = "Nhiệm vụ năm trước mà dòng này khắc phục, ví dụ CCHC-2022/19; nhiều nhiệm vụ thì ghi nhiều lần."
HELP_NOT_FROM = "Không phải (không còn là) từ nhiệm vụ này: bỏ liên kết, và không đề xuất lại."
HELP_ACCEPT = "Nối các dòng này theo đề xuất; dòng có nhiều đề xuất thì chọn bằng --from."
HELP_CRITERION = "Chỉ nhiệm vụ nêu tiêu chí này hoặc tiêu chí con của nó, ví dụ 3.1.4."
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


def how_to_link(code: str) -> str:
    return f"Đề xuất chưa phải là liên kết; xem và nối bằng: cchc-tasks link --plan {code}"


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


def nothing_new(refs: Sequence[str]) -> tuple[str, str]:
    return (f"Liên kết của {', '.join(refs)} đã đúng như vậy từ trước.", "Xem bằng: cchc-tasks show REF")


def same_plan(ref: str, old: str) -> tuple[str, str]:
    return (
        f"{ref} và {old} cùng một kế hoạch.",
        "--from là nhiệm vụ của kế hoạch trước; ghi cả mã kế hoạch, ví dụ CCHC-2022/19.",
    )


def later_plan(ref: str, old: str) -> tuple[str, str]:
    return (
        f"{old} thuộc kế hoạch sau {ref}.",
        f"Ghi dòng khắc phục trước, nhiệm vụ cũ sau: cchc-tasks link {old} --from {ref}",
    )


def said_both_ways(old: str) -> tuple[str, str]:
    return (f"{old} có ở cả --from và --not-from.", "Mỗi nhiệm vụ chỉ ghi ở một trong hai.")


def accept_alone() -> tuple[str, str]:
    return ("--accept nối theo đề xuất, không dùng cùng --from hay --not-from.", "Chọn một trong hai cách.")


def refs_wanted() -> tuple[str, str]:
    return ("Chưa nói nối dòng nào.", "Ghi mã dòng khắc phục, ví dụ: cchc-tasks link KP-2023/3 --from CCHC-2022/19")


def no_proposal(ref: str) -> tuple[str, str]:
    return (f"{ref} không có đề xuất nào.", f"Tự chọn nhiệm vụ: cchc-tasks link {ref} --from CCHC-…/…")


def several_proposals(ref: str, olds: Sequence[str]) -> tuple[str, str]:
    return (f"{ref} có nhiều đề xuất: {', '.join(olds)}.", f"Chọn: cchc-tasks link {ref} --from {olds[0]}")


def proposed_count(rows: int, unlinked: int) -> str:
    if not unlinked:
        return "Không có dòng khắc phục nào chưa nối."
    told = f"{unlinked} dòng khắc phục chưa nối với nhiệm vụ năm trước, {rows} dòng có đề xuất."
    if not rows:
        return f"{told} Nối bằng: cchc-tasks link REF --from NHIỆM_VỤ"
    return (
        f"{told} Đúng: cchc-tasks link REF --accept; chọn hoặc thêm: cchc-tasks link REF --from NHIỆM_VỤ; "
        "không phải: cchc-tasks link REF --not-from NHIỆM_VỤ"
    )


def proposed_in_review(shown: int, total: int) -> str:
    return f"{shown_of(shown, total)} dòng khắc phục chưa nối có đề xuất; đúng thì: cchc-tasks link REF --accept"


def bad_criterion(typed: str) -> tuple[str, str]:
    return (f"«{typed}» không phải số của tiêu chí.", "Ghi như trong bộ tiêu chí, ví dụ: --criterion 3.1.4")
