"""The office files that the guides name, made as an office has them: Word and Excel, from rows.

`files/NAME.csv` is the content of NAME.csv, NAME.xlsx or NAME.docx. Larger plans are the sample plan with a few cells
changed.
"""

from __future__ import annotations

import csv
from pathlib import Path

from tests.conftest import SAMPLES

FILES = Path(__file__).with_name("files")
Rows = list[list[str]]


def make_files(folder: Path, text: str) -> None:
    """Make the files whose names stand in a page's text."""
    for source in FILES.glob("*.csv"):
        for make in (_write_csv, _write_xlsx, _write_docx):
            path = folder / (source.stem + make.__name__.replace("_write_", "."))
            if path.name in text:
                make(path, _rows(source))
    for name, write, rows in (
        ("ke_hoach_2022.docx", _write_docx, _sample),
        ("ke_hoach_sua_doi.xlsx", _write_xlsx, _amended),
        ("ke_hoach_2023.xlsx", _write_xlsx, _next_year),
    ):
        if name in text:
            write(folder / name, rows())


def _rows(source: Path) -> Rows:
    with source.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def _sample() -> Rows:
    return _rows(SAMPLES / "ke_hoach_cchc_2022.csv")


def _amended() -> Rows:
    """The sample plan with a later deadline (13), one task less (23) and one more (22a)."""
    rows: Rows = []
    for row in _sample():
        if row[0] == "13":
            row[6] = "Quý III/2022"
        if row[0] == "23":
            row = [
                "22a", "Niêm yết danh mục thủ tục trả kết quả trong ngày", "- Lập danh mục, niêm yết tại quầy.",
                "Bảng niêm yết", "Phòng HC và BTTP", "Văn phòng Sở", "Quý III/2022", "",
            ]  # fmt: skip
        rows.append(row)
    return rows


def _next_year() -> Rows:
    """The plan of 2023: what of the sample plan is not finished, with the new year in its title and deadlines."""
    rows = [row[:7] for row in _sample() if row[7] != "Đã hoàn thành"]
    title = ["KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH NĂM 2023 CỦA SỞ TƯ PHÁP"]
    return [title, *([*row[:6], row[6].replace("2022", "2023")] for row in rows[3:])]


def _write_csv(path: Path, rows: Rows) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)


def _write_xlsx(path: Path, rows: Rows) -> None:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        sheet.append(row)
    book.save(path)


def _write_docx(path: Path, rows: Rows) -> None:
    """Write a document: what has one cell is a paragraph above the table."""
    from docx import Document

    document = Document()
    table_rows = [row for row in rows if any(row[1:])]
    for row in rows:
        if row not in table_rows:
            document.add_paragraph(row[0])
    table = document.add_table(0, len(table_rows[0]))
    for row in table_rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(str(path))
