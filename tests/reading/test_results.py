"""A printed result is read as a status, a progress and the milestones it finishes, with reasons to look."""

from __future__ import annotations

import json
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_tasks.model.deadline import DeadlineReading, MilestoneReading, Period
from cchc_tasks.model.doubts import Code
from cchc_tasks.model.readings import ResultReading
from cchc_tasks.model.status import Every, Kind, Status
from cchc_tasks.reading.deadlines import read_deadline
from cchc_tasks.reading.result_reader import read_result
from cchc_tasks.reading.result_rules import RULES, ResultRule

GOLD = Path(__file__).parents[2] / "../shared/gold"


def deadline(text: str, *milestones: MilestoneReading) -> DeadlineReading:
    return DeadlineReading(text, milestones)


def codes(reading: ResultReading) -> tuple[str, ...]:
    return tuple(doubt.code for doubt in reading.review)


MARCH = date(2022, 3, 31)
DECEMBER = date(2022, 12, 31)
FIXED = deadline("Quý I/2022", MilestoneReading(Kind.FIXED, due=MARCH))
ONGOING = deadline("Thường xuyên trong năm 2022", MilestoneReading(Kind.ONGOING, due=DECEMBER))
QUARTERLY = deadline("Hàng quý", MilestoneReading(Kind.RECURRING, due=DECEMBER, every=Every.QUARTER))
AWAITED = deadline("Theo văn bản của Sở Nội vụ", MilestoneReading(Kind.TRIGGERED, trigger="văn bản của Sở Nội vụ"))
ISSUE_THEN_CARRY_OUT = deadline(
    "Ban hành trong tháng 01/2022; triển khai thực hiện trong cả năm",
    MilestoneReading(Kind.FIXED, "Ban hành", due=date(2022, 1, 31)),
    MilestoneReading(Kind.ONGOING, "triển khai thực hiện", due=DECEMBER),
)
TWO_PRODUCTS = deadline(
    "Quyết định: Quý I/2022; Nghị quyết: Quý IV/2022",
    MilestoneReading(Kind.FIXED, "Quyết định", due=MARCH),
    MilestoneReading(Kind.FIXED, "Nghị quyết", due=DECEMBER),
)

#: Results of a task with one fixed date that leave no doubt.
SURE = {
    Status.DONE: [
        "Đã hoàn thành",
        "- Đã hoàn thành;",
        "ĐÃ HOÀN THÀNH",
        "Hoàn thành.",
        "Đã thực hiện xong",
        "Hoàn thành 100%",
        "Đã hoàn thành đúng hạn",
        "Hoàn thành trước hạn",
        "Hoàn thành tốt nhiệm vụ được giao",
        "Đã hoàn thành ngày 15/3/2022",
        "Đã hoàn thành trong quý I/2022",
        "Đến nay, đã hoàn thành",
        "Sở đã hoàn thành nhiệm vụ",
        "Đã hoàn thành, không phát sinh vướng mắc",
        "Đã hoàn thành 03/03 hoạt động",
        "Đã hoàn thành (Kế hoạch số 14/KH-STP ngày 31/01/2022)",
        "Đã hoàn thành; Kế hoạch số 14/KH-STP ngày 31/01/2022",
        "Đã hoàn thành tại Quyết định số 12/QĐ-STP ngày 15/02/2022",
    ],
    Status.IN_PROGRESS: [
        "Đang thực hiện",
        "Đang triển khai thực hiện",
        "Đang tiếp tục triển khai thực hiện.",
        "Đã ban hành Kế hoạch và đang triển khai thực hiện",
        "Hiện nay, Sở đang triển khai xây dựng",
        "Đã hoàn thành 02/03 hoạt động",
    ],
    Status.NOT_STARTED: ["Chưa thực hiện", "Chưa triển khai", "Chưa đến hạn", "Chưa thực hiện được do dịch bệnh"],
    Status.NOTHING_ARISEN: [
        "Không phát sinh",
        "Trong quý, không nhận được PAKN",
        "Trong 6 tháng, không có hồ sơ TTHC bị chậm",
        "Chưa phát sinh",
    ],
    Status.PAUSED: ["Tạm dừng theo Công văn số 12/UBND-NC ngày 03/4/2022"],
    Status.DROPPED: ["Đưa ra khỏi kế hoạch theo Quyết định số 12/QĐ-UBND ngày 03/4/2022"],
    Status.CARRIED_OVER: ["Chuyển sang năm 2023 theo Quyết định số 12/QĐ-UBND ngày 03/4/2022"],
}

#: Results of a task with one fixed date that a person should look at: what is proposed, and why.
DOUBTFUL = [
    ("x", None, Code.MARK),
    ("X", None, Code.MARK),
    ("✓", None, Code.MARK),
    ("Đạt", None, Code.PASSED),
    ("Đạt 100%", None, Code.PASSED),
    ("Không đạt", Status.IN_PROGRESS, Code.TARGET_MISSED),
    ("Chưa hoàn thành", Status.IN_PROGRESS, Code.NOT_FINISHED),
    ("Không hoàn thành", Status.IN_PROGRESS, Code.NOT_FINISHED),
    ("Chưa hoàn thành, đang lấy ý kiến", Status.IN_PROGRESS, Code.NOT_FINISHED),
    ("Chưa ban hành", Status.NOT_STARTED, Code.NOT_ISSUED),
    ("Cơ bản hoàn thành", Status.IN_PROGRESS, Code.ALMOST_DONE),
    ("Đã hoàn thành nhưng chưa nghiệm thu", Status.IN_PROGRESS, Code.DONE_BUT),
    ("Đã hoàn thành dự thảo", Status.IN_PROGRESS, Code.DONE_BUT),
    ("Đã hoàn thành. Tiếp tục theo dõi", Status.IN_PROGRESS, Code.MIXED),
    ("Đã hoàn thành báo cáo gửi Sở Nội vụ", Status.DONE, Code.DONE_OBJECT),
    ("Hoàn thành 80%", Status.IN_PROGRESS, Code.INDICATOR),
    ("Đã thực hiện", Status.IN_PROGRESS, Code.NO_STATUS_WORD),
    ("100% hồ sơ giải quyết đúng hạn", Status.IN_PROGRESS, Code.NO_STATUS_WORD),
    ("Đã ban hành Kế hoạch số 14/KH-STP ngày 31/01/2022", Status.DONE, Code.ISSUED),
    ("Đã ban hành Kế hoạch", Status.IN_PROGRESS, Code.ISSUED_ONE_PRODUCT),
    ("Đã ban hành Kế hoạch và triển khai thực hiện", Status.IN_PROGRESS, Code.ISSUED_AND_GOING_ON),
    ("Đã ban hành Kế hoạch, dự kiến thực hiện trong quý IV/2022", Status.IN_PROGRESS, Code.FORECAST),
    ("Kế hoạch số 14/KH-STP ngày 31/01/2022", None, Code.ONLY_DOCUMENT),
    ("Không thực hiện do thiếu kinh phí", None, Code.WILL_NOT_DO),
    ("Đề nghị đưa ra khỏi kế hoạch", None, Code.PROPOSAL),
    ("Gia hạn đến 30/9", None, Code.PROPOSAL),
    ("Tạm dừng", Status.PAUSED, Code.PAPERLESS_STOP),
    ("Đang tạm dừng", Status.PAUSED, Code.PAPERLESS_STOP),
    ("Chuyển sang năm 2023", Status.CARRIED_OVER, Code.PAPERLESS_STOP),
    ("Đưa ra khỏi kế hoạch", Status.DROPPED, Code.PAPERLESS_STOP),
    ("Dự kiến hoàn thành trong quý IV", None, Code.FORECAST),
    ("Hoàn thành trong quý III", None, Code.FUTURE_DONE),
    ("Khi có Quyết định mới của Bộ", Status.WAITING, Code.AWAITED_WITHOUT_TRIGGER),
    ("Quý I/2022", None, Code.ECHOES_DEADLINE),
    ("Đã hoàn thành 5/3 hoạt động", None, Code.COUNT_IMPOSSIBLE),
    ("Đã hoàn thành 0/3 hoạt động", Status.NOT_STARTED, Code.COUNT_ZERO),
    ("Da hoan thanh", Status.DONE, Code.WITHOUT_ACCENTS),
    ("abc", None, Code.UNREADABLE),
]


@pytest.mark.parametrize(("status", "text"), [(status, text) for status, texts in SURE.items() for text in texts])
def test_a_plain_result_is_read_without_review(status: Status, text: str) -> None:
    reading = read_result(text, FIXED)
    assert (reading.status, reading.review) == (status, ())
    assert reading.rule


@pytest.mark.parametrize(("text", "status", "reason"), DOUBTFUL, ids=[text for text, _, _ in DOUBTFUL])
def test_a_doubtful_result_is_a_proposal_with_its_reason(text: str, status: Status | None, reason: Code) -> None:
    reading = read_result(text, FIXED)
    assert reading.status == status
    assert reason in codes(reading)
    assert reading.text == text


@pytest.mark.parametrize("text", ["", " ", "\n"])
def test_an_empty_cell_is_no_report(text: str) -> None:
    reading = read_result(text, FIXED)
    assert (reading.status, reading.review, reading.finished, reading.rule) == (None, (), (), "")


@pytest.mark.parametrize(
    ("phrase", "reason"),
    [
        (ONGOING, Code.DONE_ONGOING),
        (QUARTERLY, Code.DONE_RECURRING),
        (ISSUE_THEN_CARRY_OUT, Code.DONE_SEVERAL),
        (TWO_PRODUCTS, Code.DONE_SEVERAL),
    ],
    ids=["thường xuyên", "hàng quý", "hai bước", "hai sản phẩm"],
)
def test_done_closes_every_milestone_and_is_reviewed_where_work_goes_on(phrase: DeadlineReading, reason: Code) -> None:
    reading = read_result("Đã hoàn thành", phrase)
    assert reading.status is Status.DONE
    assert reading.finished == tuple(range(len(phrase.milestones)))
    assert codes(reading) == (reason,)


@pytest.mark.parametrize("phrase", [FIXED, AWAITED], ids=["cố định", "theo văn bản"])
def test_done_needs_no_review_where_the_work_ends_once(phrase: DeadlineReading) -> None:
    assert read_result("Đã hoàn thành", phrase).review == ()


@pytest.mark.parametrize(
    ("text", "finished", "submitted"),
    [
        ("Đã ban hành Quyết định; đang xây dựng dự thảo Nghị quyết", (0,), ()),
        ("Quyết định: đã ban hành; Nghị quyết: chưa trình", (0,), ()),
        ("- Đã trình UBND tỉnh dự thảo Quyết định;\n- Chưa đến thời hạn trình dự thảo Nghị quyết", (), (0,)),
        ("Đã ban hành Quyết định; đã trình HĐND tỉnh dự thảo Nghị quyết", (0,), (1,)),
        ("Đang xây dựng dự thảo Quyết định", (), ()),
    ],
)
def test_a_labelled_product_is_finished_when_issued_and_submitted_when_handed_up(
    text: str, finished: tuple[int, ...], submitted: tuple[int, ...]
) -> None:
    reading = read_result(text, TWO_PRODUCTS)
    assert reading.status is Status.IN_PROGRESS
    assert (reading.finished, reading.submitted) == (finished, submitted)


def test_what_is_handed_up_names_its_product_for_review() -> None:
    reading = read_result("Đã trình UBND tỉnh dự thảo Quyết định", TWO_PRODUCTS)
    assert [(doubt.code, doubt.values) for doubt in reading.review] == [(Code.HANDED_UP_PRODUCT, ("Quyết định",))]


def test_a_labelled_step_is_done_while_the_rest_goes_on() -> None:
    reading = read_result("Đã ban hành Kế hoạch và đang triển khai thực hiện", ISSUE_THEN_CARRY_OUT)
    assert (reading.status, reading.finished, reading.review) == (Status.IN_PROGRESS, (0,), ())


@pytest.mark.parametrize(
    "text", ["Đã trình UBND tỉnh ban hành Quyết định", "Đã trình UBND tỉnh, đang chờ ban hành", "Đã ký trình HĐND tỉnh"]
)
def test_the_only_product_is_submitted_and_not_finished_when_handed_up(text: str) -> None:
    reading = read_result(text, FIXED)
    assert (reading.status, reading.finished, reading.submitted) == (Status.IN_PROGRESS, (), (0,))
    assert codes(reading) == (Code.HANDED_UP,)


def test_handing_up_for_remarks_submits_nothing() -> None:
    assert read_result("Đã trình lấy ý kiến thẩm định", FIXED).submitted == ()
    assert read_result("Đã trình UBND tỉnh", ONGOING).submitted == ()


def test_repeating_the_awaited_document_is_waiting() -> None:
    reading = read_result("Theo văn bản của Sở Nội vụ", AWAITED)
    assert (reading.status, reading.review) == (Status.WAITING, ())


def test_nearly_repeating_the_awaited_document_is_waiting_for_review() -> None:
    reading = read_result("Thực hiện theo văn bản của Sở Nội vụ", AWAITED)
    assert (reading.status, codes(reading)) == (Status.WAITING, (Code.AWAITED,))


def test_a_short_duty_on_request_is_proposed_as_done() -> None:
    reading = read_result("Đã góp ý sửa đổi, bổ sung", AWAITED)
    assert (reading.status, reading.finished, codes(reading)) == (Status.DONE, (0,), (Code.DUTY_DONE,))


@pytest.mark.parametrize("phrase", [ONGOING, QUARTERLY], ids=["thường xuyên", "hàng quý"])
def test_one_period_or_one_product_does_not_finish_work_that_goes_on(phrase: DeadlineReading) -> None:
    for text in ("Đã hoàn thành quý I", "Đã hoàn thành báo cáo quý I", "Đã ban hành Kế hoạch số 14/KH-STP"):
        reading = read_result(text, phrase)
        assert (reading.status, reading.finished) == (Status.IN_PROGRESS, ())
        assert reading.review


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("Đã hoàn thành 02/03 hoạt động", (2, 3, "02/03 hoạt động")),
        ("3/4 nhiệm vụ", (3, 4, "3/4 nhiệm vụ")),
        ("Đã tổ chức 01/03 cuộc kiểm tra", (1, 3, "01/03 cuộc")),
        ("Đã hoàn thành 03/03 hoạt động", (3, 3, "03/03 hoạt động")),
        ("Đã hoàn thành ngày 15/3/2022", None),
        ("Đã hoàn thành trước 30/6", None),
        ("Chưa hoàn thành 2/3 nội dung", None),
        ("Đã ban hành Quyết định số 12/2022/QĐ-UBND", None),
        ("Giải quyết 95/100 hồ sơ đúng hạn", None),
    ],
)
def test_only_a_stated_count_of_work_is_progress(text: str, counted: tuple[int, int, str] | None) -> None:
    progress = read_result(text, FIXED).progress
    assert (progress and (progress.done, progress.total, progress.text)) == counted


@pytest.mark.parametrize(
    ("text", "status", "difficulty"),
    [
        (
            "Đang triển khai. Tuy nhiên, còn gặp nhiều khó khăn do thiếu 10.000 phiếu.",
            Status.IN_PROGRESS,
            "Tuy nhiên, còn gặp nhiều khó khăn do thiếu 10.000 phiếu.",
        ),
        ("Đang triển khai, gặp khó khăn về nhân lực", Status.IN_PROGRESS, "gặp khó khăn về nhân lực"),
        ("Chưa thực hiện. Lý do: thiếu kinh phí", Status.NOT_STARTED, "Lý do: thiếu kinh phí"),
        ("Đã hoàn thành. Không có khó khăn, vướng mắc", Status.DONE, None),
        ("Đã tổng hợp khó khăn, vướng mắc gửi Sở Nội vụ", Status.IN_PROGRESS, None),
        ("Đã hoàn thành", Status.DONE, None),
    ],
)
def test_the_clause_about_obstacles_is_kept_apart(text: str, status: Status, difficulty: str | None) -> None:
    reading = read_result(text, FIXED)
    assert reading.difficulty == difficulty
    if difficulty:
        assert reading.status is status


def test_an_obstacle_that_says_not_yet_takes_done_back_to_in_progress() -> None:
    reading = read_result("Đã hoàn thành. Tuy nhiên, đến nay chưa nghiệm thu do khó khăn về kinh phí", FIXED)
    assert reading.status is Status.IN_PROGRESS
    assert codes(reading) == (Code.DIFFICULTY_SAYS_UNFINISHED,)


@pytest.mark.parametrize("rule", RULES, ids=[rule.name for rule in RULES])
def test_each_example_is_read_by_its_own_rule(rule: ResultRule) -> None:
    for example in rule.examples:
        first = next(other for other in RULES if other.pattern.fullmatch(example.strip(" .")))
        assert first.name == rule.name, example


WORDS = [
    "đã",
    "đang",
    "chưa",
    "không",
    "hoàn thành",
    "trình",
    "ban hành",
    "Quyết định",
    "02/03 hoạt động",
    "80%",
    ";",
    ".",
    ",",
    "\n",
    "tuy nhiên",
    "khó khăn",
    "quý I",
    "theo",
    "văn bản",
    "số 14/KH-STP",
    "x",
    "nhưng",
]
RESULTS = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join) | st.text(max_size=80)
PHRASES = st.sampled_from([FIXED, ONGOING, QUARTERLY, AWAITED, ISSUE_THEN_CARRY_OUT, TWO_PRODUCTS, deadline("")])


@given(RESULTS, PHRASES)
def test_any_text_is_read_without_failing_and_without_guessing(text: str, phrase: DeadlineReading) -> None:
    reading = read_result(text, phrase)
    everything = tuple(range(len(phrase.milestones)))
    assert reading.text == text
    assert set(reading.finished) | set(reading.submitted) <= set(everything)
    assert (reading.status is Status.DONE) <= (reading.finished == everything)
    assert reading.status is not None or reading.review or not text.strip()
    assert reading.progress is None or 0 <= reading.progress.done <= reading.progress.total


@pytest.mark.parametrize("piece", ["1", "hoàn thành ", "a, ", "khó khăn ", "đã trình ", "1/2 ", "tuy nhiên ", "(§"])
def test_a_hostile_cell_is_read_in_no_time(piece: str) -> None:
    started = time.perf_counter()
    read_result("Đã hoàn thành " + piece * 2000 + "!", FIXED)
    assert time.perf_counter() - started < 2


@pytest.mark.skipif(not GOLD.exists(), reason="kết quả của các bảng thật không có bên cạnh dự án")
@pytest.mark.parametrize(("name", "year"), [("status_plan54", 2022), ("status_remedy15", 2023)])
def test_the_results_of_the_real_tables_are_read_as_labelled(name: str, year: int) -> None:
    needless = []
    for row in json.loads((GOLD / f"{name}.json").read_text(encoding="utf-8")):
        reading = read_result(row["result"], read_deadline(row["deadline"], Period.of_year(year)))
        accepted = row["status"] if isinstance(row["status"], list) else [row["status"]]
        stated = row["progress"] and (row["progress"]["done"], row["progress"]["total"])
        assert reading.status in accepted, row["no"]
        assert (reading.progress and (reading.progress.done, reading.progress.total)) == stated, row["no"]
        assert reading.review or row["needs_review"] is not True, row["no"]
        if reading.review and row["needs_review"] is False:
            needless.append(row["no"])
    assert len(needless) <= 5
