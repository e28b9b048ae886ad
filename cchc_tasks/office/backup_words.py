"""What the person is told about copies of the database: making them, putting one back, the daily ones."""

from __future__ import annotations

from datetime import date

from cchc_tasks.days import day, day_in_sentence
from cchc_tasks.messages.front_end_words import PROGRAM
from cchc_tasks.office.words import size
from cchc_tasks.sentences import Either, Entry, Sentence, Shell, Words, step

DAILY = "Sao lưu hằng ngày"
NEWEST = "Bản sao mới nhất"
NOT_SET = "chưa đặt: thêm backup_dir vào tệp cấu hình"
SERVER = "do người quản trị máy chủ PostgreSQL làm (pg_dump)"
NO_COPY_YET = "chưa có bản nào"
YES = frozenset({"c", "co", "có", "y", "yes"})


def not_a_file() -> str:
    return "đó không phải một tệp"


def counts(plans: int, tasks: int, changes: int) -> str:
    return f"{plans} kế hoạch, {tasks} nhiệm vụ, {changes} thay đổi"


def backed_up(path: str, octets: int, held: str) -> str:
    return f"Đã sao lưu vào {path}: {size(octets)}, {held}."


def in_use(path: str, journal: str) -> tuple[str, str]:
    return (
        f"Cạnh {path} có tệp {journal}: ở đó có cơ sở dữ liệu đang được dùng, hoặc đã bị ngắt giữa chừng.",
        "Chọn một tên tệp khác.",
    )


def onto_itself(path: str) -> tuple[str, str]:
    return (
        f"{path} thuộc chính cơ sở dữ liệu đang dùng, không phải một bản sao.",
        "Chọn một tệp khác, tốt nhất ở ổ đĩa khác.",
    )


def nothing_to_back_up(location: str) -> tuple[str, Sentence]:
    return (
        f"Chưa có dữ liệu nào ở {location}, nên không có gì để sao lưu.",
        Sentence(
            Either(Sentence("Kiểm tra lại tùy chọn ", Entry("db"), "; `")),
            step("config"),
            Either("`"),
            " cho biết cơ sở dữ liệu nào đang dùng.",
        ),
    )


def database_unsound(location: str, reason: Words) -> tuple[Sentence, Sentence]:
    return (
        Sentence(f"Không sao lưu vì cơ sở dữ liệu {location} có lỗi: ", reason, ". Các bản sao đã có vẫn nguyên."),
        Sentence("Khôi phục từ bản sao tốt gần nhất: ", step("db restore", "TỆP")),
    )


def server_backs_up(shown: str, address: str) -> tuple[Sentence, Sentence]:
    return (
        Sentence(
            f"Dữ liệu nằm trên máy chủ PostgreSQL ({shown}); ",
            Either("lệnh này chỉ sao lưu tệp SQLite.", "ở đây chỉ sao lưu được tệp SQLite."),
        ),
        Sentence(
            "Người quản trị máy chủ sao lưu bằng: ",
            Either(Shell(f"pg_dump --format=custom --file=cchc-tasks.dump {address}"), "pg_dump."),
        ),
    )


def server_restores(shown: str, address: str) -> tuple[Sentence, Sentence]:
    return (
        Sentence(
            f"Dữ liệu nằm trên máy chủ PostgreSQL ({shown}); ",
            Either("lệnh này chỉ khôi phục tệp SQLite.", "ở đây chỉ khôi phục được tệp SQLite."),
        ),
        Sentence(
            "Người quản trị máy chủ khôi phục bằng: ",
            Shell(f"pg_restore --clean --if-exists --single-transaction --dbname={address} cchc-tasks.dump"),
        ),
    )


def cannot_read(path: str, cause: str) -> tuple[str, str]:
    return (
        f"Không đọc được bản sao {path}: {cause}. Dữ liệu đang dùng không bị đụng đến.",
        "Kiểm tra đường dẫn và quyền đọc tệp.",
    )


def unusable(path: str, reason: Words) -> tuple[Sentence, Sentence]:
    return (
        Sentence(f"Không khôi phục từ {path} vì ", reason, ". Dữ liệu đang dùng không bị đụng đến."),
        Sentence("Chọn một bản sao khác; `", step("db info"), "` cho biết các bản sao hằng ngày ở đâu."),
    )


def cannot_check(path: str, cause: str) -> tuple[str, str]:
    return (
        f"Không kiểm tra được {path}: {cause}. Dữ liệu đang dùng không bị đụng đến.",
        "Giải phóng chỗ trống ở ổ đĩa chứa cơ sở dữ liệu rồi chạy lại.",
    )


def newer_copy(path: str, found: str) -> tuple[Sentence, Sentence]:
    return (
        Sentence(
            f"Không khôi phục từ {path} vì tệp do bản ",
            PROGRAM,
            f" mới hơn tạo ra (lược đồ {found}). Dữ liệu đang dùng không bị đụng đến.",
        ),
        Sentence("Cập nhật ", PROGRAM, " rồi chạy lại."),
    )


def differing_copy(path: str, tasks: int, plans: int) -> tuple[str, Sentence]:
    return (
        f"Không khôi phục từ {path} vì {tasks} nhiệm vụ và {plans} kế hoạch trong đó không khớp với lịch sử. "
        "Dữ liệu đang dùng không bị đụng đến.",
        Sentence(
            "Chọn một bản sao khác. Nếu chỉ còn bản này: chép nó ra tệp khác, chạy `",
            step("db check", db="TỆP-CHÉP", repair=None),
            "`, rồi khôi phục từ tệp chép với ",
            Entry("changed"),
            ".",
        ),
    )


def changed_copy(path: str) -> tuple[str, Sentence]:
    return (
        f"Không khôi phục từ {path} vì tệp không còn đúng như lúc được sao lưu: đã hỏng khi chép, khi lưu, hoặc có "
        "người ghi tiếp vào đó. Dữ liệu đang dùng không bị đụng đến.",
        Sentence(
            "Chọn một bản sao khác. Nếu chính cơ quan đã mở bản sao này bằng ",
            Entry("db"),
            " và ghi tiếp: thêm ",
            Entry("changed"),
            ".",
        ),
    )


def confirmation_needed() -> tuple[str, Sentence]:
    return (
        "Khôi phục thay toàn bộ dữ liệu đang dùng, nên cần được xác nhận, mà ở đây không có ai để hỏi.",
        Sentence("Thêm ", Entry("yes"), " nếu chắc chắn."),
    )


def restoring_from(path: str, held: str, last: date | None) -> str:
    return f"Bản sao {path} tốt: {held}{_last_change(last)}."


def replacing(location: str, held: str, last: date | None) -> str:
    return f"Dữ liệu đang dùng ở {location}: {held}{_last_change(last)}; sẽ được giữ lại bên cạnh."


def replacing_damaged(location: str) -> str:
    return f"Tệp đang dùng {location} đã hỏng; sẽ được giữ lại bên cạnh như hiện có."


def _last_change(last: date | None) -> str:
    return f", ghi lần cuối ngày {day_in_sentence(last)}" if last else ""


def ask_to_replace() -> str:
    return "Thay dữ liệu đang dùng bằng bản sao này (c = có, Enter = không)? "


def restored(path: str, held: str, upgraded_from: str | None) -> str:
    upgraded = f", đã nâng cấp từ lược đồ {upgraded_from}" if upgraded_from else ""
    return f"Đã khôi phục từ {path}: {held}{upgraded}."


def rebuilt(tasks: int) -> Sentence:
    return Sentence(f"Trạng thái hiện tại của {tasks} nhiệm vụ đã được dựng lại từ lịch sử theo bản ", PROGRAM, " này.")


def kept(path: str) -> Sentence:
    back = step("db restore", path)
    return Sentence(f"Dữ liệu trước khi khôi phục được giữ ở {path}; muốn quay lại: ", back)


def kept_damaged(path: str) -> str:
    return f"Tệp hỏng được giữ ở {path}."


def not_restored(location: str, cause: str) -> tuple[str, str]:
    return (
        f"Chưa khôi phục được vào {location}: {cause}.",
        "Kiểm tra chỗ trống và quyền ghi ở thư mục chứa cơ sở dữ liệu rồi chạy lại; bản sao vẫn nguyên.",
    )


def daily_made(path: str) -> str:
    return f"Đã sao lưu hằng ngày: {path}"


def daily_failed(message: Words) -> Sentence:
    return Sentence("Cảnh báo: dữ liệu đã được lưu, nhưng việc sao lưu hằng ngày chưa xong. ", message)


def daily_folder_missing(folder: str) -> tuple[str, str]:
    return (
        f"Không thấy thư mục sao lưu {folder}.",
        "Nối lại ổ đĩa hoặc tạo thư mục đó, hoặc sửa backup_dir trong tệp cấu hình; lần ghi sau sẽ sao lưu lại.",
    )


def daily_not_written(folder: str, cause: str) -> tuple[str, str]:
    return (
        f"Không ghi được vào thư mục sao lưu {folder}: {cause}.",
        "Kiểm tra ổ đĩa, chỗ trống và quyền ghi, hoặc sửa backup_dir; lần ghi sau sẽ sao lưu lại.",
    )


def daily_doubtful(path: str) -> tuple[str, Sentence]:
    return (
        f"Bản sao {path} có trạng thái hiện tại không khớp với lịch sử, nên các bản cũ hơn được giữ lại.",
        Sentence("Chạy `", step("db check"), "`; nếu dữ liệu hỏng, khôi phục từ một bản cũ hơn."),
    )


def daily_not_removed(path: str, cause: str) -> tuple[str, str]:
    return (
        f"Bản sao hôm nay đã có, nhưng không bỏ được bản cũ {path}: {cause}.",
        "Kiểm tra quyền ghi ở thư mục sao lưu, hoặc xóa bản cũ bằng tay.",
    )


def daily_unexpected(kind: str) -> tuple[str, Sentence]:
    return (f"Lỗi trong chương trình ({kind}).", Sentence("Sao lưu bằng tay: ", step("db backup", "TỆP")))


def newest(name: str, age_days: int) -> str:
    return f"{name} ({age(age_days)})"


def age(days: int) -> str:
    """Return how old a copy is: «hôm nay», «2 ngày trước»."""
    if days == 0:
        return "hôm nay"
    return f"{days} ngày trước" if days > 0 else f"{-days} ngày sau hôm nay"


def folder_unreadable(folder: str) -> str:
    return f"{folder} (không mở được: nối lại ổ đĩa hoặc sửa backup_dir)"


def same_folder(folder: str) -> str:
    return (
        f"Cảnh báo: backup_dir là chính thư mục của cơ sở dữ liệu ({folder}); hỏng ổ đĩa là mất cả hai. "
        "Chọn một thư mục ở ổ đĩa hoặc máy khác."
    )


def copies_to_come(today: date) -> str:
    return f"{NO_COPY_YET} (tính đến {day(today)}); bản đầu tiên được tạo sau lần ghi tới"


DATA_FILE = "du-lieu.sqlite3"

# Why a package gives no data; each ends a sentence after «vì».
DAMAGED_PACKAGE = "gói .zip đã hỏng hoặc bị cắt cụt"

NO_PACKAGE = f"tệp .zip không phải gói bàn giao của cchc-tasks (không có {DATA_FILE})"


def unpacks_too_large(octets: int) -> str:
    return f"dữ liệu trong gói bung ra {size(octets)}, quá lớn so với gói hoặc so với chỗ trống trên đĩa"
