"""What every report is told beside the tasks: the day, the period, the office and its rules, the number and signing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from cchc_tasks.days import day_in_sentence
from cchc_tasks.model.timing import DueRules
from cchc_tasks.plans.plan_lookup import PRINTED_DAYS
from cchc_tasks.report_settings import PERIODS, Office, Periods, Scoring
from cchc_tasks.reports import report_words as words
from cchc_tasks.tracking.task_statistics import RateRules


@dataclass(frozen=True, slots=True)
class Frame:
    """The day of looking, the days that a report covers (None: no beginning was given), and what the office settled.

    `number` and `signed_on` are empty and None until the document is signed: then a blank is printed.
    `units_now` is today for a report by today's units, None for one by the units of the day.
    """

    as_of: date
    first: date | None = None
    last: date | None = None
    office: Office = field(default_factory=Office)
    periods: Periods = PERIODS
    rules: DueRules = PRINTED_DAYS
    rates: RateRules = field(default_factory=RateRules)
    scoring: Scoring = field(default_factory=Scoring)
    number: str = ""
    signed_on: date | None = None
    units_now: date | None = None

    @property
    def period_words(self) -> str:
        """The period in words: «6 tháng đầu năm 2022», «từ ngày … đến ngày …», or nothing where none was given."""
        if self.first is None or self.last is None:
            return ""
        rule = self.periods.of_days(self.first, self.last)
        if rule is not None:
            return words.period(rule.name, self.last.year)
        ends_month = (self.last + timedelta(days=1)).day == 1
        if (self.first.month, self.first.day) == (1, 1) and self.first.year == self.last.year and ends_month:
            return words.months(self.last.month, self.last.year)
        return words.from_to(day_in_sentence(self.first), day_in_sentence(self.last))

    @property
    def marks(self) -> dict[str, str]:
        """What the marks of the office's own template stand for."""
        symbol = f"-{self.office.symbol}" if self.office.symbol else ""
        return {
            "[SỐ]": self.number or words.BLANK_NUMBER,
            "[KÝ HIỆU]": f"BC{symbol}",
            "[NGÀY]": words.signing_day(self.signed_on),
            "[KỲ]": self.period_words,
            "[ĐẾN NGÀY]": day_in_sentence(self.as_of),
        }

    @property
    def reference(self) -> str:
        """«(Kèm theo Báo cáo số …/BC-STP ngày … tháng … năm … của …)», blank where nothing was given."""
        return words.with_report(self.number, self.office.symbol, self.signed_on, self.office.name)
