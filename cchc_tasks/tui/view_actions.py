"""What the keys choose and show: plan and unit, the numbers, frozen reports, the list of every command."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING

from cchc_tasks.days import day_in_sentence
from cchc_tasks.messages import statistics_words
from cchc_tasks.model.statistics import rate_of_all, rate_of_due
from cchc_tasks.plans.plan_lookup import list_plans
from cchc_tasks.reports import frozen_words
from cchc_tasks.reports.frozen_numbers import (
    compare_with_now,
    difference_sentences,
    find_frozen_report,
    list_frozen_reports,
)
from cchc_tasks.sentences import Words
from cchc_tasks.storage.database import Database
from cchc_tasks.tracking.screen_list import list_ids
from cchc_tasks.tracking.suggestions import suggest_units
from cchc_tasks.tracking.task_description import SheetLine
from cchc_tasks.tracking.task_statistics import compute_statistics
from cchc_tasks.tui import keys, words
from cchc_tasks.tui.forms.chooser import Choice, Chooser
from cchc_tasks.tui.forms.text_dialog import TextDialog, help_lines
from cchc_tasks.tui.step_words import screen_text

if TYPE_CHECKING:
    from cchc_tasks.tui.screens_app import ScreensApp


class ViewActions:
    """Dialogs in which something is chosen or read; each is named as in `keys.COMMANDS`."""

    def __init__(self, app: ScreensApp) -> None:
        self._app = app
        self._at_once: dict[str, Callable[[], None]] = {
            "palette": self._open_palette,
            "help": lambda: self._show_lines(words.HELP_TITLE, help_lines()),
        }
        self._after_reading: dict[str, Callable[[], Awaitable[None]]] = {
            "unit": self._choose_unit,
            "plan": self._choose_plan,
            "history": self._show_task,
            "statistics": self._show_statistics,
            "frozen": self._choose_frozen,
        }

    def run(self, name: str) -> None:
        """Open what a key asks for."""
        if name in self._after_reading:
            self._app.open_after_reading(self._after_reading[name])
        else:
            self._at_once[name]()

    # Choosing.

    async def _choose_plan(self) -> None:
        plans = await self._app.ask(list_plans)
        choices = [Choice("", words.ALL_PLANS), *(Choice(p.code, p.code, f"{p.title} ({p.tasks})") for p in plans)]
        self._app.push_screen(Chooser(words.CHOOSE_PLAN, choices), self._select_plan)

    def _select_plan(self, code: str | None) -> None:
        if code is not None:
            self._app.select(plan=code)

    async def _choose_unit(self) -> None:
        units = await self._app.ask(lambda database: suggest_units(database, ""))
        choices = [Choice("", words.ALL_UNITS), *(Choice(unit.value, unit.value, unit.meaning) for unit in units)]
        self._app.push_screen(Chooser(words.CHOOSE_UNIT, choices), self._select_unit)

    def _select_unit(self, name: str | None) -> None:
        if name is not None:
            self._app.memory.mine = name
            self._app.select(unit=name, groups=False)

    def show_mine(self) -> None:
        """Show what is late and what is due soon of one's own unit, or everything again."""
        app = self._app
        if not app.memory.mine:
            self.run("unit")
            return
        is_shown = app.view == "urgent" and app.selection.unit == app.memory.mine
        app.view = "" if is_shown else "urgent"
        app.select(unit="" if is_shown else app.memory.mine, groups=False)

    def go_to_overdue(self, by: int) -> None:
        """Put the cursor on the next overdue task, or with -1 on the one before."""
        self._app.open_after_reading(partial(self._go_to_overdue, by))

    async def _go_to_overdue(self, by: int) -> None:
        app = self._app
        rows = app.rows
        if rows is None:
            app.show_screen("tasks")
            rows = app.tasks
        await app.wait_for_list()
        selection, day, rules = app.selection, app.today, app.environment.rules
        late = set((await app.ask(lambda database: list_ids(database, selection, day, rules, "overdue"))).ids)
        ids = rows.listed.ids
        order = [(rows.cursor + by * step) % len(ids) for step in range(1, len(ids) + 1)] if ids else []
        place = next((place for place in order if ids[place] in late), None)
        if place is None:
            app.say(words.NO_OVERDUE)
        else:
            rows.go(place)

    def toggle_signs(self) -> None:
        """Show signs in ASCII, or in WGL4 again."""
        self._app.memory.ascii = not self._app.memory.ascii
        self._app.show_signs()
        self._app.list_again()

    def _open_palette(self) -> None:
        choices = [
            Choice(c.name, f"{c.label:<16}", f"{c.shown:<5} {c.meaning}")
            for c in keys.COMMANDS
            if c.name not in ("open('palette')", "leave")
        ]
        self._app.push_screen(Chooser(words.ALL_COMMANDS, choices), self._run_command)

    def _run_command(self, name: str | None) -> None:
        if name is not None:
            self._app.call_later(self._app.run_action, name)

    # Reading.

    def _show_lines(self, title: str, lines: list[SheetLine]) -> None:
        self._app.push_screen(TextDialog(title, lines))

    async def _show_task(self) -> None:
        """Show everything about the task under the cursor, with its history."""
        tasks = (await self._app.chosen_tasks())[:1]
        if tasks:
            self._show_lines("", await self._app.read_whole(tasks[0]))
        else:
            self._app.say(words.NO_TASK)

    async def _show_statistics(self) -> None:
        app = self._app
        selection, day = app.selection, app.today
        rules, rates = app.environment.rules, app.environment.rates
        counts = (await app.ask(lambda database: compute_statistics(database, selection, day, "", rules))).counts
        all_tasks, fallen_due = (
            rate_of_all(counts, rates.nothing_arisen, rates.decimals),
            rate_of_due(counts, rates.decimals),
        )
        lines = [
            statistics_words.sentence(asdict(counts)),
            statistics_words.rate_all_named(statistics_words.rate(*all_tasks), rates.nothing_arisen, rates.source),
            statistics_words.rate_due_named(statistics_words.rate(*fallen_due)),
            statistics_words.on_day(day_in_sentence(day)),
        ]
        self._show_lines(words.STATISTICS, [(1, line) for line in lines])

    async def _choose_frozen(self) -> None:
        """Show which numbers were reported; a chosen report is compared with the numbers of now."""
        environment = self._app.environment
        reports = await self._app.ask(list_frozen_reports)
        if not reports:
            self._app.say(frozen_words.NONE)
            return
        choices = [
            Choice(
                frozen.uid,
                words.sentence_case(frozen_words.KINDS.get(frozen.snapshot.kind, frozen.snapshot.kind)),
                words.frozen_remark(
                    day_in_sentence(frozen.snapshot.as_of), environment.shown_moment(frozen.recorded_at), frozen.actor
                ),
            )
            for frozen in reports
        ]
        self._app.push_screen(Chooser(words.CHOOSE_FROZEN, choices), self._compare_frozen)

    def _compare_frozen(self, uid: str | None) -> None:
        if uid is not None:
            self._app.open_after_reading(partial(self._show_differences, uid))

    async def _show_differences(self, uid: str) -> None:
        environment = self._app.environment

        def read(database: Database) -> list[Words]:
            frozen = find_frozen_report(database, uid)
            changes = compare_with_now(database, frozen, environment.rules)
            return list(difference_sentences(frozen, changes, environment.shown_moment))

        lines = await self._app.ask(read)
        self._show_lines(words.CHOOSE_FROZEN, [(1, screen_text(line)) for line in lines])
