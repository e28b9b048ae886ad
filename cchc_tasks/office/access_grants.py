"""Rights of accounts on a shared PostgreSQL: granted, revoked, listed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cchc_tasks.days import day_in_sentence
from cchc_tasks.errors import ConflictError, NotFoundError, UsageError
from cchc_tasks.messages import unit_words
from cchc_tasks.model.acts import Act
from cchc_tasks.office import words
from cchc_tasks.sentences import Words
from cchc_tasks.storage import grants as granting
from cchc_tasks.storage.access_rights import require_owner, rights_of
from cchc_tasks.storage.connection import CoreReader
from cchc_tasks.storage.database import Database
from cchc_tasks.storage.grants import Grant
from cchc_tasks.storage.journal import lock_organisation
from cchc_tasks.storage.organisations import organisations
from cchc_tasks.storage.selection import unit_id_of
from cchc_tasks.text import nfc, squeeze


@dataclass(frozen=True, slots=True)
class GrantRequest:
    """The rights that an account is to have: to write tasks of units (of all for none), or only to read.

    They hold in one organisation or in each.
    """

    login: str
    units: tuple[str, ...] = ()
    read: bool = False
    every_organisation: bool = False


@dataclass(frozen=True, slots=True)
class AccountAccess:
    """The rights that an account has now, whether they changed, and notes for the administrator."""

    grants: tuple[Grant, ...]
    changed: bool
    notes: tuple[Words, ...] = ()


def grant_access(database: Database, request: GrantRequest, act: Act) -> AccountAccess:
    """Let an account of the server do what is asked and nothing else, in the organisation that is meant.

    It is made a member of the writers' or the readers' role where the connected account may do that. Raises
    ConflictError for a file or where the connected account is not the owner's, NotFoundError for an account or a unit
    that is not there, UsageError.
    """
    _refuse_file(database)
    if request.units and (request.read or request.every_organisation):
        raise UsageError(*words.units_alone())
    with database.writing(whole=request.every_organisation) as writer:
        _begin(writer)
        account = granting.account_of(writer, request.login)
        if account is None:
            raise NotFoundError(*words.no_such_login(request.login))
        changed = False
        for organisation_id in _meant(writer):
            writer.organisation_id = organisation_id
            wanted = _wanted(writer, request)
            changed = granting.replace_grants(writer, request.login, wanted, act) or changed
        notes = _notes(writer, request, account)
        writer.organisation_id = 0 if request.every_organisation else writer.organisation_id
        grants = _grants_of(writer, request.login)
        gone = tuple(words.of_ended_unit(grant.unit) for grant in grants if grant.unit and grant.end)
        return AccountAccess(grants, changed, (*notes, *gone))


def revoke_access(database: Database, request: GrantRequest, act: Act) -> AccountAccess:
    """Take away what an account may do: in tasks of units, or (none named) all of it; return what is left anywhere.

    Raises ConflictError where it was allowed nothing of that, and as `grant_access` does.
    """
    _refuse_file(database)
    if request.units and request.every_organisation:
        raise UsageError(*words.units_alone())
    with database.writing(whole=request.every_organisation) as writer:
        _begin(writer)
        changed = False
        for organisation_id in _meant(writer):
            writer.organisation_id = organisation_id
            gone = {unit_id_of(writer, name) for name in request.units}
            kept = {
                grant.unit_id: grant.may
                for grant in _grants_of(writer, request.login)
                if request.units and grant.unit_id not in gone
            }
            changed = granting.replace_grants(writer, request.login, kept, act) or changed
        if not changed:
            raise ConflictError(*words.nothing_to_revoke(request.login))
        # Rights in other offices are listed, too: nobody must take the account for shut out where it is not.
        writer.organisation_id = 0
        return AccountAccess(_grants_of(writer, request.login), changed)


def list_grants(database: Database) -> list[Grant]:
    """Return who may do what, by organisation and account: in the one that is named, else in all."""
    _refuse_file(database)
    with database.reading(whole=not database.organisation) as reader:
        return granting.grants_in_force(reader)


def may_only_read(database: Database) -> str:
    """Return the connected account's name where it may only look at the organisation, empty where it may write."""
    with database.reading() as reader:
        rights = rights_of(reader)
    return rights.login if rights.may == "read" else ""


def _refuse_file(database: Database) -> None:
    if database.is_sqlite:
        raise ConflictError(*words.file_has_no_accounts())


def _begin(writer: CoreReader) -> None:
    """Begin a change of rights: only the owner makes one, and one after the other."""
    require_owner(writer)
    lock_organisation(writer)


def _meant(writer: CoreReader) -> list[int]:
    return [writer.organisation_id] if writer.organisation_id else [number for number, _ in organisations(writer)]


def _wanted(writer: CoreReader, request: GrantRequest) -> dict[int | None, str]:
    if request.units:
        return {unit_id_of(writer, squeeze(nfc(name))): "write" for name in request.units}
    return {None: "read" if request.read else "write"}


def _grants_of(writer: CoreReader, login: str) -> tuple[Grant, ...]:
    return tuple(grant for grant in granting.grants_in_force(writer) if grant.login == login)


def _notes(writer: CoreReader, request: GrantRequest, account: granting.DatabaseAccount) -> tuple[Words, ...]:
    """What the grant alone does not do."""
    if account.unbound:
        return (words.unbound(request.login),)
    notes: list[Words] = [] if granting.is_under_policies(writer) else [words.POLICIES_MISSING]
    if not (account.reads if request.read else account.writes):
        role = granting.group_role(writer, writes=not request.read)
        if role is not None:
            left = granting.admit(writer, request.login, role)
            notes.append(words.admitted(request.login, role) if left is None else words.still_to_run(left))
        else:
            notes.append(words.ROLES_MISSING)
    return tuple(notes)


def grant_sentences(grants: Sequence[Grant]) -> list[str]:
    """Return what an account may do in words, one sentence an organisation."""
    by_organisation: dict[str, list[Grant]] = {}
    for grant in grants:
        by_organisation.setdefault(grant.organisation, []).append(grant)
    return [words.may_now(name, [grant_words(grant) for grant in held]) for name, held in by_organisation.items()]


def grant_words(grant: Grant) -> str:
    """Return what a grant lets its account do, and how its unit ended where it is no more."""
    end = grant.end
    ended = unit_words.ended(end.kind, day_in_sentence(date.fromisoformat(end.day)), grant.heirs) if end else None
    return words.may_words(grant.may, grant.unit, ended)
