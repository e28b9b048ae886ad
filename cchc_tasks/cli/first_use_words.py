"""The questions of the first use, and what is said of the answers."""

from __future__ import annotations

WELCOME = "Lần đầu dùng cchc-tasks trên máy này. Bấm Enter để lấy giá trị trong ngoặc vuông."
NAME = "Họ tên người cập nhật?"
PLACE = "Dữ liệu lưu ở đâu?"
ODD_PATH = "đường dẫn có ký tự không phải UTF-8"
FILE_COMMENT = "Ghi khi dùng cchc-tasks lần đầu. Xem mọi mục cấu hình bằng: cchc-tasks config"


def question(text: str, default: str) -> str:
    """Return a question as it stands before the cursor, with what Enter alone answers."""
    return f"{text} [{default}] " if default else f"{text} "


def name_wanted() -> tuple[str, str]:
    return ("Chưa có tên nào đọc được.", "Gõ họ tên sẽ ghi trong nhật ký, ví dụ: Nguyễn Văn An")


def holds_a_password() -> tuple[str, str]:
    return (
        "Địa chỉ này có mật khẩu, mà mật khẩu không được ghi vào tệp cấu hình.",
        "Gõ lại địa chỉ không có mật khẩu và đặt mật khẩu trong biến PGPASSWORD hoặc tệp ~/.pgpass; "
        "hoặc bấm Ctrl-C rồi đặt cả địa chỉ trong biến CCHC_TASKS_DB.",
    )


def no_file(path: str) -> tuple[str, str]:
    return (f"{path} không phải một tệp.", "Gõ tên một thư mục hoặc một tệp .sqlite3.")


def cannot_write(folder: str) -> tuple[str, str]:
    return (f"Không ghi được vào thư mục {folder}.", "Gõ một thư mục khác mà anh/chị có quyền ghi.")


def written(path: str) -> str:
    return f"Đã ghi vào {path}; đổi lại bằng cách sửa tệp này."


def written_by_another(path: str) -> str:
    return f"Vừa có tệp {path} do nơi khác ghi nên tệp đó được giữ nguyên; câu trả lời chỉ dùng cho lần chạy này."


def not_written(path: str, cause: str) -> str:
    return f"Không ghi được {path}: {cause}. Câu trả lời chỉ dùng cho lần chạy này, lần sau sẽ hỏi lại."
