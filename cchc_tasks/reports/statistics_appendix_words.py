"""The statistics appendix on paper, and what is said while it is made."""

from __future__ import annotations

from cchc_tasks.sentences import Sentence, step

TITLE = "THỐNG KÊ KẾT QUẢ THỰC HIỆN CÔNG TÁC CẢI CÁCH HÀNH CHÍNH"
COLUMNS = ("STT", "Chỉ tiêu thống kê", "Đơn vị tính", "Số liệu", "Ghi chú")
TASKS = "Nhiệm vụ"
SMALLEST_SECTION = "I. Công tác chỉ đạo, điều hành"
SMALLEST_FORM = (
    (
        "1",
        "Tỷ lệ hoàn thành Kế hoạch CCHC năm",
        "%",
        ("Số nhiệm vụ đề ra trong kế hoạch", "Số nhiệm vụ đã hoàn thành"),
    ),
    (
        "4",
        "Thực hiện nhiệm vụ UBND tỉnh giao",
        "",
        ("Tổng số nhiệm vụ được giao", "Số nhiệm vụ hoàn thành đúng hạn", "Số nhiệm vụ hoàn thành quá hạn"),
    ),
)


def title(period: str) -> str:
    return f"{TITLE} {period.upper()}".strip()


def no_form() -> Sentence:
    return Sentence(
        "Chưa có biểu chỉ tiêu nào nên chỉ in các dòng tính được từ nhiệm vụ. Nhập biểu của cơ quan bằng: ",
        step("indicators import", "TỆP", period="NĂM"),
    )


def carried_form(period: str) -> str:
    return f"Kỳ này chưa nhập chỉ tiêu nào: biểu lấy theo {period}, số liệu để trống."


def plans_counted(codes: str) -> str:
    return f"Chỉ tiêu I.1 tính từ kế hoạch {codes}."


def no_plan() -> str:
    return "Không có kế hoạch nào trong kỳ này, nên các chỉ tiêu tính từ nhiệm vụ giữ như đã nhập."


def typed_differs(code: str, typed: str, computed: str) -> str:
    return f"Chỉ tiêu {code}: đã nhập «{typed}», tính từ nhiệm vụ là «{computed}»; in số tính được."


def not_in_form(name: str, value: str) -> str:
    return f"Biểu không có dòng «{name}» để ghi số tính được ({value})."


def written(path: str, lines: int, filled: int, day: str) -> str:
    return f"Đã ghi {lines} chỉ tiêu ({filled} có số liệu), tình hình đến ngày {day}, vào {path}."


#: What each computed line counts, for sentences.
KEYS = {
    "rate": "tỷ lệ hoàn thành kế hoạch",
    "rate.set": "số nhiệm vụ đề ra",
    "rate.done": "số nhiệm vụ đã hoàn thành",
    "given.given": "tổng số nhiệm vụ được giao",
    "given.on_time": "hoàn thành đúng hạn",
    "given.late": "hoàn thành quá hạn",
}
