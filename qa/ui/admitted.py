"""Whom the word of an identity provider lets in, and with which role: by their address, or by what a claim says of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from qa.ui.oidc import claims_of
from qa.ui.rights import Right, Visitor

_LONGEST_NAME = 254


@dataclass(frozen=True, slots=True)
class Admitted:
    """Those whom a people file names; everybody else whom the provider knows reads nothing."""

    addresses: Mapping[Right, frozenset[str]] = field(default_factory=dict)
    """E-mail addresses; they count where the provider says that it has verified them."""
    claim: str = ""
    """A claim of the provider, such as `groups`."""
    values: Mapping[Right, frozenset[str]] = field(default_factory=dict)
    """What it has to be, or to have among its values."""

    def visitor_of(self, cookies: Mapping[str, str], _port: str) -> Visitor | None:
        """Who sends these cookies, if they may come in."""
        return self.admit(claims_of(cookies))

    def admit(self, claims: Mapping[str, object]) -> Visitor | None:
        """Who that is of whom the provider says this, if they may come in."""
        name = name_of(claims)
        address = _verified_address(claims)
        said = claims.get(self.claim) if self.claim else None
        values = {value for value in (said if isinstance(said, list) else [said]) if isinstance(value, str)}
        for right in (Right.EDIT, Right.READ):
            if name and (address in self.addresses.get(right, ()) or values & self.values.get(right, frozenset())):
                return Visitor(name, right)
        return None


def plain_address(address: str) -> str:
    """As addresses are compared: capitals are no difference, look-alikes from other scripts are."""
    return address.lower() if address.isascii() else address


def name_of(claims: Mapping[str, object]) -> str:
    """What somebody is called in the log: the verified address, else what they call themselves with the provider's mark."""
    subject = _words(claims, "sub")
    if not subject:
        return ""
    called = _words(claims, "preferred_username") or _words(claims, "name")
    return _verified_address(claims) or (f"{called} ({subject})" if called else subject)


def _verified_address(claims: Mapping[str, object]) -> str:
    return plain_address(_words(claims, "email")) if claims.get("email_verified") in (True, "true") else ""


def _words(claims: Mapping[str, object], claim: str) -> str:
    said = claims.get(claim)
    return said if isinstance(said, str) and said.isprintable() and len(said) <= _LONGEST_NAME else ""
