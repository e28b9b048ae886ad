"""Remediation rows that nobody has linked yet, and the earlier tasks that they may come from: proposals, never links.

A shortfall («Dữ liệu hộ tịch cũ được nhập chậm») and the task that it befell («Nhập dữ liệu sổ hộ tịch») are never
printed alike, so whole titles say nothing. A proposal rests on the same criterion, the same document, or words that few
rows share. Words are weighed as pairs of neighbouring syllables, which is what most Vietnamese words are; pairs that
many rows have weigh little.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from itertools import pairwise
from math import log

from cchc_tasks.model.draft import Notice
from cchc_tasks.model.filters import Filters
from cchc_tasks.model.interpreted_plan import InterpretedPlan
from cchc_tasks.model.task import Plan, Task
from cchc_tasks.model.timing import DueRules
from cchc_tasks.plans import remedy_words as words
from cchc_tasks.plans.plan_lookup import PRINTED_DAYS, task_ids_of, tasks_on
from cchc_tasks.plans.sql import task_links
from cchc_tasks.reading.document_references import find_documents
from cchc_tasks.reading.reform_index import find_criteria
from cchc_tasks.storage.as_of import look_at
from cchc_tasks.storage.database import Database
from cchc_tasks.storage.reader import Reader
from cchc_tasks.storage.task_loader import load_plans
from cchc_tasks.text import fold, nfc


@dataclass(frozen=True, slots=True)
class OriginCandidate:
    """An earlier task that a row may come from, and why."""

    task: Task
    reasons: tuple[str, ...]

    @property
    def ref(self) -> str:
        """What people call the task, with its plan."""
        return f"{self.task.plan}/{self.task.ref}"


@dataclass(frozen=True, slots=True)
class UnlinkedRow:
    """A remediation row that is linked with no earlier task; most have no candidate."""

    task: Task
    candidates: tuple[OriginCandidate, ...]


def list_unlinked_rows(
    database: Database, filters: Filters, day: date, rules: DueRules = PRINTED_DAYS, refs: Sequence[str] = ()
) -> list[UnlinkedRow]:
    """Return the remediation rows that pass the filters and have no link on the day, in printed order.

    Of the named rows where some are named; a limit is for who shows them. Raises NotFoundError for a plan, task or unit
    that is not there.
    """
    with database.reading() as reader:
        look_at(reader, day)
        wanted = set(task_ids_of(reader, refs, filters.plan)) if refs else None
        return rows_without_link(reader, filters, day, rules, wanted)


def rows_without_link(
    reader: Reader, filters: Filters, day: date, rules: DueRules, wanted: set[int] | None = None
) -> list[UnlinkedRow]:
    """Return what `list_unlinked_rows` returns, within a view of the database that the caller holds."""
    plans = load_plans(reader)
    remediations = {plan.code: plan for plan in plans if _is_remediation(plan.title)}
    if not remediations:
        return []
    listed = tasks_on(reader, filters._replace(limit=None), day, rules)
    rows = [task for task in listed if task.plan in remediations and (wanted is None or task.task_id in wanted)]
    said = task_links(reader, [task.task_id for task in rows], day.isoformat())
    found: list[UnlinkedRow] = []
    for plan in remediations.values():
        of_plan = [task for task in rows if task.plan == plan.code and not _is_linked(said.get(task.task_id, ()))]
        found += _with_candidates(reader, of_plan, plan, plans, said, rules, day) if of_plan else []
    return found


def _is_linked(links: Iterable[tuple[str, int]]) -> bool:
    return any(field == "remedies" for field, _ in links)


def _with_candidates(
    reader: Reader, rows: Sequence[Task], plan: Plan, plans: Sequence[Plan],
    said: dict[int, list[tuple[str, int]]], rules: DueRules, day: date,
) -> list[UnlinkedRow]:  # fmt: skip
    earlier = {task.task_id: task for task in _earlier_tasks(reader, plan.first, plans, day, rules)}
    olds = [_printed_row(task) for task in earlier.values()]
    likely = find_likely_origins([_printed_row(task) for task in rows], olds)
    found = []
    for task in rows:
        denied = {other for field, other in said.get(task.task_id, ()) if field == "not_remedies"}
        candidates = [
            OriginCandidate(earlier[origin.key], origin.reasons)
            for origin in likely.get(task.task_id, ())
            if origin.key not in denied
        ]
        found.append(UnlinkedRow(task, tuple(candidates)))
    return found


def _is_remediation(title: str) -> bool:
    """Return whether a plan's title says that it mends shortfalls: «Kết quả khắc phục những hạn chế … năm 2022»."""
    return "khac phuc" in fold(title)


def _earlier_tasks(reader: Reader, first: date, plans: Sequence[Plan], day: date, rules: DueRules) -> list[Task]:
    """The tasks of the plans of the nearest year before: a shortfall is found in the year that has just ended."""
    before = [plan for plan in plans if plan.first < first]
    year = max((plan.first.year for plan in before), default=0)
    codes = [plan.code for plan in before if plan.first.year == year]
    return [task for code in codes for task in tasks_on(reader, Filters(plan=code), day, rules)]


def _printed_row(task: Task) -> PrintedRow:
    return PrintedRow(task.task_id, task.title, f"{task.activities}\n{task.outputs}")


def origin_notices(reader: Reader, plan: InterpretedPlan, day: date) -> list[Notice]:
    """Return notices about a remediation plan that is being imported: where its rows may come from."""
    if not _is_remediation(plan.title):
        return []
    look_at(reader, day)
    earlier = _earlier_tasks(reader, plan.period.first, load_plans(reader), day, PRINTED_DAYS)
    candidates = {task.task_id: task for task in earlier}
    drafts = [task.draft for task in plan.tasks]
    rows = [
        PrintedRow(place, draft.title, f"{draft.activities}\n{draft.outputs}") for place, draft in enumerate(drafts)
    ]
    notices = []
    for place, origins in find_likely_origins(rows, [_printed_row(task) for task in earlier]).items():
        proposed = [
            words.perhaps_from(f"{old.plan}/{old.ref}", old.title, origin.reasons)
            for origin in origins
            if (old := candidates[origin.key])
        ]
        notices.append(Notice("origin", words.proposed_for(drafts[place].no, proposed), drafts[place].row))
    return [*notices, Notice("origin", words.how_to_link(plan.code))] if notices else []


#: The part of a shortfall's weight that has to stand in the earlier task, in so many pairs of syllables at least.
#: In real plans tasks of another matter reach 0.19, or more without a run of words; the ones meant, 0.21 to 0.39.
_LEAST_SHARE, _LEAST_PAIRS = 0.2, 3
#: A document that more of the earlier tasks cite says nothing of one of them.
_FEW = 3
#: A candidate that weighs less than this part of the best one is not worth a look.
_NEAR_BEST = 0.4
_MOST_CANDIDATES = 3
#: What a shared criterion and a shared document weigh beside the share of the words.
_BY_CRITERION, _BY_DOCUMENT = 1.0, 0.3
#: What both titles print in one run is what a person judges by; without so many syllables nothing is proposed.
_LEAST_RUN = 3
_NAMED_CRITERIA = re.compile(r"\([^()]*tiêu\s+chí[^()]*\)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """One printed row as it is compared: `key` names it on its side."""

    key: int
    title: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """An earlier task that a shortfall may come from, with the reasons in words."""

    key: int
    weight: float
    reasons: tuple[str, ...]


def find_likely_origins(
    shortfalls: Sequence[PrintedRow], earlier: Sequence[PrintedRow]
) -> dict[int, tuple[Likeness, ...]]:
    """Return for each shortfall the earlier tasks that it may come from, the likeliest first; most have none."""
    rows, olds = [_ComparedRow(row) for row in shortfalls], [_ComparedRow(old) for old in earlier]
    counted = Counter(pair for side in (rows, olds) for compared in side for pair in compared.pairs)
    weights = {pair: log((len(rows) + len(olds)) / count) for pair, count in counted.items()}
    cited = Counter(document for old in olds for document in old.documents)
    found = {row.key: _nearest([_likeness_of(row, old, weights, cited) for old in olds]) for row in rows}
    return {key: candidates for key, candidates in found.items() if candidates}


class _ComparedRow:
    """A row with what it names and its pairs of syllables, found once."""

    def __init__(self, wording: PrintedRow) -> None:
        self.key = wording.key
        text = nfc(f"{wording.title}\n{wording.more}")
        self.criteria = find_criteria(text)
        self.documents = {found.identity[:2]: found.text for found in find_documents(text)}
        self.printed = _syllables(wording.title)
        self.syllables = [fold(syllable) for syllable in self.printed]
        self.title_pairs = _pairs(self.syllables)
        self.pairs = self.title_pairs | _pairs([fold(syllable) for syllable in _syllables(wording.more)])


def _syllables(text: str) -> list[str]:
    bare = nfc(text)
    for found in reversed(find_documents(bare)):
        bare = f"{bare[: found.start]}\n{bare[found.end :]}"
    return re.findall(r"\w+", _NAMED_CRITERIA.sub(" ", bare))


def _pairs(syllables: Sequence[str]) -> frozenset[tuple[str, str]]:
    return frozenset(pair for pair in pairwise(syllables) if not any(syllable.isdigit() for syllable in pair))


def _likeness_of(
    row: _ComparedRow, old: _ComparedRow, weights: dict[tuple[str, str], float], cited: Counter[tuple[str, str]]
) -> Likeness:
    criteria = [number for number in row.criteria if number in old.criteria]
    same = [text for key, text in row.documents.items() if key in old.documents and cited[key] <= _FEW]
    shared = row.title_pairs & old.pairs
    share = _sum(weights, shared) / (_sum(weights, row.title_pairs) or 1)
    run = _longest_run(row, old)
    speaks_alike = share >= _LEAST_SHARE and len(shared) >= _LEAST_PAIRS and bool(run)
    reasons = [words.same_criterion(number) for number in criteria]
    reasons += [words.same_document(text) for text in same]
    if speaks_alike:
        reasons.append(words.same_words(run))
    weight = _BY_CRITERION * len(criteria) + _BY_DOCUMENT * len(same) + (share if speaks_alike else 0)
    return Likeness(old.key, weight, tuple(reasons))


def _sum(weights: dict[tuple[str, str], float], pairs: Iterable[tuple[str, str]]) -> float:
    return sum(weights[pair] for pair in pairs)


def _longest_run(row: _ComparedRow, old: _ComparedRow) -> str:
    """The longest words that both titles print, as the shortfall prints them; empty for short ones."""
    run = SequenceMatcher(None, row.syllables, old.syllables, autojunk=False).find_longest_match()
    return " ".join(row.printed[run.a : run.a + run.size]) if run.size >= _LEAST_RUN else ""


def _nearest(found: Iterable[Likeness]) -> tuple[Likeness, ...]:
    ranked = sorted((likeness for likeness in found if likeness.reasons), key=lambda c: (-c.weight, c.key))
    return tuple(c for c in ranked if c.weight >= _NEAR_BEST * ranked[0].weight)[:_MOST_CANDIDATES]
