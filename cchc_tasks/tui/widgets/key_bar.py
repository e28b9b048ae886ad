"""Keys and counts that can be clicked; the last line shows as many keys as the window has room for."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Label

from cchc_tasks.text_cells import width_of
from cchc_tasks.tui import keys

#: Below this width the last line shows six keys at most.
_WIDE, _FEW = 100, 6


class KeyHint(Label):
    """A key and what it does; a click does it, «main.…» in the rows or the table of the screen."""

    def __init__(self, key: str, label: str, action: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self._key = key
        self._action = action
        self.show_label(label)

    def show_label(self, label: str, *, on: bool = False) -> None:
        """Show another label, with `on` in brackets."""
        shown = f"[{label}]" if on else label
        self.update(Content.assemble((f" {self._key} ", "bold"), f"{shown} "))
        self.set_class(on, "on")

    async def on_click(self) -> None:
        name, _, rest = self._action.partition("main.")
        if rest:
            await self.app.run_action(rest, self.app.main)  # type: ignore[attr-defined]
        elif name:
            await self.app.run_action(name)


class KeyBar(Horizontal):
    """The most useful keys of the screen that is shown."""

    def __init__(self) -> None:
        super().__init__(id="keys")
        self._shown: tuple[tuple[str, str, str], ...] = ()

    def compose(self) -> ComposeResult:
        return (KeyHint(key, label, action) for key, label, action in self._shown)

    def show_keys(self, where: str, width: int) -> None:
        """Show the keys of a screen that fit the width."""
        fitting = tuple(keys_within(where, width))
        if fitting != self._shown:
            self._shown = fitting
            self.refresh(recompose=True)


def keys_within(where: str, width: int) -> Sequence[tuple[str, str, str]]:
    """Return (key, label, action) of the keys that fit, the most useful first."""
    commands = (keys.BY_KEY[key] for key in keys.KEY_BARS[where])
    chosen: list[tuple[str, str, str]] = []
    used = 0
    for key, label, action in (*keys.OWN_KEYS[where], *((c.shown, c.label, c.name) for c in commands)):
        used += width_of(key) + width_of(label) + 3
        if used > width or (width < _WIDE and len(chosen) == _FEW):
            break
        chosen.append((key, label, action))
    return chosen
