"""What the person is told about Word, OpenDocument and web files and about the archives they come in."""

from __future__ import annotations

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
