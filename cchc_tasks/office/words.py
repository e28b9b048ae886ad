"""Sentences about the care of a database: its contents and checks, organisations, and the rights of accounts."""

from __future__ import annotations

from collections.abc import Sequence

from cchc_tasks.messages.account_words import WHO_MAY
from cchc_tasks.sentences import Either, Entry, Sentence, Shell, Words, step

INFO_COLUMNS = ("Mục", "Giá trị")
LOCATION = "Nơi lưu"
KIND = "Loại"
REVISION = "Lược đồ"
SIZE = "Dung lượng"
ORGANISATIONS = "Cơ quan"
COUNTS = {
    "plan_now": "Kế hoạch đang có",
    "task_now": "Nhiệm vụ",
    "milestone_now": "Mốc thời hạn",
    "unit": "Đơn vị",
    "change": "Thay đổi đã ghi",
    "change_detail": "Chi tiết thay đổi",
    "indicator_value": "Số liệu thống kê đã ghi",
    "report_snapshot": "Báo cáo đã chốt",
}
SOUND = "Dữ liệu toàn vẹn: trạng thái hiện tại khớp với lịch sử."


def sound_everywhere(offices: int) -> str:
    return f"Dữ liệu của {offices} cơ quan toàn vẹn: trạng thái hiện tại khớp với lịch sử."


def size(octets: int) -> str:
    return f"{octets / 1024:.0f} KB" if octets < 1024 * 1024 else f"{octets / 1024 / 1024:.1f} MB"


def schema_upgraded(before: str | None, after: str) -> str:
    if before == after:
        return f"Cơ sở dữ liệu đã ở lược đồ mới nhất ({after})."
    return f"Đã tạo cơ sở dữ liệu (lược đồ {after})." if before is None else f"Đã nâng cấp từ {before} lên {after}."


def complaint(text: str) -> str:
    return f"SQLite báo lỗi: {text}. Khôi phục từ bản sao lưu gần nhất."


def columns_unreadable(columns: Sequence[str]) -> str:
    named = f" ({', '.join(filter(None, columns))})" if any(columns) else ""
    return f"Dữ liệu có giá trị không đọc được{named}: tệp đã hỏng. Khôi phục từ bản sao lưu gần nhất."


def altered(rows: int, copy: str) -> Sentence:
    return Sentence(
        f"{rows} dòng lịch sử khác với bản sao {copy}, dù lịch sử không bao giờ bị sửa: tệp đã hỏng. ",
        "Khôi phục bằng: ",
        step("db restore"),
        ", từ bản sao đó hoặc bản cũ hơn.",
    )


def as_copied(copy: str) -> str:
    return f"Lịch sử khớp với bản sao {copy}."


def state_differs(tasks: int, plans: int, *, repaired: bool) -> Words:
    found = f"{tasks} nhiệm vụ và {plans} kế hoạch có trạng thái hiện tại không khớp với lịch sử"
    if repaired:
        return f"Đã dựng lại: {found}."
    return Sentence(f"{found}. Dựng lại bằng: ", step("db check", repair=None))


ROLES_HEAD = (
    "-- Người quản trị chạy bằng psql, sau mỗi lần db upgrade; chạy lại không hại gì.",
    f"-- Sau đó cho từng tài khoản làm gì: {step('db grant', 'TÊN_ĐĂNG_NHẬP')}",
    r"\set ON_ERROR_STOP on",
)


#: How many organisations are named before the rest is only counted.
_LISTED = 10


def file_has_no_accounts() -> tuple[str, str]:
    return (
        "Cơ sở dữ liệu là một tệp SQLite: tệp không có tài khoản, ai mở được tệp thì làm được mọi việc.",
        "Muốn chia quyền theo đơn vị, cơ quan thì dùng PostgreSQL (README, mục «Dữ liệu ở đâu»).",
    )


def units_alone() -> tuple[Sentence, str]:
    return (
        Sentence(Entry("unit"), " không đi cùng ", Entry("read"), " hay ", Entry("every_org"), "."),
        "Đơn vị là của một cơ quan, và ai được cập nhật theo đơn vị thì xem được cả cơ quan.",
    )


def no_such_login(login: str) -> tuple[str, Sentence]:
    return (
        f"Máy chủ PostgreSQL không có tài khoản «{login}».",
        Sentence("Người quản trị máy chủ tạo trước, ví dụ: ", Shell(f'createuser --pwprompt "{login}"')),
    )


def nothing_to_revoke(login: str) -> tuple[str, Sentence]:
    return f"Tài khoản «{login}» không có quyền nào như thế để thu lại.", WHO_MAY


def unbound(login: str) -> str:
    return f"«{login}» là tài khoản quản trị hoặc sở hữu bảng: máy chủ không giới hạn tài khoản này."


POLICIES_MISSING = Sentence(
    "Máy chủ chưa giữ các quyền này cho tới khi quản trị chạy: ", step("db roles"), Shell(' | psql "$CCHC_TASKS_DB"')
)
ROLES_MISSING = "Chạy db roles xong thì chạy lại lệnh này, để tài khoản được đưa vào vai trò."


def admitted(login: str, role: str) -> str:
    return f"Đã đưa «{login}» vào vai trò {role}."


def still_to_run(statement: str) -> str:
    return f"Còn phải chạy bằng tài khoản quản trị máy chủ: {statement}"


def may_words(may: str, unit: str | None, ended: str | None) -> str:
    """Return what an account may do; `ended` says how the unit came to be no more."""
    if may == "read":
        return "chỉ xem"
    gone = f" ({ended})" if ended else ""
    return f"cập nhật nhiệm vụ do {unit}{gone} chủ trì" if unit else "cập nhật cả cơ quan"


def may_now(organisation: str, held: Sequence[str]) -> str:
    return f"ở {organisation}, {', '.join(held)}"


def of_ended_unit(unit: str) -> Sentence:
    return Sentence(
        f"«{unit}» không còn hoạt động: nhiệm vụ đã chuyển đi không do đơn vị này chủ trì nữa, nên tài khoản không ",
        "ghi được. Cấp lại theo đơn vị nhận nhiệm vụ bằng ",
        Entry("unit"),
        ".",
    )


def granted(login: str, told: Sequence[str], *, changed: bool) -> str:
    return f"Tài khoản «{login}» {'nay' if changed else 'vẫn'} được: {_units_listed(told)}."


def _units_listed(told: Sequence[str]) -> str:
    rest = f"; và ở {len(told) - _LISTED} cơ quan nữa" if len(told) > _LISTED else ""
    return "; ".join(told[:_LISTED]) + rest


def revoked(login: str, told: Sequence[str]) -> str:
    left = f"còn được: {_units_listed(told)}." if told else "không còn được làm gì, xem gì."
    return f"Đã thu lại. Tài khoản «{login}» {left}"


def opened_read_only(login: str) -> str:
    return f"Tài khoản «{login}» chỉ được xem: màn hình mở ở chế độ chỉ xem."


def grant_count(number: int) -> str:
    return f"{number} quyền." if number else "Chưa cấp quyền cho tài khoản nào."


GRANT_COLUMNS = ("Cơ quan", "Tài khoản", "Được làm gì", "Cấp lúc", "Người cấp")


ORGANISATION_COLUMN = "Cơ quan"


def organisation_name_taken(name: str) -> tuple[str, str]:
    return f"Đã có cơ quan «{name}».", "Hai cơ quan không được trùng tên (không kể hoa thường và dấu): chọn tên khác."


def empty_organisation_name() -> tuple[str, Sentence]:
    return "Tên cơ quan để trống.", Sentence("Gõ tên cơ quan trong ngoặc kép, ví dụ: ", step("orgs add", "Sở Y tế"))


def organisation_added(name: str) -> Sentence:
    use = Sentence(" Làm việc với cơ quan này: cchc-tasks ", Entry("org", name), " …")
    return Sentence(f"Đã thêm cơ quan «{name}».", Either(use))


def grant_next(name: str) -> Sentence:
    return Sentence("Chưa tài khoản nào được giao cơ quan này: ", step("db grant", "TÊN_ĐĂNG_NHẬP", org=name))


def organisation_renamed(name: str) -> str:
    return f"Cơ quan nay mang tên «{name}»; dữ liệu và lịch sử giữ nguyên."


def organisation_count(number: int) -> str:
    return f"{number} cơ quan."
