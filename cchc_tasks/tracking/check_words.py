"""What a check of the data finds, and the commands that settle it."""

from __future__ import annotations

from collections.abc import Sequence

from cchc_tasks.messages.list_words import shown_of
from cchc_tasks.sentences import OWN_WORDS, Entry, Sentence, Step, step

COLUMNS = ("Mã", "Nhiệm vụ", "Cần xem", "Xử lý bằng")
#: What each kind of finding is called, in the order in which they are counted.
CODES = {
    "unread": "thời hạn chưa đọc được",
    "fixed_without_date": "thời hạn có ngày mà thiếu ngày",
    "outside_plan": "thời hạn ngoài thời gian của kế hoạch",
    "done_without_evidence": "đã hoàn thành, chưa có văn bản minh chứng",
    "done_without_day": "đã hoàn thành, chưa rõ ngày",
    "unclosed": "việc thường xuyên hết kỳ, chưa chốt kết quả",
    "review": "cách đọc chưa được rà soát",
    "unknown_unit": "đơn vị chưa nhận ra",
    "ended_unit": "đơn vị đã kết thúc còn nhiệm vụ đang mở",
    "not_reported": "chưa báo cáo kỳ này",
}
DONE_WITHOUT_EVIDENCE = "Đã hoàn thành nhưng chưa có văn bản minh chứng."
_DOCUMENT = "SỐ, KÝ HIỆU, NGÀY"


def milestone(n: int, label: str | None) -> str:
    return f"mốc {n}" + (f" «{label}»" if label else "")


def _of(named: str) -> str:
    return f"{named[0].upper()}{named[1:]}: " if named else ""


def done_without_day(named: str) -> str:
    return f"{_of(named)}{'đ' if named else 'Đ'}ã hoàn thành nhưng chưa rõ ngày, chưa kết luận được đúng hạn."


def unread(named: str, printed: str) -> str:
    shown = " ".join(printed.split())
    if not shown:
        return f"{_of(named)}{'ô' if named else 'Ô'} thời hạn để trống."
    return f"{_of(named)}{'k' if named else 'K'}hông đọc được thời hạn «{shown}»."


def fixed_without_date(named: str) -> str:
    return f"{_of(named)}{'t' if named else 'T'}hời hạn cố định mà chưa có ngày."


def outside_plan(named: str, due: str) -> str:
    return f"{_of(named)}{'h' if named else 'H'}ạn {due} nằm ngoài thời gian của kế hoạch."


def unclosed(named: str) -> str:
    return f"{_of(named)}{'h' if named else 'H'}ết kỳ, chưa chốt kết quả."


def close(ref: str) -> Step:
    return step("close", ref, result="ĐÃ LÀM GÌ", evidence=_DOCUMENT)


def review_left(reasons: Sequence[str]) -> str:
    return f"Chưa rà soát: {' '.join(reasons)}"


def unknown_unit(name: str) -> str:
    return f"Đơn vị «{name}» chưa được nhận ra."


def not_reported(since: str) -> str:
    return f"Chưa báo cáo từ ngày {since}."


def add_document(ref: str) -> Step:
    return step("update", ref, evidence=_DOCUMENT)


def add_day(ref: str, n: int) -> Step:
    return step("done", ref, milestone=str(n), on="NGÀY", evidence=_DOCUMENT)


def resolve(ref: str, n: int) -> Step:
    return step("resolve", ref, milestone=str(n), due="NGÀY", evidence=_DOCUMENT)


def correct_deadline(ref: str) -> Step:
    return step("edit", ref, deadline="THỜI HẠN ĐÚNG", evidence=_DOCUMENT)


def accept(ref: str) -> Step:
    return step("review", ref, accept=None)


def assign(ref: str) -> Step:
    return step("assign", ref, lead="TÊN ĐƠN VỊ", evidence=_DOCUMENT)


def ended_unit(name: str, how: str) -> str:
    return f"«{name}» {how}, nhiệm vụ vẫn đang mở."


def assign_to(ref: str, role: str, names: Sequence[str]) -> Step:
    chosen = {role: tuple(name or "TÊN ĐƠN VỊ" for name in names)}
    return step("assign", ref, **chosen, evidence=_DOCUMENT)


def report(ref: str) -> Step:
    return step("update", ref, status="…", result=OWN_WORDS)


def summary(counts: Sequence[tuple[str, int]], tasks: int, day: str, shown: int | None = None) -> str:
    """Return how much was found of what, in one sentence; `shown` is how much of it is listed, None for all."""
    if not counts:
        return f"Không có gì cần xử lý trong số liệu đến ngày {day}."
    listed = ", ".join(f"{CODES[code]} {count}" for code, count in counts)
    total = sum(count for _, count in counts)
    told = shown_of(total if shown is None else shown, total)
    return f"{told} điểm cần xem ở {tasks} nhiệm vụ, đến ngày {day}: {listed}."


def period(since: str, source: str) -> Sentence:
    return Sentence(f"Kỳ báo cáo tính từ {since} ({source}); đổi bằng ", Entry("since"), ".")
