"""What to do where a list of milestones or plans is empty."""

from __future__ import annotations

from cchc_tasks.sentences import Sentence, step


def no_plan_yet() -> Sentence:
    return Sentence("Chưa có kế hoạch nào. Nhập bằng: ", step("import", "TỆP", year="NĂM"))


def undated(tasks: int) -> Sentence:
    return Sentence(f"{tasks} nhiệm vụ chưa xác định thời hạn (xem: ", step("list", timing="undated"), ").")
