"""Tables as they stand in documents: which one is the plan, where it ends, and what its rows are."""

from __future__ import annotations

from cchc_tasks.model.draft import Draft
from cchc_tasks.plans.plan_file import read_draft_from_bytes
from tests.files.word_samples import FIRST, HEADER, SECOND, cell, document, paragraph, row, run, table

CONTACTS = (("STT", "Họ và tên", "Điện thoại"), ("1", "Trần B", "0912"), ("2", "Lê C", "0913"))
PLAN = table(HEADER, FIRST, SECOND)


def across(columns: int) -> str:
    return f'<w:gridSpan w:val="{columns}"/>'


COVERED, COVERS = "<w:vMerge/>", '<w:vMerge w:val="restart"/>'
TWO_ROWS = (
    row(
        *(cell(text, COVERS) for text in ("STT", "Nhiệm vụ")),
        cell("Cơ quan thực hiện", across(2)),
        cell("Thời gian", across(2)),
    ),
    row(*(cell("", COVERED) for _ in range(2)), "Chủ trì", "Phối hợp", "Bắt đầu", "Kết thúc"),
)


def read(*blocks: str, **options: object) -> Draft:
    return read_draft_from_bytes(document(*blocks), "ke_hoach.docx", **options)  # type: ignore[arg-type]


def numbers(draft: Draft) -> list[str]:
    return [task.no for task in draft.tasks]


def said(draft: Draft) -> list[tuple[str, int | None]]:
    return [(notice.code, notice.row) for notice in draft.notices]


def test_a_table_of_contacts_behind_the_plan_is_no_part_of_it_and_is_said() -> None:
    draft = read(PLAN, paragraph("Đầu mối liên hệ"), table(*CONTACTS))
    assert (numbers(draft), said(draft)) == (["1", "2"], [("outside_text", 5), ("outside_text", 4)])


def test_heads_contacts_and_signatures_around_the_plan_are_no_plans() -> None:
    head = table(("SỞ TƯ PHÁP", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"))
    signatures = table(("Nơi nhận:", "GIÁM ĐỐC"), ("- Như trên;", ""))
    draft = read(head, paragraph("KẾ HOẠCH NĂM 2026"), table(*CONTACTS), PLAN, signatures)
    assert (draft.title, numbers(draft), said(draft)) == ("KẾ HOẠCH NĂM 2026", ["1", "2"], [("outside_text", 9)])


def test_a_table_cut_in_two_goes_on_without_its_header() -> None:
    draft = read(table(HEADER, FIRST), table(SECOND, ("3", "Rà soát", "Phòng A", "", "Quý II", "")))
    assert (numbers(draft), said(draft)) == (["1", "2", "3"], [])


def test_the_longer_of_two_plans_is_taken_and_the_other_can_be_chosen() -> None:
    other = table(("TT", "Nội dung công việc", "Cơ quan thực hiện", "Thời hạn"), ("1", "Một", "A", "Quý I"))
    assert said(read(PLAN, paragraph("Biểu 2"), other)) == [("other_table", 5), ("outside_text", 4)]
    assert [task.title for task in read(PLAN, other, table=2).tasks] == ["Một"]


def test_a_header_in_two_rows_is_one_header() -> None:
    draft = read(table(*TWO_ROWS, ("1", "Rà soát", "A", "B", "1/3/2026", "30/6/2026")))
    (task,) = draft.tasks
    assert (task.lead, task.support, task.texts["start"], task.deadline) == ("A", "B", "1/3/2026", "30/6/2026")
    assert draft.notices == ()


def test_bold_titles_alone_are_sections() -> None:
    bold = cell(paragraph(run("Cải cách thể chế", "<w:b/>")))
    draft = read(table(HEADER, row("I", cell("Chỉ đạo", across(5))), FIRST, row("", bold, "", "", "", ""), SECOND))
    assert [section.title for section in draft.sections] == ["Chỉ đạo", "Cải cách thể chế"]
    assert [task.section for task in draft.tasks] == [0, 1]


def test_a_header_in_two_rows_that_repeats_is_left_out_both_times() -> None:
    rows = [(str(number), "Rà soát", "A", "B", "1/3/2026", "30/6/2026") for number in (1, 2)]
    draft = read(table(*TWO_ROWS, rows[0], *TWO_ROWS, rows[1]))
    assert [(task.no, task.lead) for task in draft.tasks] == [("1", "A"), ("2", "A")]
    assert said(draft) == [("repeated_headers", None)]


def test_a_column_that_is_split_below_its_header_keeps_all_its_words() -> None:
    header = row("STT", cell("Nội dung nhiệm vụ", across(2)), "Đơn vị chủ trì", "Thời hạn")
    draft = read(table(header, ("1", "Thể chế", "Rà soát văn bản", "Phòng A", "Quý I")))
    assert [(task.title, task.lead) for task in draft.tasks] == [("Thể chế\nRà soát văn bản", "Phòng A")]


def test_words_in_a_column_without_a_header_are_said() -> None:
    draft = read(table(("STT", "Nhiệm vụ", "", "Đơn vị chủ trì"), ("1", "Rà soát", "lạc chỗ", "Phòng A")))
    assert [notice.message for notice in draft.notices] == ["chữ ở cột không có tiêu đề, không nhập: «lạc chỗ»"]


def test_spanning_numbers_are_sections_however_deep() -> None:
    rows = [row(no, cell(title, across(5))) for no, title in (("1", "Thể chế"), ("1.1", "Văn bản"), ("2.", "Thủ tục"))]
    draft = read(table(HEADER, *rows[:2], FIRST, rows[2], SECOND))
    assert [section.path for section in draft.sections] == ["1", "1/1.1", "2"]
    assert [task.section for task in draft.tasks] == [1, 2]


def test_a_bold_number_and_title_alone_are_a_section_unless_tasks_are_bold_too() -> None:
    def bold(text: str) -> str:
        return cell(paragraph(run(text, "<w:b/>")))

    heading = row(bold("1"), bold("Thể chế"), "", "", "", "")
    child = ("1.1", "Rà soát", "Phòng A", "", "Quý I", "")
    draft = read(table(HEADER, heading, child))
    assert ([section.no for section in draft.sections], numbers(draft)) == (["1"], ["1.1"])
    bold_child = row("1.1", bold("Rà soát"), "Phòng A", "", "Quý I", "")
    assert numbers(read(table(HEADER, heading, bold_child))) == ["1", "1.1"]


def test_numbers_are_kept_as_printed() -> None:
    printed = ["1", "1.1", "1.10", "a)", "đ)", "2.", "-"]
    draft = read(table(HEADER, *((no, "Việc", "Phòng A", "", "Quý I", "") for no in printed)))
    assert numbers(draft) == printed
