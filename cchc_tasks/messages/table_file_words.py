"""What the person is told about a file that is read, or that cannot be read, as a plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cchc_tasks.model.fields import FILE_FIELDS
from cchc_tasks.sentences import Either, Entry, Sentence, either, step

#: What the columns of a plan's file are called.
FIELD_WORDS = {field.name: field.short_words for field in FILE_FIELDS}
_LISTED_NUMBERS = 20
_LISTED_CELLS = 20
_SAVE_AS_TEXT = "Mở tệp rồi lưu lại dạng .csv (UTF-8) hoặc .txt, sau đó nhập tệp vừa lưu."
_SAVE_AS_UTF8 = "Mở tệp bằng chương trình đã tạo ra nó, lưu lại với mã Unicode (UTF-8) rồi nhập lại."
_LETTERS = {
    "utf8_twice": "chữ UTF-8 bị mã hóa hai lần",
    "question_marks": "chữ có dấu đã bị thay bằng dấu hỏi",
    "tcvn3": "mã TCVN3 (phông .VnTime)",
    "vni": "mã VNI",
}


def cannot_open(path: str, cause: str) -> tuple[str, str]:
    return (f"Không mở được tệp {path}: {cause}.", "Kiểm tra đường dẫn và quyền đọc tệp.")


def empty_file() -> tuple[str, str]:
    return ("Tệp rỗng (0 byte).", "Kiểm tra lại tệp gốc; có thể việc sao chép hoặc tải về chưa xong.")


def blank_file() -> tuple[str, str]:
    return ("Tệp không có chữ nào.", "Kiểm tra lại tệp gốc.")


def file_too_large(limit: int) -> tuple[str, str]:
    return (f"Tệp lớn hơn {limit // 1024 // 1024} MB.", "Kế hoạch thường dưới 1 MB; kiểm tra xem có đúng tệp không.")


def damaged_archive() -> tuple[str, str]:
    return ("Tệp Word, Excel hoặc nén (zip) bị hỏng hoặc chưa tải về đủ.", "Lấy lại tệp gốc rồi thử lại.")


def too_many_rows(limit: int) -> tuple[str, str]:
    return (f"Bảng có hơn {limit} dòng.", "Kiểm tra xem có đúng tệp không, hoặc tách thành nhiều tệp.")


def too_many_columns(limit: int, row: int) -> tuple[str, str]:
    return (f"Dòng {row} có hơn {limit} cột.", "Kiểm tra dấu phân cách cột của tệp.")


def cell_too_long(limit: int, row: int) -> tuple[str, str]:
    return (f"Dòng {row} có ô dài hơn {limit} chữ.", "Thường do thiếu dấu nháy đóng; kiểm tra tệp ở gần dòng này.")


def unbalanced_quotes(first: int, last: int) -> tuple[str, str]:
    where = f"dòng {first}" if first == last else f"khoảng dòng {first} đến {last}"
    return (
        f"Dấu nháy kép mở mà không đóng đúng chỗ ở {where}: các ô sau đó có thể lệch cột.",
        "Sửa dấu nháy ở dòng này (chữ có nháy trong ô phải viết hai nháy liền), rồi nhập lại.",
    )


def quotes_kept() -> str:
    return "dấu nháy kép được coi là chữ in, không phải dấu bao ô"


def binary_data() -> tuple[str, str]:
    return ("Tệp không phải văn bản (dữ liệu nhị phân).", _SAVE_AS_TEXT)


def damaged_text(encoding: str, line: int) -> tuple[str, str]:
    return (f"Tệp có chữ hỏng ở dòng {line} (không đúng mã {encoding.upper()}).", _SAVE_AS_UTF8)


def misread_letters(name: str | None) -> tuple[str, str]:
    cause = _LETTERS.get(name or "", "sai bảng mã")
    return (f"Chữ tiếng Việt trong tệp không đọc được: {cause}.", _SAVE_AS_UTF8)


def unknown_encoding() -> tuple[str, str]:
    return ("Không nhận ra bảng mã của tệp.", _SAVE_AS_UTF8)


def decoded(encoding: str) -> str:
    return f"tệp dùng bảng mã {encoding}, đã chuyển sang Unicode"


def suspicious_text() -> str:
    return "có chữ bị hỏng từ trước, giữ nguyên như trong tệp"


def control_removed(count: int) -> str:
    return f"đã bỏ {count} ký tự điều khiển không in được, đầu tiên ở dòng này"


def no_table() -> tuple[str, str]:
    return (
        "Không tìm thấy bảng nào trong tệp.",
        "Bảng phải có dòng tiêu đề cột (STT, Nhiệm vụ, Đơn vị chủ trì, Thời hạn …).",
    )


def _listed_cells(cells: Sequence[str]) -> str:
    """The first of a row's cells, and that there are more."""
    more = f" … ({len(cells)} ô)" if len(cells) > _LISTED_CELLS else ""
    return "; ".join(f"«{cell}»" for cell in cells[:_LISTED_CELLS]) + more


_MAPPING_EXAMPLE = (
    Entry("map", "title=Nội dung"),
    " ",
    Entry("map", "deadline=Thời gian"),
    " ",
    Entry("map", "lead=Đơn vị"),
)


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


def unknown_field(name: str, known: Sequence[str]) -> tuple[Sentence, str]:
    told = Sentence(f"Không có trường «{name}»", Either(Sentence(" cho ", Entry("map"))), ".")
    return (told, f"Các trường: {', '.join(known)}.")


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
    names = ", ".join(FIELD_WORDS[field] for field in fields)
    return f"nối phần bị ngắt trang vào nhiệm vụ {no}: {names}"


def joined_above(no: str, fields: Sequence[str]) -> str:
    names = ", ".join(FIELD_WORDS[field] for field in fields)
    return f"nối vào nhiệm vụ {no} (ô gộp với dòng dưới): {names}"


def further_lines(no: str, fields: Sequence[str]) -> str:
    names = ", ".join(FIELD_WORDS[field] for field in fields)
    return f"dòng thêm của nhiệm vụ {no} (ô tên gộp nhiều dòng): {names}"


def section_joined(title: str) -> str:
    return f"nối phần bị ngắt trang vào tên mục «{title}»"


def unnumbered_section(title: str) -> str:
    return f"dòng chỉ có tên, không có số, được coi là tên mục: «{title}»"


def section_text(text: str) -> str:
    return f"chữ ở các cột khác của dòng tên mục, không nhập: «{text}»"


def ditto(fields: Sequence[str]) -> str:
    names = ", ".join(FIELD_WORDS[field] for field in fields)
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
    named = "; ".join(f"{FIELD_WORDS.get(field, field)} = «{header}»" for field, header in mapping.items())
    told = f"cột được ghép như lần trước đã xác nhận cho bảng có cùng tiêu đề: {named}; khác thì "
    return Sentence(told, Either(Sentence("ghi ", Entry("map")), "sửa tiêu đề cột trong tệp"))


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
