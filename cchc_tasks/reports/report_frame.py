"""The frame of every report beside its tasks: the day, the period, the office and its rules, number and signing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from cchc_tasks.days import day_in_sentence
from cchc_tasks.errors import UsageError
from cchc_tasks.model.timing import DueRules
from cchc_tasks.plans.plan_lookup import PRINTED_DAYS
from cchc_tasks.report_settings import PERIODS, Office, Periods, Scoring
from cchc_tasks.reports import page_words, words
from cchc_tasks.tracking.task_statistics import RateRules


@dataclass(frozen=True, slots=True)
class ReportFrame:
    """The day of looking, the days that a report covers (None: not given), and the office's own rules.

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
            return page_words.period(rule.name, self.last.year)
        ends_month = (self.last + timedelta(days=1)).day == 1
        if (self.first.month, self.first.day) == (1, 1) and self.first.year == self.last.year and ends_month:
            return page_words.months(self.last.month, self.last.year)
        return page_words.from_to(day_in_sentence(self.first), day_in_sentence(self.last))

    @property
    def marks(self) -> dict[str, str]:
        """What the marks of the office's own template stand for."""
        symbol = f"-{self.office.symbol}" if self.office.symbol else ""
        return {
            "[SỐ]": self.number or page_words.BLANK_NUMBER,
            "[KÝ HIỆU]": f"BC{symbol}",
            "[NGÀY]": page_words.signing_day(self.signed_on),
            "[KỲ]": self.period_words,
            "[ĐẾN NGÀY]": day_in_sentence(self.as_of),
        }

    @property
    def reference(self) -> str:
        """«(Kèm theo Báo cáo số …/BC-STP ngày … tháng … năm … của …)», blank where nothing was given."""
        return page_words.with_report(self.number, self.office.symbol, self.signed_on, self.office.name)


def parse_period(periods: Periods, text: str) -> tuple[date, date]:
    """Return the days of a period that is typed by its name and year; raises UsageError for one that is not there."""
    name, _, year = text.rpartition("/")
    rule = periods.named(name)
    if rule is None or not (year.strip().isdecimal() and 1900 <= int(year) <= 2999):
        raise UsageError(*words.unknown_period(text, [known.name for known in periods.rules]))
    return rule.days(int(year))


def check_period_days(first: date | None, last: date | None) -> tuple[date | None, date | None]:
    """Return the days of a period that is given by both, or by none; raises UsageError for others."""
    if first and last and first > last:
        raise UsageError(*words.period_ends_before_it_begins())
    if bool(first) != bool(last):
        raise UsageError(*words.both_days_wanted())
    return first, last
