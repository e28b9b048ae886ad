"""What the person is told when a plan, task or unit is not there."""

from __future__ import annotations

from collections.abc import Sequence


def no_such_plan(code: str, codes: Sequence[str]) -> tuple[str, str]:
    if not codes:
        return (f"Không có kế hoạch «{code}»: chưa nhập kế hoạch nào.", "Nhập bằng: cchc-tasks import TỆP")
    return (f"Không có kế hoạch «{code}».", f"Các kế hoạch đang có: {', '.join(codes)}.")


def only_a_draft(code: str) -> tuple[str, str]:
    return (f"{code} mới là dự thảo, chưa có gì để theo dõi.", f"Xem dự thảo: cchc-tasks list --plan {code}")


def no_such_unit(name: str, near: Sequence[str]) -> tuple[str, str]:
    hint = f"Có phải: {'; '.join(near)}?" if near else "Xem tên các đơn vị bằng: cchc-tasks units list"
    return (f"Không có đơn vị nào tên «{name}».", hint)


def no_such_task(ref: str, near: Sequence[str]) -> tuple[str, str]:
    hint = f"Có phải: {', '.join(near)}?" if near else "Xem số thứ tự các nhiệm vụ bằng: cchc-tasks list"
    return (f"Không có nhiệm vụ «{ref}».", hint)


def several_plans(ref: str, refs: Sequence[str]) -> tuple[str, str]:
    return (
        f"«{ref}» có trong nhiều kế hoạch: {', '.join(refs)}.",
        "Ghi rõ mã kế hoạch, ví dụ: " + (refs[0] if refs else "CCHC-2022/33"),
    )
