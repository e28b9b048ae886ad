"""Names of the periods of a recurring deadline."""

from __future__ import annotations

from datetime import date

_ROMAN = ("I", "II", "III", "IV")


def period_name(start: date, every: str) -> str:
    """Return what the period that begins on a day is called: «Tháng 3/2022», «Quý II/2022»; empty for others."""
    names = {
        "month": f"Tháng {start.month:02d}/{start.year}" if start.month < 3 else f"Tháng {start.month}/{start.year}",
        "quarter": f"Quý {_ROMAN[(start.month - 1) // 3]}/{start.year}",
        "half": f"6 tháng {'đầu' if start.month <= 6 else 'cuối'} năm {start.year}",
        "year": f"Năm {start.year}",
    }
    return names.get(every, "")
