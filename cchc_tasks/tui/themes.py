"""The colours of the screen: dark, light, and strong contrast for a projector; no state is shown by colour alone."""

from __future__ import annotations

from textual.theme import Theme

THEMES = {
    "dark": Theme(
        "dark",
        primary="#2f6fa7",
        foreground="#e6e6e6",
        background="#121418",
        surface="#1d2127",
        error="#ff8a80",
        warning="#ffd166",
        dark=True,
        variables={"muted": "#a9b1ba", "on-primary": "#ffffff"},
    ),
    "light": Theme(
        "light",
        primary="#1f5f99",
        foreground="#1b1b1b",
        background="#fbfbfa",
        surface="#eef0f2",
        error="#b00020",
        warning="#7a4d00",
        dark=False,
        variables={"muted": "#4d545c", "on-primary": "#ffffff"},
    ),
    "projector": Theme(
        "projector",
        primary="#000000",
        foreground="#000000",
        background="#ffffff",
        surface="#ffffff",
        error="#a00000",
        warning="#5c3b00",
        dark=False,
        variables={"muted": "#1f1f1f", "on-primary": "#ffffff"},
    ),
}
