"""Vietnamese written before Unicode: fonts that draw other letters than the file stores (TCVN3, VNI).

In TCVN3 (.VnTime) one byte is one letter: «µ» is drawn as «à», and the soft hyphen U+00AD as «ư». A font whose name
ends in H (.VnTimeH) draws capitals of them. In VNI (VNI-Times) a mark follows its vowel: «aù» is drawn as «á».
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from cchc_tasks.errors import UnreadableFileError, problem
from cchc_tasks.files.encodings import REPLACEMENT
from cchc_tasks.files.plausibility import looks_vietnamese, plausible_words, signature_of
from cchc_tasks.model.grid import Remark, Row
from cchc_tasks.text import nfc

SOFT_HYPHEN = "\u00ad"


class Piece(NamedTuple):
    """A run of text that has one look: its letters as stored, the name of its font, and whether it is bold."""

    text: str
    font: str = ""
    bold: bool = False


def _pairs(letters: str, codes: str) -> dict[str, str]:
    return {chr(int(code, 16)): letter for letter, code in zip(letters.split(), codes.split(), strict=True)}


#: TCVN 5712:1993, the table VN3: code → letter.
TCVN3 = {
    **_pairs("Ă Â Ê Ô Ơ Ư Đ", "A1 A2 A3 A4 A5 A6 A7"),
    **_pairs("ă â ê ô ơ ư đ", "A8 A9 AA AB AC AD AE"),
    **_pairs("à ả ã á ạ", "B5 B6 B7 B8 B9"),
    **_pairs("ằ ẳ ẵ ắ ặ", "BB BC BD BE C6"),
    **_pairs("ầ ẩ ẫ ấ ậ", "C7 C8 C9 CA CB"),
    **_pairs("è ẻ ẽ é ẹ", "CC CE CF D0 D1"),
    **_pairs("ề ể ễ ế ệ", "D2 D3 D4 D5 D6"),
    **_pairs("ì ỉ ĩ í ị", "D7 D8 DC DD DE"),
    **_pairs("ò ỏ õ ó ọ", "DF E1 E2 E3 E4"),
    **_pairs("ồ ổ ỗ ố ộ", "E5 E6 E7 E8 E9"),
    **_pairs("ờ ở ỡ ớ ợ", "EA EB EC ED EE"),
    **_pairs("ù ủ ũ ú ụ", "EF F1 F2 F3 F4"),
    **_pairs("ừ ử ữ ứ ự", "F5 F6 F7 F8 F9"),
    **_pairs("ỳ ỷ ỹ ý ỵ", "FA FB FC FD FE"),
}
#: VNI-Windows: the marks behind a vowel, each with the tone or hat and tone that it draws.
_VNI_TONES = {"ø": "\u0300", "ù": "\u0301", "õ": "\u0303", "û": "\u0309", "ï": "\u0323"}
_VNI_HAT = "\u0302"
_VNI_HATS = {"â": "", "à": "\u0300", "á": "\u0301", "ã": "\u0303", "å": "\u0309", "ä": "\u0323"}
_VNI_BREVE = "\u0306"
_VNI_BREVES = {"ê": "", "è": "\u0300", "é": "\u0301", "ü": "\u0303", "ú": "\u0309", "ë": "\u0323"}
_VNI_ALONE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def _vni_table() -> dict[str, str]:
    """What is stored → the letter, in small letters: one sign, or a vowel and the mark behind it."""
    table = dict(_VNI_ALONE)
    table |= {vowel + mark: nfc(vowel + tone) for vowel in "aeou" for mark, tone in _VNI_TONES.items()}
    table |= {"y" + mark: nfc("y" + tone) for mark, tone in _VNI_TONES.items() if mark != "ï"}
    table |= {base + mark: nfc(_VNI_ALONE[base] + tone) for base in "ôö" for mark, tone in _VNI_TONES.items()}
    table |= {vowel + mark: nfc(vowel + _VNI_HAT + tone) for vowel in "aeo" for mark, tone in _VNI_HATS.items()}
    table |= {"a" + mark: nfc("a" + _VNI_BREVE + tone) for mark, tone in _VNI_BREVES.items()}
    return table


VNI = _vni_table()
_VNI_PIECES = re.compile("|".join(sorted(VNI, key=len, reverse=True)), re.IGNORECASE)
_TCVN3_FONT = re.compile(r"\.?vn(?!i)\w", re.IGNORECASE)
_VNI_FONT = re.compile(r"vni(?:[-_ ]|times|helve)", re.IGNORECASE)
_CAPITALS_FONT = re.compile(r"\.?[Vv][Nn].*(?:H|timeh|arialh)$")
#: Letters that only Unicode text has; typographic marks and the private places of symbol fonts are in both.
_UNICODE_ONLY = re.compile(r"[\u0100-\u1fff]")
_WRONG_TONE = re.compile(r"[\u0300\u0303\u0309](?:ch|[cpt])\b", re.IGNORECASE)
_ONLY_RIGHT = re.compile(r"[ĂăĐđĨĩŨũƠơƯưẠ-ỹ]")
_RIGHT_SHARE = 0.25
#: So many accented words all in capitals make a heading, whose accented letters .VnTime can only store small.
_HEADING_WORDS = 3


def scheme_of(font: str) -> str:
    """Return «tcvn3», «vni» or the empty text for a font's name."""
    name = font.strip(" '\"")
    return "tcvn3" if _TCVN3_FONT.match(name) else "vni" if _VNI_FONT.match(name) else ""


def from_tcvn3(text: str) -> str:
    """Return what a TCVN3 font draws of a text; what is no letter of the table stays."""
    return "".join(TCVN3.get(letter, letter) for letter in text)


def from_vni(text: str) -> str:
    """Return what a VNI font draws of a text; a vowel's case is that of its letter."""
    return _VNI_PIECES.sub(lambda found: _as_first(found[0], VNI[found[0].lower()]), text)


def _as_first(stored: str, letter: str) -> str:
    return letter.upper() if stored[0].isupper() else letter


def _from_symbols(text: str) -> str:
    """Bring letters back that Word keeps in the private places of symbol fonts (U+F020 … U+F0FF)."""
    return "".join(chr(ord(sign) - 0xF000) if "\uf020" <= sign <= "\uf0ff" else sign for sign in text)


class FontReader:
    """Makes texts of the pieces of a document's paragraphs, and remembers what it had to convert."""

    def __init__(self) -> None:
        self._converted: dict[str, str] = {}
        self._as_drawn = 0
        self._as_stored = 0

    def text_of(self, pieces: Sequence[Piece]) -> str:
        """Return one paragraph's text: the pieces in legacy fonts converted, the others as they are.

        A legacy font over text that is Unicode already is common (typed later) and converts nothing.
        """
        if not any(scheme_of(piece.font) for piece in pieces):
            return "".join(piece.text for piece in pieces).replace(SOFT_HYPHEN, "")
        plain = "".join(piece.text for piece in pieces)
        drawn = "".join(map(_drawn, pieces))
        if drawn == plain or not self._believes(plain, drawn):
            self._as_stored += _UNICODE_ONLY.search(plain) is not None
            return plain.replace(SOFT_HYPHEN, "")
        self._as_drawn += 1
        for piece in pieces:
            if _drawn(piece) != piece.text:
                self._converted.setdefault(scheme_of(piece.font), piece.font)
        return _capitals(drawn)

    def _believes(self, plain: str, drawn: str) -> bool:
        """Whether the text is what its font draws; where both are words, the text so far decides."""
        stored, shown = _share(plain), _share(drawn)
        return shown > stored or (shown == stored and self._as_drawn >= self._as_stored)

    def remarks(self) -> list[Remark]:
        """Return a notice for each old code that was converted."""
        return [
            Remark(problem("word_file.legacy_font", scheme=scheme, font=font))
            for scheme, font in sorted(self._converted.items())
        ]


def _drawn(piece: Piece) -> str:
    scheme = scheme_of(piece.font)
    if not scheme or _UNICODE_ONLY.search(piece.text):
        return piece.text.replace(SOFT_HYPHEN, "")
    if scheme == "vni":
        return from_vni(_from_symbols(piece.text))
    text = from_tcvn3(_from_symbols(piece.text))
    return text.upper() if _CAPITALS_FONT.match(piece.font.strip(" '\"")) else text


def _share(text: str) -> float:
    """The share of accented words that are Vietnamese; one that ends in c, p or t bears no other tone than two."""
    good, judged = plausible_words(nfc(text))
    good -= sum(1 for _ in _WRONG_TONE.finditer(unicodedata.normalize("NFD", text)))
    return good / judged if judged else 1.0


def _capitals(text: str) -> str:
    """Return a heading whose plain letters are all capitals with its accented letters as capitals too."""
    plain = [letter for letter in text if letter.isascii() and letter.isalpha()]
    accented = [word for word in text.split() if not word.isascii()]
    heading = len(accented) >= _HEADING_WORDS and len(plain) > len(accented) and all(map(str.isupper, plain))
    return text.upper() if heading else text


def check_letters(rows: Sequence[Row]) -> list[Remark]:
    """Return a notice for each row whose letters look misread, or were lost before the file came to us.

    Raises UnreadableFileError naming the old code where that is most of the text: its fonts do not tell of it.
    """
    lines = {row.number: " ".join(cell.text for cell in row.cells) for row in rows}
    whole = "\n".join(lines.values())
    if not looks_vietnamese(whole) and not _is_unicode(whole):
        raise UnreadableFileError(problem("read_file.misread_letters", name=signature_of(whole)))
    return [
        Remark(problem("read_file.suspicious_text"), number)
        for number, line in lines.items()
        if not line.isascii() and (REPLACEMENT in line or (not looks_vietnamese(line) and not _is_unicode(line)))
    ]


def _is_unicode(text: str) -> bool:
    """Whether a text that looks odd (words run together, foreign words) has letters that misreading never makes."""
    accented = sum(letter.isalpha() and not letter.isascii() for letter in text)
    return len(_ONLY_RIGHT.findall(text)) > _RIGHT_SHARE * accented
