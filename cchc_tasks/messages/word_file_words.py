"""What the person is told about Word, OpenDocument and web files that are read."""

from __future__ import annotations

_SHOWN_LETTERS = 80
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
