"""A unit's account when the unit ends: it keeps what the unit still leads; one is told whom to grant anew."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from cchc_tasks.errors import ConflictError
from cchc_tasks.model.acts import Outcome
from cchc_tasks.model.unit import Transfer, UnitAct
from cchc_tasks.units.unit_name_changes import rename_unit
from cchc_tasks.units.unit_reorganisation import abolish_unit, merge_units, split_unit
from tests.refusals import says
from tests.sample_office import DECISION
from tests.storage.served import FIRST, OWN, UNIT, Place, login_of, two_offices

_JULY = UnitAct(date(2022, 7, 1), (DECISION,))


@pytest.fixture(scope="module")
def place(postgres: str) -> Iterator[Place]:
    with two_offices(postgres) as found:
        yield found


@pytest.fixture
def login(place: Place) -> str:
    return login_of(place.unit.database)


def _told(outcome: Outcome, login: str) -> list[str]:
    return [line for line in outcome.notes if f"«{login}»" in line]


def test_a_merge_names_the_account_that_loses_the_tasks_and_the_grant_that_gives_them_back(
    place: Place, login: str
) -> None:
    office = place.office
    merged = merge_units(office.database, [UNIT, "Thanh tra Sở"], "Phòng Tổng hợp", _JULY, office.act())
    (line,) = _told(merged, login)
    assert f"được cấp theo «{UNIT}»" in line
    assert str(line).endswith(f'cchc-tasks db grant {login} --unit "Phòng Tổng hợp"')
    with pytest.raises(ConflictError, check=says("do Phòng Tổng hợp chủ trì")):
        place.unit.update(OWN, result="Đang làm")
    place.served.grant(place.unit.database, "Phòng Tổng hợp", organisation=FIRST)
    place.unit.update(OWN, result="Đang làm")
    place.served.grant(place.unit.database, UNIT, organisation=FIRST)
    office.undo(merged.change_id)
    place.unit.update(OWN, result="Đang làm tiếp")


def test_a_split_and_an_abolition_name_it_too_and_what_leaves_nothing_changed_does_not(
    place: Place, login: str
) -> None:
    office = place.office
    parts = [UNIT, "Phòng Tổ chức"]
    split = split_unit(office.database, UNIT, parts, Transfer({OWN: "Phòng Tổ chức"}, UNIT), _JULY, office.act())
    (line,) = _told(split, login)
    assert str(line).endswith(f'--unit "{UNIT}" --unit "Phòng Tổ chức"')
    office.undo()
    renamed = rename_unit(office.database, UNIT, "Văn phòng", _JULY, office.act())
    left = abolish_unit(office.database, "Văn phòng", Transfer(leave=True), _JULY, office.act())
    assert [_told(outcome, login) for outcome in (renamed, left)] == [[], []]
    place.unit.update(OWN, result="Vẫn của đơn vị")
    office.undo(left.change_id)
    gone = abolish_unit(office.database, "Văn phòng", Transfer(rest="Thanh tra Sở"), _JULY, office.act())
    assert len(_told(gone, login)) == 1
