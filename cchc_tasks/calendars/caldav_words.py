"""Sentences about deadlines that go to a calendar server."""

from __future__ import annotations

from cchc_tasks.sentences import Either, Entry, Sentence, Shell, step

USER = "CCHC_TASKS_CALDAV_USER"
PASSWORD = "CCHC_TASKS_CALDAV_PASSWORD"


def ask_user() -> str:
    return "Tên đăng nhập máy chủ lịch"


def ask_password(user: str) -> str:
    return f"Mật khẩu của {user} (không hiện khi gõ, không được lưu)"


def no_credentials() -> tuple[str, str]:
    return (
        "Chưa có tên đăng nhập hay mật khẩu của máy chủ lịch, và không có ai ở bàn phím để hỏi.",
        f"Đặt biến môi trường {USER} và {PASSWORD} rồi chạy lại; chương trình không lưu hai giá trị này.",
    )


def missing_package() -> tuple[str, Sentence]:
    return (
        "Phần nói chuyện với máy chủ lịch chưa được cài.",
        Sentence(
            "Cài bằng: ",
            Shell("pip install 'cchc-tasks[caldav]'"),
            "; hoặc ghi tệp: ",
            step("calendar", "thoi-han.ics"),
        ),
    )


def bad_url() -> tuple[str, str]:
    return (
        "Địa chỉ lịch không đúng.",
        "Ghi địa chỉ đầy đủ của một lịch, ví dụ: https://may-chu/dav/calendars/van-thu/cchc/",
    )


def password_in_url() -> tuple[Sentence, str]:
    return (
        Sentence(
            "Địa chỉ có chứa mật khẩu: ai xem danh sách tiến trình", Either(" hay lịch sử lệnh"), " cũng đọc được."
        ),
        f"Bỏ mật khẩu khỏi địa chỉ; đặt biến môi trường {PASSWORD}, hoặc để chương trình hỏi.",
    )


def not_encrypted(host: str) -> tuple[str, str]:
    return (
        f"Không gửi mật khẩu đến {host} qua http: ai ở giữa đường cũng đọc được.",
        "Dùng địa chỉ https://; http chỉ được phép với chính máy này.",
    )


def bad_ca(path: str) -> tuple[str, str]:
    return (f"Không đọc được tệp chứng thư {path}.", "Kiểm tra đường dẫn; tệp phải ở dạng .pem.")


def out_of_reach(url: str) -> tuple[str, str]:
    return (
        f"Không nối được, hoặc mất kết nối với máy chủ lịch {url}.",
        "Kiểm tra mạng và địa chỉ rồi chạy lại: mốc đã đưa lên không bị đưa lần nữa.",
    )


def not_trusted(url: str) -> tuple[str, Sentence]:
    return (
        f"Chứng thư của máy chủ lịch {url} không được tin cậy nên không gửi gì.",
        Sentence("Nếu máy chủ dùng chứng thư của cơ quan, chỉ ra tệp chứng thư gốc: ", Entry("ca_file", "TỆP.pem")),
    )


def not_let_in(url: str) -> tuple[str, str]:
    return (
        f"Máy chủ lịch {url} không nhận tên đăng nhập hoặc mật khẩu này, hoặc không cho ghi vào lịch này.",
        f"Kiểm tra {USER}, {PASSWORD} và quyền ghi của tài khoản.",
    )


def no_calendar(url: str) -> tuple[str, str]:
    return (
        f"Ở {url} không có lịch nào.",
        "Chép địa chỉ của chính lịch đó (trong Nextcloud: ⋯ → Sao chép liên kết riêng tư); lịch phải được tạo trước.",
    )


def refused(url: str) -> tuple[str, str]:
    return (f"Máy chủ lịch {url} từ chối hoặc trả lời sai quy cách.", "Thử lại sau; vẫn vậy thì hỏi người quản trị.")


def too_many_requests(url: str) -> tuple[str, str]:
    return (f"Máy chủ lịch {url} bảo chờ vì quá nhiều yêu cầu.", "Chờ một lúc rồi chạy lại để đưa nốt.")


def no_versions(url: str) -> tuple[str, Sentence]:
    return (
        f"Máy chủ lịch {url} không cho biết phiên bản (ETag) của mục nên không thể sửa mà chắc không đè lên ai.",
        Sentence("Dùng kênh lịch: ", step("calendar", "THƯ_MỤC", split_by="unit")),
    )


def pushed(created: int, updated: int, deleted: int, unchanged: int, foreign: int, *, dry_run: bool) -> str:
    """Return what was done: «Đã tạo 40, sửa 2, xóa 1 mốc; 3 mốc vẫn đúng; không động đến 5 mục khác trong lịch»."""
    begin = "Sẽ" if dry_run else "Đã"
    others = f"; không động đến {foreign} mục khác trong lịch" if foreign else ""
    return f"{begin} tạo {created}, sửa {updated}, xóa {deleted} mốc; {unchanged} mốc vẫn đúng{others}."


def conflicts(count: int) -> tuple[str, Sentence]:
    return (
        f"{count} mốc không ghi vì người khác vừa cập nhật trên máy chủ lịch.",
        Sentence(Either("Chạy lại lệnh", "Làm lại"), " để đọc lại và đưa nốt."),
    )


def broken_off(done: str) -> str:
    return f"Trước khi dừng: {done}"
