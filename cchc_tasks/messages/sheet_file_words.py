"""What the person is told about spreadsheets and PDF files that are read as plans."""

from __future__ import annotations

from collections.abc import Sequence

from cchc_tasks.sentences import Either, Entry, Sentence, Shell, Words

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


def formulas_in_plan(finding: Words) -> tuple[Sentence, str]:
    return (
        Sentence("Bảng nhiệm vụ có ", finding, "."),
        "Mở tệp bằng Excel hoặc LibreOffice rồi lưu lại, sau đó nhập tệp vừa lưu.",
    )


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


def hidden_sheets(names: Sequence[str]) -> Sentence:
    shown = ", ".join(f"«{name}»" for name in names[:_LISTED])
    wanted = Either(Entry("sheet", "«tên trang»"), "cho trang hiện ra trong tệp")
    return Sentence(f"trang tính ẩn không nhập: {shown} (muốn nhập: ", wanted, ")")


def sheet_entry(name: str) -> Entry:
    return Entry("sheet", name)


def other_sheet(name: str, tasks: int) -> Sentence:
    told = f"trang tính «{name}» cũng có bảng nhiệm vụ ({tasks} nhiệm vụ), chưa nhập (muốn nhập: "
    return Sentence(told, Either(sheet_entry(name), "tách ra một tệp riêng"), ")")


def chosen_sheet(name: str) -> str:
    return f"nhập trang tính «{name}»"


def no_such_sheet(name: str, names: Sequence[str]) -> tuple[str, str]:
    found = "; ".join(f"«{other}»" for other in names)
    return (f"Tệp không có trang tính «{name}».", f"Các trang tính trong tệp: {found}.")


def empty_workbook() -> tuple[str, str]:
    return ("Bảng tính không có chữ nào ở các trang đang hiện.", "Kiểm tra lại tệp gốc.")


def pdf_extra_missing() -> tuple[str, Sentence]:
    return (
        "Bản cài này chưa có thư viện đọc PDF.",
        Sentence(
            "Cài thêm: ",
            Shell("pip install 'cchc-tasks[pdf]'"),
            "; hoặc lưu kế hoạch lại dạng .docx hay .xlsx rồi nhập.",
        ),
    )


def scanned_pdf(pages: int) -> tuple[str, str]:
    return (
        f"PDF là bản quét (ảnh chụp), {pages} trang không có lớp chữ nào để đọc.",
        "Chạy nhận dạng chữ (OCR) trước, rồi nhập tệp có chữ; hoặc xin tệp Word, Excel gốc.",
    )


def scanned_pages(numbers: Sequence[int]) -> str:
    shown = ", ".join(str(number) for number in numbers[:_LISTED]) + (" …" if len(numbers) > _LISTED else "")
    return f"trang {shown} là ảnh quét không có lớp chữ, chưa đọc được: kiểm tra xem có nhiệm vụ nào ở đó không"


def joined_sideways(pages: int) -> str:
    return f"bảng in bị cắt ngang sang {pages} trang bên phải: đã ghép lại theo thứ tự dòng, cần xem lại"


def cut_sideways() -> tuple[str, str]:
    return (
        "Bảng trong PDF bị cắt ngang (cột bên phải nằm ở trang khác) và không ghép lại chắc chắn được.",
        "Nhập tệp Excel gốc; hoặc in lại PDF vừa chiều rộng một trang (Fit all columns on one page).",
    )


def unruled_table() -> str:
    return "bảng trong PDF không có đường kẻ cột: đã tách cột, dòng theo vị trí chữ và số thứ tự, cần xem lại từng ô"


def unclear_columns() -> tuple[str, str]:
    return (
        "Bảng trong PDF không có đường kẻ, và không tách chắc chắn được thành cột và dòng.",
        "Nhập tệp Word, Excel gốc; hoặc kẻ ô cho bảng rồi xuất lại PDF.",
    )


def unmapped_letters() -> tuple[str, str]:
    return (
        "PDF dùng phông chữ không có bảng mã, nên chữ trên trang không đọc ra được.",
        "Nhập tệp Word, Excel gốc; hoặc chạy nhận dạng chữ (OCR) trên tệp này.",
    )


def legacy_fonts_in_pdf(fonts: Sequence[str]) -> tuple[str, str]:
    return (
        f"PDF dùng phông chữ mã cũ TCVN3 hoặc VNI ({', '.join(fonts[:_LISTED])}), đọc ra sẽ sai dấu.",
        "Mở tệp gốc, chuyển sang phông Unicode (Times New Roman), xuất lại PDF hoặc nhập thẳng tệp đó.",
    )


def turned_pdf() -> tuple[str, str]:
    return (
        "Chữ trong PDF nằm xoay ngang trang, nên không dựng lại được bảng.",
        "Xoay trang cho chữ đứng rồi lưu lại, hoặc nhập tệp Word, Excel gốc.",
    )


def pdf_takes_too_long(seconds: int) -> tuple[str, str]:
    return (
        f"Đọc PDF quá {seconds} giây chưa xong, nên dừng lại; tệp quá phức tạp hoặc cố ý gây treo máy.",
        "Chỉ giữ các trang có bảng kế hoạch rồi thử lại, hoặc nhập tệp Word, Excel gốc.",
    )


def damaged_pdf() -> tuple[str, str]:
    return ("PDF bị hỏng hoặc chưa tải về đủ.", "Lấy lại tệp gốc rồi thử lại.")


def refused_pdf(reason: str, pages: int) -> tuple[str, str]:
    """What stopped the reading of a PDF: password, pages, letters, memory, or damage."""
    if reason == "password":
        return ("PDF có đặt mật khẩu.", "Mở tệp, in hoặc lưu lại thành PDF không mật khẩu, rồi nhập tệp mới.")
    if reason in ("pages", "letters"):
        return (f"PDF quá dài ({pages} trang).", "Tách riêng các trang có bảng kế hoạch rồi nhập.")
    return too_much_memory() if reason == "memory" else damaged_pdf()
