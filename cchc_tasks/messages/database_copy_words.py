"""What the person is told about copying a whole database into another one."""

from __future__ import annotations

from collections.abc import Mapping

from cchc_tasks.messages.front_end_words import PROGRAM
from cchc_tasks.sentences import Either, Entry, Sentence, step

HELP = "Chép toàn bộ dữ liệu sang nơi mới, SQLite hay PostgreSQL."
PROGRESS = "Đang sao chép, số dòng"
#: The tables of which the answer tells how many rows were copied, in its order.
TOLD = {
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
    return ", ".join(f"{grouped(counts.get(name, 0))} {word}" for name, word in TOLD.items())


def copied(source: str, target: str, counts: Mapping[str, int]) -> str:
    rows = f"{grouped(sum(counts.values()))} dòng của {len(counts)} bảng"
    return f"Đã sao chép {source} sang {target}: {held(counts)} ({rows})."


def compared(digest: str) -> str:
    return (
        f"Đã đối chiếu: số dòng và dấu SHA-256 của từng bảng giống nhau ở hai nơi (dấu chung {digest[:16]}…); trạng "
        "thái hiện tại ở nơi mới khớp với lịch sử."
    )


def upgraded_aside(found: str, now: str) -> str:
    return f"Nguồn ở lược đồ {found}; một bản tạm được nâng cấp lên {now} để sao chép, tệp nguồn không đổi."


def how_to_use() -> str:
    return (
        "Để dùng nơi mới: sửa db trong config.toml hoặc biến CCHC_TASKS_DB. Nơi cũ còn nguyên; "
        "từ nay chỉ ghi vào một nơi."
    )


def roles_next() -> Sentence:
    return Sentence("Có phân vai trò trên PostgreSQL thì người quản trị chạy lại `", step("db roles"), "`.")


def no_source(location: str) -> tuple[str, Sentence]:
    return (
        f"Không sao chép được vì không có tệp {location}.",
        Sentence("Kiểm tra lại đường dẫn nguồn; `", step("config"), "` cho biết cơ sở dữ liệu nào đang dùng."),
    )


def file_is_there(location: str, held_there: str) -> tuple[str, Sentence]:
    what = f" ({held_there})" if held_there else ""
    return (
        f"Không sao chép vào {location} vì đã có tệp này{what}, nên không ghi đè.",
        Sentence(
            "Chọn tên khác",
            Either(Sentence(", hoặc thêm ", Entry("overwrite"), " để thay")),
            ". Muốn thay dữ liệu đang dùng bằng một bản sao: ",
            step("db restore", "TỆP"),
        ),
    )


def server_has_data(location: str, counts: Mapping[str, int]) -> tuple[str, str]:
    more = {name: count for name, count in counts.items() if count and name not in TOLD}
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


def not_sound(location: str, tasks: int, plans: int, complaint: str) -> tuple[str, Sentence]:
    found = complaint or f"{tasks} nhiệm vụ và {plans} kế hoạch có trạng thái hiện tại không khớp với lịch sử"
    return (
        f"Không giữ bản sao chép vì dữ liệu ở nguồn {location} có lỗi: {found}.",
        Sentence(
            "Chạy `",
            step("db check", db="NGUỒN", repair=None),
            "` rồi sao chép lại; không sửa được thì khôi phục từ bản sao tốt.",
        ),
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
