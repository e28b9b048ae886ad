"""What the person is told about Word, OpenDocument and web files and about the archives they come in."""

from __future__ import annotations

_SHOWN_LETTERS = 80
_GET_AGAIN = "Lấy lại tệp gốc từ nơi gửi rồi nhập lại."
_NOT_A_PLAN = "Kế hoạch thường dưới 1 MB; không mở tệp nếu không rõ người gửi."


def damaged_part(name: str) -> tuple[str, str]:
    return (f"Tệp bị hỏng hoặc chưa tải về đủ: không đọc được phần «{name}» bên trong.", _GET_AGAIN)


def encrypted_part() -> tuple[str, str]:
    return ("Tệp có đặt mật khẩu.", "Mở tệp bằng chương trình đã tạo ra nó, bỏ mật khẩu, lưu lại rồi nhập lại.")


def too_many_parts(limit: int) -> tuple[str, str]:
    return (f"Tệp nén chứa hơn {limit} phần bên trong, không giống tệp văn phòng.", _NOT_A_PLAN)


def unpacks_too_large(limit: int) -> tuple[str, str]:
    return (f"Tệp nén bung ra quá lớn (giới hạn {limit // 1024 // 1024} MB), có thể là tệp phá hoại.", _NOT_A_PLAN)


def unknown_packing() -> tuple[str, str]:
    return ("Tệp nén bằng cách mà tệp văn phòng không dùng.", "Mở tệp bằng Word hoặc Excel, lưu lại rồi nhập lại.")


def has_doctype() -> tuple[str, str]:
    return (
        "Tệp có khai báo DOCTYPE bên trong; tệp văn phòng không bao giờ có, nên không đọc để giữ an toàn.",
        "Hỏi lại người gửi; mở tệp bằng Word hoặc LibreOffice, lưu thành tệp mới rồi nhập tệp mới đó.",
    )


_CODES = {"tcvn3": "TCVN3", "vni": "VNI"}


def legacy_font(scheme: str, font: str) -> str:
    return f"chữ dùng phông cũ {font} (mã {_CODES[scheme]}) đã chuyển sang Unicode, cần xem lại vài chỗ"


def tracked_changes() -> str:
    return "văn bản có thay đổi được theo dõi (Track Changes): đọc như đã chấp nhận tất cả, phần bị xóa không nhập"


def hidden_text(text: str) -> str:
    shown = text if len(text) <= _SHOWN_LETTERS else f"{text[:_SHOWN_LETTERS]}…"
    return f"chữ ẩn không nhập: «{shown}»"


def unfilled_controls(count: int) -> str:
    return f"{count} ô điều khiển chưa điền, chỉ có chữ nhắc, không nhập"


def nested_table(count: int) -> str:
    return f"{count} bảng nằm trong ô của bảng khác: nhập thành chữ của ô đó"


def embedded_part() -> str:
    return "văn bản có phần nhúng từ tệp khác (altChunk) chưa đọc: mở bằng Word, lưu lại rồi nhập lại nếu bảng nằm ở đó"


def nested_too_deeply(limit: int) -> tuple[str, str]:
    return (
        f"Tệp có bảng hoặc thẻ lồng nhau quá {limit} lớp, không giống một kế hoạch.",
        "Mở tệp, chép riêng bảng kế hoạch sang tệp mới rồi nhập tệp mới.",
    )


def too_wide(limit: int) -> tuple[str, str]:
    return (f"Bảng có hơn {limit} cột.", "Mở tệp, xóa các cột thừa của bảng kế hoạch, lưu lại rồi nhập lại.")


def old_word_file() -> tuple[str, str]:
    return (
        "Tệp là tài liệu Word 97–2003 (.doc), chỉ đọc được khi máy có LibreOffice.",
        "Mở tệp bằng Word, chọn Lưu thành (Save As), lưu lại thành .docx rồi nhập; hoặc cài LibreOffice.",
    )


def not_converted() -> tuple[str, str]:
    return (
        "LibreOffice không đọc được tệp Word 97–2003 (.doc) này: tệp bị hỏng hoặc chưa tải về đủ.",
        "Mở tệp bằng Word, lưu lại thành .docx rồi nhập tệp .docx.",
    )


def conversion_too_slow(seconds: int) -> tuple[str, str]:
    return (
        f"LibreOffice chuyển tệp .doc quá {seconds} giây mà chưa xong, đã dừng lại.",
        "Mở tệp bằng Word, lưu lại thành .docx rồi nhập tệp .docx.",
    )


def converted() -> str:
    return "tệp .doc đã được LibreOffice chuyển sang .docx để đọc"


_REFUSED = {
    "xlsb": "bảng tính Excel nhị phân (.xlsb)",
    "zip": "tệp nén (.zip)",
    "old_office": "tài liệu Office kiểu cũ",
    "rtf": "tài liệu RTF",
    "image": "ảnh",
    "archive": "tệp nén",
    "xml": "tệp XML (Word 2003, OpenDocument phẳng)",
    "mht": "trang web lưu trọn (.mht)",
}


def refused_format(kind: str, name: str) -> tuple[str, str]:
    """What is said of a file of a known kind that no reader takes; its name may be empty."""
    shown = f"{_REFUSED[kind]} ({name})" if name else _REFUSED[kind]
    return (
        f"Tệp là {shown}; chương trình không đọc loại này.",
        "Mở tệp bằng chương trình đã tạo ra nó, lưu lại thành .docx, .odt, .html, .csv (UTF-8) hoặc .txt rồi nhập.",
    )
