"""Draw the rooms of the program and which of them import which, from the code as it is: docs/pictures/rooms.svg.

`python tools/draw_rooms.py` writes the picture; `python tools/draw_rooms.py --check` fails where it is out of date.
The order of the rooms is the one that pyproject.toml holds as a contract.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path
from xml.sax.saxutils import escape

import grimp

ROOT = Path(__file__).resolve().parents[1]
PICTURE = ROOT / "docs/pictures/rooms.svg"
#: What each room is for, as the drawing says it.
PURPOSES = {
    "cli": "commands: parse, ask one room, print",
    "tui": "the screen: keys, forms, widgets",
    "calendars": "iCalendar files, feeds, CalDAV",
    "reports": "appendices, letters, dashboard, frozen numbers",
    "office": "access, backup, copy, handover, health",
    "worksheets": "sheets for units, and the filled ones back in",
    "tracking": "what runs, is late, is done; undo; statistics",
    "units": "units and their names in time",
    "plans": "table to draft to plan; amendments; next year",
    "indicators": "the statistics appendix",
    "messages": "sentences for what the rooms below report",
    "storage": "schema, journal, projections, queries",
    "files": "office files in and out; knows no plans",
    "reading": "printed words to values and doubts; pure",
    "model": "plan, task, milestone, status, timing; pure",
    "ground": "errors, text, days, settings",
}
WIDTH, TOP, STEP, BOX, ARC = 980, 20, 44, 430, 26


def rooms_in_order() -> list[str]:
    """Return the rooms from top to bottom, as the contract on layers lists them; the ground files are one room."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    return [layer for layer in layers if layer in PURPOSES] + ["ground"]


def arrows(rooms: list[str]) -> list[tuple[str, str]]:
    """Return (importing room, imported room) for every pair of different rooms."""
    graph = grimp.build_graph("cchc_tasks")

    def room(module: str) -> str:
        name = module.partition(".")[2].partition(".")[0]
        return name if name in rooms else "ground"

    found = {
        (room(module), room(imported))
        for module in graph.modules
        if module.count(".") and module != "cchc_tasks.__main__"
        for imported in graph.find_modules_directly_imported_by(module)
        if imported.count(".")
    }
    return sorted((a, b) for a, b in found if a != b)


def drawing() -> str:
    """Return the picture as SVG text: a box a room, and a bracket from each room down to what it imports."""
    rooms = rooms_in_order()
    place = {room: index for index, room in enumerate(rooms)}
    height = TOP * 2 + STEP * len(rooms)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="sans-serif" '
        'font-size="14" role="img" aria-label="The rooms of cchc-tasks: each imports only rooms below it">',
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M0 0L8 4L0 8z" fill="#2f6f9f"/></marker></defs>',
    ]
    for room, index in place.items():
        y = TOP + index * STEP
        parts.append(
            f'<rect x="20" y="{y}" width="{BOX}" height="{STEP - 10}" rx="5" fill="#eef4f9" stroke="#2f6f9f"/>'
            f'<text x="32" y="{y + 22}" font-weight="bold">{escape(room)}</text>'
            f'<text x="128" y="{y + 22}" fill="#444444" font-size="13">{escape(PURPOSES[room])}</text>'
        )
    by_importer = {room: [b for a, b in arrows(rooms) if a == room] for room in rooms}
    for lane, room in enumerate(room for room in rooms if by_importer[room]):
        x = 20 + BOX + 24 + lane * ARC
        y = TOP + place[room] * STEP + 17
        lowest = TOP + max(place[below] for below in by_importer[room]) * STEP + 17
        parts.append(f'<path d="M{20 + BOX} {y}H{x}V{lowest}" fill="none" stroke="#2f6f9f" stroke-width="1"/>')
        for below in by_importer[room]:
            end = TOP + place[below] * STEP + 17
            parts.append(
                f'<path d="M{x} {end}H{20 + BOX + 3}" stroke="#2f6f9f" stroke-width="1" marker-end="url(#tip)"/>'
                f'<circle cx="{x}" cy="{end}" r="3" fill="#2f6f9f"/>'
            )
        parts.append(f'<text x="{x - 4}" y="{y - 6}" font-size="11" fill="#2f6f9f">{escape(room)}</text>')
    return "\n".join([*parts, "</svg>", ""])


if __name__ == "__main__":
    if "--check" in sys.argv:
        sys.exit(0 if PICTURE.exists() and PICTURE.read_text("utf-8") == drawing() else f"{PICTURE} is out of date")
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    PICTURE.write_text(drawing(), "utf-8")
