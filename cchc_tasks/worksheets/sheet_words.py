"""The words of a unit's worksheet, and what the person is told when one is written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cchc_tasks.days import day as shown_day
from cchc_tasks.days import day_in_sentence
from cchc_tasks.model.fields import WORKSHEET_FIELDS
from cchc_tasks.sentences import Sentence, step

#: What stands above each column, in the order of the columns.
HEADERS = {field.name: field.worksheet_heading for field in WORKSHEET_FIELDS}
SHEET_NAME = "Kết quả"
PAGE = "Trang &P/&N"
NO_UNIT = "Chưa rõ đơn vị chủ trì"
GUIDE = (
    "Hướng dẫn: chỉ điền các ô nền vàng. Tình hình: chọn trong danh sách. Ngày đã hoàn thành: ngày/tháng/năm, ví dụ "
    "05/6/2022. Văn bản minh chứng: mỗi văn bản một dòng (Alt+Enter để xuống dòng), ghi rõ số, ký hiệu, ngày. Ô để "
    "trống không xóa điều đã ghi. Chọn Tạm dừng thực hiện, Đưa ra khỏi kế hoạch, Chuyển tiếp sang năm sau thì phải "
    "ghi thêm văn bản cho phép. Không sửa cột Mã nhiệm vụ. Điền xong, gửi lại chính tệp này."
)
#: A title and a sentence that are shown beside the cells of a column.
NOTES = {
    "status": ("Tình hình", "Hãy chọn một tình hình trong danh sách."),
    "done_on": (
        "Ngày đã hoàn thành",
        "Ghi ngày/tháng/năm, ví dụ 05/6/2022. Chỉ ghi khi nhiệm vụ đã hoàn thành.",
    ),
    "evidence": (
        HEADERS["evidence"],
        "Mỗi văn bản một dòng: loại, số, ký hiệu, ngày. Ví dụ: Công văn số 41/STP-XDKT ngày 28/6/2022.",
    ),
}

#: Other words that people write for a status, without accents; nothing else is taken for one.
STATUS_SYNONYMS = {
    "xong": "done",
    "da xong": "done",
    "hoan thanh": "done",
    "dang trien khai": "in_progress",
    "dang trien khai thuc hien": "in_progress",
    "chua trien khai": "not_started",
}


def code(plan: str, ref: str, seq: int, day: date) -> str:
    """Return what names a row and the state it shows: «CCHC-2022/10 (lần 3, 15/07/2022)»."""
    return f"{plan}/{ref} (lần {seq}, {shown_day(day)})"


def extended(due: date) -> str:
    return f"(gia hạn đến {shown_day(due)})"


def title(plans: Sequence[tuple[str, str]]) -> str:
    """Return the first line: the plan's title, or the codes of several."""
    if len(plans) == 1:
        return f"{plans[0][1]} ({plans[0][0]})"
    return f"Kết quả thực hiện các kế hoạch {', '.join(code for code, _ in plans)}"


def subtitle(unit: str, day: date, tasks: int) -> str:
    of_unit = f"Đơn vị: {unit}. " if unit else ""
    return f"{of_unit}Tình hình đến ngày {day_in_sentence(day)}; {tasks} nhiệm vụ."


def plan_row(code: str, plan_title: str) -> str:
    return f"{code}: {plan_title}"


def written(path: str, tasks: int) -> str:
    return f"Đã ghi {path}: {tasks} nhiệm vụ."


def all_written(files: int, tasks: int, folder: str) -> Sentence:
    return Sentence(
        f"Tất cả {files} bảng, {tasks} nhiệm vụ, trong {folder}. Khi đơn vị gửi lại: ", step("import results", "TỆP")
    )


def shared(tasks: int) -> str:
    return f"{tasks} nhiệm vụ do nhiều đơn vị cùng chủ trì nên có trong nhiều bảng."


def nothing_to_write(day: str) -> str:
    return f"Không có nhiệm vụ nào như vậy vào ngày {day}; không ghi tệp nào."
