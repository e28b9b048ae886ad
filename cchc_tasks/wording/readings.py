"""What is odd about the form of a document reference, in sentences."""

from __future__ import annotations

YEAR_REPEATED = "Năm được ghi hai lần trong số, ký hiệu."
SYMBOL_BLANKS = "Ký hiệu có khoảng trắng."
SYMBOL_LOWER = "Ký hiệu viết chữ thường."
SYMBOL_UNBROKEN = "Ký hiệu thiếu dấu gạch nối."
SYMBOL_SLASHED = "Ký hiệu dùng dấu gạch chéo thay dấu gạch nối."
SYMBOL_MISSING = "Chỉ có số, không có ký hiệu."
SEVERAL_TYPES = "Nhiều tên loại văn bản đứng trước một số."
DAY_IMPOSSIBLE = "Ngày ban hành không có thật."
DAY_WITHOUT_YEAR = "Ngày ban hành không ghi năm."
DAY_SHORT_YEAR = "Năm của ngày ban hành chỉ ghi hai chữ số: hiểu là 20…"
DAY_BLANK = "Ngày ban hành còn để trống."
SEVERAL_DOCUMENTS = "Có nhiều văn bản; đây là văn bản đầu tiên."


def letters_differ(type_word: str, symbol: str) -> str:
    """Say that the symbol's letters are not those of the document's type."""
    return f"Ký hiệu «{symbol}» không mang chữ viết tắt của «{type_word}»."


def letters_on_letter(symbol: str) -> str:
    """Say that a công văn carries type letters, which its symbol does not have."""
    return f"Ký hiệu «{symbol}» của công văn có chữ viết tắt tên loại văn bản."


def years_differ(symbol_year: str, day: str) -> str:
    """Say that the year in the symbol is not the year of the day."""
    return f"Năm {symbol_year} trong ký hiệu khác năm của ngày {day}."
