"""Tests whether a text looks like Vietnamese, or like letters that were read with the wrong table.

Text read with a wrong table of letters still looks like text to a computer. A Vietnamese word is one syllable of a
small grammar (onset, rime, one tone), which mis-read words break nearly always.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache

_ONSET = r"(?:ngh|gh|ng|nh|ch|kh|ph|th|tr|gi|qu|[bcdđghklmnpqrstvx])?"
_CLOSED = r"(?:uyê|iê|yê|oa|oă|oe|oo|uâ|uê|uô|ươ|uy|[aăâeêioôơuưy])(?:ch|ng|nh|[ckmnpt])"
_OPEN = (
    r"(?:iêu|yêu|oai|oay|oao|oeo|uây|uôi|ươi|ươu|uya|uyu|ai|ao|au|ay|âu|ây|eo|êu|ia|iu|oa|oe|oi|ôi|ơi"
    r"|ua|uê|ui|uơ|uy|ưa|ưi|ưu|[aâeêioôơuưy])"
)
_SYLLABLE = re.compile(rf"{_ONSET}(?:{_CLOSED}|{_OPEN})")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_WORD = re.compile(r"""[^\s!-/:-@\[-`{-~“”‘’«»…–—•●·]+""")
_ABBREVIATION = re.compile(r"[A-Z0-9ĐĂÂÊÔƠƯ]+")

#: Enough words to judge a text by, and the share of them that must be syllables.
ENOUGH_WORDS = 4
PLAUSIBLE_SHARE = 0.75

#: What a text looks like when its letters were made for another table: name and tell-tale.
SIGNATURES = (
    ("utf8_twice", re.compile(r"áº|á»|Ã[\u0080-\u00bf\u0152-\u2122]|Ä[\u0080-\u00bf\u2018\u2019]|Æ[°¡]")),
    ("question_marks", re.compile(r"[A-Za-zÀ-ỹ]\?(?=[a-zà-ỹ])")),
    ("tcvn3", re.compile(r"(?<=[A-Za-z])[¨©ª«¬\u00ad®¸µ¶·¹¾»¼½Æ]|[®§](?=[a-z¸µ¶·¹¨©ª«¬\u00ad])")),
    ("vni", re.compile(r"[aeouyAEOUYöôÖÔ][ùøûõïâáàåãäêéèúüëÙØÛÕÏÂÁÀÅÃÄÊÉÈÚÜË](?=[a-z\s,.;]|$)|ñ(?=[aeouyöô])")),
)


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """Return whether the word is a Vietnamese syllable with at most one tone; case does not count."""
    decomposed = unicodedata.normalize("NFD", word.lower())
    tones = sum(letter in _TONES for letter in decomposed)
    bare = unicodedata.normalize("NFC", "".join(letter for letter in decomposed if letter not in _TONES))
    return tones <= 1 and _SYLLABLE.fullmatch(bare) is not None


def plausible_words(text: str) -> tuple[int, int]:
    """Return how many accented words are Vietnamese syllables, and how many accented words there are.

    Words without accents and abbreviations (NĐ, TTĐT) say nothing and are not counted.
    """
    counts = Counter(word for word in _WORD.findall(text) if not word.isascii())
    judged = {
        word: count
        for word, count in counts.items()
        if any(letter.isalpha() for letter in word) and not _ABBREVIATION.fullmatch(word)
    }
    return sum(count for word, count in judged.items() if is_syllable(word)), sum(judged.values())


def looks_vietnamese(text: str) -> bool:
    """Return whether nothing speaks against the text: few accented words, or most of them syllables."""
    good, judged = plausible_words(text)
    return judged < ENOUGH_WORDS or good >= PLAUSIBLE_SHARE * judged


def signature_of(text: str) -> str | None:
    """Return the name of the wrong table whose tell-tales the text shows most often, None for none.

    Names: utf8_twice, question_marks, tcvn3, vni.
    """
    hits = {name: sum(1 for _ in pattern.finditer(text)) for name, pattern in SIGNATURES}
    name = max(hits, key=lambda key: hits[key])
    return name if hits[name] >= ENOUGH_WORDS else None
