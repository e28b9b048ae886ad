"""A list may be cut and ordered, and tells of how many; a paper, a count and a file refuse what they would not heed.

The commands are found in the program itself, so that a new one is held to the rule, too.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from cchc_tasks.cli.main import group
from cchc_tasks.model.deadline import Period
from cchc_tasks.model.interpreted_plan import ImportRequest
from cchc_tasks.plans.plan_history import list_changes
from cchc_tasks.plans.plan_import import import_plan
from tests.conftest import SAMPLES
from tests.program import run
from tests.sample_office import Office

NEVER_CUT = {
    "calendar", "export", "stats", "report appendix", "report assignments", "report dashboard", "report evidence",
    "report letters", "report statistics", "report worksheet",
}  # fmt: skip
#: Their papers list tasks one by one, so another order is one more way to read them.
IN_AN_ORDER_THAT_IS_ASKED_FOR = {"report assignments", "report evidence", "report worksheet"}
WITH_AN_ORDER_OF_THEIR_OWN = (NEVER_CUT - IN_AN_ORDER_THAT_IS_ASKED_FOR) | {"history", "plans"}


def commands(parent: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    context = click.Context(parent)
    for name in parent.list_commands(context):
        command = parent.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        yield " ".join((*path, name)), command


def offering(option: str, *, refused: bool) -> set[str]:
    return {
        name
        for name, command in commands(group)
        for parameter in command.params
        if isinstance(parameter, click.Option) and option in parameter.opts and parameter.hidden is refused
    }


def test_each_command_with_filters_heeds_an_order_and_a_limit_or_refuses_them() -> None:
    lists = {"check", "close", "list", "overdue", "review", "upcoming"}
    assert offering("--limit", refused=False) == lists | {"history", "plans"}
    assert offering("--limit", refused=True) == NEVER_CUT
    assert offering("--sort", refused=False) == lists | IN_AN_ORDER_THAT_IS_ASKED_FOR
    assert offering("--sort", refused=True) == WITH_AN_ORDER_OF_THEIR_OWN


@pytest.mark.parametrize(
    ("option", "command"),
    [(option, command) for option in ("--limit", "--sort") for command in sorted(offering(option, refused=True))],
)
def test_what_would_go_unheeded_is_refused_before_anything_is_written(
    office: Office, tmp_path: Path, option: str, command: str
) -> None:
    written = tmp_path / "ra"
    place = [] if command in ("stats", "history", "plans") else [str(written)]
    refused = run("--db", office.database.location, *command.split(), *place, option, "2")
    assert (refused.exit_code, refused.out) == (2, "")
    assert refused.said.startswith(f"Không dùng {option} ở đây: ")
    assert not written.exists()


@pytest.mark.parametrize("act", ["close 4 --result x", "review 3 --accept"])
@pytest.mark.parametrize("unheeded", ["--as-of 2022-07-01", "--unit x", "--status done", "--sort no", "--limit 1"])
def test_an_act_on_named_tasks_refuses_filters_that_it_would_not_heed(office: Office, act: str, unheeded: str) -> None:
    refused = run("--db", office.database.location, "--actor", "Bình", *act.split(), *unheeded.split())
    assert (refused.exit_code, refused.out, "bộ lọc" in refused.said) == (2, "", True)
    assert len(list_changes(office.database)) == 1


def test_results_without_a_task_are_not_dropped_for_a_list(office: Office) -> None:
    for said in ("--result=x", "--note=x", "--evidence=x", "--on=2022-07-01", "--seq=1"):
        refused = run("--db", office.database.location, "close", said)
        assert (refused.exit_code, refused.out, "nhiệm vụ nào" in refused.said) == (2, "", True)


@pytest.mark.parametrize("command", sorted(offering("--limit", refused=False)))
def test_a_limit_past_every_number_of_a_database_limits_nothing(office: Office, command: str) -> None:
    asked = ("--db", office.database.location, command, "--csv")
    assert run(*asked, "--limit", str(10**20)) == run(*asked)


@pytest.mark.parametrize("asked", ["history 13", "review 10", "plans --removed", "plans --drafts"])
def test_a_filter_is_refused_where_the_command_already_says_what_is_meant(office: Office, asked: str) -> None:
    refused = run("--db", office.database.location, *asked.split(), "--search", "thi đua", "--in-groups")
    beside = asked.split()[1] if "--" in asked else "REF"
    assert (refused.exit_code, refused.out) == (2, "")
    assert refused.said.startswith(f"Không dùng --search, --in-groups cùng với {beside}: ")


@pytest.mark.parametrize("command", sorted(offering("--limit", refused=False) - {"plans"}))  # of which there is one
def test_a_list_that_is_cut_tells_of_how_many(office: Office, command: str) -> None:
    office.update("13", note="đang in")
    day = {"CCHC_TASKS_TODAY": "2022-12-20"}
    more = ["--days", "365", "--as-of", "2022-01-05"] if command == "upcoming" else []
    asked = ("--db", office.database.location, command, "--csv", *more)
    whole, cut = run(*asked, **day), run(*asked, "--limit", "1", **day)
    assert f"1 trong {whole.said.split()[0]} " in cut.said
    assert cut.out.splitlines()[0] == whole.out.splitlines()[0]
    assert len(cut.out) < len(whole.out)


@pytest.mark.parametrize("command", [*sorted(offering("--limit", refused=False) - {"list", "plans"}), "overdue --text"])
def test_an_empty_answer_about_a_selection_says_nothing_of_the_others(office: Office, command: str) -> None:
    day = {"CCHC_TASKS_TODAY": "2022-07-15"}
    found = run("--db", office.database.location, *command.split(), "--search", "không có đâu", **day)
    assert (found.exit_code, found.said.startswith("Trong các nhiệm vụ được chọn: ")) == (0, True), found.said


def test_one_task_without_doubts_says_nothing_of_the_others(office: Office) -> None:
    asked = ("--db", office.database.location, "review")
    assert run(*asked, "13").said == "Trong các nhiệm vụ được chọn: không có cách đọc nào cần rà soát.\n"
    office.accept(*(task.ref for task in office.tasks(review=True)))
    assert run(*asked).said == "Không có cách đọc nào cần rà soát.\n"


def test_a_task_is_called_the_same_however_many_of_the_list_are_printed(office: Office) -> None:
    remedy = ImportRequest(SAMPLES / "khac_phuc_2023.txt", period=Period.of_year(2023))
    import_plan(office.database, remedy, office.act())
    asked = ("--db", office.database.location, "list", "--csv")
    whole = run(*asked).out.splitlines()
    assert {line.partition("/")[0] for line in whole[1:] if line.startswith(("CCHC", "KP"))} == {"CCHC-2022", "KP-2023"}
    listed = run(*asked, "--limit", "3").out.splitlines()
    assert (len(listed), set(listed) <= set(whole)) == (4, True)
