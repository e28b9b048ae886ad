"""The page for leaders as a file: nothing in it runs or loads, texts stay texts, every link has its target."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from datetime import date
from importlib.resources import files
from io import BytesIO
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml.html import HtmlElement, fromstring

from cchc_tasks.files import svg_charts
from cchc_tasks.files.svg import make_svg_element
from cchc_tasks.model.filters import Filters
from cchc_tasks.reports.dashboard.dashboard_facts import DashboardRequest, load_dashboard
from cchc_tasks.reports.dashboard.dashboard_page import write_dashboard
from cchc_tasks.storage.database import Database
from tests.sample_office import Office

JULY = date(2022, 7, 15)
HOSTILE = (
    "<script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    "$\\frac{1}{2}$ $x_1$",
    "&amp; &lt;b&gt; «» \"'",
    "Rất" + "dài" * 200,
    "\x00\x1b[31m\x07 \u202e abc",
    "😀 漢字 \ud800",
    "javascript:alert(1)",
)


@pytest.fixture
def office(database: Database) -> Office:
    return Office(database)


def written(office: Office, day: date = JULY, titles: tuple[str, ...] = (), **filters: object) -> bytes:
    """The page's bytes; `titles` take the places of the first tasks' titles, numbers and units."""
    asked = Filters(**filters)  # type: ignore[arg-type]
    shown = load_dashboard(office.database, DashboardRequest(asked, day, date(2022, 6, 15), day, 100))
    hostile = [
        replace(t, title=text, ref=text, leads=text, due=text) for t, text in zip(shown.tasks, titles, strict=False)
    ]
    renamed = [replace(g, name=text) for g, text in zip(shown.units, titles, strict=False)]
    file = BytesIO()
    tasks, units = (*hostile, *shown.tasks[len(hostile) :]), (*renamed, *shown.units[len(renamed) :])
    write_dashboard(file, replace(shown, tasks=tasks, units=units))
    return file.getvalue()


def parsed(page: bytes) -> HtmlElement:
    return fromstring(page.decode("utf-8"))


def test_the_page_says_the_official_sentence_both_rates_and_the_day(office: Office) -> None:
    text = " ".join(parsed(written(office)).text_content().split())
    assert "Tổng số 54 nhiệm vụ: đã hoàn thành 13 (đúng hạn 2, thường xuyên 1, chưa rõ ngày 10)" in text
    assert "Tỷ lệ hoàn thành trên tổng số nhiệm vụ: 24% (13/54)" in text
    assert "Tỷ lệ hoàn thành trên số nhiệm vụ đã đến hạn (không kể thường xuyên): 73% (8/11)" in text
    assert "Tính đến ngày 15/7/2022." in text
    assert "5 nhiệm vụ có nhiều đơn vị được tính một lần cho mỗi đơn vị: tổng theo đơn vị 63" in text
    assert "14 mốc đã xong nhưng chưa rõ ngày hoàn thành" in text


def test_the_overdue_list_tells_days_and_holder(office: Office) -> None:
    office.submit("10", milestone=1, evidence=("Tờ trình số 15/TTr-STP ngày 28/3/2022",), to="UBND tỉnh")
    rows = parsed(written(office)).xpath("//section[@id='qua-han']//tbody/tr")
    told = [[cell.text_content() for cell in row] for row in rows]
    assert [row[0] for row in told] == ["10", "13", "19"]
    assert [row[4] for row in told] == ["106 ngày", "15 ngày", "15 ngày"]
    assert all(row[2] == "Phòng XD, KT và TDTHPL" for row in told)
    assert "đã trình UBND tỉnh ngày 28/3/2022 (trình đúng hạn), chờ ban hành" in told[0][5]


def test_nothing_is_loaded_nothing_runs_and_the_style_is_the_only_one_allowed(office: Office) -> None:
    page = parsed(written(office, titles=HOSTILE))
    assert not page.xpath("//script | //link | //iframe | //img | //object | //embed | //form | //base | //@style")
    assert not [name for name in page.xpath("//@*") if name.attrname.startswith("on") or name.attrname == "src"]
    assert all(str(target).startswith("#") for target in page.xpath("//@href"))
    (style,) = page.xpath("//style")
    assert "url(" not in style.text
    assert "@import" not in style.text
    digest = base64.b64encode(hashlib.sha256(style.text.encode()).digest()).decode()
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'; ")
    assert f"style-src 'sha256-{digest}'" in policy


def test_hostile_words_stand_on_the_page_as_words(office: Office) -> None:
    text = parsed(written(office, titles=HOSTILE)).text_content()
    for words in HOSTILE[:5]:
        assert words in text
    assert not re.search(r"[\x00\x07\x1b\u202e]", text)


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=40))
def test_no_text_breaks_a_chart(name: str) -> None:
    for drawn in svg_charts.draw_group_bars("x", [(name, {"done": 1, "overdue": 2})]):
        assert drawn.tag == "svg"
        assert drawn.findall(".//text")


def test_every_link_has_its_target_and_no_id_stands_twice(office: Office) -> None:
    page = parsed(written(office))
    ids = [str(found) for found in page.xpath("//@id")]
    assert len(ids) == len(set(ids))
    targets = {str(target)[1:] for target in page.xpath("//@href")}
    targets |= {target for clip in page.xpath("//@clip-path") for target in re.findall(r"url\(#(.+)\)", clip)}
    targets |= {str(target) for target in page.xpath("//@aria-labelledby")}
    assert targets <= set(ids)


def test_each_number_of_the_parts_leads_to_as_many_tasks(office: Office) -> None:
    page = parsed(written(office))
    for anchor in page.xpath("//table[contains(@class, 'parts')]//td/a"):
        number = int(anchor.xpath("text()")[0])
        (row,) = page.xpath(f"//*[@id='{anchor.get('href')[1:]}']/ancestor::tr")
        listed = row.xpath("./td[2]//a")
        assert int(row.xpath("./td[1]")[0].text_content()) == number
        assert len(listed) == number or listed[0].get("href") == "#danh-sach"
    assert len(page.xpath("//section[@id='danh-sach']//tbody/tr")) == 54


def test_headings_go_down_step_by_step_and_tables_name_themselves(office: Office) -> None:
    page = parsed(written(office))
    levels = [int(heading.tag[1]) for heading in page.xpath("//h1 | //h2 | //h3")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    assert page.get("lang") == "vi"
    assert page.xpath("count(//main)") == page.xpath("count(//nav)") == 1
    for table in page.xpath("//table"):
        assert table.xpath("string(caption)")
        assert all(head.get("scope") == "col" for head in table.xpath("thead/tr/th"))
        assert all(row.xpath("count(th[@scope='row'])") == 1 for row in table.xpath("tbody/tr | tfoot/tr"))
    for picture in page.xpath("//*[@role='img']"):
        assert len(picture.get("aria-label")) > 20
        assert picture.xpath("count(*[local-name()='svg' and @aria-hidden='true'])") == 2


def test_an_empty_selection_is_said_and_not_drawn(office: Office) -> None:
    page = parsed(written(office, search="không có chữ này ở đâu cả"))
    assert not page.xpath("//*[local-name()='svg']")
    assert "Tổng số 0 nhiệm vụ: đã hoàn thành 0; chưa hoàn thành 0." in page.text_content()
    assert "Không có nhiệm vụ nào quá hạn tính đến ngày 15/7/2022." in page.text_content()


def test_what_the_page_is_restricted_to_stands_at_its_head(office: Office) -> None:
    (head,) = parsed(written(office, unit="van phong so", section="II")).xpath("//header")
    assert "Đơn vị chủ trì: Văn phòng Sở" in head.text_content()
    assert "Phần: II" in head.text_content()


def test_the_line_of_months_has_no_done_line_where_no_day_is_known(office: Office) -> None:
    before = parsed(written(office)).xpath("//section[@id='thang']//figure")[0]
    assert "rõ ngày" not in before.xpath("string(.//ul)")
    office.done("13", on=date(2022, 6, 28))
    after = parsed(written(office)).xpath("//section[@id='thang']//figure")[0]
    assert "Đã xong, rõ ngày (lũy kế)" in after.xpath("string(.//ul)")


def test_a_drawing_with_a_colour_that_has_no_name_is_refused() -> None:
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg"><path style="fill: #123456" d="M 0 0"/></svg>'
    with pytest.raises(ValueError, match="#123456"):
        make_svg_element(drawing, {"done": "#000001"}, "chart", "x")
    (path,) = make_svg_element(drawing, {"done": "#123456"}, "chart", "x")
    assert etree.tostring(path) == b'<path d="M 0 0" class="f-done"/>'


def test_long_names_are_cut_to_their_lines() -> None:
    assert svg_charts.fitted("Phòng A", 200, 1) == ["Phòng A"]
    (line,) = svg_charts.fitted("Phòng " + "rất dài " * 30, 200, 1)
    assert line.endswith("…")
    assert len(svg_charts.fitted("X" * 500, 200, 2)) == 1
    assert len(svg_charts.fitted("Ban " * 50, 200, 2)) == 2


def _colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6})", block))


def _light(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_light(one), _light(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["sáng", "tối"])
def test_colours_keep_their_contrast_in_both_themes(theme: int) -> None:
    style = files("cchc_tasks.reports.dashboard").joinpath("dashboard.css").read_text(encoding="utf-8")
    colours = _colours(re.findall(r":root \{(.*?)\}", style, re.DOTALL)[theme])
    assert len(colours) == 14
    for text in ("text", "soft", "link", "overdue"):
        for ground in ("paper", "panel", "target"):
            assert _contrast(colours[text], colours[ground]) >= 4.5, (text, ground)
    for segment in ("done", "nothing", "running", "other", "overdue"):
        assert _contrast(colours["on"], colours[segment]) >= 4.5, segment
        assert _contrast(colours["paper"], colours[segment]) >= 3, segment
    assert _contrast(colours["planned"], colours["paper"]) >= 3
