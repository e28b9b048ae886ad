"""What the person is told about files that are read: their kind, size, packing and letters."""

from __future__ import annotations

from collections.abc import Sequence

from cchc_tasks.sentences import Either, Entry, Sentence

_SAVE_AS_TEXT = "Mở tệp rồi lưu lại dạng .csv (UTF-8) hoặc .txt, sau đó nhập tệp vừa lưu."
_SAVE_AS_UTF8 = "Mở tệp bằng chương trình đã tạo ra nó, lưu lại với mã Unicode (UTF-8) rồi nhập lại."
_LETTERS = {
    "utf8_twice": "chữ UTF-8 bị mã hóa hai lần",
    "question_marks": "chữ có dấu đã bị thay bằng dấu hỏi",
    "tcvn3": "mã TCVN3 (phông .VnTime)",
    "vni": "mã VNI",
}
_GET_AGAIN = "Lấy lại tệp gốc từ nơi gửi rồi nhập lại."
_NOT_A_PLAN = "Kế hoạch thường dưới 1 MB; không mở tệp nếu không rõ người gửi."
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


def cannot_open(path: str, cause: str) -> tuple[str, str]:
    return (f"Không mở được tệp {path}: {cause}.", "Kiểm tra đường dẫn và quyền đọc tệp.")


def empty_file() -> tuple[str, str]:
    return ("Tệp rỗng (0 byte).", "Kiểm tra lại tệp gốc; có thể việc sao chép hoặc tải về chưa xong.")


def blank_file() -> tuple[str, str]:
    return ("Tệp không có chữ nào.", "Kiểm tra lại tệp gốc.")


def file_too_large(limit: int) -> tuple[str, str]:
    return (f"Tệp lớn hơn {limit // 1024 // 1024} MB.", "Kế hoạch thường dưới 1 MB; kiểm tra xem có đúng tệp không.")


def refused_format(kind: str, name: str) -> tuple[str, str]:
    """What is said of a file of a known kind that no reader takes; its name may be empty."""
    shown = f"{_REFUSED[kind]} ({name})" if name else _REFUSED[kind]
    return (
        f"Tệp là {shown}; chương trình không đọc loại này.",
        "Mở tệp bằng chương trình đã tạo ra nó, lưu lại thành .docx, .odt, .html, .csv (UTF-8) hoặc .txt rồi nhập.",
    )


def encrypted_part() -> tuple[str, str]:
    return ("Tệp có đặt mật khẩu.", "Mở tệp bằng chương trình đã tạo ra nó, bỏ mật khẩu, lưu lại rồi nhập lại.")


def damaged_archive() -> tuple[str, str]:
    return ("Tệp Word, Excel hoặc nén (zip) bị hỏng hoặc chưa tải về đủ.", "Lấy lại tệp gốc rồi thử lại.")


def damaged_part(name: str) -> tuple[str, str]:
    return (f"Tệp bị hỏng hoặc chưa tải về đủ: không đọc được phần «{name}» bên trong.", _GET_AGAIN)


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


def too_many_rows(limit: int) -> tuple[str, str]:
    return (f"Bảng có hơn {limit} dòng.", "Kiểm tra xem có đúng tệp không, hoặc tách thành nhiều tệp.")


def too_many_columns(limit: int, row: int) -> tuple[str, str]:
    return (f"Dòng {row} có hơn {limit} cột.", "Kiểm tra dấu phân cách cột của tệp.")


def cell_too_long(limit: int, row: int) -> tuple[str, str]:
    return (f"Dòng {row} có ô dài hơn {limit} chữ.", "Thường do thiếu dấu nháy đóng; kiểm tra tệp ở gần dòng này.")


def unknown_field(name: str, known: Sequence[str]) -> tuple[Sentence, str]:
    message = Sentence(f"Không có trường «{name}»", Either(Sentence(" cho ", Entry("map"))), ".")
    return (message, f"Các trường: {', '.join(known)}.")


def unbalanced_quotes(first: int, last: int) -> tuple[str, str]:
    where = f"dòng {first}" if first == last else f"khoảng dòng {first} đến {last}"
    return (
        f"Dấu nháy kép mở mà không đóng đúng chỗ ở {where}: các ô sau đó có thể lệch cột.",
        "Sửa dấu nháy ở dòng này (chữ có nháy trong ô phải viết hai nháy liền), rồi nhập lại.",
    )


def quotes_kept() -> str:
    return "dấu nháy kép được coi là chữ in, không phải dấu bao ô"


def binary_data() -> tuple[str, str]:
    return ("Tệp không phải văn bản (dữ liệu nhị phân).", _SAVE_AS_TEXT)


def damaged_text(encoding: str, line: int) -> tuple[str, str]:
    return (f"Tệp có chữ hỏng ở dòng {line} (không đúng mã {encoding.upper()}).", _SAVE_AS_UTF8)


def misread_letters(name: str | None) -> tuple[str, str]:
    cause = _LETTERS.get(name or "", "sai bảng mã")
    return (f"Chữ tiếng Việt trong tệp không đọc được: {cause}.", _SAVE_AS_UTF8)


def unknown_encoding() -> tuple[str, str]:
    return ("Không nhận ra bảng mã của tệp.", _SAVE_AS_UTF8)


def decoded(encoding: str) -> str:
    return f"tệp dùng bảng mã {encoding}, đã chuyển sang Unicode"


def suspicious_text() -> str:
    return "có chữ bị hỏng từ trước, giữ nguyên như trong tệp"


def control_removed(count: int) -> str:
    return f"đã bỏ {count} ký tự điều khiển không in được, đầu tiên ở dòng này"
