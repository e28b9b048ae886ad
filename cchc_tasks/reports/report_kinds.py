"""The kinds of reports by name: what makes each, and the name of its file or folder."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from cchc_tasks.reports.assignment_list import make_assignments
from cchc_tasks.reports.chasing_letters import make_letters
from cchc_tasks.reports.dashboard.dashboard_page import make_dashboard
from cchc_tasks.reports.evidence_list import make_evidence
from cchc_tasks.reports.report_file import ReportRequest
from cchc_tasks.reports.result_appendix import make_appendix
from cchc_tasks.reports.statistics_appendix import make_statistics
from cchc_tasks.reports.worksheet_report import make_worksheets
from cchc_tasks.storage.database import Database


class ReportKind(NamedTuple):
    """A kind of report: what makes it and returns how much it lists, and the name of its file, or of its folder.

    A name without a suffix is a folder's: the report is several files. What is not sent upwards is not frozen.
    """

    make: Callable[[Database, ReportRequest], int]
    file: str
    is_frozen: bool = True


REPORT_KINDS: dict[str, ReportKind] = {
    "appendix": ReportKind(make_appendix, "phu-luc-ket-qua.docx"),
    "statistics": ReportKind(make_statistics, "phu-luc-thong-ke.docx"),
    "letters": ReportKind(make_letters, "don-doc"),
    "assignments": ReportKind(make_assignments, "nhiem-vu-duoc-giao"),
    "evidence": ReportKind(make_evidence, "tai-lieu-kiem-chung.docx"),
    "dashboard": ReportKind(make_dashboard, "tong-quan.html"),
    "worksheet": ReportKind(make_worksheets, "bang-gui-don-vi", is_frozen=False),
}
