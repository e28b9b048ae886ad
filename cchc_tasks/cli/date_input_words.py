"""Sentences about a day that was typed, into an option or into a field."""

from __future__ import annotations

from collections.abc import Sequence

from cchc_tasks.sentences import Either, Entry, Sentence


def bad_date(text: str) -> tuple[str, str]:
    return (f"«{text}» không phải một ngày.", "Ghi 2022-07-15, 15/7/2022, hoặc 15/7 (năm của kế hoạch).")


def year_wanted(text: str, codes: Sequence[str]) -> tuple[str, Sentence]:
    which = f"có nhiều kế hoạch ({', '.join(codes)})" if codes else "chưa có kế hoạch nào"
    choose = Either(Sentence(", hoặc chọn kế hoạch bằng ", Entry("plan")))
    return (f"«{text}» thiếu năm mà {which}.", Sentence("Ghi cả năm, ví dụ 15/7/2022", choose, "."))


def year_taken(text: str, shown: str, code: str = "") -> str:
    return f"«{text}» được hiểu là {shown} (năm của kế hoạch{f' {code}' if code else ''})."


def bad_period(text: str) -> tuple[str, str]:
    return (f"«{text}» không phải một khoảng thời gian.", "Ghi ngày đầu..ngày cuối, ví dụ: 10/7/2026..30/11/2026")


def whole_date_wanted(text: str) -> tuple[str, str]:
    return (f"«{text}» thiếu năm.", "Ghi đủ ngày, tháng, năm, ví dụ: 15/6/2022")
