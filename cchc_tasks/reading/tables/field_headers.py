"""The words of column headers → the fields of a plan: a rule is a field and a pattern over folded words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from cchc_tasks.reading.tables.period_columns import PeriodColumn
from cchc_tasks.text import fold

NUMBERS = re.compile(r"(?:stt|tt|so tt|so thu tu|thu tu|t/t|no\.?)")
_WHO = r"(?:don vi|co quan|bo phan|phong|nguoi|ca nhan)"
#: Folded words of a header → the field they name; the surer the words, the higher they stand.
_WORDS: tuple[tuple[str, str], ...] = (
    ("ref", r"ma (?:so )?nhiem vu"),
    ("no", NUMBERS.pattern),
    ("lead", r".*chu tri\W+(?:va )?(?:\w+ \w+ )?phoi hop.*"),
    ("support", r".*phoi hop.*"),
    ("lead", r".*chu tri(?! va| phoi).*"),
    ("result", r"(?!.*san pham).*(?:ket qua (?:thuc hien|dat duoc|hoan thanh|trien khai|khac phuc)).*"),
    ("result", r".*(?:tinh hinh thuc hien|tinh trang).*"),
    ("result", r"(?:bao cao )?tien do thuc hien .*(?:hoan thanh|cap nhat).*"),
    ("difficulty", r".*(?:kho khan|vuong mac|nguyen nhan|ly do).*"),
    ("proposal", r".*(?:kien nghi|de xuat).*"),
    ("evidence", r".*(?:minh chung|kiem chung|van ban (?:ban hanh|thuc hien)|so van ban|so,? ky hieu).*"),
    ("given_by", r".*(?:(?:co quan|don vi|cap|nguon) giao|van ban giao|can cu giao).*"),
    ("start", r".*(?:bat dau|tu ngay|thoi diem trien khai).*"),
    ("outputs", r"(?!ket qua (?:thuc hien|dat duoc|hoan thanh)).*(?:san pham|dau ra|ket qua du kien).*"),
    ("outputs", r".*(?:du kien ket qua|ket qua can dat).*"),
    ("activities", r".*(?:hoat dong|giai phap|bien phap|noi dung cu the|cong viec cu the|cach thuc).*"),
    ("title", r".*(?:nhiem vu|ton tai, han che|tieu chi bi tru diem).*"),
    ("title", r".*(?:noi dung cong viec|ten cong viec|dau viec).*"),
    ("deadline", r".*(?:thoi han|han (?:hoan thanh|xu ly|chot|cuoi)).*"),
    ("deadline", r".*(?:thoi gian (?:hoan thanh|ket thuc)|den ngay|ket thuc).*"),
    ("deadline", r".*(?:thoi gian|thoi diem|ngay hoan thanh|\bhan\b(?! che)).*"),
    ("lead", rf".*{_WHO} (?:thuc hien|tham muu|phu trach|duoc giao|chiu trach nhiem|dau moi).*"),
    ("lead", r"(?:don vi|co quan|bo phan|phu trach|chu tri|phan cong|thuc hien|to chuc thuc hien)"),
    ("lead", r"(?:phan cong )?trach nhiem(?: (?:thuc hien|chinh|chu tri))?"),
    ("lead", r"phan cong thuc hien|(?:don vi|co quan) dau moi"),
    ("section", r"(?:ten )?(?:linh vuc|nhom (?:nhiem vu|noi dung|linh vuc))(?: cai cach(?: hanh chinh)?| cchc)?"),
    ("title", r"(?:noi dung|cong viec|viec|muc)(?: .*)?"),
    ("title", r".*muc tieu.*"),
    ("result", r".*(?:trang thai|muc do hoan thanh).*"),
    ("note", r"ghi chu.*"),
    # What another column has taken the first meaning of.
    ("activities", r"(?:cac )?(?:noi dung|cong viec|nhiem vu)(?: .*)?"),
    ("difficulty", r".*(?:ton tai|han che).*"),
    ("outputs", r"hinh thuc (?:van ban|san pham)"),
    ("no", r"ma(?: so| nhiem vu| cong viec)?"),
    ("done_on", r"ngay (?:da |thuc te )?(?:hoan thanh|xong).*"),
    ("status", r"tinh hinh"),
)  # fmt: skip
#: Headers that a printed page often cuts off, whole; the part that is left must be of one field only.
_WHOLE = (
    ("title", "nhiem vu"), ("lead", "don vi chu tri"), ("lead", "co quan chu tri"), ("support", "don vi phoi hop"),
    ("support", "co quan phoi hop"), ("deadline", "thoi gian hoan thanh"), ("deadline", "thoi han hoan thanh"),
    ("result", "ket qua thuc hien"), ("outputs", "san pham"),
)  # fmt: skip
_SHORTEST_PART = 6
_TWO_MEANINGS = "ket qua"
#: Words that are one field or another, by what else the table has.
_EITHER = re.compile(r"(?:tien do|ket qua)(?:\W.*)?")
#: A header must name the task and one of these.
_NEEDED = frozenset({"deadline", "lead", "result", "outputs", "activities", "support"})
_LONGEST_HEADER = 120
_ROW_NUMBER = re.compile(r"[\d.]+\)?|[ivxlc]+\.?")


def is_plan_header(folded: Sequence[str], places: Mapping[str, int], periods: Sequence[PeriodColumn] = ()) -> bool:
    """Return whether the words are a plan's header: they name the task and more, and are no row of the plan itself."""
    found = len(places) + bool(periods)
    if "title" not in places or not (periods or _NEEDED & set(places)):
        return False
    filled = [words for words in folded if words]
    enough = found >= 3 or found == len(filled) + bool(periods)
    return enough and 2 * found >= len(filled) and not _ROW_NUMBER.fullmatch(filled[0])


def fold_header(text: str) -> str:
    """Return a header's words for matching; a paragraph is no header."""
    return fold(text).strip(" .:*") if len(text) <= _LONGEST_HEADER else "…"


def find_places(folded: list[str]) -> dict[str, int]:
    """Return field → column, the surest words first; every column is one field at most."""
    places: dict[str, int] = {}
    for field, pattern in _WORDS:
        if field in places:
            continue
        for place, words in enumerate(folded):
            if words and place not in places.values() and re.fullmatch(pattern, words):
                places[field] = place
                break
    for place, words in enumerate(folded):
        field = _clipped(words) if place not in places.values() else ""
        if field and field not in places:
            places[field] = place
    for place, words in enumerate(folded):
        if place in places.values() or not _EITHER.fullmatch(words):
            continue
        free = [field for field in _either_of(words, place, places) if field not in places]
        if free:
            places[free[0]] = place
    if "title" not in places and "activities" in places:
        places["title"] = places.pop("activities")
    if "ref" not in places:
        places.pop("status", None)  # only our own worksheets have a column of statuses
    elif "no" not in places:
        places["no"] = places["ref"]
    return places


def _clipped(words: str) -> str:
    """The field that the first letters of a cut off header name, the empty text where there is none or a choice."""
    if len(words) < _SHORTEST_PART or words == _TWO_MEANINGS:
        return ""
    fields = {field for field, whole in _WHOLE if whole.startswith(words)}
    return fields.pop() if len(fields) == 1 else ""


def _either_of(words: str, place: int, places: Mapping[str, int]) -> tuple[str, str]:
    """The fields that ambiguous words may name, the likelier first.

    Progress is the deadline where no other column is; a bare «Kết quả» in front of the unit and the deadline is
    what the task is to give, behind one of them what came of it.
    """
    if words.startswith("tien do"):
        return "deadline", "result"
    in_front = all(place < places[field] for field in ("lead", "deadline") if field in places)
    return ("outputs", "result") if in_front else ("result", "outputs")
