"""The sample plan as rows that a test can amend, written again as a file."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from cchc_tasks.model.amendment import AmendmentReport, AmendmentRequest
from cchc_tasks.plans.amending.amendment_import import apply_amendment, preview_amendment, read_amendment
from cchc_tasks.plans.plan_file import read_draft_from_bytes
from tests.conftest import SAMPLES
from tests.sample_office import DECISION, Office

DAY = date(2022, 4, 20)
BEFORE = date(2022, 4, 19)
HEADERS = {
    "no": "STT", "title": "Nhiệm vụ", "activities": "Hoạt động", "outputs": "Kết quả, sản phẩm",
    "lead": "Đơn vị chủ trì", "support": "Đơn vị phối hợp", "deadline": "Thời gian hoàn thành",
    "result": "Kết quả thực hiện",
}  # fmt: skip
Rows = list[dict[str, str]]


def sample_rows(name: str = "ke_hoach_cchc_2022.txt") -> tuple[str, Rows]:
    """Return the sample plan's title and its rows; a row of only «no» and «title» is a section."""
    draft = read_draft_from_bytes((SAMPLES / name).read_bytes(), name)
    rows: Rows = []
    shown = -1
    for task in draft.tasks:
        while task.section is not None and shown < task.section:
            shown += 1
            rows.append({"no": draft.sections[shown].no, "title": draft.sections[shown].title})
        rows.append({field: getattr(task, field) for field in HEADERS if field != "result"})
    return draft.title, rows


def is_section(row: dict[str, str]) -> bool:
    return len(row) == 2


def row_of(rows: Rows, no: str) -> dict[str, str]:
    return next(row for row in rows if row["no"] == no and not is_section(row))


def new_row(no: str, title: str, **said: str) -> dict[str, str]:
    return {"no": no, "title": title, "lead": "Văn phòng Sở", "deadline": "Quý IV/2022", **said}


def write_plan(path: Path, title: str, rows: Iterable[dict[str, str]], fields: Sequence[str] = tuple(HEADERS)) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([title])
        writer.writerow([HEADERS[field] for field in fields])
        writer.writerows([row.get(field, "") for field in fields] for row in rows)
    return path


class Amending:
    """Amends the office's plan with rows that a test has changed."""

    def __init__(self, office: Office, folder: Path) -> None:
        self.office = office
        self.folder = folder
        self.title, self.rows = sample_rows()
        self.files = 0

    def file(self, rows: Rows | None = None, title: str = "") -> Path:
        self.files += 1
        return write_plan(self.folder / f"sua doi {self.files}.csv", title or self.title, rows or self.rows)

    def request(self, path: Path | None = None, **said: Any) -> AmendmentRequest:
        return AmendmentRequest(path or self.file(), **{"evidence": (DECISION,), "code": "CCHC-2022", **said})

    def preview(self, path: Path | None = None, **said: Any) -> AmendmentReport:
        amendment = read_amendment(self.office.database, self.request(path, **said), self.office.act())
        return preview_amendment(self.office.database, amendment)

    def apply(self, path: Path | None = None, **said: Any) -> AmendmentReport:
        amendment = read_amendment(self.office.database, self.request(path, **said), self.office.act())
        return apply_amendment(self.office.database, amendment, self.office.act())
