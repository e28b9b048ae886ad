"""Which earlier tasks a shortfall may come from: the same criterion, the same document, or words that few rows share.

A shortfall («Dữ liệu hộ tịch cũ được nhập chậm») and the task that it befell («Nhập dữ liệu sổ hộ tịch») are never
printed alike, so whole titles say nothing. What is weighed is pairs of neighbouring syllables, which is what most
Vietnamese words are; pairs that many rows have weigh little.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from math import log

from cchc_tasks.plans.remedies import words
from cchc_tasks.reading.document_references import find_documents
from cchc_tasks.reading.reform_index import find_criteria
from cchc_tasks.text import fold, nfc

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
class Wording:
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


def likely_origins(shortfalls: Sequence[Wording], earlier: Sequence[Wording]) -> dict[int, tuple[Likeness, ...]]:
    """Return for each shortfall the earlier tasks that it may come from, the likeliest first; most have none."""
    rows, olds = [_Compared(row) for row in shortfalls], [_Compared(old) for old in earlier]
    counted = Counter(pair for side in (rows, olds) for compared in side for pair in compared.pairs)
    weights = {pair: log((len(rows) + len(olds)) / count) for pair, count in counted.items()}
    cited = Counter(document for old in olds for document in old.documents)
    found = {row.key: _nearest([_likeness(row, old, weights, cited) for old in olds]) for row in rows}
    return {key: candidates for key, candidates in found.items() if candidates}


class _Compared:
    """A row with what it names and its pairs of syllables, found once."""

    def __init__(self, wording: Wording) -> None:
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


def _likeness(
    row: _Compared, old: _Compared, weights: dict[tuple[str, str], float], cited: Counter[tuple[str, str]]
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


def _longest_run(row: _Compared, old: _Compared) -> str:
    """The longest words that both titles print, as the shortfall prints them; empty for short ones."""
    run = SequenceMatcher(None, row.syllables, old.syllables, autojunk=False).find_longest_match()
    return " ".join(row.printed[run.a : run.a + run.size]) if run.size >= _LEAST_RUN else ""


def _nearest(found: Iterable[Likeness]) -> tuple[Likeness, ...]:
    ranked = sorted((likeness for likeness in found if likeness.reasons), key=lambda c: (-c.weight, c.key))
    return tuple(c for c in ranked if c.weight >= _NEAR_BEST * ranked[0].weight)[:_MOST_CANDIDATES]
