"""Deadline phrases as public plans write them: one expected reading followed by every phrasing of it.

A reading is written briefly: kind, first day «..» due day (an empty side is unknown), the label behind «=»; a
recurring one with its period and due days as day.month; what is awaited in «» quotes. All phrases are read in a
plan of 2022 unless a test says otherwise.
"""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest

from cchc_tasks.model.deadline import DeadlineReading, MilestoneReading, Period
from cchc_tasks.model.doubts import Code
from cchc_tasks.model.status import Kind
from cchc_tasks.reading.deadlines import read_deadline

YEAR = Period.of_year(2022)


def brief(milestone: MilestoneReading) -> str:
    parts: list[str] = [milestone.kind]
    if milestone.kind is Kind.RECURRING:
        parts.append(str(milestone.every or "-"))
        parts += [
            f"{o.due.day}.{o.due.month}" + (f".{o.due.year}" if o.due.year != 2022 else "")
            for o in milestone.occurrences
        ]
    elif milestone.start or milestone.due:
        parts.append(f"{milestone.start or ''}..{milestone.due or ''}")
    if milestone.trigger:
        parts.append(f"«{milestone.trigger}»")
    return " ".join(parts) + (f" = {milestone.label}" if milestone.label else "")


def brief_reading(reading: DeadlineReading) -> list[str]:
    return [brief(milestone) for milestone in reading.milestones]


SURE: dict[tuple[str, ...], tuple[str, ...]] = {
    ("fixed 2022-01-01..2022-01-31",): (
        "Tháng 01/2022", "Trong tháng 1/2022", "tháng 1 năm 2022", "Tháng \n 01/ 2022", "01/2022", "1-2022", "01.2022",
        "THÁNG 01/2022.", "- Tháng 01/2022;", "T1/2022", "Th.1/2022", "Tháng 1/22", "Tháng 1",
    ),
    ("fixed 2022-04-01..2022-06-30",): (
        "Quý II/2022", "Quý 2/2022", "quý 02/2022", "Q2/2022", "Q.II/2022", "QII/2022", "Quí II/2022", "Qúy II/2022",
        "Quy II/2022", "Quý: II/2022", "quý hai/2022", "QUÝ II NĂM 2022", "Quý II-2022", "Quý II", "Quý\nII/2022",
        "Quý II/\n2022", "Trong Quý II năm 2022", "• Quý II/2022", "+ Quý II/2022", "Quý  II / 2022", "Quý II/22",
    ),
    ("fixed 2022-01-01..2022-12-31",): ("Trong năm 2022", "Năm 2022", "2022", "Trong năm", "01/01/2022 - 31/12/2022"),
    ("fixed 2022-01-01..2022-06-30",): (
        "6 tháng đầu năm", "06 tháng đầu năm 2022", "Sáu tháng đầu năm", "Trong 6 tháng đầu năm 2022", "Quý I-II",
        "Nửa đầu năm 2022", "Từ Quý I đến Quý II/2022",
    ),
    ("fixed 2022-01-01..2022-09-30",): (
        "9 tháng đầu năm", "Quý I-III", "Quý I – III/2022", "Từ quý I đến quý III/2022",
    ),
    ("fixed 2022-07-01..2022-12-31",): ("6 tháng cuối năm", "06 tháng cuối năm 2022", "Quý III - Quý IV/2022"),
    ("fixed 2022-03-01..2022-06-30",): (
        "Tháng 3-6/2022", "Từ tháng 3 đến tháng 6", "từ tháng 3 đến tháng 6/2022", "Tháng 3 - tháng 6/2022",
        "3/2022 - 6/2022", "Từ 01/3 đến 30/6/2022", "Từ ngày 01/3 đến ngày 30/6/2022", "Từ tháng 3\nđến tháng 6/2022",
        "từ ngày 01 tháng 3 đến ngày 30 tháng 6 năm 2022", "tháng 3 đến 30/6/2022",
    ),
    ("fixed 2022-10-01..2023-03-31",): (
        "Từ tháng 10/2022 đến tháng 3/2023", "Từ tháng 10 đến tháng 3/2023", "Quý IV/2022 - Quý I/2023",
    ),
    ("fixed 2022-12-15..2023-01-15",): ("15/12 - 15/01/2023", "Từ ngày 15/12/2022 đến 15/01/2023"),
    ("fixed 2022-06-28..2022-07-05",): ("28/6-5/7/2022", "28/6 - 05/7/2022", "từ 28/6 đến 5/7"),
    ("fixed 2022-06-10..2022-06-20",): ("10-20/6/2022", "từ ngày 10 đến ngày 20/6/2022", "Từ 10 - 20/6"),
    ("fixed 2021-01-01..2025-12-31",): (
        "giai đoạn 2021-2025", "Giai đoạn 2021 - 2025", "2021 – 2025", "từ 2021 đến 2025",
    ),
    ("fixed ..2022-06-30",): (
        "30/6/2022", "30/06/2022", "30-06-2022", "30.6.2022", "2022-06-30", "30/6/22", "30/6", "30.6", "ngày 30/6",
        "ngày 30 tháng 6 năm 2022", "30 tháng 6", "chậm nhất 30/6", "Chậm nhất là ngày 30 tháng 6 năm 2022",
        "không quá ngày 30/6/2022", "không muộn hơn 30/6/2022", "đến 30/6/2022", "đến hết ngày 30/6", "Hạn chót: 30/6",
        "cuối tháng 6", "hết tháng 6/2022", "Đến hết Quý II/2022", "kết thúc Quý II", "đến tháng 6/2022", "giữa năm",
        "trước 16 giờ 00 ngày 30/6/2022", "trước 17h ngày 30/6", "17h00 ngày 30/6/2022", "30 /6/ 2022", "cuối quý II",
    ),
    ("fixed ..2022-06-29",): (
        "trước 30/6", "Trước ngày 30/6/2022", "trước ngày 30 tháng 6", "chậm nhất trước ngày 30/6/2022",
        "TRƯỚC NGÀY 30/6/2022", "Trước ngày\n30/6/2022", "xong trước 30/6/2022", "hạn trước 30/6/2022",
    ),
    ("fixed ..2022-06-29 = Hoàn thành",): ("Hoàn thành trước 30/6", "Trước ngày 30/6/2022 (Hoàn thành)"),
    ("fixed ..2022-12-31",): ("Cuối năm", "cuối năm 2022", "Hết năm 2022", "cuối Quý IV", "đến hết năm 2022"),
    ("fixed 2022-05-01..2022-05-31", "fixed 2022-10-01..2022-10-31"): (
        "Trong tháng 5 và tháng 10/2022", "Tháng 5; tháng 10/2022", "tháng 5, tháng 10 năm 2022",
        "Tháng 5/2022\nTháng 10/2022",
    ),
    ("fixed 2022-04-01..2022-06-30", "fixed 2022-10-01..2022-12-31"): (
        "Quý II, Quý IV/2022", "Quý II và Quý IV/2022", "Quý II/Quý IV năm 2022", "Quý II/2022; Quý IV/2022",
    ),
    ("fixed ..2022-03-14", "fixed ..2022-06-14", "fixed ..2022-09-14", "fixed ..2022-12-14"): (
        "trước ngày 15/3, 15/6, 15/9, 15/12", "Trước ngày 15/3; 15/6; 15/9 và 15/12/2022",
        "trước 15/3, trước 15/6, trước 15/9, trước 15/12/2022",
    ),
    ("fixed ..2022-03-31", "fixed ..2022-06-30"): ("31/3\n30/6", "31/3, 30/6/2022", "ngày 31/3 và ngày 30/6/2022"),
    ("fixed 2022-01-01..2022-03-31 = Quyết định", "fixed 2022-10-01..2022-12-31 = Nghị quyết"): (
        "Quyết định: Quý I/2022; Nghị quyết: Quý IV/2022", "- Quyết định: Quý I/2022\n- Nghị quyết: Quý IV/2022",
        "Quý I/2022 (Quyết định), Quý IV/2022 (Nghị quyết)", "(Quý I) Quyết định; (Quý IV) Nghị quyết",
        "Quyết định trong Quý I và Nghị quyết trong Quý IV/2022", "Quý I: Quyết định. Quý IV: Nghị quyết",
    ),
    ("fixed 2022-01-01..2022-01-31 = Ban hành", "ongoing 2022-01-01..2022-12-31 = triển khai thực hiện"): (
        "Ban hành trong tháng 01/2022; triển khai thực hiện trong cả năm",
        "Ban hành: tháng 01/2022\ntriển khai thực hiện: cả năm",
        "Ban hành trong tháng 01/2022, triển khai thực hiện thường xuyên trong năm 2022",
    ),
    ("fixed 2022-01-01..2022-12-31 = Triển khai", "fixed 2023-01-01..2023-12-31 = hoàn thành"): (
        "Triển khai trong năm 2022, hoàn thành trong năm 2023",
    ),
    ("fixed 2022-05-01..2022-05-31 = Sở A, Sở B hoàn thành",): ("Sở A, Sở B hoàn thành trong tháng 5/2022",),
    ("fixed 2022-03-01..2022-03-31 = Đợt 1", "fixed 2022-09-01..2022-09-30 = đợt 2"): (
        "Đợt 1 tháng 3, đợt 2 tháng 9 năm 2022", "Đợt 1: tháng 3; đợt 2: tháng 9/2022",
    ),
    ("fixed ..2022-06-14 = Báo cáo 6 tháng", "fixed ..2022-12-14 = báo cáo năm"): (
        "Báo cáo 6 tháng trước ngày 15/6 và báo cáo năm trước ngày 15/12",
        "Báo cáo 6 tháng: trước 15/6; báo cáo năm: trước 15/12",
    ),
    ("fixed 2022-01-01..2022-01-31 = Kế hoạch năm 2022",): ("Kế hoạch năm 2022: tháng 01/2022",),
    ("ongoing 2022-01-01..2022-12-31",): (
        "Thường xuyên", "THƯỜNG XUYÊN", "Thường xuyên trong năm 2022", "Thường xuyên trong năm\n2022", "Thường\nxuyên",
        "Cả năm", "trong cả năm 2022", "Nhiệm vụ thường xuyên", "thường xuyên, liên tục", "suốt năm", "Từ Quý I/2022",
        "Từ năm 2022 trở đi", "Thường xuyên (năm 2022)",
    ),
    ("ongoing 2022-03-01..2022-12-31",): ("Từ tháng 3", "Từ tháng 3/2022 trở đi", "kể từ ngày 01/3/2022"),
    ("ongoing 2022-01-01..2025-12-31",): ("Thường xuyên (2022-2025)", "thường xuyên, giai đoạn 2022 - 2025"),
    ("recurring quarter 31.3 30.6 30.9 31.12",): (
        "Hàng quý", "Hằng quý", "HÀNG QUÝ", "Hàng\nquý", "mỗi quý", "Định kỳ hằng quý", "3 tháng/lần",
        "cuối mỗi quý", "quý/lần",
    ),
    ("recurring half 30.6 31.12",): ("Định kỳ 6 tháng", "6 tháng/lần", "06 tháng một lần", "06 tháng/01 lần"),
    ("recurring year 31.12",): ("Hằng năm", "hàng năm", "Tháng 12 hằng năm", "cuối năm hàng năm"),
    ("recurring year 30.6", "recurring year 31.12"): ("30/6 và 31/12 hàng năm", "Tháng 6, tháng 12 hằng năm"),
    ("recurring year 29.6", "recurring year 30.12"): ("Trước ngày 30/6 và 31/12 hằng năm",),
    ("recurring year 19.11",): (
        "trước ngày 20/11 hàng năm", "Hằng năm (trước 20/11)", "Hàng năm, trước ngày 20 tháng 11",
    ),
    ("recurring year 31.3.2023",): (
        "31/3 năm sau", "chậm nhất ngày 31/3 của năm sau", "Hằng năm, chậm nhất ngày 31/3 năm sau",
    ),
    ("recurring quarter 14.3 14.6 14.9 14.12",): (
        "Trước ngày 15 của tháng cuối quý", "trước ngày 15 tháng cuối cùng của mỗi quý",
        "Hằng quý (trước ngày 15 của tháng cuối quý)", "Định kỳ hằng quý, trước ngày 15 tháng cuối quý",
    ),
    ("recurring quarter 4.4 4.7 4.10 4.1.2023",): (
        "Trước ngày 05 tháng đầu quý sau", "trước ngày 05 của tháng đầu tiên quý tiếp theo",
        "Hàng quý (trước ngày 05 tháng đầu của quý sau)",
    ),
    ("recurring quarter", "recurring year"): ("1 lần/quý, 2 lần/năm",),
    ("recurring quarter",): (
        "Mỗi quý 1 lần", "ít nhất 01 lần/quý", "02 lần mỗi quý", "ngày làm việc cuối cùng của quý",
    ),
    ("recurring -",): ("Hàng ngày", "2 tháng/lần", "2 tuần/lần", "Định kỳ (2 tháng/lần)"),
    ("recurring week",): ("Hàng tuần", "Thứ Sáu hằng tuần", "thứ 5 hàng tuần"),
    ("recurring quarter 31.3 30.6 30.9 31.12", "recurring half 30.6 31.12", "recurring year 31.12"): (
        "Hàng quý, 6 tháng, năm", "Quý, 6 tháng, năm", "Quý/6 tháng/năm", "Định kỳ hàng quý, 06 tháng và hàng năm",
    ),
    ("recurring quarter 31.3 30.6 30.9 31.12", "triggered «đột xuất»"): ("Hằng quý/đột xuất", "Hàng quý và đột xuất"),
    ("triggered «hướng dẫn của Bộ Nội vụ»",): (
        "Theo hướng dẫn của Bộ Nội vụ", "Sau khi có hướng dẫn của Bộ Nội vụ", "Ngay sau khi có hướng dẫn của Bộ Nội vụ",
        "Chờ hướng dẫn của Bộ Nội vụ", "Theo hướng dẫn\ncủa Bộ Nội vụ",
    ),
    ("triggered «Kế hoạch số 14/KH-STP ngày 31/01/2024»",): ("theo Kế hoạch số 14/KH-STP ngày 31/01/2024",),
    ("triggered «Quyết định quy định chức năng, nhiệm vụ, quyền hạn của Sở được ban hành»",): (
        "Sau khi Quyết định quy định chức năng, nhiệm vụ, quyền hạn của Sở được ban hành",
    ),
    ("triggered «kỳ họp cuối năm của HĐND tỉnh»",): (
        "Trước kỳ họp cuối năm của HĐND tỉnh", "tại kỳ họp cuối năm của HĐND tỉnh"),
    ("triggered «10 ngày trước khi kết thúc năm»",): ("10 ngày trước khi kết thúc năm",),
    ("triggered «chương trình công tác năm 2022»",): ("Theo chương trình công tác năm 2022",),
}  # fmt: skip

MONTH_ENDS = "recurring month 31.1 28.2 31.3 30.4 31.5 30.6 31.7 31.8 30.9 31.10 30.11 31.12"

DOUBTFUL: dict[tuple[str, ...], tuple[str, ...]] = {
    ("fixed 2022-10-01..2022-11-30",): ("Tháng 10,11/2022", "tháng 10 và 11/2022"),
    ("fixed 2022-01-01..2022-09-30",): ("Quý I, II, III/2022",),
    ("fixed 2022-07-01..2022-12-31",): ("Quý III + IV/2022", "Quý III và IV/2022"),
    ("fixed 2022-03-01..2022-06-30",): ("3-6/2022",),
    ("fixed ..2022-06-30",): ("30-6/2022",),
    ("fixed ..2022-06-01",): ("Đầu tháng 6/2022",),
    ("fixed ..2022-08-15",): ("giữa quý III/2022",),
    ("fixed 2022-03-01..2022-03-31",): ("Tuần 2 tháng 3", "Tuần thứ hai của tháng 3/2022", "trung tuần tháng 3/2022"),
    ("fixed ..2022-05-31",): ("Trước tháng 6/2022",),
    ("fixed 2022-07-01..2022-09-30 = dự kiến",): ("Quý III/2022 (dự kiến)",),
    ("fixed 2022-04-01..2022-06-30", "fixed 2022-07-01..2022-09-30"): ("Quý II hoặc Quý III/2022",),
    ("fixed 2022-01-01..2022-12-31", "ongoing 2023-01-01.."): ("2022 và những năm tiếp theo",),
    ("fixed ..2022-06-20 = 15",): ("15, 20/6/2022",),
    (MONTH_ENDS,): (
        "Tháng", "cuối tháng",
    ),
    ("triggered «trong 3 ngày»",): ("trong 3 ngày",),
    ("triggered «kế hoạch (Quý II/2022)»",): ("Theo kế hoạch (Quý II/2022)",),
    ("triggered «tiến độ của đơn vị, bảo đảm đạt tỷ lệ trong năm 2022»",): (
        "Theo tiến độ của đơn vị, bảo đảm đạt tỷ lệ trong năm 2022",
    ),
    ("triggered «Kế hoạch» = Nhiệm vụ trọng tâm",): ("Nhiệm vụ trọng tâm theo Kế hoạch",),
}  # fmt: skip

UNREAD = (
    "x", "✓", "-", "7", "30", "44742", "30/02/2022", "29/02/2022", "31/6/2022", "32/01/2022", "00/00/2022", "ngày 31/9",
    "Tháng 13/2022", "Tháng 0/2022", "Quý V/2022", "Quý 5/2022", "Theo định kỳ", "Định kỳ", "Đã hoàn thành",
    "Đang thực hiện", "Đã xong tháng 3/2022", "Đã hoàn thành trong Quý I/2022", "Nghị định 107/2020/NĐ-CP",
    "TT 28/2018/TT-BTC", "Kế hoạch số 14/KH-STP ngày 31/01/2024", "sau ngày 20/12", "Sau Quý II/2022", "Trong tháng",
    "Trong quý", "trước ngày 30", "ngày 30 tháng", "Theo từng mốc thời hạn dưới đây", "Đề xuất Quý III/2022",
    "Hoàn thành 02/03 hoạt động", "30-6", "30/6/20222", "Lâu dài", "Tháng sau",
)  # fmt: skip


def cases(table: dict[tuple[str, ...], tuple[str, ...]]) -> list[tuple[str, tuple[str, ...]]]:
    return [(phrase, expected) for expected, phrases in table.items() for phrase in phrases]


@pytest.mark.parametrize(("phrase", "expected"), cases(SURE), ids=[phrase for phrase, _ in cases(SURE)])
def test_a_phrase_is_read_without_doubt(phrase: str, expected: tuple[str, ...]) -> None:
    reading = read_deadline(phrase, YEAR)
    assert brief_reading(reading) == [*expected]
    assert (reading.ambiguous, reading.unread, reading.leftover) == (False, False, "")
    assert all(milestone.rule for milestone in reading.milestones)
    assert reading.text == phrase


@pytest.mark.parametrize(("phrase", "expected"), cases(DOUBTFUL), ids=[phrase for phrase, _ in cases(DOUBTFUL)])
def test_a_doubtful_phrase_is_read_and_flagged_with_a_reason(phrase: str, expected: tuple[str, ...]) -> None:
    reading = read_deadline(phrase, YEAR)
    assert brief_reading(reading) == [*expected]
    assert reading.ambiguous
    assert reading.notes


@pytest.mark.parametrize("phrase", UNREAD)
def test_what_is_no_deadline_is_unread_with_a_reason(phrase: str) -> None:
    reading = read_deadline(phrase, YEAR)
    assert {milestone.kind for milestone in reading.milestones} == {Kind.UNREAD}
    assert all(milestone.reason and milestone.due is None for milestone in reading.milestones)


@pytest.mark.parametrize("phrase", ["", " ", "\n\t"])
def test_an_empty_cell_is_one_unread_milestone(phrase: str) -> None:
    (milestone,) = read_deadline(phrase, YEAR).milestones
    assert (milestone.kind, milestone.reason and milestone.reason.code) == (Kind.UNREAD, Code.EMPTY)


@pytest.mark.parametrize(
    ("phrase", "leftover"),
    [
        ("Quý II/2022\nĐề xuất hạn là thường xuyên", "Đề xuất hạn là thường xuyên"),
        ("Quý II/2022, chuyển sang năm 2023", "chuyển sang năm 2023"),
        ("Quý II/2022 theo Kế hoạch", "theo Kế hoạch"),
        ("Quý II/2022 (báo cáo trước 15/3/2022)", "trước 15/3/2022"),
    ],
)
def test_what_no_rule_joins_to_the_time_is_left_over_and_flagged(phrase: str, leftover: str) -> None:
    reading = read_deadline(phrase, YEAR)
    assert reading.ambiguous
    assert reading.leftover == leftover
    assert reading.milestones[0].due == date(2022, 6, 30)


@pytest.mark.parametrize(
    ("phrase", "assumed"),
    [("Quý II", ("year",)), ("30/6/22", ("century",)), ("Tháng 5/22", ("century",)), ("Quý II, Quý IV/2022", ())],
)
def test_what_was_not_printed_is_said(phrase: str, assumed: tuple[str, ...]) -> None:
    assert read_deadline(phrase, YEAR).assumed == assumed


def test_decomposed_letters_are_read_alike_and_kept_as_given() -> None:
    phrase = unicodedata.normalize("NFD", "Trước ngày 10 hằng tháng")
    reading = read_deadline(phrase, YEAR)
    assert reading.text == phrase
    assert reading.milestones == read_deadline("Trước ngày 10 hằng tháng", YEAR).milestones


@pytest.mark.parametrize("phrase", ["Quý II", "30/6", "Hằng quý", "Thường xuyên", "trước ngày 15/3", "Từ tháng 3"])
def test_without_any_year_no_day_is_given_and_the_missing_year_is_named(phrase: str) -> None:
    reading = read_deadline(phrase, None)
    (milestone,) = reading.milestones
    assert milestone.kind is read_deadline(phrase, YEAR).milestones[0].kind
    assert (milestone.start, milestone.due, milestone.occurrences) == (None, None, ())
    assert reading.notes[0].code == Code.YEAR_MISSING


def test_a_printed_year_needs_no_plan() -> None:
    assert brief_reading(read_deadline("Quý II, Quý IV/2022", None)) == [
        "fixed 2022-04-01..2022-06-30",
        "fixed 2022-10-01..2022-12-31",
    ]


CAMPAIGN = Period(date(2026, 7, 10), date(2026, 11, 30))
SEVERAL = Period(date(2021, 1, 1), date(2025, 12, 31))
REPORTING = Period(date(2021, 12, 15), date(2022, 12, 14))


@pytest.mark.parametrize(
    ("phrase", "period", "due_days"),
    [
        ("Hằng tháng", CAMPAIGN, ["2026-07-31", "2026-08-31", "2026-09-30", "2026-10-31", "2026-11-30"]),
        ("Ngày 5 hằng tháng", CAMPAIGN, ["2026-08-05", "2026-09-05", "2026-10-05", "2026-11-05"]),
        ("Hằng năm", SEVERAL, ["2021-12-31", "2022-12-31", "2023-12-31", "2024-12-31", "2025-12-31"]),
        ("Ngày 30 hàng tháng", Period(date(2024, 1, 1), date(2024, 3, 31)), ["2024-01-30", "2024-02-29", "2024-03-30"]),
    ],
)
def test_occurrences_are_those_of_the_plans_period(phrase: str, period: Period, due_days: list[str]) -> None:
    (milestone,) = read_deadline(phrase, period).milestones
    assert [occurrence.due.isoformat() for occurrence in milestone.occurrences] == due_days
    assert all(occurrence.start <= occurrence.due for occurrence in milestone.occurrences)
    assert milestone.occurrences[0].start == period.first or milestone.occurrences[0].start.day == 1


def test_a_series_kept_past_the_year_leaves_out_what_came_before_it() -> None:
    (milestone,) = read_deadline("Trước ngày 05 tháng sau", YEAR).milestones
    assert [milestone.occurrences[0].due, milestone.occurrences[-1].due] == [date(2022, 2, 4), date(2023, 1, 4)]
    assert len(milestone.occurrences) == 12


@pytest.mark.parametrize(
    ("phrase", "period", "expected"),
    [
        ("Trong quý", Period(date(2022, 7, 1), date(2022, 9, 30)), "fixed 2022-07-01..2022-09-30"),
        ("Trong tháng", Period(date(2022, 7, 1), date(2022, 7, 31)), "fixed 2022-07-01..2022-07-31"),
        ("Thường xuyên", CAMPAIGN, "ongoing 2026-07-10..2026-11-30"),
        ("Quý II", REPORTING, "fixed 2022-04-01..2022-06-30"),
        ("Quý II", SEVERAL, "fixed"),
        ("Từ năm 2023", SEVERAL, "ongoing 2023-01-01..2025-12-31"),
    ],
)
def test_a_plan_that_is_no_calendar_year_gives_what_it_settles(phrase: str, period: Period, expected: str) -> None:
    assert brief_reading(read_deadline(phrase, period)) == [expected]


def test_the_same_phrase_read_in_another_plan_has_that_plans_year() -> None:
    assert brief_reading(read_deadline("Quý II", Period.of_year(2030))) == ["fixed 2030-04-01..2030-06-30"]


def test_a_limit_names_its_window_and_an_end_only_its_end() -> None:
    assert brief_reading(read_deadline("hạn tháng 6/2022", None)) == ["fixed 2022-06-01..2022-06-30"]
    assert brief_reading(read_deadline("đến hết tháng 6/2022", None)) == ["fixed ..2022-06-30"]


def test_a_cell_longer_than_any_deadline_is_unread() -> None:
    (milestone,) = read_deadline("Quý II/2022; " * 200, YEAR).milestones
    assert (milestone.kind, milestone.reason and milestone.reason.code) == (Kind.UNREAD, Code.TOO_LONG)


@pytest.mark.parametrize("phrase", ["T3, T9 năm 2024", "T3-T5/2024", "T2 và T6, tháng 3/2024"])
def test_a_bare_t_with_a_number_is_never_passed_over_in_silence(phrase: str) -> None:
    assert read_deadline(phrase, Period.of_year(2024)).ambiguous
