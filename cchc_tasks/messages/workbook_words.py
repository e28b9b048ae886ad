"""What the person is told about spreadsheets that are read."""

from __future__ import annotations

from collections.abc import Sequence

_LISTED = 8
_SAVE_AGAIN = "Mở tệp bằng Excel hoặc LibreOffice, lưu lại dạng .xlsx rồi nhập tệp vừa lưu; hoặc lấy lại tệp gốc."


def _cells(refs: Sequence[str]) -> str:
    """The first names of a list of cells or rows, and that there are more."""
    shown = ", ".join(refs[:_LISTED])
    return f"{shown} … ({len(refs)} ô)" if len(refs) > _LISTED else shown


def damaged_workbook() -> tuple[str, str]:
    return ("Bảng tính bị hỏng hoặc chưa tải về đủ, nên không đọc được.", _SAVE_AGAIN)


def password_protected() -> tuple[str, str]:
    return ("Bảng tính có đặt mật khẩu.", "Mở tệp, bỏ mật khẩu rồi lưu lại dạng .xlsx, sau đó nhập tệp vừa lưu.")


def too_many_cells(limit: int) -> tuple[str, str]:
    return (
        f"Bảng tính có hơn {limit} ô có chữ, nên không đọc.",
        "Kiểm tra xem có đúng tệp kế hoạch không, hoặc chép riêng trang kế hoạch ra một tệp.",
    )


def no_worksheet() -> tuple[str, str]:
    return ("Bảng tính không có trang tính nào chứa ô.", "Kiểm tra lại tệp gốc.")


def too_much_memory() -> tuple[str, str]:
    return ("Tệp cần nhiều bộ nhớ hơn mức cho phép, nên không đọc.", "Kiểm tra xem có đúng tệp kế hoạch không.")


def too_many_merges() -> tuple[str, str]:
    return ("Bảng tính có quá nhiều ô gộp, nên không đọc.", "Kiểm tra xem có đúng tệp kế hoạch không.")


def no_stored_value(refs: Sequence[str]) -> str:
    return f"công thức chưa bao giờ được tính nên không có giá trị ở {_cells(refs)}: mở bằng Excel rồi lưu lại"


def cell_error(refs: Sequence[str]) -> str:
    return f"ô báo lỗi công thức (#DIV/0!, #REF! …) ở {_cells(refs)}: để trống"


def struck_cell(refs: Sequence[str]) -> str:
    return f"chữ gạch ngang ở {_cells(refs)}: vẫn nhập nguyên văn, cần xem lại"


def swapped_date(refs: Sequence[str]) -> str:
    return f"ô ngày ghi theo kiểu tháng/ngày/năm ở {_cells(refs)}: đọc như chữ hiện ra là ngày/tháng/năm, cần xem lại"


def short_date(refs: Sequence[str]) -> str:
    return (
        f"ô ngày theo kiểu ngắn của máy ở {_cells(refs)}: đọc là ngày/tháng/năm; xem lại nếu tệp gõ trên máy tiếng Anh"
    )


def year_as_date(refs: Sequence[str]) -> str:
    return f"số năm nằm trong ô kiểu ngày ở {_cells(refs)}: đọc là năm"


def control_removed(refs: Sequence[str]) -> str:
    return f"đã bỏ ký tự điều khiển không in được ở {_cells(refs)}"


def beyond_columns(refs: Sequence[str]) -> str:
    return f"ô ở quá xa bên phải bảng, không nhập: {_cells(refs)}"


def hidden_rows(rows: Sequence[int]) -> str:
    return f"dòng ẩn vẫn được nhập: {_cells([str(row) for row in rows])}"


def hidden_columns(columns: Sequence[str]) -> str:
    return f"cột ẩn vẫn được nhập: {_cells(columns)}"
