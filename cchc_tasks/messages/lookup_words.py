"""What the person is told when a plan, task or unit is not there."""

from __future__ import annotations

from collections.abc import Sequence

from cchc_tasks.sentences import Sentence, Words, step


def no_such_plan(code: str, codes: Sequence[str]) -> tuple[str, Words]:
    if not codes:
        hint = Sentence("Nhập bằng: ", step("import", "TỆP"))
        return (f"Không có kế hoạch «{code}»: chưa nhập kế hoạch nào.", hint)
    return (f"Không có kế hoạch «{code}».", f"Các kế hoạch đang có: {', '.join(codes)}.")


def only_a_draft(code: str) -> tuple[str, Sentence]:
    hint = Sentence("Xem dự thảo: ", step("list draft", plan=code))
    return (f"{code} mới là dự thảo, chưa có gì để theo dõi.", hint)


def no_such_unit(name: str, near: Sequence[str]) -> tuple[str, Words]:
    if near:
        return (f"Không có đơn vị nào tên «{name}».", f"Có phải: {'; '.join(near)}?")
    return (f"Không có đơn vị nào tên «{name}».", Sentence("Xem tên các đơn vị bằng: ", step("units list")))


def no_such_task(ref: str, near: Sequence[str]) -> tuple[str, Words]:
    if near:
        return (f"Không có nhiệm vụ «{ref}».", f"Có phải: {', '.join(near)}?")
    return (f"Không có nhiệm vụ «{ref}».", Sentence("Xem số thứ tự các nhiệm vụ bằng: ", step("list")))


def several_plans(ref: str, refs: Sequence[str]) -> tuple[str, str]:
    return (
        f"«{ref}» có trong nhiều kế hoạch: {', '.join(refs)}.",
        "Ghi rõ mã kế hoạch, ví dụ: " + (refs[0] if refs else "CCHC-2022/33"),
    )
