"""What the person is told about who may do what."""

from __future__ import annotations

from collections.abc import Sequence

from cchc_tasks.messages.account_words import WHO_MAY
from cchc_tasks.sentences import Entry, Sentence, Shell, step

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
    return f"Tài khoản «{login}» {'nay' if changed else 'vẫn'} được: {_listed(told)}."


def _listed(told: Sequence[str]) -> str:
    rest = f"; và ở {len(told) - _LISTED} cơ quan nữa" if len(told) > _LISTED else ""
    return "; ".join(told[:_LISTED]) + rest


def revoked(login: str, told: Sequence[str]) -> str:
    left = f"còn được: {_listed(told)}." if told else "không còn được làm gì, xem gì."
    return f"Đã thu lại. Tài khoản «{login}» {left}"


def opened_read_only(login: str) -> str:
    return f"Tài khoản «{login}» chỉ được xem: màn hình mở ở chế độ chỉ xem."


def count(number: int) -> str:
    return f"{number} quyền." if number else "Chưa cấp quyền cho tài khoản nào."


COLUMNS = ("Cơ quan", "Tài khoản", "Được làm gì", "Cấp lúc", "Người cấp")
