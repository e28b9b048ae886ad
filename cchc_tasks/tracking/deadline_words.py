"""Why a date is what it is, and why a task has the colour it has: sentences from plain values."""

from __future__ import annotations

from cchc_tasks.messages import status_words

_KINDS = {
    "fixed": "có ngày",
    "ongoing": "thường xuyên",
    "recurring": "định kỳ",
    "triggered": "chờ văn bản/sự kiện",
    "unread": "chưa đọc được",
}
_ASSUMED = {
    "year": "năm lấy theo kế hoạch vì phần in không ghi năm",
    "century": "năm in hai chữ số được hiểu là 20yy",
}
_OFFSET_UNITS = {"day": "ngày", "working_day": "ngày làm việc", "month": "tháng"}


def kind(value: str) -> str:
    return _KINDS[value]


def why_date(due: str, printed: str, rule: str, assumed: tuple[str, ...]) -> str:
    """Say which rule gave a due day: «30/06/2022: theo «Quý II/2022» (hết quý)»."""
    named = f" ({rule})" if rule else ""
    taken = "".join(f"; {_ASSUMED.get(item, item)}" for item in assumed)
    return f"{due}: theo «{printed}»{named}{taken}"


def why_no_date(value: str, printed: str, awaited: str | None, reason: str | None) -> str:
    """Say why a milestone has no due day."""
    if value == "triggered":
        return f"chưa có ngày: chờ «{awaited or printed}»"
    return f"chưa có ngày: {reason or 'phần in không nêu thời hạn'}"


def offset(number: int, unit: str, anchor: str) -> str:
    return f"tính {number} {_OFFSET_UNITS[unit]} từ «{anchor}»"


def why_colour(
    printed: str,
    label: str | None,
    due: str,
    as_of: str,
    timing: str | None,
    days_left: int | None,
    settled: str = "",
) -> str:
    """Say in one sentence why a milestone stands as it does on a day; `settled` is what moved or gave its date.

    «Kế hoạch ghi «Quyết định: Quý I/2022», hạn 31/3/2022; đến 15/6/2022 chưa có văn bản ban hành: quá hạn 76 ngày.»
    """
    about = f" của «{label}»" if label and label not in printed else ""
    moved = f" ({settled})" if settled else ""
    head = f"Kế hoạch ghi «{printed}», hạn{about} {due}{moved}"
    if timing == "overdue" and days_left is not None:
        return f"{head}; đến {as_of} chưa có kết quả: quá hạn {-days_left} ngày."
    return f"{head}; đến {as_of}: {status_words.timing(timing, days_left).lower() or 'không tính hạn'}."


def submitted(printed: str, due: str, as_of: str, days: int, handed_up: str) -> str:
    """Say that a product is overdue although it was handed up."""
    return f"Kế hoạch ghi «{printed}», hạn {due}; đến {as_of} quá hạn ban hành {days} ngày; {handed_up}."


def finished(done_on: str | None, reported_on: str | None) -> str:
    """Say when a milestone was finished, as far as it is known."""
    if done_on:
        return f"hoàn thành ngày {done_on}"
    return (
        f"đã báo cáo hoàn thành đến ngày {reported_on}, chưa rõ ngày hoàn thành"
        if reported_on
        else ("đã báo cáo hoàn thành, chưa rõ ngày")
    )


def window(first: str, last: str) -> str:
    return f"từ {first} đến {last}"


def occurrences(days: list[str]) -> str:
    return f"các kỳ: {', '.join(days)}"


def moved(printed_day: str) -> str:
    """Say that a printed day is a day off and that the next working day counts (Bộ luật Dân sự 2015, Điều 148)."""
    return f"; hạn in {printed_day} là ngày nghỉ nên tính đến ngày làm việc tiếp theo"


def extended_by(documents: str, reason: str) -> str:
    """Say what moved a due day: «gia hạn theo Công văn số …; lý do: …»."""
    return f"gia hạn theo {documents}; lý do: {reason}"


def counted(number: int, unit: str, anchor: str) -> str:
    return f"tính {number} {_OFFSET_UNITS[unit]} từ {anchor}"


def settled_by(counted_from: str, documents: str) -> str:
    """Say what gave a deadline its day where the printed words gave none."""
    parts = [counted_from, f"theo {documents}" if documents else ""]
    return "; ".join(filter(None, parts)) or "do người cập nhật xác định"


def read_as(kind: str, due: str, awaited: str, *, closed: bool) -> str:
    """Return what a milestone was read as: «hạn 31/03/2022, đã xong», «thường xuyên đến 31/12/2022»."""
    if not due:
        read = f"chưa có ngày: chờ «{awaited}»" if awaited else "chưa có ngày"
    else:
        read = f"thường xuyên đến {due}" if kind == "ongoing" else f"hạn {due}"
    return f"{read}, đã xong" if closed else read


def why_settled(due: str, basis: str) -> str:
    return f"{due}: {basis}"


def asked_for(until: str, reason: str) -> str:
    """Say that an extension was asked for and does not count yet."""
    return f"đề nghị gia hạn đến {until} ({reason}), chưa có văn bản nên hạn cũ vẫn tính"


EXTENDED_MARK = " (đã gia hạn)"

FINISHED = {"on_time": "đúng hạn", "late": "quá hạn", "done_undated": "chưa rõ ngày hoàn thành", "done_ongoing": ""}


def overdue_now(milestone: str, days: int, handed_up: str = "") -> str:
    """Say that a milestone is overdue: another red for one that was handed up."""
    named = f"{milestone} " if milestone else ""
    return f"{named}quá hạn ban hành {days} ngày; {handed_up}" if handed_up else f"{named}quá hạn {days} ngày"


def finished_without_deadline(day: str) -> str:
    return f"hoàn thành ngày {day}, chưa xác định thời hạn"


def sentence(clause: str) -> str:
    """Return a clause as a sentence of its own; the empty text stays empty."""
    return f"{clause[0].upper()}{clause[1:]}." if clause else ""
