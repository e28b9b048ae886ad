"""What the person is told when a plan, task, unit or organisation is not there, or a list is empty."""

from __future__ import annotations

from collections.abc import Sequence

from cchc_tasks.sentences import Either, Entry, Sentence, Words, step


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


#: How many names are listed in a sentence before the rest is only counted.
_LISTED = 10


def which_organisation(names: Sequence[str]) -> tuple[str, Sentence]:
    rest = f" và {len(names) - _LISTED} cơ quan nữa" if len(names) > _LISTED else ""
    listed = "; ".join(names[:_LISTED])
    return (
        f"Cơ sở dữ liệu này có {len(names)} cơ quan, chưa rõ cơ quan nào: {listed}{rest}.",
        Sentence(
            "Thêm ",
            Entry("org", "TÊN"),
            Either(" trước lệnh"),
            ", hoặc đặt biến CCHC_TASKS_ORG; xem đủ tên: ",
            step("orgs list"),
        ),
    )


def no_such_organisation(typed: str, close: Sequence[str], count: int) -> tuple[str, Sentence]:
    near = f" Gần giống: {'; '.join(close)}." if close else ""
    return (
        f"Không có cơ quan nào tên «{typed}» trong cơ sở dữ liệu ({count} cơ quan).{near}",
        Sentence("Xem tên các cơ quan bằng: ", step("orgs list")),
    )


def no_plan_yet() -> Sentence:
    return Sentence("Chưa có kế hoạch nào. Nhập bằng: ", step("import", "TỆP", year="NĂM"))


def undated_tasks(tasks: int) -> Sentence:
    return Sentence(f"{tasks} nhiệm vụ chưa xác định thời hạn (xem: ", step("list", timing="undated"), ").")
