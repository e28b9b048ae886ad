"""Words of a handover: the guide, the list of open tasks, the settings, and the command that makes them."""

from __future__ import annotations

from collections.abc import Sequence

from cchc_tasks.office.backup_words import DATA_FILE
from cchc_tasks.office.words import size
from cchc_tasks.sentences import Entry, Sentence, step

CONFIG_FILE = "config.toml"
TASKS_FILE = "viec-dang-mo.xlsx"
GUIDE_FILE = "huong-dan-ban-giao.docx"
SUFFIX = ".zip"
THIS_PACKAGE = "TỆP-ZIP-NÀY"

# The list of open tasks.
OPEN_TASKS = "Việc đang mở khi bàn giao"
LISTS = ("Quá hạn", "Đến hạn trong 30 ngày", "Chờ văn bản, chưa có ngày", "Việc đang mở khác")
LIST_COLUMNS = (
    "Mã",
    "Nhiệm vụ",
    "Đơn vị chủ trì",
    "Thời hạn ghi trong kế hoạch",
    "Hạn",
    "Tình hình",
    "Kết quả đến nay",
    "Khó khăn, ghi chú",
)

# The guide.
GUIDE = "Hướng dẫn bàn giao"
WHAT = "Đây là gì"
STANDING = "Tình hình"
DUE = "Sắp tới"
DUE_COLUMNS = ("Mã", "Nhiệm vụ", "Đơn vị chủ trì", "Hạn", "Còn")
LEADERS = "Đang giữ nhiều việc nhất"
FILES = "Trong gói có"
FILE_COLUMNS = ("Tệp", "Là gì")
FILES_IN_IT = (
    (GUIDE_FILE, "trang này"),
    (TASKS_FILE, "việc đang mở: quá hạn, sắp đến hạn, chờ văn bản, việc khác"),
    (DATA_FILE, "toàn bộ dữ liệu và nhật ký; khôi phục như bước 2, đừng ghi vào"),
    (CONFIG_FILE, "cấu hình của cơ quan; không có mật khẩu"),
)
FIRST = "Làm trước tiên"
COMMANDS = "Năm lệnh để bắt đầu"
COMMAND_COLUMNS = ("Gõ", "Để")
FIVE_COMMANDS = (
    ("cchc-tasks", "mở màn hình làm việc; F1 cho biết các phím"),
    (str(step("overdue")), f"việc quá hạn; upcoming {Entry('days', '30')}: việc sắp đến hạn"),
    (str(step("show", "MÃ")), "một nhiệm vụ; history MÃ: ai đã ghi gì, lúc nào"),
    (str(step("done", "MÃ", evidence="Công văn số …")), "ghi đã hoàn thành; ghi nhầm thì undo lấy lại"),
    (str(step("db backup", "THƯ_MỤC")), f"sao lưu ngay; mỗi lệnh đều có {Entry('help')}"),
)
WHERE = "Dữ liệu"
CONTACTS = "Liên hệ (điền khi bàn giao)"
CONTACT_COLUMNS = ("", "Họ và tên", "Điện thoại", "Ký, ngày")
#: Who signs has a line more.
PEOPLE = ("Người bàn giao\n", "Người nhận\n", "Phụ trách máy, mạng", "Lãnh đạo phụ trách")

# The settings.
OWN_NAME = "Họ và tên người nhận"
OTHER_DISK = "thư mục ở ổ đĩa khác"
WHY_ACTOR = "bỏ dấu # và ghi tên của mình: tên này vào nhật ký"
WHY_DB = "nơi lưu của người bàn giao; không ghi gì thì dữ liệu ở thư mục mặc định của máy này"
WHY_BACKUP_DIR = "mỗi ngày một bản sao; ghi thư mục có thật ở ổ đĩa khác của máy này"


def list_title(name: str, count: int) -> str:
    return f"{name.upper()}: {count} NHIỆM VỤ"


def as_of(organisation: str, day: str) -> str:
    return f"{organisation}, tính đến ngày {day}"


def guide_of(organisation: str, day: str) -> str:
    return f"Theo dõi nhiệm vụ cải cách hành chính – {organisation} – lập ngày {day}"


def what_it_is(others: str, count: int) -> str:
    more = f" Tệp dữ liệu còn có {count} cơ quan khác ({others})." if count else ""
    return (
        "Gói này để tiếp tục theo dõi các kế hoạch cải cách hành chính bằng chương trình cchc-tasks: mọi nhiệm vụ, "
        f"thời hạn, kết quả và nhật ký ai đã ghi gì. Nhật ký chỉ được ghi thêm, không ai sửa hay xóa được.{more}"
    )


def standing(plans: str, counted: str, day: str) -> str:
    listed = f"Kế hoạch {plans}. " if plans else "Chưa có kế hoạch nào. "
    return f"{listed}{counted.rstrip('.')}, tính đến ngày {day}."


def falls_due(overdue: int, soon: int, days: int, last: str) -> str:
    late = f"{overdue} nhiệm vụ đang quá hạn" if overdue else "Không có nhiệm vụ nào quá hạn"
    ahead = f"{soon} nhiệm vụ đến hạn" if soon else "không có nhiệm vụ nào đến hạn"
    return f"{late}; {ahead} trong {days} ngày tới (đến {last})."


def leader(name: str, tasks: int, overdue: int) -> str:
    return f"{name}: {tasks} việc" + (f" (quá hạn {overdue})" if overdue else "")


def left(days: int) -> str:
    if days < 0:
        return f"quá hạn {-days} ngày"
    return f"{days} ngày" if days else "hôm nay"


def and_more(count: int) -> str:
    return f" và {count} nữa"


def first_steps(package: str, *, server: bool) -> tuple[str, ...]:
    restore = step("db restore", package)
    install = "Cài cchc-tasks trên máy mới (Python 3.11 trở lên; theo README của chương trình)."
    if server:
        data = (
            "Dữ liệu đang dùng ở máy chủ PostgreSQL: xin người quản trị một tài khoản rồi đặt db trong config.toml. "
            f"Chỉ khi không còn máy chủ mới dùng bản trong gói: {restore}"
        )
    else:
        data = f"Khôi phục dữ liệu: {restore} (dữ liệu đã có trên máy được giữ lại)."
    return (
        install,
        data,
        f"Gõ {step('config')} để biết chỗ đặt config.toml; chép tệp trong gói vào đó, ghi tên mình và nơi sao lưu.",
        f"Gõ {step('overdue')}, đối chiếu với {TASKS_FILE}; xong thì cất gói này ở chỗ an toàn.",
    )


def where(shown: str, backup_dir: str, keep: int, *, server: bool) -> str:
    if server:
        return f"Máy chủ {shown}; sao lưu do người quản trị máy chủ làm (pg_dump)."
    daily = f"mỗi ngày một bản sao ở {backup_dir}, giữ {keep} bản" if backup_dir else "chưa đặt sao lưu hằng ngày"
    return f"Ở máy người bàn giao: {shown}; {daily}."


def config_head(day: str) -> tuple[str, ...]:
    return (
        f"Cấu hình cchc-tasks, bàn giao ngày {day}. Mật khẩu không đi theo gói.",
        f"Chép vào nơi mà `{step('config')}` cho biết, rồi sửa các dòng bắt đầu bằng # cho người và máy mới.",
    )


# What the command says.


def handed_over(path: str, octets: int, held: str, open_tasks: int, overdue: int) -> str:
    still = f"{open_tasks} nhiệm vụ đang mở, trong đó {overdue} quá hạn"
    return f"Đã ghi gói bàn giao {path}: {size(octets)}, {held}; {still}."


def in_it(names: Sequence[str]) -> str:
    return f"Trong gói: {', '.join(names)}."


def next_step(path: str) -> Sentence:
    return Sentence(
        "Gói có toàn bộ dữ liệu của cơ quan, chỉ đưa cho người nhận việc. Người nhận chạy: ",
        step("db restore", path),
    )


def others_in_it(names: Sequence[str]) -> str:
    return f"Chú ý: tệp dữ liệu có cả {len(names)} cơ quan khác: {'; '.join(names)}."


def default_name(day: str) -> str:
    return f"ban-giao-{day}{SUFFIX}"
