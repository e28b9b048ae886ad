"""What the Tab key offers for a task, a plan, a unit: `shell_complete=` of arguments and options.

Importing this costs nothing. A completer never fails, writes nothing and says nothing: where anything is wrong it
offers nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from click import Context, Parameter
    from click.shell_completion import CompletionItem

    from cchc_tasks.storage.database import Database
    from cchc_tasks.tracking.suggestions import Suggestion

#: How much of a title stands beside a value: the rest of the line on a usual terminal.
_MEANING_LENGTH = 60


def complete_refs(ctx: Context, param: Parameter, incomplete: str) -> list[CompletionItem]:
    """Offer the tasks in force, of the plan in `--plan` where it was given; not those on the line already."""

    def find(database: Database) -> list[Suggestion]:
        from cchc_tasks.tracking.suggestions import suggest_tasks

        plan, given = ctx.params.get("plan"), ctx.params.get(param.name or "")
        already = given if isinstance(given, tuple) else ()
        return suggest_tasks(database, incomplete, plan if isinstance(plan, str) else "", already)

    return _offered(ctx, find)


def complete_plans(ctx: Context, _param: Parameter, incomplete: str) -> list[CompletionItem]:
    """Offer the codes of the plans in force."""

    def find(database: Database) -> list[Suggestion]:
        from cchc_tasks.tracking.suggestions import suggest_plans

        return suggest_plans(database, incomplete)

    return _offered(ctx, find)


def complete_units(ctx: Context, _param: Parameter, incomplete: str) -> list[CompletionItem]:
    """Offer the names of units; case and accents do not count."""

    def find(database: Database) -> list[Suggestion]:
        from cchc_tasks.tracking.suggestions import suggest_units

        return suggest_units(database, incomplete)

    return _offered(ctx, find)


def _offered(ctx: Context, find: Callable[[Database], list[Suggestion]]) -> list[CompletionItem]:
    try:
        import os

        from click.shell_completion import CompletionItem

        from cchc_tasks.settings import load_settings
        from cchc_tasks.storage.database import Database
        from cchc_tasks.text_cells import clean

        settings = load_settings(os.environ, ctx.find_root().params)
        database = Database(settings.db, settings.org or "")
        try:
            offers = find(database)
        finally:
            database.close()
        # Words from files: what a terminal would obey instead of showing is no value that anybody could choose.
        return [
            CompletionItem(offer.value, help=_shortened(clean(offer.meaning)))
            for offer in offers
            if clean(offer.value) == offer.value
        ]
    except Exception:
        return []


def _shortened(text: str) -> str:
    return text if len(text) <= _MEANING_LENGTH else text[: _MEANING_LENGTH - 1].rstrip() + "…"
