"""What the person is told about the database."""

from __future__ import annotations

from collections.abc import Mapping

from cchc_tasks.messages.front_end_words import AGAIN, PROGRAM, RUN_AGAIN
from cchc_tasks.sentences import Either, Entry, Sentence, Shell, Words, step


def locked(location: str) -> tuple[str, Sentence]:
    return (
        f"Cơ sở dữ liệu {location} đang bận: một chương trình khác đang ghi quá lâu.",
        Sentence("Chờ vài giây rồi ", AGAIN, "; nếu vẫn bận, đóng các cửa sổ ", PROGRAM, " khác."),
    )


def gone(location: str) -> tuple[str, str]:
    return (
        f"Không còn thấy tệp cơ sở dữ liệu {location}.",
        "Cắm lại ổ đĩa hoặc đưa tệp về chỗ cũ; không có tệp mới nào được tạo thay.",
    )


def emptied(location: str) -> tuple[str, Sentence]:
    return (
        f"Tệp cơ sở dữ liệu {location} trống rỗng (0 byte): dữ liệu từng ở đó đã mất, hoặc chưa từng có.",
        Sentence(
            "Khôi phục từ bản sao: ",
            step("db restore", "TỆP"),
            "; chưa từng dùng tệp này thì xóa nó đi rồi ",
            RUN_AGAIN,
            ".",
        ),
    )


#: What SQLite says, by the beginning of its words.
_SAID_BY_SQLITE = {
    "unable to open database file": "đó là một thư mục, hoặc không được phép mở hay tạo tệp ở đó",
    "file is not a database": "không phải tệp SQLite",
    "database disk image is malformed": "cấu trúc của tệp không còn đúng",
    "malformed database schema": "phần khai báo bảng của tệp không còn đúng",
    "no such table": "tệp thiếu bảng",
}


def said_by_sqlite(cause: str) -> str:
    """Return what SQLite found; its own words where it says what no table here knows."""
    return next((words for said, words in _SAID_BY_SQLITE.items() if cause.startswith(said)), cause)


def unreachable(location: str, cause: str) -> tuple[str, Sentence]:
    return (
        f"Không mở được cơ sở dữ liệu {location}: {cause}.",
        Sentence(
            "Kiểm tra đường dẫn hoặc địa chỉ, quyền truy cập và dịch vụ cơ sở dữ liệu; xem ",
            Either("`"),
            step("config"),
            Either("`"),
            ".",
        ),
    )


def damaged(location: str, cause: Words) -> tuple[Sentence, Sentence]:
    return (
        Sentence(f"Tệp {location} không phải cơ sở dữ liệu của ", PROGRAM, " hoặc đã hỏng (", cause, ")."),
        Sentence(
            "Kiểm tra lại ",
            Either(Sentence("tùy chọn ", Entry("db")), "đường dẫn"),
            "; nếu đúng tệp này, khôi phục từ bản sao lưu gần nhất.",
        ),
    )


def too_new(location: str, found: str) -> tuple[Sentence, Sentence]:
    return (
        Sentence(f"Cơ sở dữ liệu {location} do bản ", PROGRAM, f" mới hơn tạo ra (lược đồ {found})."),
        Sentence("Cập nhật ", PROGRAM, " rồi chạy lại; bản này không đụng vào dữ liệu."),
    )


def needs_upgrade(location: str) -> tuple[Sentence, Sentence]:
    return (
        Sentence(f"Cơ sở dữ liệu {location} chưa được tạo hoặc chưa nâng cấp cho bản ", PROGRAM, " này."),
        Sentence("Người quản trị chạy: ", step("db upgrade")),
    )


def on_network_drive(path: str, kind: str) -> tuple[str, Sentence]:
    return (
        f"{path} nằm trên ổ đĩa mạng ({kind}): SQLite dễ hỏng dữ liệu khi ghi qua mạng.",
        Sentence(
            "Đặt cơ sở dữ liệu trên ổ đĩa của máy này",
            Either(Sentence(" (", Entry("db"), ")")),
            ", hoặc dùng PostgreSQL khi nhiều máy dùng chung.",
        ),
    )


def disk_full(location: str) -> tuple[str, Sentence]:
    return (
        f"Không ghi được vào {location}: ổ đĩa đầy hoặc bị lỗi. Chưa có gì được lưu.",
        Sentence("Giải phóng dung lượng ổ đĩa rồi ", AGAIN, "."),
    )


def server_disk_full(location: str) -> tuple[str, Sentence]:
    return (
        f"Không ghi được vào {location}: ổ đĩa của máy chủ đầy. Chưa có gì được lưu.",
        Sentence("Báo người quản trị máy chủ giải phóng dung lượng, rồi ", AGAIN, "."),
    )


def connection_lost(location: str) -> tuple[str, Sentence]:
    return (
        f"Mất kết nối với {location} giữa chừng: máy chủ khởi động lại hoặc đường truyền đứt. Chưa có gì được lưu.",
        Sentence("Chờ vài giây rồi ", AGAIN, "; nếu vẫn không được, báo người quản trị máy chủ."),
    )


def commit_in_doubt(location: str) -> tuple[str, Sentence]:
    return (
        f"Mất kết nối với {location} đúng lúc đang lưu: không rõ việc vừa làm đã được lưu hay chưa.",
        Sentence("Chờ vài giây rồi xem: ", step("history"), "; chỉ làm lại khi việc ấy chưa có trong nhật ký."),
    )


def server_starting(location: str) -> tuple[str, Sentence]:
    return (
        f"Máy chủ của {location} đang khởi động hoặc đang dừng, chưa nhận việc.",
        Sentence("Chờ một lát rồi ", AGAIN, "; nếu vẫn không được, báo người quản trị máy chủ."),
    )


def read_only(location: str) -> tuple[str, Sentence]:
    return (
        f"Không có quyền ghi vào {location}.",
        Sentence(
            "Xin quyền ghi cho tệp và thư mục chứa nó", Either(Sentence(", hoặc chọn nơi khác bằng ", Entry("db"))), "."
        ),
    )


def role_may_not_write(location: str) -> tuple[str, Sentence]:
    return (
        f"Tài khoản này không được ghi vào {location}.",
        Sentence(
            "Nhờ người quản trị cấp quyền (",
            step("db grant"),
            "), và chạy lại db roles nếu vừa nâng cấp cơ sở dữ liệu.",
        ),
    )


def postgres_missing() -> tuple[str, Sentence]:
    return (
        "Chưa cài phần kết nối PostgreSQL.",
        Sentence("Cài bằng: ", Shell("pip install 'cchc-tasks[postgres]'")),
    )


def refused_by_database(cause: str) -> tuple[str, str]:
    return (f"Cơ sở dữ liệu từ chối thao tác: {cause}.", "Không có gì được lưu; nếu lặp lại, báo cho người quản trị.")


def unknown_scheme(scheme: str) -> tuple[str, str]:
    return (
        f"Không dùng được cơ sở dữ liệu kiểu «{scheme}://».",
        "Ghi đường dẫn một tệp SQLite, hoặc địa chỉ bắt đầu bằng postgresql://",
    )


UNREADABLE_VALUE = Sentence("có giá trị không đọc được; xem: ", step("db check"))


def of_another_program() -> str:
    return "đã có bảng của chương trình khác"


def bad_address() -> str:
    return "địa chỉ không đúng dạng"


def remote_drive() -> str:
    return "mạng"


# Why a file is no whole database of ours; each ends a sentence after «vì».


def empty_file() -> str:
    return "tệp rỗng"


def not_sqlite() -> str:
    return "tệp không phải cơ sở dữ liệu SQLite"


def truncated_file() -> str:
    return "tệp bị cắt cụt, thiếu phần cuối"


def foreign_file() -> Sentence:
    return Sentence("tệp không có dữ liệu của ", PROGRAM, " (có thể là của chương trình khác)")


def unreadable_contents() -> Sentence:
    return Sentence("nội dung không đọc lại được như ", PROGRAM, " đã ghi")


def sqlite_says(text: str) -> str:
    return f"tệp đã hỏng (SQLite báo: {' '.join(text.split())})"


def broken_reference(table: str) -> str:
    return f"tệp đã hỏng (bảng {table} nhắc tới dòng không có)"


# Copying a whole database.

#: The tables of which it is told how many rows they hold, in this order.
COUNTED_TABLES = {
    "organisation": "cơ quan",
    "plan_now": "kế hoạch",
    "task_now": "nhiệm vụ",
    "change": "thay đổi",
}


def no_data_of_ours() -> Sentence:
    return Sentence("không có dữ liệu của ", PROGRAM)


def grouped(number: int) -> str:
    """Return a whole number as it is printed: «1.234.567»."""
    return f"{number:,}".replace(",", ".")


def held(counts: Mapping[str, int]) -> str:
    """Return what a database holds, by the tables' names: «1 cơ quan, 1 kế hoạch, 54 nhiệm vụ, 61 thay đổi»."""
    return ", ".join(f"{grouped(counts.get(name, 0))} {word}" for name, word in COUNTED_TABLES.items())


def server_has_data(location: str, counts: Mapping[str, int]) -> tuple[str, str]:
    more = {name: count for name, count in counts.items() if count and name not in COUNTED_TABLES}
    rows = f" và {grouped(sum(more.values()))} dòng ở các bảng khác" if more else ""
    return (
        f"Không sao chép vào {location} vì ở đó đã có dữ liệu: {held(counts)}{rows}.",
        "Chọn một cơ sở dữ liệu (hoặc schema) chưa có dữ liệu; dữ liệu ở đó không bị đụng đến.",
    )


def foreign_tables(location: str, names: list[str]) -> tuple[str, Sentence]:
    shown = ", ".join(names[:5]) + (" …" if len(names) > 5 else "")
    return (
        f"Không sao chép vào {location} vì ở đó đã có bảng của chương trình khác: {shown}.",
        Sentence("Tạo một cơ sở dữ liệu riêng cho ", PROGRAM, " (CREATE DATABASE) rồi chạy lại với địa chỉ của nó."),
    )


def not_the_same(location: str, table: str, sent: int, arrived: int) -> tuple[str, str]:
    return (
        f"Bảng {table} đọc lại ở {location} không giống nguồn ({grouped(sent)} dòng gửi, {grouped(arrived)} dòng "
        "nhận); không có gì được giữ lại.",
        "Chạy lại; nếu vẫn vậy, kiểm tra ổ đĩa và máy chủ nơi nhận, rồi báo cho người quản trị.",
    )


def holds_nul(location: str, table: str, column: str, key: str) -> tuple[str, str]:
    return (
        f"PostgreSQL không nhận ký tự NUL (mã 0) trong chữ: bảng {table}, cột {column}, dòng {key} của {location}.",
        "Lịch sử không được sửa nên dữ liệu này chỉ chuyển được sang một tệp SQLite; báo cho người quản trị.",
    )


def unreadable_text(location: str, table: str) -> tuple[str, Sentence]:
    return (
        f"Bảng {table} của {location} có chữ không phải UTF-8, nên không sao chép được; không có gì được giữ lại.",
        Sentence(
            "Tệp có thể đã hỏng: chạy `",
            step("db check", db="NGUỒN"),
            "`, hoặc sao chép từ một bản sao lưu tốt.",
        ),
    )


def rights_missing(location: str) -> tuple[str, Sentence]:
    return (
        f"Tài khoản này không được đọc hay ghi mọi dòng ở {location}, nên bản sao chép sẽ thiếu; "
        "không có gì được giữ lại.",
        Sentence(
            "Chạy bằng tài khoản sở hữu các bảng (vai trò cchc_owner) hoặc tài khoản quản trị. Chỉ cần dữ liệu của cơ ",
            "quan mình thì tài khoản này làm được: ",
            step("db handover", "TỆP.zip"),
        ),
    )
