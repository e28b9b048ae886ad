"""The page for leaders in a real browser: axe-core finds nothing, nothing is loaded, it fits a phone and A4.

axe-core (MPL-2.0) and what drives Chromium come with the extra `[browser]`; they are used here and shipped nowhere.
"""

from __future__ import annotations

import re
import shutil
import zlib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from cchc_tasks.model.acts import Act
from cchc_tasks.model.deadline import Period
from cchc_tasks.model.filters import Filters
from cchc_tasks.model.interpreted_plan import ImportRequest
from cchc_tasks.plans.plan_import import import_plan
from cchc_tasks.reports.dashboard.dashboard_facts import DashboardRequest, load_dashboard
from cchc_tasks.reports.dashboard.dashboard_page import write_dashboard
from cchc_tasks.storage.database import Database
from tests.conftest import SAMPLES

sync_api = pytest.importorskip("playwright.sync_api", reason="install the extra: pip install -e '.[browser]'")
pytest.importorskip("axe_playwright_python", reason="install the extra: pip install -e '.[browser]'")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed on this machine")

AXE = files("axe_playwright_python").joinpath("axe.min.js")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
JULY = date(2022, 7, 15)
PHONE, DESK = (320, 640), (1280, 900)
HOSTILE = """STT,Nhiệm vụ,Đơn vị chủ trì,Thời gian hoàn thành
I,CẢI CÁCH <b>THỂ CHẾ</b>,,
1,<script>document.title='xấu'</script><img src=x onerror="document.title='xấu'">,Phòng <script>,Quý I/2022
2,{long},Phòng {wide},Quý II/2022
3{digits},Rà soát,Trung tâm 'A' $x_1$,20/7/2022
""".format(long="Rất" + "dài" * 150, wide="W" * 200, digits="a" * 80)
Page = Any


@pytest.fixture(scope="module", params=["kế hoạch mẫu", "một nhiệm vụ", "chữ phá hoại"])
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the sample plan, of a plan with one task, and of one whose words are hostile."""
    folder = tmp_path_factory.mktemp("page")
    plans = {
        "một nhiệm vụ": "STT,Nhiệm vụ,Đơn vị chủ trì,Thời gian hoàn thành\n1,Rà soát,Văn phòng Sở,Quý IV/2022\n",
        "chữ phá hoại": HOSTILE,
    }
    plan = SAMPLES / "ke_hoach_cchc_2022.txt"
    if request.param in plans:
        plan = folder / "plan.csv"
        plan.write_text(plans[request.param], encoding="utf-8")
    database = Database(str(folder / "office.sqlite3"))
    database.upgrade()
    act = Act("Người thử", datetime(2022, 7, 1, tzinfo=UTC), JULY)
    asked = ImportRequest(plan, code="KH", period=Period.of_year(2022), reported_on=date(2022, 6, 15))
    import_plan(database, asked, act)
    shown = load_dashboard(database, DashboardRequest(Filters(), JULY, date(2022, 6, 15), JULY, 90))
    database.close()
    with (folder / "page.html").open("wb") as file:
        write_dashboard(file, shown)
    return folder / "page.html"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


def opened(browser: Any, path: Path, size: tuple[int, int], scheme: str = "light", **more: Any) -> Page:
    width, height = size
    view = {"width": width, "height": height}
    page = browser.new_page(viewport=view, color_scheme=scheme, **more)
    page.goto(path.as_uri())
    return page


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["điện thoại", "máy bàn"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Any, written: Path, size: tuple[int, int], scheme: str) -> None:
    # The page's own policy would not let axe in; that the policy holds is tested below.
    page = opened(browser, written, size, scheme, bypass_csp=True)
    assert page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches") == (scheme == "dark")
    page.add_script_tag(content=AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert len(found["passes"]) > 25
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found["violations"]] == []


def test_axe_would_find_what_is_wrong(browser: Any, tmp_path: Path) -> None:
    (tmp_path / "bad.html").write_text("<html><body><img src=x><p style='color:#ccc'>Mờ</p>", encoding="utf-8")
    page = opened(browser, tmp_path / "bad.html", DESK)
    page.add_script_tag(content=AXE.read_text(encoding="utf-8"))
    found = {rule["id"] for rule in page.evaluate("axe.run()")["violations"]}
    assert {"image-alt", "color-contrast", "html-has-lang"} <= found


@pytest.mark.parametrize("size", [PHONE, (360, 800), (700, 900), DESK], ids=str)
def test_the_page_fits_loads_nothing_and_breaks_no_policy(browser: Any, written: Path, size: tuple[int, int]) -> None:
    asked: list[str] = []
    said: list[str] = []
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(written.as_uri(), wait_until="networkidle")
    assert asked == [written.as_uri()]
    assert said == []
    assert page.title().startswith("Tình hình thực hiện")
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    # The style is in force: its hash is the one that the policy allows.
    assert page.evaluate("getComputedStyle(document.querySelector('.skip')).position") == "absolute"
    shown = page.locator("svg.chart").evaluate_all("all => all.map(one => getComputedStyle(one).display)")
    assert shown.count("block") * 2 == len(shown) > 0


def test_without_scripts_the_page_says_the_same(browser: Any, written: Path) -> None:
    told = [opened(browser, written, DESK, java_script_enabled=on).inner_text("main") for on in (True, False)]
    assert told[0] == told[1]
    assert "Tổng số" in told[0]


def test_a_keyboard_reaches_the_content_and_scrolls_wide_tables(browser: Any, written: Path) -> None:
    page = opened(browser, written, PHONE, bypass_csp=True)  # waiting for what is true runs a script
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Đến nội dung chính"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "noi-dung"
    wide = page.locator("#don-vi .region")
    wide.focus()
    page.keyboard.press("End")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('#don-vi .region').scrollLeft > 0")


def test_a_number_leads_to_its_tasks(browser: Any, written: Path) -> None:
    page = opened(browser, written, DESK)
    page.click(".parts tbody tr:first-child a")
    target = page.evaluate("document.querySelector(':target').closest('tr').textContent")
    assert target.startswith("Được giao")


def test_on_paper_it_is_a4_and_nothing_is_cut_off(browser: Any, written: Path, tmp_path: Path) -> None:
    page = opened(browser, written, DESK, "dark")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.querySelector('.trace')).display") == "none"
    assert page.evaluate("getComputedStyle(document.querySelector('thead')).display") == "table-header-group"
    assert page.evaluate("getComputedStyle(document.querySelector('tbody tr')).breakInside") == "avoid"
    # 180 mm between the margins are 680 CSS pixels.
    page.set_viewport_size({"width": 680, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= 680
    printed = page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
    boxes = set(re.findall(rb"/MediaBox\s*\[([^\]]+)\]", printed + _unpacked(printed)))
    assert boxes
    for box in boxes:
        width, height = (float(number) for number in box.split()[2:])
        assert (round(width), round(height)) == (595, 842)


def _unpacked(pdf: bytes) -> bytes:
    """What the file's packed streams hold."""
    found = b""
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        try:
            found += zlib.decompressobj().decompress(stream)
        except zlib.error:
            continue
    return found
