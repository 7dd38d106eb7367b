"""Which field each piece after the title is: container, publisher, place, genre."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from qa.references.lexicon import DATASET, EDITION, EDITOR, GENRE, PRESS, PRESS_RELEASE
from qa.references.names import (
    author_list,
    is_outlet,
    is_place,
    is_platform,
    is_serial,
    is_titled,
    looks_like_body,
)
from qa.references.pieces import Piece
from qa.references.spans import trim
from qa.types import Span

_IN = re.compile(r"(?:in|dans|en|presented at|paper presented at)\b:?\s*", re.IGNORECASE)
_SERIAL_HEAD = re.compile(
    r"(?:the\s)?(?:\w+\s){0,2}(?:journal|bulletin|annals|review|revue|revista|proceedings|proc|transactions|magazine|archives?|"
    r"cahiers|zeitschrift|quarterly|letters)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Roles:
    """The fields found so far; filled from left to right."""

    container: Span | None = None
    publisher: Span | None = None
    place: Span | None = None
    genre: list[str] = field(default_factory=list)
    social: bool = False
    in_book: bool = False


def is_tail(text: str) -> bool:
    """True for a piece that a title does not go on with: an outlet, a body, a place, a genre, a short name."""
    if GENRE.fullmatch(text) or is_platform(text) or is_place(text) or EDITION.fullmatch(text):
        return True
    if _SERIAL_HEAD.match(text) or re.match(r"in:?\s+[A-Z“‘]", text, re.IGNORECASE):
        return True
    return is_titled(text) and len(text.split()) <= 9 and not text[0].isdigit()


def is_strong_tail(text: str) -> bool:
    """A tail that says by a word of its own what it is."""
    return bool(
        GENRE.fullmatch(text)
        or is_platform(text)
        or is_place(text)
        or (is_titled(text) and (is_outlet(text) or looks_like_body(text) or PRESS.search(text)))
        or _SERIAL_HEAD.match(text)
    )


def assign(text: str, rest: Sequence[Piece], number: Span | None) -> Roles:
    """Give every piece after the title its field."""
    roles = Roles()
    unknown: list[Span] = []
    for i, piece in enumerate(rest):
        following = rest[i + 1] if i + 1 < len(rest) else None
        previous = rest[i - 1] if i else None
        if not _by_word(text, piece, roles) and not _by_place(text, piece, previous, following, roles):
            _by_name(text, piece, previous, number, roles, unknown)
    _settle(text, unknown, number, roles)
    return roles


def _by_word(text: str, piece: Piece, roles: Roles) -> bool:
    """Pieces that a word of their own gives away."""
    content = piece.span.of(text)
    if GENRE.fullmatch(content) or PRESS_RELEASE.fullmatch(content) or DATASET.fullmatch(content):
        roles.genre.append(content)
        roles.social |= content.lower() in ("tweet", "facebook post", "telegram post")
    elif is_platform(content):
        roles.social = True
        roles.publisher = roles.container = piece.span
    elif EDITION.fullmatch(content):
        pass
    elif match := _IN.match(content):
        _enter_container(text, Span(piece.span.start + match.end(), piece.span.end), roles)
    elif EDITOR.match(content) or (EDITOR.search(content) and len(content.split()) <= 10):
        roles.in_book = roles.in_book or roles.container is None
    else:
        return False
    return True


def _enter_container(text: str, inner: Span, roles: Roles) -> None:
    """What follows `in`: the larger work itself, or its editors and then the larger work."""
    people, at = author_list(text, inner.start, inner.end)
    whole = people and at >= inner.end - 2
    serial = is_serial(inner.of(text))
    roles.in_book = roles.in_book or not serial
    roles.container = None if whole else trim(text, at if people and not serial else inner.start, inner.end)


def _by_place(text: str, piece: Piece, previous: Piece | None, following: Piece | None, roles: Roles) -> bool:
    """`Oxford: Riverside Press`, `London` and `Washington, DC`."""
    content = piece.span.of(text)
    named = is_place(content)
    before_colon = piece.after == "colon" and following is not None and len(content.split()) <= 4 and is_titled(content)
    state = bool(re.fullmatch(r"[A-Z]\.?\s?[A-Z]\.?|[A-Z][a-z]{2,4}\.?", content)) and piece.before == "comma"
    if state and previous is not None and roles.place == previous.span:
        roles.place = Span(roles.place.start, piece.span.end)
    elif (named or (before_colon and not is_serial(content))) and roles.place is None:
        roles.place = piece.span
    elif not named:
        return False
    return True


def _by_name(
    text: str, piece: Piece, previous: Piece | None, number: Span | None, roles: Roles, unknown: list[Span]
) -> None:
    content = piece.span.of(text)
    numbered = number is not None and 0 <= number.start - piece.span.end <= 4
    after_place = previous is not None and previous.after == "colon" and roles.place == previous.span
    larger = roles.in_book or ((numbered or is_serial(content)) and not after_place)
    if larger and roles.container is None:
        roles.container = piece.span
    elif after_place or (PRESS.search(content) and roles.publisher is None):
        roles.publisher = roles.publisher or piece.span
    elif is_outlet(content) and roles.container is None:
        roles.container = roles.publisher = piece.span
    elif looks_like_body(content):
        joins = roles.publisher and previous and roles.publisher.end == previous.span.end and piece.before == "comma"
        roles.publisher = Span(roles.publisher.start, piece.span.end) if joins and roles.publisher else piece.span
    else:
        unknown.append(piece.span)


def _settle(text: str, unknown: list[Span], number: Span | None, roles: Roles) -> None:
    """A name without a telling word: a journal when numbered, else a publisher."""
    for span in unknown:
        if len(span.of(text)) < 2 or len(span.of(text).split()) > 16:
            continue
        if number is not None and roles.container is None and roles.place is None:
            roles.container = span
        elif roles.publisher is None and is_titled(span.of(text)):
            roles.publisher = span
        elif roles.container is None:
            roles.container = span
