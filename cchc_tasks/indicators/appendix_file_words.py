"""What the person is told about a statistics appendix that is read from a file."""

from __future__ import annotations

from collections.abc import Sequence

from cchc_tasks.sentences import Entry, Sentence, step

COLUMN_NAMES = {"no": "STT", "name": "Chỉ tiêu", "unit": "Đơn vị tính", "value": "Số liệu", "note": "Ghi chú"}


def shifted_row(name: str, column: str) -> str:
    return f"dòng «{name}» thiếu một ô (cột {column}) nên lệch sang trái một cột; đã xếp lại đúng cột, cần xem lại"


def joined(name: str, fields: Sequence[str]) -> str:
    listed = ", ".join(COLUMN_NAMES[field] for field in fields)
    return f"dòng «{name}» bị ngắt trang, đã nối phần còn lại ({listed})"


def outside_text(text: str) -> str:
    return f"không phải dòng chỉ tiêu, đã để ngoài: «{text}»"


def stray_cell(text: str) -> str:
    return f"ô không thuộc cột nào, đã để ngoài: «{text}»; xem lại dòng này có thừa ô không"


def repeated_number(section: str, no: str, count: int) -> str:
    where = f"phần {section}: " if section else ""
    return f"{where}số thứ tự {no} có {count} lần, giữ nguyên như in"


def unknown_columns(headers: Sequence[str]) -> str:
    return f"cột không dùng: {', '.join(f'«{header}»' for header in headers)}"


def chosen_sheet(name: str, others: Sequence[str]) -> str:
    rest = f"; trang khác cũng có biểu thống kê: {', '.join(f'«{other}»' for other in others)}" if others else ""
    return f"đọc trang tính «{name}»{rest}"


def no_such_sheet(sheet: str) -> tuple[str, Sentence]:
    return (
        f"Tệp không có trang tính «{sheet}».",
        Sentence("Kiểm tra lại tên trang tính, hoặc bỏ ", Entry("sheet"), "."),
    )


def plan_not_statistics() -> tuple[str, Sentence]:
    return (
        "Đây là bảng nhiệm vụ của kế hoạch, không phải phụ lục thống kê (chỉ tiêu, đơn vị tính, số liệu).",
        Sentence("Nhập kế hoạch bằng: ", step("import", "TỆP")),
    )


def too_many_lines(count: int, most: int) -> tuple[str, str]:
    return (
        f"Bảng có {count} dòng chỉ tiêu, nhiều hơn mức {most} dòng mà chương trình nhận cho một phụ lục.",
        "Kiểm tra lại tệp: phụ lục thống kê thường có dưới 200 dòng.",
    )


def empty_section(section: str) -> str:
    return f"phần «{section}» không có dòng chỉ tiêu nào, không được giữ"


def no_statistics() -> tuple[str, str]:
    return (
        "Không thấy phụ lục thống kê trong tệp: không có dòng tiêu đề với cột chỉ tiêu, đơn vị tính và số liệu.",
        "Kiểm tra lại tệp; tiêu đề thường là: STT, Chỉ tiêu thống kê, Đơn vị tính, Số liệu, Ghi chú.",
    )
