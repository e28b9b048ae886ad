"""Sentences of plans: taking a plan in, links between plans, names of the periods of a recurring deadline."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cchc_tasks.days import day_in_sentence
from cchc_tasks.messages import screen_import_words
from cchc_tasks.model.fields import FIELD
from cchc_tasks.sentences import Either, Entry, Sentence, Words, either, joined, step

KIND_WORDS = {
    "fixed": "có ngày",
    "ongoing": "thường xuyên",
    "recurring": "định kỳ",
    "triggered": "chờ văn bản/sự kiện",
    "unread": "chưa đọc được",
}
#: What a link between tasks of different plans is called, by its field.
LINKS = {
    name: FIELD[name].words
    for name in ("carried_from", "carried_to", "renewed_from", "renewed_to", "remedies", "remedied_by")
}
LINK = "Liên kết"
_ROMAN = ("I", "II", "III", "IV")
#: What to do with one of several plans of a file, where no field chooses it.
_IN_A_FILE_OF_ITS_OWN = "Tách từng kế hoạch ra một tệp riêng rồi nhập."
INTERPRETING = "Đang đọc thời hạn, đơn vị, kết quả"
STORING = "Đang lưu nhiệm vụ"


def other_plan_left_out(title: str, reason: Words, entries: Sequence[Entry]) -> Sentence:
    alone = Sentence("Nhập riêng: thêm ", joined(" ", entries), ", kèm ", Entry("year"), " hay ", Entry("plan"), ".")
    told = f"tệp còn một kế hoạch nữa, «{title}», chưa nhập: "
    return Sentence(told, reason, " ", Either(alone, _IN_A_FILE_OF_ITS_OWN))


def code_of_another(code: str) -> tuple[str, Sentence]:
    hint = either(Sentence("Nhập riêng với mã khác (", Entry("plan"), ")."), _IN_A_FILE_OF_ITS_OWN)
    return (f"Mã {code} đã dùng cho một kế hoạch khác của tệp.", hint)


def _plans_named(plans: Sequence[tuple[str, int, Sequence[Entry]]]) -> Sentence:
    """Return what a file's plans are called, how many tasks each has, and what chooses it on the command line."""
    return joined(
        "; ",
        (
            Sentence(f"«{title}», {tasks} nhiệm vụ", Either(Sentence(" (", joined(" ", entries), ")")))
            for title, tasks, entries in plans
        ),
    )


def which_of_plans(file: str, plans: Sequence[tuple[str, int, Sequence[Entry]]]) -> tuple[Sentence, Sentence]:
    """Refuse a code or a title for a file of several plans: each has a name, a number of tasks and what chooses it."""
    names = Sentence(Entry("plan"), Either(Sentence(", ", Entry("title"))))
    told = f"Tệp {file} có {len(plans)} kế hoạch, chưa rõ "
    add = Sentence("Thêm ", joined(" ", plans[0][2]), " để nhập riêng một kế hoạch; ")
    return (
        Sentence(told, names, " là của kế hoạch nào: ", _plans_named(plans), "."),
        Sentence(
            Either(Sentence(add, "không ghi "), "Để trống "),
            names,
            f" thì nhập cả {len(plans)}.",
        ),
    )


def which_is_amended(
    file: str, code: str, plans: Sequence[tuple[str, int, Sequence[Entry]]]
) -> tuple[Sentence, Sentence]:
    chosen = Sentence(joined(" ", plans[0][2]), " để chọn một kế hoạch trong tệp.")
    told = f"Tệp {file} có {len(plans)} kế hoạch, chưa rõ "
    if code:
        return (
            Sentence(told, f"kế hoạch nào sửa đổi {code}: ", _plans_named(plans), "."),
            either(Sentence("Thêm ", chosen), _IN_A_FILE_OF_ITS_OWN),
        )
    return (
        Sentence(told, "đang sửa đổi kế hoạch nào: ", _plans_named(plans), "."),
        Sentence(
            "Ghi mã của kế hoạch được sửa đổi ",
            Either("bằng ", "vào "),
            Entry("plan"),
            Either(Sentence(", hoặc thêm ", chosen), "."),
        ),
    )


def reading_file(name: str) -> str:
    return f"Đang đọc {name}"


def imported_sentence(code: str, tasks: int, file: str) -> str:
    return f"Nhập kế hoạch {code}: {tasks} nhiệm vụ từ tệp {file}"


def no_year(title: str, years: Sequence[int]) -> tuple[str, Sentence]:
    found = f"tiêu đề có nhiều năm ({', '.join(map(str, years))})" if years else "tiêu đề không ghi năm"
    shown = f" «{title}»" if title else ""
    return (
        f"Chưa biết kế hoạch{shown} là của năm nào: {found}.",
        Sentence(
            Either(
                Sentence("Chạy lại với ", Entry("year"), ", ví dụ: ", Entry("year", "2022")),
                Sentence("Ghi vào ", Entry("year"), ", ví dụ 2022."),
            ),
            Either(Sentence(" (hoặc ", Entry("period", "01/01/2022..31/12/2022"), ").")),
        ),
    )


def contradicting_year(title_year: int, deadline_year: int) -> tuple[str, Sentence]:
    return (
        f"Tiêu đề ghi năm {title_year} nhưng phần lớn thời hạn ghi năm {deadline_year}.",
        Sentence(
            Either("Chạy lại với năm đúng của kế hoạch, ví dụ: ", "Ghi năm đúng của kế hoạch vào "),
            Entry("year", str(deadline_year)),
        ),
    )


def reported_in_future(reported_on: date, today: date) -> tuple[str, Sentence]:
    return (
        f"Ngày chốt kết quả {day_in_sentence(reported_on)} sau hôm nay ({day_in_sentence(today)}).",
        Sentence("Ghi ", Entry("reported_on"), " là ngày các kết quả trong tệp được báo cáo, không muộn hơn hôm nay."),
    )


def reported_before_plan(reported_on: date, first: date) -> tuple[str, Sentence]:
    return (
        f"Ngày chốt kết quả {day_in_sentence(reported_on)} trước khi kế hoạch bắt đầu ({day_in_sentence(first)}).",
        Sentence("Kiểm tra lại năm của ", Entry("reported_on"), ", hoặc năm của kế hoạch (", Entry("year"), ")."),
    )


def bad_code(code: str) -> tuple[str, Sentence]:
    return (
        f"«{code}» không dùng làm mã kế hoạch được.",
        Sentence(
            "Mã chỉ gồm chữ cái A–Z, chữ số và dấu gạch nối, ví dụ: ", Either(Entry("plan", "CCHC-2022"), "CCHC-2022")
        ),
    )


def same_file(file: str, code: str) -> tuple[str, Sentence]:
    return (
        f"Tệp {file} đã được nhập rồi, là kế hoạch {code}. Không có gì thay đổi.",
        Sentence("Xem bằng: ", step("list", plan=code)),
    )


def code_taken(code: str) -> tuple[str, Sentence]:
    return (
        f"Đã có kế hoạch {code}. Không có gì được lưu.",
        Sentence("Nhập với mã khác (", Entry("plan"), "), hoặc xem kế hoạch đang có: ", step("list", plan=code)),
    )


def no_reported_on(from_day: date) -> Sentence:
    return Sentence(
        "Không ghi ",
        Entry("reported_on"),
        f": các kết quả trong tệp được tính từ {day_in_sentence(from_day)} "
        "và không kết luận đúng hạn hay quá hạn cho nhiệm vụ đã hoàn thành.",
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


def notice_line(row: int | None, message: Words) -> Words:
    return Sentence(f"  dòng {row}: " if row is not None else "  ", message)


def next_step(code: str) -> Sentence:
    return Sentence("Xem việc quá hạn: ", step("overdue", plan=code))


def and_more(count: int) -> Sentence:
    return Sentence(f"  … và {count} dòng nữa", Either(Sentence(" (xem đủ bằng ", Entry("json"), ")")))


def ask_reported_on(results: int) -> str:
    return f"Tệp có {results} kết quả đã ghi. Các kết quả này tính đến ngày nào (vd 15/6/2022; Enter: chưa rõ)? "


def status_unused(header: str) -> Sentence:
    return Sentence(
        f"cột «{header}» không được dùng khi nhập kế hoạch; bảng kết quả đơn vị gửi về thì ",
        Either(Sentence("thêm ", Entry("results")), f"chọn loại tệp «{screen_import_words.KINDS['take_results']}»"),
    )


def period_name(start: date, every: str) -> str:
    """Return what the period that begins on a day is called: «Tháng 3/2022», «Quý II/2022»; empty for others."""
    names = {
        "month": f"Tháng {start.month:02d}/{start.year}" if start.month < 3 else f"Tháng {start.month}/{start.year}",
        "quarter": f"Quý {_ROMAN[(start.month - 1) // 3]}/{start.year}",
        "half": f"6 tháng {'đầu' if start.month <= 6 else 'cuối'} năm {start.year}",
        "year": f"Năm {start.year}",
    }
    return names.get(every, "")


def bad_criterion(typed: str) -> tuple[str, Sentence]:
    return (
        f"«{typed}» không phải số của tiêu chí.",
        Sentence("Ghi như trong bộ tiêu chí, ví dụ: ", Entry("criterion", "3.1.4")),
    )


def no_such_row(wanted: str, rows: Sequence[int]) -> tuple[str, str]:
    if rows:
        listed = ", ".join(f"row:{row}" for row in rows)
        return (f"Tệp có nhiều dòng mang số «{wanted}».", f"Chọn một: {listed}")
    return (f"Tệp không có nhiệm vụ «{wanted}».", "Ghi số thứ tự trong tệp mới, hoặc row: và số dòng.")


def settled_twice(ref: str, wanted: str) -> tuple[Sentence, str]:
    pair = f"{ref}={wanted}"
    other = Either(Sentence("một ", Entry("match"), " khác"), "một chỗ khác cùng ô")
    told = Sentence(Either(Entry("match", pair), f"«{pair}»"), " trùng với ", other, ".")
    return (told, "Mỗi nhiệm vụ và mỗi dòng chỉ ghép một lần.")
