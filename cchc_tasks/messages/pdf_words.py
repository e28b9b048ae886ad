"""What the person is told about PDF files that are read."""

from __future__ import annotations

from collections.abc import Sequence

from cchc_tasks.messages import workbook_words
from cchc_tasks.sentences import Sentence, Shell

_LISTED = 8


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
    return workbook_words.too_much_memory() if reason == "memory" else damaged_pdf()
