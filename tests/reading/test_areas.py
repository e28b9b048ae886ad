"""A section's title tells its area by its words."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_tasks.reading.reform_index import AREAS, read_area

EXAMPLES = [(area.name, title) for area in AREAS for title in area.examples]


@pytest.mark.parametrize(("area", "title"), EXAMPLES, ids=[title for _, title in EXAMPLES])
def test_each_example_title_is_read_as_its_area(area: str, title: str) -> None:
    assert read_area(title) == area


@pytest.mark.parametrize(("area", "title"), EXAMPLES, ids=[title for _, title in EXAMPLES])
@pytest.mark.parametrize("noise", ["VII. {}", "LĨNH VỰC {}", "III\nCÔNG TÁC {}", "Nhiệm vụ {}", "{}."])
def test_numerals_case_and_noise_words_do_not_count(area: str, title: str, noise: str) -> None:
    assert read_area(noise.format(title.upper())) == area
    assert read_area(unicodedata.normalize("NFD", noise.format(title))) == area


@pytest.mark.parametrize(
    ("title", "area"),
    [
        ("Cải cách chế độ\ncông vụ", "civil_service"),
        ("Chỉ đạo, điều hành cải cách thủ tục hành chính", "steering"),
        ("Ứng dụng công nghệ thông tin trong chỉ đạo, điều hành", "digital"),
        ("Quy định cụ thể chế độ công vụ", "civil_service"),
        ("cai cach the che", "institutions"),
        ("Xây dựng Chính quyền số", "digital"),
        ("Cải cách tổ chức, bộ máy", "organisation"),
    ],
)
def test_the_words_that_stand_first_decide(title: str, area: str) -> None:
    assert read_area(title) == area


@pytest.mark.parametrize("title", ["", "LĨNH VỰC", "CÔNG TÁC KHÁC", "Cải cách hành chính", "I", "Nhiệm vụ trọng tâm"])
def test_a_title_without_an_areas_words_has_no_area(title: str) -> None:
    assert read_area(title) is None


@given(st.text(max_size=80))
def test_any_text_has_one_of_the_seven_areas_or_none(title: str) -> None:
    assert read_area(title) in {None, *(area.name for area in AREAS)}
