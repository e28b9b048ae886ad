"""The queue of doubtful readings."""

from __future__ import annotations

from collections.abc import Sequence

from cchc_tasks.messages.list_words import shown_of
from cchc_tasks.sentences import Entry, Sentence, Words, step

COLUMNS = ("Mã", "Nhiệm vụ", "Lời in", "Được đọc là", "Vì sao cần xem")


def printed(deadline: str, result: str) -> str:
    parts = [f"Thời hạn: «{deadline}»" if deadline else "Thời hạn: (trống)", f"Kết quả: «{result}»" if result else ""]
    return "\n".join(filter(None, parts))


def count(shown: int, total: int) -> Words:
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
    return (f"{ref} không có điểm cần xem mang số đó.", f"Các điểm cần xem: {numbered(reasons)}")


def numbered(reasons: Sequence[str]) -> str:
    return " ".join(f"({place}) {reason}" for place, reason in enumerate(reasons, 1))


def one_by_one(ref: str, reasons: Sequence[str]) -> Sentence:
    told = f"{ref} có {len(reasons)} điểm cần xem: {numbered(reasons)} Xác nhận riêng từng điểm: "
    return Sentence(told, step("review", ref, accept=None, only="SỐ"))


def only_when_accepting() -> tuple[Sentence, Sentence]:
    return (
        Sentence(Entry("only"), " chỉ đi với ", Entry("accept"), "."),
        Sentence("Ví dụ: ", step("review", "10", accept=None, only="2")),
    )


def refs_wanted() -> tuple[str, Sentence]:
    return (
        "Chưa nói xác nhận nhiệm vụ nào.",
        Sentence("Ghi mã nhiệm vụ, ví dụ: ", step("review", "10", "17", accept=None)),
    )
