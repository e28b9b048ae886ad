"""What the person is told about the table of a plan: its sheet, its header, its rows and their marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cchc_tasks.model.fields import COLUMN_LABELS
from cchc_tasks.sentences import Either, Entry, Sentence, Words, either, step

_LISTED_NUMBERS = 20
_LISTED_CELLS = 20
_MAPPING_EXAMPLE = (
    Entry("map", "title=Nội dung"),
    " ",
    Entry("map", "deadline=Thời gian"),
    " ",
    Entry("map", "lead=Đơn vị"),
)
_LISTED = 8


def no_table() -> tuple[str, str]:
    return (
        "Không tìm thấy bảng nào trong tệp.",
        "Bảng phải có dòng tiêu đề cột (STT, Nhiệm vụ, Đơn vị chủ trì, Thời hạn …).",
    )


def _listed_cells(cells: Sequence[str]) -> str:
    """The first of a row's cells, and that there are more."""
    more = f" … ({len(cells)} ô)" if len(cells) > _LISTED_CELLS else ""
    return "; ".join(f"«{cell}»" for cell in cells[:_LISTED_CELLS]) + more


def no_header(shown: Sequence[str]) -> tuple[str, Sentence]:
    cells = _listed_cells(shown)
    return (
        f"Không nhận ra dòng tiêu đề cột. Các ô đầu bảng: {cells}.",
        Sentence(
            Either("Chỉ rõ cột bằng ", "Sửa tiêu đề cột trong tệp cho rõ rồi nhập lại"),
            Either(Sentence(Entry("map"), ", ví dụ: ", *_MAPPING_EXAMPLE), " (Nội dung, Thời hạn, Đơn vị chủ trì …)."),
        ),
    )


def statistics_table() -> tuple[str, Sentence]:
    return (
        "Đây là bảng thống kê (chỉ tiêu, đơn vị tính, số liệu), không phải bảng nhiệm vụ.",
        Sentence(
            "Nhập tệp kế hoạch có cột nhiệm vụ và thời hạn; số liệu thống kê thì nhập bằng: ",
            step("indicators import", "TỆP", period="KỲ"),
        ),
    )


def no_tasks() -> tuple[str, str]:
    return ("Có dòng tiêu đề cột nhưng không có nhiệm vụ nào bên dưới.", "Kiểm tra lại tệp gốc.")


def no_such_table(number: int, count: int) -> tuple[str, Sentence]:
    hint = either(Sentence("Chọn lại bằng ", Entry("table"), "."), "Kiểm tra lại tệp gốc.")
    return (f"Tệp có {count} bảng nhiệm vụ, không có bảng thứ {number}.", hint)


def no_sheets() -> tuple[Sentence, Sentence]:
    return (
        Sentence("Tệp này không có trang tính", Either(Sentence(", nên không dùng ", Entry("sheet"), " được")), "."),
        either(Sentence("Bỏ ", Entry("sheet"), " rồi chạy lại."), "Kiểm tra lại tệp gốc."),
    )


def header_missing(header: str, headers: Sequence[str]) -> tuple[str, str]:
    found = _listed_cells(headers)
    return (f"Không có cột nào tên «{header}» trong tệp.", f"Các cột trong tệp: {found}.")


def table_entry(number: int) -> Entry:
    return Entry("table", str(number))


def other_table(number: int) -> Sentence:
    wanted = Either(table_entry(number), "tách ra một tệp riêng")
    return Sentence(f"bảng nhiệm vụ thứ {number} trong tệp chưa nhập (muốn nhập: ", wanted, ")")


def unknown_column(header: str) -> Sentence:
    needed = Either(Sentence("dùng ", Entry("map"), " nếu cần"), "cần thì sửa tiêu đề cột trong tệp")
    return Sentence(f"cột «{header}» chưa biết là gì nên không nhập; ", needed)


def joined(no: str, fields: Sequence[str]) -> str:
    names = ", ".join(COLUMN_LABELS[field] for field in fields)
    return f"nối phần bị ngắt trang vào nhiệm vụ {no}: {names}"


def joined_above(no: str, fields: Sequence[str]) -> str:
    names = ", ".join(COLUMN_LABELS[field] for field in fields)
    return f"nối vào nhiệm vụ {no} (ô gộp với dòng dưới): {names}"


def further_lines(no: str, fields: Sequence[str]) -> str:
    names = ", ".join(COLUMN_LABELS[field] for field in fields)
    return f"dòng thêm của nhiệm vụ {no} (ô tên gộp nhiều dòng): {names}"


def section_joined(title: str) -> str:
    return f"nối phần bị ngắt trang vào tên mục «{title}»"


def unnumbered_section(title: str) -> str:
    return f"dòng chỉ có tên, không có số, được coi là tên mục: «{title}»"


def section_text(text: str) -> str:
    return f"chữ ở các cột khác của dòng tên mục, không nhập: «{text}»"


def ditto(fields: Sequence[str]) -> str:
    names = ", ".join(COLUMN_LABELS[field] for field in fields)
    return f"ô ghi «như trên»: lấy chữ của nhiệm vụ ngay trên cho {names}"


def section_deadline(text: str) -> str:
    return f"bảng không có cột thời hạn: lấy thời hạn theo tên mục «{text}»"


def combined_units(header: str) -> str:
    return f"cột «{header}» ghi chung đơn vị chủ trì và phối hợp: nhập cả vào đơn vị chủ trì, cần xem lại"


def column_numbers() -> str:
    return "bỏ dòng đánh số cột"


def empty_row(no: str) -> str:
    return f"dòng số {no} không có nội dung, không nhập"


def confirmed_mapping(mapping: Mapping[str, str]) -> Sentence:
    named = "; ".join(f"{COLUMN_LABELS.get(field, field)} = «{header}»" for field, header in mapping.items())
    sentence = f"cột được ghép như lần trước đã xác nhận cho bảng có cùng tiêu đề: {named}; khác thì "
    return Sentence(sentence, Either(Sentence("ghi ", Entry("map")), "sửa tiêu đề cột trong tệp"))


def repeated_headers(count: int) -> str:
    return f"bỏ {count} dòng tiêu đề cột lặp lại ở đầu trang"


def total_row(text: str) -> str:
    return f"dòng tổng hoặc ghi chú, không phải nhiệm vụ: «{text}»"


def outside_text(text: str) -> str:
    return f"chữ ngoài bảng không nhập: «{text}»"


def stray_row(text: str) -> str:
    return f"dòng không thuộc nhiệm vụ nào, không nhập: «{text}»"


def cell_count(found: int, expected: int) -> str:
    return f"dòng có {found} ô, tiêu đề có {expected} cột: kiểm tra xem có lệch cột không"


def extra_cells(text: str) -> str:
    return f"chữ ở cột không có tiêu đề, không nhập: «{text}»"


def duplicate_number(no: str) -> str:
    return f"số thứ tự {no} bị lặp"


def missing_numbers(numbers: Sequence[int]) -> str:
    if len(numbers) > _LISTED_NUMBERS:
        return f"thiếu số thứ tự từ {numbers[0]} đến {numbers[-1]}"
    return f"thiếu số thứ tự {', '.join(map(str, numbers))}"


def formulas_in_plan(finding: Words) -> tuple[Sentence, str]:
    return (
        Sentence("Bảng nhiệm vụ có ", finding, "."),
        "Mở tệp bằng Excel hoặc LibreOffice rồi lưu lại, sau đó nhập tệp vừa lưu.",
    )


def hidden_sheets(names: Sequence[str]) -> Sentence:
    shown = ", ".join(f"«{name}»" for name in names[:_LISTED])
    wanted = Either(Entry("sheet", "«tên trang»"), "cho trang hiện ra trong tệp")
    return Sentence(f"trang tính ẩn không nhập: {shown} (muốn nhập: ", wanted, ")")


def sheet_entry(name: str) -> Entry:
    return Entry("sheet", name)


def other_sheet(name: str, tasks: int) -> Sentence:
    sentence = f"trang tính «{name}» cũng có bảng nhiệm vụ ({tasks} nhiệm vụ), chưa nhập (muốn nhập: "
    return Sentence(sentence, Either(sheet_entry(name), "tách ra một tệp riêng"), ")")


def chosen_sheet(name: str) -> str:
    return f"nhập trang tính «{name}»"


def no_such_sheet(name: str, names: Sequence[str]) -> tuple[str, str]:
    found = "; ".join(f"«{other}»" for other in names)
    return (f"Tệp không có trang tính «{name}».", f"Các trang tính trong tệp: {found}.")


def empty_workbook() -> tuple[str, str]:
    return ("Bảng tính không có chữ nào ở các trang đang hiện.", "Kiểm tra lại tệp gốc.")


def period_columns_used(columns: str) -> str:
    return f"thời hạn lấy theo ô đánh dấu ở các cột «{columns}»"


def period_columns_unmarked(columns: str) -> str:
    return (
        f"không ô nào ở các cột «{columns}» được đánh dấu x nên không có thời hạn; "
        "nếu kế hoạch tô màu ô thay dấu x thì màu không đọc được"
    )


def period_column_texts(no: str, found: Sequence[str]) -> str:
    shown = "; ".join(f"«{text}»" for text in found)
    return f"nhiệm vụ {no} ghi chữ thay dấu đánh ở cột thời gian, giữ nguyên văn trong thời hạn: {shown}"
