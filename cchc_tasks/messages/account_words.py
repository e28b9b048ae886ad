"""What the person is told where an account of the server may not do what it asks for."""

from __future__ import annotations

from collections.abc import Sequence

from cchc_tasks.sentences import Either, Entry, Sentence, step

WHO_MAY = Sentence("Xem tài khoản nào được làm gì: ", step("db grants"))


def no_office(login: str) -> tuple[str, Sentence]:
    return (
        f"Tài khoản «{login}» chưa được giao cho cơ quan nào trong cơ sở dữ liệu này, nên không thấy dữ liệu nào.",
        Sentence("Nhờ người quản trị cơ sở dữ liệu chạy: ", step("db grant", login, org="TÊN CƠ QUAN")),
    )


def not_admitted(location: str) -> tuple[str, Sentence]:
    return (
        f"Tài khoản này chưa được vào cơ sở dữ liệu {location}.",
        Sentence(
            "Nhờ người quản trị cấp quyền: ",
            step("db grant", "TÊN_ĐĂNG_NHẬP"),
            Either(Sentence(" (thêm ", Entry("read"), " nếu chỉ để xem)")),
            ".",
        ),
    )


def may_only_read(login: str) -> tuple[str, Sentence]:
    return (
        f"Tài khoản «{login}» chỉ được xem, không được ghi vào cơ sở dữ liệu này.",
        Sentence("Nhờ người quản trị cơ sở dữ liệu cho phép cập nhật: ", step("db grant", login)),
    )


def whole_office_wanted(login: str, units: str) -> tuple[str, Sentence]:
    return (
        f"Tài khoản «{login}» chỉ được cập nhật nhiệm vụ của {units}; việc này đụng đến dữ liệu của cả cơ quan "
        "(nhập hay sửa kế hoạch, giao lại, lấy lại các việc đó, số liệu và báo cáo của cơ quan).",
        Sentence("Nhờ người cập nhật của cả cơ quan làm. ", WHO_MAY),
    )


def owner_wanted(login: str) -> tuple[str, Sentence]:
    return (
        f"Tài khoản «{login}» không được thêm cơ quan hay cấp quyền trong cơ sở dữ liệu này.",
        Sentence("Nhờ người quản trị cơ sở dữ liệu (tài khoản sở hữu bảng) làm. ", WHO_MAY),
    )


def others_tasks(tasks: Sequence[tuple[str, str]], count: int, login: str, units: str) -> tuple[str, Sentence]:
    """`tasks` are refs with the printed lead units; `count` is how many there are."""
    listed = "; ".join(f"{ref} do {' '.join(lead.split()) or 'đơn vị khác'} chủ trì" for ref, lead in tasks)
    rest = f"; và {count - len(tasks)} nhiệm vụ nữa" if count > len(tasks) else ""
    return (
        f"Nhiệm vụ {listed}{rest}; tài khoản «{login}» chỉ được cập nhật nhiệm vụ của {units}.",
        Sentence("Nhờ đơn vị chủ trì hoặc người cập nhật của cả cơ quan làm. ", WHO_MAY),
    )


def refused_by_policy() -> tuple[str, Sentence]:
    return (
        "Cơ sở dữ liệu từ chối: tài khoản này không được ghi những dòng đó. Không có gì được lưu.",
        Sentence("Chỉ ghi được nhiệm vụ của đơn vị, cơ quan mình. ", WHO_MAY),
    )


def bad_role_name(name: str) -> tuple[str, str]:
    return (
        f"«{name}» không dùng làm tên vai trò hay schema được.",
        "Dùng chữ thường không dấu, chữ số và dấu _, ví dụ cchc_writer.",
    )
