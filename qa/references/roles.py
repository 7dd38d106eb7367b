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
from qa.references.spans import trim_span
from qa.regex import regex
from qa.types.document import Span

_IN = regex(r"(?:in|dans|en|presented at|paper presented at)\b:?\s*", re.IGNORECASE)
_MOST_RELEASE_WORDS = 6
"""`news release No. 24-02` is one; a longer piece is a title."""
_SERIAL_HEAD = regex(
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
    unknown: list[Span] = field(default_factory=list)
    """Pieces without a telling word; their place among the others decides in the end."""


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


def assign(text: str, rest: Sequence[Piece], number: Span | None, *, article: bool) -> Roles:
    """Give every piece after the title its field; an unknown name stands for the periodical of an article."""
    roles = Roles()
    for i, piece in enumerate(rest):
        following = rest[i + 1] if i + 1 < len(rest) else None
        previous = rest[i - 1] if i else None
        if not _by_word(text, piece, roles) and not _by_place(text, piece, previous, following, roles):
            _by_name(text, piece, previous, number, roles)
    _settle(text, number, roles, article)
    return roles


def _by_word(text: str, piece: Piece, roles: Roles) -> bool:
    """Pieces that a word of their own gives away."""
    content = piece.span.of(text)
    numbered_release = PRESS_RELEASE.match(content) and len(content.split()) <= _MOST_RELEASE_WORDS
    if GENRE.fullmatch(content) or numbered_release or DATASET.fullmatch(content):
        roles.genre.append(content)
        roles.social |= content.lower() in ("tweet", "facebook post", "telegram post")
    elif is_platform(content):
        roles.social = True
        roles.publisher = roles.container = piece.span
    elif EDITION.fullmatch(content) or content.lower().startswith("trans"):
        return not is_serial(content)
    elif match := _IN.match(content):
        _enter_container(text, Span(piece.span.start + match.end(), piece.span.end), roles)
    elif EDITOR.match(content) or (EDITOR.search(content) and len(content.split()) <= 10):
        _edited(roles)
    else:
        return False
    return True


def _edited(roles: Roles) -> None:
    """Editors stand beside the book that they edit: before it, or after a name not yet placed."""
    if roles.container is None:
        roles.in_book = True
        roles.container = roles.unknown.pop() if roles.unknown else None


def _enter_container(text: str, inner: Span, roles: Roles) -> None:
    """What follows `in`: the larger work itself, or its editors and then the larger work."""
    people, at = author_list(text, inner.start, inner.end)
    whole = people and at >= inner.end - 2
    serial = is_serial(inner.of(text))
    roles.in_book = roles.in_book or not serial
    roles.container = None if whole else trim_span(text, at if people and not serial else inner.start, inner.end)


def _by_place(text: str, piece: Piece, previous: Piece | None, following: Piece | None, roles: Roles) -> bool:
    """`Oxford: Riverside Press`, `London` and `Washington, DC`."""
    content = piece.span.of(text)
    named = is_place(content)
    before_colon = _before_colon(text, piece, following)
    state = bool(re.fullmatch(r"[A-Z]\.?\s?[A-Z]\.?|[A-Z][a-z]{2,4}\.?", content)) and piece.before == "comma"
    joins = piece.before == "comma" and previous is not None and not named
    if state and joins and previous and roles.place == previous.span:
        roles.place = Span(roles.place.start, piece.span.end)
    elif before_colon and joins and previous and roles.unknown[-1:] == [previous.span]:
        roles.place = Span(roles.unknown.pop().start, piece.span.end)
    elif (named or before_colon) and roles.place is None:
        roles.place = piece.span
    elif not named:
        return False
    return True


def _before_colon(text: str, piece: Piece, following: Piece | None) -> bool:
    """A short name before a colon that a publisher follows, not the subtitle of a journal."""
    content = piece.span.of(text)
    if piece.after != "colon" or following is None or not is_titled(content) or is_serial(content):
        return False
    return len(content.split()) <= 4 and not is_serial(following.span.of(text))


def _by_name(text: str, piece: Piece, previous: Piece | None, number: Span | None, roles: Roles) -> None:
    content = piece.span.of(text)
    numbered = number is not None and 0 <= number.start - piece.span.end <= 4
    after_colon = previous is not None and previous.after == "colon"
    after_place = bool(after_colon and roles.place and previous and roles.place.end == previous.span.end)
    goes_on = after_colon or content.startswith(("and ", "& "))
    if goes_on and previous and roles.container and roles.container.end == previous.span.end:
        roles.container = Span(roles.container.start, piece.span.end)
        return
    larger = (roles.in_book or numbered or is_serial(content)) and not after_place
    listed = previous is not None and piece.before == "comma" and previous.before in ("comma", "quote")
    if numbered and listed and previous and roles.container is None and roles.unknown[-1:] == [previous.span]:
        roles.container = Span(roles.unknown.pop().start, piece.span.end)
    elif larger and roles.container is None:
        roles.container = None if roles.in_book and _all_people(text, piece.span) else piece.span
    elif after_place or (PRESS.search(content) and roles.publisher is None):
        roles.publisher = roles.publisher or piece.span
    elif is_outlet(content) and roles.container is None:
        roles.container = roles.publisher = piece.span
    elif looks_like_body(content):
        joins = roles.publisher and previous and roles.publisher.end == previous.span.end and piece.before == "comma"
        roles.publisher = Span(roles.publisher.start, piece.span.end) if joins and roles.publisher else piece.span
    else:
        roles.unknown.append(piece.span)


def _all_people(text: str, span: Span) -> bool:
    """Editors that are not yet told from the book's title."""
    start = span.start + 4 * span.of(text).startswith("and ")
    people, at = author_list(text, start, span.end)
    return bool(people) and at >= span.end - 2


def _settle(text: str, number: Span | None, roles: Roles, article: bool) -> None:
    """A name without a telling word: a periodical when numbered or of an article, else a publisher."""
    for span in roles.unknown:
        content = span.of(text)
        if sum(c.isalpha() for c in content) < 3 or len(content.split()) > 16 or re.match(r"\d|[a-z]+\Z", content):
            continue
        if (number is not None or article) and roles.container is None and roles.place is None:
            roles.container = span
        elif roles.publisher is None and is_titled(content):
            roles.publisher = span
        elif roles.container is None:
            roles.container = span
