"""Reports of the sample office, as the command line and the screen ask for them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from cchc_tasks.files.output import Output
from cchc_tasks.model.acts import Act
from cchc_tasks.model.filters import Filters
from cchc_tasks.reports.report_file import ReportRequest
from cchc_tasks.reports.report_frame import ReportFrame

DAY = date(2022, 6, 15)


def asked(
    out: Path,
    frame: ReportFrame | None = None,
    filters: Filters | None = None,
    *,
    freeze: Act | None = None,
    strict: bool = False,
    template: bytes | None = None,
    **more: Any,
) -> tuple[ReportRequest, list[str]]:
    """Return a request, and the list that what it says goes into."""
    said: list[str] = []
    request = ReportRequest(
        out=out,
        output=Output(overwrite=True),
        filters=filters or Filters(),
        frame=frame or ReportFrame(DAY),
        say=said.append,
        shown_moment=lambda moment: moment[:16],
        strict=strict,
        freeze=freeze,
        template=template,
        more=more,
    )
    return request, said


@contextmanager
def disk_that_fills(monkeypatch: Any, module: Any, name: str) -> Iterator[None]:
    """Make one writer end as on a full disk."""

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(module, name, full)
        yield
