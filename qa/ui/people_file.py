"""The file that says who may come: shared secrets, or whom an identity provider knows."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from qa.errors import UsageError
from qa.service.tokens import SHORTEST, refuse_shared
from qa.ui.admitted import Admitted, plain_address
from qa.ui.people import Guests, People
from qa.ui.rights import Right

_SECRETS, _ADDRESSES, _CLAIM = "secrets", "addresses", "claim"
_FORM = (
    'write [secrets] with read = "…" and edit = "…"; or, for those whom a provider knows, [addresses] with '
    'read = ["…"] and edit = ["…"], or [claim] with name = "…" and the same'
)


def read_people(file: str) -> Guests:
    """Who may come by that file.

    Raises:
        UsageError: it cannot be read, is open to other users of this computer, or holds something else.
    """
    try:
        path = Path(file)
        refuse_shared(path)
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise UsageError(f"{file}: cannot be read ({type(error).__name__}); {_FORM}", file=file) from error
    if not given or not all(isinstance(table, dict) and table for table in given.values()):
        raise UsageError(f"{file}: not what is expected; {_FORM}")
    if set(given) == {_SECRETS}:
        return _with_secrets(file, given[_SECRETS])
    if _SECRETS in given:
        raise UsageError(
            f"{file}: who knows a secret types any name, also that of somebody whom a provider knows; choose one"
        )
    return _whom_a_provider_knows(file, given)


def _with_secrets(file: str, table: Mapping[str, object]) -> People:
    if not set(table) <= set(Right):
        raise UsageError(f"{file}: not what is expected; {_FORM}")
    secrets = {Right(role): secret for role, secret in table.items() if isinstance(secret, str)}
    if len(secrets) < len(table) or not all(
        len(secret) >= SHORTEST and secret.strip() == secret for secret in secrets.values()
    ):
        raise UsageError(f"{file}: a secret has {SHORTEST} characters or more, with no space at its ends")
    if len(set(secrets.values())) < len(secrets):
        raise UsageError(f"{file}: read and edit have the same secret; give each its own")
    return People(secrets)


def _whom_a_provider_knows(file: str, given: Mapping[str, Mapping[str, object]]) -> Admitted:
    claim = dict(given.get(_CLAIM, {}))
    name = claim.pop("name", "")
    if not set(given) <= {_ADDRESSES, _CLAIM} or not isinstance(name, str) or bool(claim) != bool(name):
        raise UsageError(f"{file}: not what is expected; {_FORM}")
    addresses = _lists(file, given.get(_ADDRESSES, {}))
    if wrong := [
        address for some in addresses.values() for address in some if not 0 < address.find("@") < len(address) - 1
    ]:
        raise UsageError(f"{file}: {wrong[0][:100]}: not an e-mail address")
    plain = {role: frozenset(map(plain_address, some)) for role, some in addresses.items()}
    return Admitted(plain, name, _lists(file, claim))


def _lists(file: str, table: Mapping[str, object]) -> dict[Right, frozenset[str]]:
    found = {
        Right(role): frozenset(some)
        for role, some in table.items()
        if role in set(Right)
        and isinstance(some, list)
        and some
        and all(isinstance(word, str) and word for word in some)
    }
    if len(found) < len(table):
        raise UsageError(f"{file}: not what is expected; {_FORM}")
    return found
