"""What the person is told about taking a plan in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cchc_tasks.wording.days import day_in_sentence

KIND_WORDS = {
    "fixed": "có ngày",
    "ongoing": "thường xuyên",
    "recurring": "định kỳ",
    "triggered": "chờ văn bản/sự kiện",
    "unread": "chưa đọc được",
}


INTERPRETING = "Đang đọc thời hạn, đơn vị, kết quả"
STORING = "Đang lưu nhiệm vụ"


def other_plan_left_out(title: str, reason: str, option: str) -> str:
    return f"tệp còn một kế hoạch nữa, «{title}», chưa nhập: {reason} Nhập riêng: thêm {option}, kèm --year hay --plan."


def code_of_another(code: str) -> tuple[str, str]:
    return (f"Mã {code} đã dùng cho một kế hoạch khác của tệp.", "Nhập riêng với mã khác (--plan).")


def which_of_plans(file: str, plans: Sequence[tuple[str, int, str]]) -> tuple[str, str]:
    """What a file's plans are called, how many tasks each has, and the option that chooses it."""
    named = "; ".join(f"«{title}», {tasks} nhiệm vụ ({option})" for title, tasks, option in plans)
    return (
        f"Tệp {file} có {len(plans)} kế hoạch, chưa rõ --plan, --title là của kế hoạch nào: {named}.",
        f"Thêm {plans[0][2]} để nhập riêng một kế hoạch; không ghi --plan, --title thì nhập cả {len(plans)}.",
    )


def which_is_amended(file: str, code: str, plans: Sequence[tuple[str, int, str]]) -> tuple[str, str]:
    named = "; ".join(f"«{title}», {tasks} nhiệm vụ ({option})" for title, tasks, option in plans)
    choose = f"thêm {plans[0][2]} để chọn một kế hoạch trong tệp."
    if code:
        return (
            f"Tệp {file} có {len(plans)} kế hoạch, chưa rõ kế hoạch nào sửa đổi {code}: {named}.",
            choose[0].upper() + choose[1:],
        )
    return (
        f"Tệp {file} có {len(plans)} kế hoạch, chưa rõ đang sửa đổi kế hoạch nào: {named}.",
        f"Ghi mã của kế hoạch được sửa đổi bằng --plan, hoặc {choose}",
    )


def cannot_open(path: str, cause: str) -> tuple[str, str]:
    return (f"Không mở được tệp {path}: {cause}.", "Kiểm tra đường dẫn và quyền đọc tệp.")


def reading_file(name: str) -> str:
    return f"Đang đọc {name}"


def imported_sentence(code: str, tasks: int, file: str) -> str:
    return f"Nhập kế hoạch {code}: {tasks} nhiệm vụ từ tệp {file}"


def no_year(title: str, years: Sequence[int]) -> tuple[str, str]:
    found = f"tiêu đề có nhiều năm ({', '.join(map(str, years))})" if years else "tiêu đề không ghi năm"
    shown = f" «{title}»" if title else ""
    return (
        f"Chưa biết kế hoạch{shown} là của năm nào: {found}.",
        "Chạy lại với --year, ví dụ: --year 2022 (hoặc --period 01/01/2022..31/12/2022).",
    )


def contradicting_year(title_year: int, deadline_year: int) -> tuple[str, str]:
    return (
        f"Tiêu đề ghi năm {title_year} nhưng phần lớn thời hạn ghi năm {deadline_year}.",
        f"Chạy lại với năm đúng của kế hoạch, ví dụ: --year {deadline_year}",
    )


def reported_in_future(reported_on: date, today: date) -> tuple[str, str]:
    return (
        f"Ngày chốt kết quả {day_in_sentence(reported_on)} sau hôm nay ({day_in_sentence(today)}).",
        "Ghi --reported-on là ngày các kết quả trong tệp được báo cáo, không muộn hơn hôm nay.",
    )


def reported_before_plan(reported_on: date, first: date) -> tuple[str, str]:
    return (
        f"Ngày chốt kết quả {day_in_sentence(reported_on)} trước khi kế hoạch bắt đầu ({day_in_sentence(first)}).",
        "Kiểm tra lại năm của --reported-on, hoặc năm của kế hoạch (--year).",
    )


def bad_code(code: str) -> tuple[str, str]:
    return (
        f"«{code}» không dùng làm mã kế hoạch được.",
        "Mã chỉ gồm chữ cái A–Z, chữ số và dấu gạch nối, ví dụ: --plan CCHC-2022",
    )


def same_file(file: str, code: str) -> tuple[str, str]:
    return (
        f"Tệp {file} đã được nhập rồi, là kế hoạch {code}. Không có gì thay đổi.",
        f"Xem bằng: cchc-tasks list --plan {code}",
    )


def code_taken(code: str) -> tuple[str, str]:
    return (
        f"Đã có kế hoạch {code}. Không có gì được lưu.",
        f"Nhập với mã khác (--plan), hoặc xem kế hoạch đang có: cchc-tasks list --plan {code}",
    )


def no_reported_on(from_day: date) -> str:
    return (
        "Không ghi --reported-on: các kết quả trong tệp được tính từ "
        f"{day_in_sentence(from_day)} và không kết luận đúng hạn hay quá hạn cho nhiệm vụ đã hoàn thành."
    )


def outside_period(no: str, deadline: str) -> str:
    return f"Nhiệm vụ {no}: thời hạn «{deadline}» trước khi kế hoạch bắt đầu; kiểm tra lại năm."


def summary(code: str, title: str, tasks: int, sections: int, *, stored: bool) -> str:
    done = "Đã nhập" if stored else "Xem trước (chưa lưu)"
    return f"{done} kế hoạch {code}: {tasks} nhiệm vụ, {sections} phần. «{title}»"


def kinds_line(counts: Sequence[tuple[str, int]]) -> str:
    return "Thời hạn: " + ", ".join(f"{KIND_WORDS[kind]} {count}" for kind, count in counts) + "."


def statuses_line(counts: Sequence[tuple[str, int]], reported_on: date | None) -> str:
    until = f" (tính đến {day_in_sentence(reported_on)})" if reported_on else ""
    return f"Kết quả{until}: " + ", ".join(f"{label} {count}" for label, count in counts) + "."


def review_heading(count: int) -> str:
    return f"Cần rà soát {count} nhiệm vụ:"


def review_line(no: str, row: int, reason: str) -> str:
    return f"  {no or '(không số)'} (dòng {row}): {reason}"


def notices_heading(count: int) -> str:
    return f"Lưu ý khi đọc tệp ({count}):"


def notice_line(row: int | None, message: str) -> str:
    return f"  dòng {row}: {message}" if row is not None else f"  {message}"


def next_step(code: str) -> str:
    return f"Xem việc quá hạn: cchc-tasks overdue --plan {code}"


def and_more(count: int) -> str:
    return f"  … và {count} dòng nữa (xem đủ bằng --json)"


def ask_reported_on(results: int) -> str:
    return f"Tệp có {results} kết quả đã ghi. Các kết quả này tính đến ngày nào (vd 15/6/2022; Enter: chưa rõ)? "


def one_name_for_several() -> tuple[str, str]:
    return ("--plan và --title chỉ dùng khi nhập một tệp.", "Nhập từng tệp một, hoặc để chương trình tự đặt mã.")


def bad_mapping(text: str) -> tuple[str, str]:
    return (
        f"«{text}» không đúng dạng FIELD=HEADER.",
        "Ví dụ: --map title='Nội dung công việc' --map deadline='Thời gian'",
    )


def status_unused(header: str) -> str:
    return f"cột «{header}» không được dùng khi nhập kế hoạch; bảng kết quả đơn vị gửi về thì thêm --results"
