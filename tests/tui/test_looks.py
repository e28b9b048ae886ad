"""How it looks: states without colour, signs in ASCII, colours that can be read, text that is only text."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.color import Color
from textual.pilot import Pilot

from cchc_tasks.messages.status_words import ASCII_GLYPHS, STATUS_GLYPHS
from cchc_tasks.text_cells import width_of
from cchc_tasks.tui import words
from cchc_tasks.tui.app import TasksApp
from cchc_tasks.tui.themes import THEMES
from cchc_tasks.tui.widgets.paged_rows import fit, lines_in
from tests.sample_office import DECISION, Office
from tests.tui.conftest import play, settle

MakeApp = Callable[..., TasksApp]
#: The signs of Microsoft's WGL4 that the screen may use: every office font has them.
WGL4 = set("○►●◊□■×→√▌█░▬▲∙│▼…·«»≤")


def drawn(app: TasksApp) -> list[str]:
    return ["".join(segment.text for segment in app.tasks.render_line(y)) for y in range(app.tasks.size.height)]


@given(text=st.text(), width=st.integers(2, 60))
def test_a_text_takes_exactly_its_columns_and_holds_no_command(text: str, width: int) -> None:
    shown = fit(text, width)
    assert width_of(shown) == width
    assert not any(unicodedata.category(letter) == "Cc" for letter in shown)
    for line in lines_in(text, width, 2):
        assert width_of(line) == width


def test_every_sign_is_one_that_office_fonts_have() -> None:
    signs = "".join((*STATUS_GLYPHS.values(), *words.WGL4)).replace(" ", "")
    assert {sign for sign in signs if not sign.isascii()} <= WGL4
    assert "".join((*ASCII_GLYPHS.values(), *words.ASCII)).isascii()
    assert len(set(ASCII_GLYPHS.values())) == len(set(STATUS_GLYPHS.values())) == 8


def test_with_ascii_signs_no_other_sign_is_drawn_and_the_choice_is_remembered(
    make_app: MakeApp, tmp_path: Path
) -> None:
    async def evening(pilot: Pilot[None], app: TasksApp) -> None:
        await pilot.press("f9", *"ascii", "enter")
        await settle(pilot)
        assert app.memory.ascii

    async def morning(pilot: Pilot[None], app: TasksApp) -> None:
        await pilot.press("f", "space")
        await settle(pilot)
        text = "".join(drawn(app))
        assert "[~] 10" in text
        assert not (WGL4 - set("·«»")) & set(text)
        assert "|" in str(app.query_one("#heading").render())  # type: ignore[attr-defined]

    play(make_app(state_folder=tmp_path), evening)
    play(make_app(state_folder=tmp_path), morning)


@pytest.mark.parametrize("name", THEMES)
def test_the_colours_of_each_theme_can_be_read(name: str) -> None:
    theme = THEMES[name]
    least = 7.0 if name == "projector" else 4.5
    texts = [theme.foreground, theme.error, theme.warning, theme.variables["muted"]]
    for background in (theme.background, theme.surface):
        for text in texts:
            assert contrast(str(text), str(background)) >= least
    assert contrast(theme.variables["on-primary"], theme.primary) >= 4.5


def contrast(text: str, background: str) -> float:
    """The contrast ratio of WCAG 2.1 (1.4.3)."""

    def luminance(colour: str) -> float:
        parts = [part / 255 for part in Color.parse(colour).rgb]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    lighter, darker = sorted((luminance(text), luminance(background)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("name", ["light", "projector"])
def test_the_colours_are_changed_by_name_and_remembered(make_app: MakeApp, tmp_path: Path, name: str) -> None:
    async def evening(pilot: Pilot[None], app: TasksApp) -> None:
        app.action_use_theme(name)
        await settle(pilot)

    async def morning(_pilot: Pilot[None], app: TasksApp) -> None:
        assert app.theme == name

    play(make_app(state_folder=tmp_path), evening)
    play(make_app(state_folder=tmp_path), morning)


def test_control_characters_of_a_task_never_reach_the_terminal(make_app: MakeApp, office: Office) -> None:
    office.edit("1", title="Việc \x1b[31mđỏ\x1b]52;c;eHh4\x07 \u202egnas", evidence=(DECISION,))

    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await pilot.press("2", "1", "h")
        await settle(pilot)
        shown = app.export_screenshot()
        assert "\x1b" not in "".join(drawn(app))
        assert "\x1b" not in shown
        assert "\u202e" not in shown

    play(make_app(), flow)


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 40), (200, 60)], ids=str)
def test_every_screen_fits_every_window(make_app: MakeApp, size: tuple[int, int]) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        for where in words.SCREENS:
            app.action_show(where)
            await settle(pilot)
            assert app.query_one("#counted").region.right <= size[0]
            assert app.query_one("#keys").region.bottom == size[1]
            for hint in app.query("#chips KeyHint, #keys KeyHint, #tabs KeyHint"):
                assert hint.region.right <= size[0], where

    play(make_app(), flow, size)
