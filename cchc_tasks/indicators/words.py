"""What the person is told about the statistics appendix by period."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from cchc_tasks.days import day_in_sentence
from cchc_tasks.sentences import Either, Entry, Sentence, step

LIST_COLUMNS = ("Mã dòng", "STT", "Chỉ tiêu thống kê", "Đơn vị tính", "Số liệu", "Ghi chú")
#: The columns of the CSV are those of the form, so that it can be taken in again; the code helps who looks for a line.
CSV_COLUMNS = ("STT", "Chỉ tiêu thống kê", "Đơn vị tính", "Số liệu", "Ghi chú", "Mã dòng")
_SHOWN_NAME = 60
_SHOWN_SETTINGS = 3
_SHOWN_CANDIDATES = 12


def period_named(first: date, last: date) -> str:
    """«năm 2022», «kỳ 01/01/2022 – 14/6/2022»."""
    if (first.month, first.day, last.month, last.day, first.year) == (1, 1, 12, 31, last.year):
        return f"năm {first.year}"
    return f"kỳ {day_in_sentence(first)} – {day_in_sentence(last)}"


def short(name: str) -> str:
    return name if len(name) <= _SHOWN_NAME else name[: _SHOWN_NAME - 1].rstrip() + "…"


def number(value: Decimal) -> str:
    """A number as it is printed in Viet Nam: 5.380; 99,9; at most two decimals."""
    rounded = round(value, 2)
    whole, _, decimals = f"{abs(rounded):,f}".partition(".")
    decimals = decimals.rstrip("0")
    return f"{'-' if rounded < 0 else ''}{whole.replace(',', '.')}{',' if decimals else ''}{decimals}"


def signed(value: Decimal) -> str:
    return f"+{number(value)}" if value > 0 else number(value)


def reading_file(name: str) -> str:
    return f"Đang đọc {name}"


def imported_sentence(period: str, lines: int, file: str) -> str:
    return f"Nhập số liệu thống kê {period}: {lines} chỉ tiêu từ tệp {file}"


def set_sentence(period: str, settings: Sequence[str]) -> str:
    rest = len(settings) - _SHOWN_SETTINGS
    more = f" và {rest} chỉ tiêu khác" if rest > 0 else ""
    return f"Ghi số liệu thống kê {period}: {'; '.join(settings[:_SHOWN_SETTINGS])}{more}"


def named_line(code: str, name: str) -> str:
    return f"{code} «{short(name)}»"


def value_with_unit(value: str, unit: str) -> str:
    """«100 %» where the value does not say so itself; other units are names of things."""
    return f"{value} %" if unit.strip() == "%" and "%" not in value else value


def set_line(code: str, name: str, value: str) -> str:
    return f"{code} «{short(name)}» = {value or '(để trống)'}"


def import_summary(period: str, lines: int, filled: int, title: str, *, dry_run: bool) -> str:
    first = "Xem trước, chưa lưu. " if dry_run else ""
    of = f" của «{title}»" if title else ""
    return f"{first}Đọc được {lines} chỉ tiêu{of}, {filled} chỉ tiêu có số liệu; nhập vào {period}."


def import_effect(added: int, changed: int, kept: int) -> str:
    return f"Trong đó: dòng mới {added}, đổi {changed}, giữ nguyên {kept}."


def changed_line(code: str, name: str, before: str, after: str) -> str:
    return f"{code} «{short(name)}»: {before or '(trống)'} → {after or '(trống)'}"


def changed_heading(count: int) -> str:
    return f"Số liệu đổi so với lần trước ({count}):"


def missing_lines(count: int, *, replaced: bool) -> Sentence:
    if replaced:
        return Sentence(f"{count} chỉ tiêu không có trong tệp, đã bỏ khỏi kỳ này (", Entry("replace"), ").")
    return Sentence(
        f"{count} chỉ tiêu của kỳ này không có trong tệp, giữ nguyên; muốn lấy đúng như tệp thì thêm ",
        Entry("replace"),
        ".",
    )


def kept_empty(count: int) -> Sentence:
    return Sentence(
        f"{count} chỉ tiêu tệp để trống số liệu hoặc ghi chú nhưng kỳ này đang có, giữ nguyên; ",
        "muốn lấy đúng như tệp thì thêm ",
        Entry("replace"),
        ".",
    )


def form_changed(period: str, missing: int) -> str:
    return f"Biểu {period} có {missing} chỉ tiêu mà tệp này không có (mẫu khác, hoặc tệp chỉ có một phần)."


def note_changed(code: str, name: str) -> str:
    return f"{code} «{short(name)}»: đổi ghi chú"


def nothing_new() -> str:
    return "Không có gì mới để lưu: kỳ này đã có đúng những số liệu ấy."


def next_step(period: str) -> Sentence:
    return Sentence("Xem lại: ", step("indicators list", period=period))


def notices_heading(count: int) -> str:
    return f"Lưu ý khi đọc tệp ({count}):"


def warnings_heading(count: int, name: str = "") -> str:
    of = f" của {name}" if name else ""
    return f"Số liệu{of} cần xem lại ({count}):"


def list_summary(period: str, lines: int, filled: int) -> str:
    return f"Thống kê {period}: {lines} chỉ tiêu, {filled} chỉ tiêu có số liệu, {lines - filled} còn trống."


def carried_form(period: str, source: str) -> Sentence:
    return Sentence(
        f"Chưa có số liệu {period}; đây là biểu của {source}, số liệu để trống. Ghi bằng: ", step("indicators set")
    )


def form_taken(period: str, source: str) -> str:
    return f"Chưa có biểu {period}: đã lấy các dòng của {source}, số liệu còn lại để trống."


def other_periods(periods: Sequence[str]) -> str:
    return f"Các kỳ đã có số liệu: {', '.join(periods)}."


def no_form(period: str) -> tuple[str, Sentence]:
    return (
        f"Chưa có biểu thống kê nào để ghi số liệu {period}.",
        Sentence("Nhập phụ lục (kể cả biểu trống) trước: ", step("indicators import", "TỆP", period="KỲ")),
    )


def nothing_yet(period: str) -> Sentence:
    return Sentence(f"Chưa có số liệu thống kê {period}. Nhập bằng: ", step("indicators import", "TỆP", period="KỲ"))


def nothing_in_period(period: str) -> tuple[str, Sentence]:
    return (
        f"Chưa có số liệu thống kê {period} để so sánh.",
        Sentence(
            "Xem các kỳ đã có: ", step("indicators list", period="KỲ"), "; nhập thêm: ", step("indicators import")
        ),
    )


def no_such_line(target: str) -> tuple[str, Sentence]:
    return (
        f"Không có chỉ tiêu «{target}» trong biểu.",
        Sentence("Xem mã dòng: ", step("indicators list", period="KỲ"), "; hoặc gõ một phần tên chỉ tiêu."),
    )


def which_line(target: str, candidates: Sequence[str]) -> tuple[str, str]:
    rest = len(candidates) - _SHOWN_CANDIDATES
    listed = "; ".join(candidates[:_SHOWN_CANDIDATES]) + (f"; và {rest} dòng khác" if rest > 0 else "")
    return (f"«{target}» có thể là {len(candidates)} chỉ tiêu: {listed}.", "Ghi mã dòng của chỉ tiêu cần ghi.")


def candidate(code: str, name: str, parent: str) -> str:
    return f"{code} «{short(name)}»" + (f" (thuộc «{short(parent)}»)" if parent else "")


def set_twice(first: str, second: str) -> tuple[str, Sentence]:
    return (
        f"«{first}» và «{second}» là cùng một chỉ tiêu.",
        Sentence("Mỗi chỉ tiêu chỉ ghi một lần", Either(" trong một lệnh"), "."),
    )


def note_of_one_line() -> tuple[Sentence, str]:
    return (Sentence(Entry("note"), " ghi chú cho một chỉ tiêu."), "Ghi từng chỉ tiêu một khi cần ghi chú.")


def nothing_to_set() -> tuple[str, Sentence]:
    return (
        "Chưa nói chỉ tiêu nào được ghi gì.",
        Sentence("Ví dụ: ", step("indicators set", period="2022"), ' "I.2-1=02" "III.7-3=99,9 %"'),
    )


def value_missing(target: str) -> tuple[str, str]:
    return (f"«{target}» chưa có số liệu.", f'Ghi "{target}=SỐ LIỆU"; để trống thì ghi "{target}=".')


def period_wanted() -> tuple[str, Sentence]:
    return (
        "Chưa nói số liệu của kỳ nào.",
        Sentence("Thêm ", Entry("period"), ": một năm (2022) hoặc từ..đến (2022-01-01..2022-06-14)."),
    )


def bad_period(text: str, names: Sequence[str]) -> tuple[str, str]:
    listed = f", hoặc tên kỳ và năm ({', '.join(f'{name}/2022' for name in names)})" if names else ""
    return (
        f"«{text}» không phải một kỳ báo cáo.",
        f"Ghi một năm (2022), từ..đến (2022-01-01..2022-06-14){listed}.",
    )


def second_side_wanted() -> tuple[str, Sentence]:
    return (
        "So sánh cần hai bên.",
        Sentence(
            "Ghi hai kỳ (2022 2023), hoặc một kỳ với ",
            Entry("with_org", "CƠ QUAN"),
            " hay ",
            Entry("with_file", "TỆP"),
            ".",
        ),
    )


def too_many_sides() -> tuple[str, Sentence]:
    return (
        "So sánh chỉ có hai bên.",
        Sentence(
            "Chọn một trong: kỳ thứ hai, ",
            Entry("with_org"),
            ", ",
            Entry("with_file"),
            " (",
            Entry("with_org"),
            " đi với một kỳ).",
        ),
    )


def side_of_organisation(organisation: str, period: str) -> str:
    return f"{organisation}, {period}"


def compare_columns(first: str, second: str) -> tuple[str, ...]:
    return ("Mã dòng", "Chỉ tiêu thống kê", "Đơn vị tính", first, second, "Chênh lệch")


NOT_THERE = "(không có dòng này)"


def compare_summary(lines: int, different: int, only_first: int, only_second: int, first: str, second: str) -> str:
    sentence = f"{lines} chỉ tiêu, {different} chỉ tiêu khác nhau"
    sentence += f"; chỉ có ở {first}: {only_first}" if only_first else ""
    sentence += f"; chỉ có ở {second}: {only_second}" if only_second else ""
    return f"{sentence}."


def nothing_found(period: str) -> str:
    return f"Không thấy số liệu nào mâu thuẫn trong thống kê {period}."


def contradiction(kind: str, line: str, value: str, others: Sequence[tuple[str, str]], expected: Decimal | None) -> str:
    """A finding in a sentence: `line` and the `others` are codes with names, with their values as printed."""
    listed = ", ".join(f"{name} ({printed})" for name, printed in others)
    shown = number(expected) if expected is not None else ""
    if kind == "part_over_whole":
        return f"{line}: {value} nhiều hơn {listed}"
    if kind == "parts_over_whole":
        return f"{line}: {value}, nhưng {listed} cộng lại là {shown}"
    if kind == "sum_differs":
        return f"{line}: {value}; các dòng con {listed} cộng lại là {shown}"
    if kind == "rate_differs":
        by = f"theo {listed}" if listed else "theo phân số trong ghi chú"
        return f"{line}: ghi {value}, nhưng {by} là {shown} %"
    if kind == "rate_over_100":
        return f"{line}: {value}, tỷ lệ này không thể quá 100 %"
    if kind == "outside_codes":
        return f"{line}: {value} không phải một trong các giá trị mà đơn vị tính cho phép"
    return f"{line}: {value} (không), nhưng {listed} có số liệu"
