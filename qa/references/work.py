"""A published work: its authors and title first, then what stands around them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from qa.language.detection import guess_language
from qa.language.en.name_words import COMPANY_FORMS
from qa.references.dates import is_to_the_day
from qa.references.imprints import is_imprint, is_town
from qa.references.kinds import Clues, kind_of
from qa.references.lexicon import ORGANISATION, PART_OF_BODY
from qa.references.marks import Marks
from qa.references.names import author_list, is_outlet, is_place, is_platform, is_titled, looks_like_body
from qa.references.pieces import Piece, find_pieces
from qa.references.prose import is_prose, is_sentence, is_woven_in, names_own_part, starts_sentence
from qa.references.roles import Roles, assign, is_strong_tail, is_tail
from qa.references.spans import trim_span
from qa.regex import regex
from qa.types.document import Span
from qa.types.source import Reference, SourceKind

_LONGEST_TITLE = 25
"""Words, of which a title that reads as a sentence has fewer."""
_HANDLE = regex(r"@\w{2,30}")
_ACRONYM = regex(r"\s*\([^()]*\)?\Z")


@dataclass(frozen=True, slots=True)
class _Head:
    """Authors and title, and the pieces that follow."""

    authors: tuple[Span, ...]
    personal: bool
    title: Span | None
    quoted: bool
    rest: tuple[Piece, ...]


def parse_work(note: str, body: Span, quoted: list[Span], marks: Marks) -> Reference:
    """The article, report, book, post or page that `body` cites; `other` without a title when it is a comment."""
    head = _read_head(note, body, marks, quoted)
    roles = assign(note, head.rest, marks.number, article=_is_article(note, head, marks))
    if _is_comment(note, head, roles, marks):
        kind = SourceKind.WEB_PAGE if marks.url else SourceKind.OTHER
        return Reference(kind, url=marks.url, doi=marks.doi)
    if head.title and not head.quoted and _is_said(head.title.of(note)):
        # What the note says before it cites is no title; what was found behind it stands.
        head = replace(head, title=None)
    found = _fields(note, head, roles, marks)
    clues = Clues(
        genre=" ".join(roles.genre),
        social=roles.social or _by_handle(note, head),
        in_book=roles.in_book,
        personal=head.personal,
        symbol=marks.symbol,
        imprint=not head.quoted and is_imprint(note, roles.publisher, marks.date.span if marks.date else None),
    )
    kind = kind_of(note, found, clues)
    if kind is SourceKind.NEWS_ARTICLE and found.container is None and found.publisher not in found.authors:
        found = replace(found, container=found.publisher)
    return replace(found, kind=kind)


def _is_said(title: str) -> bool:
    return is_prose(title) and len(title.split()) > _LONGEST_TITLE


def _is_article(note: str, head: _Head, marks: Marks) -> bool:
    """A person's quoted title, or one with a range of pages after it, stands in a larger work."""
    ranges = any(re.fullmatch(r"\D*\d+\s?[-–—]+\s?\w?\d+", span.of(note)) for span in marks.masked)
    return head.personal and (head.quoted or (ranges and any(p.before == "stop" for p in head.rest)))


def _fields(note: str, head: _Head, roles: Roles, marks: Marks) -> Reference:
    publisher, place = roles.publisher, roles.place
    if publisher and publisher.of(note).strip(" .,").casefold() in COMPANY_FORMS:
        publisher = None
    date = marks.date.span if marks.date else None
    if publisher and place is None and is_imprint(note, publisher, date):
        of_body = bool(head.authors) and not head.personal
        publisher, place = (None, publisher) if is_town(publisher.of(note), of_body=of_body) else (publisher, None)
    daily = marks.date is not None and is_to_the_day(marks.date.iso)
    if publisher is None and head.quoted and daily and place is None and not (marks.number or roles.in_book):
        publisher = roles.container
    if publisher is None and head.authors and not head.personal and roles.container is None:
        publisher = head.authors[0]
    return Reference(
        kind=SourceKind.OTHER,
        language=guess_language(head.title.of(note)) if head.title else None,
        authors=head.authors,
        title=head.title,
        publisher=publisher,
        container=roles.container,
        number=marks.number,
        issued=marks.date.span if marks.date else None,
        issued_iso=marks.date.iso if marks.date else None,
        place=place,
        url=marks.url,
        doi=marks.doi,
    )


def _by_handle(note: str, head: _Head) -> bool:
    return any(_HANDLE.search(note, span.start, span.end + 20) for span in head.authors[:1])


def _read_head(note: str, body: Span, marks: Marks, quoted: list[Span]) -> _Head:
    fences = [s.start for s in (*marks.masked, *quoted) if s.start > body.start]
    limit = min(fences, default=body.end)
    people, at = author_list(note, body.start, limit)
    at = _up_to_date(note, at, marks) if people else at
    if people and _leaves_title(note, at, body, marks, quoted):
        pieces = find_pieces(note, Span(at, body.end), _after(marks.masked, at), [q for q in quoted if q.start >= at])
        return _with_title(note, tuple(people), True, pieces)
    pieces = find_pieces(note, body, marks.masked, quoted)
    author, rest = _body_author(note, pieces, marks)
    return _with_title(note, author, False, rest)


def _up_to_date(note: str, at: int, marks: Marks) -> int:
    """`Okafor, C. & Sükran (2018) Title`: a year early on ends the authors, even those in no known form."""
    if marks.date is None or not at < marks.date.span.start < at + 250:
        return at
    between = note[at : marks.date.span.start]
    names = all(w[0].isupper() or w in ("and", "et", "dan", "y", "und") for w in re.findall(r"[^\W\d]\w*", between))
    title = re.match(r"[a-z]?[).,:\]]*\s+[\"“‘«]?(?:\S+\s+){2}", note[marks.date.span.end :])
    closed = re.search(r"[\"”»:]|[.?!]\s+\w{3,}", between)
    return marks.date.span.start if names and title and not closed else at


def _after(spans: tuple[Span, ...], at: int) -> tuple[Span, ...]:
    return tuple(span for span in spans if span.start >= at)


def _leaves_title(note: str, at: int, body: Span, marks: Marks, quoted: list[Span]) -> bool:
    """A list of names is one of authors only when a title still follows."""
    left = find_pieces(note, Span(at, body.end), _after(marks.masked, at), [q for q in quoted if q.start >= at])
    return any(piece.quoted or len(piece.span) > 3 for piece in left)


def _body_author(note: str, pieces: list[Piece], marks: Marks) -> tuple[tuple[Span, ...], list[Piece]]:
    """A leading organisation, account or single name, when a title is left after it."""
    if len(pieces) < 2 or pieces[0].quoted:
        return (), pieces
    count = 1
    first = pieces[0]
    content = re.sub(r"\s(?:press|news) release\Z", "", _ACRONYM.sub("", first.span.of(note)), flags=re.IGNORECASE)
    dated_next = marks.date is not None and first.after == "mark" and 0 <= marks.date.span.start - first.span.end <= 3
    named = (
        looks_like_body(content)
        or bool(_HANDLE.match(content))
        or (pieces[1].quoted and is_titled(content) and len(content.split()) <= 9)
        or (dated_next and len(content.split()) <= 8)
        or _names_maker(note, pieces)
        or (first.after == "stop" and len(content.split()) <= 3 and is_titled(content) and len(pieces) > 2)
    )
    if not named or first.after == "colon" or is_platform(content):
        return (), pieces
    if _title_comes_first(note, pieces):
        return (), pieces
    while (
        count + 1 < len(pieces)
        and pieces[count].before == "comma"
        and _same_body(note, pieces[count], pieces[count + 1 :])
    ):
        count += 1
    whole = _closed(note, Span(first.span.start, pieces[count - 1].span.end))
    release = re.search(r"\s(?:press|news) release\Z", whole.of(note), re.IGNORECASE)
    return (Span(whole.start, whole.start + release.start()) if release else whole,), pieces[count:]


def _names_maker(note: str, pieces: list[Piece]) -> bool:
    """`Bellingcat, How to track a ship`: a short name, then a piece that reads as a title."""
    first, second = pieces[0], pieces[1].span.of(note)
    content = first.span.of(note)
    short = first.after == "comma" and len(content.split()) <= 4 and is_titled(content) and not content[0].isdigit()
    # A name before a colon goes on: `Global Witness, Toxic Gold: How mercury spreads`.
    goes_on = pieces[1].after == "colon" and len(pieces) > 2 and not (is_place(second) or looks_like_body(second))
    return short and (goes_on or not is_tail(second)) and second[:1].isupper() and not starts_sentence(content + " a")


def _title_comes_first(note: str, pieces: list[Piece]) -> bool:
    """`Global Report on Cocaine, UNODC, 2023`: the second and last name is the body, the first only sounds like one."""
    first, second = pieces[0].span.of(note), pieces[1].span.of(note)
    only_two = len(pieces) == 2 and pieces[1].before in ("comma", "stop")
    report = re.search(
        r"\b(?:report|review|assessment|index|strategy|survey|outlook|framework|guidance|policy)\b", first, re.I
    )
    return only_two and bool(report) and looks_like_body(second)


def _same_body(note: str, piece: Piece, later: list[Piece]) -> bool:
    """`Department of Justice, Office of Public Affairs, Title`: a second part of the author's name."""
    content = piece.span.of(note)
    office = PART_OF_BODY.match(content)
    titles_left = any(p.quoted or not is_tail(p.span.of(note)) or (office and _may_be_title(note, p)) for p in later)
    return bool(ORGANISATION.search(content)) and is_titled(content) and not is_outlet(content) and titles_left


def _may_be_title(note: str, piece: Piece) -> bool:
    """A name in capitals after an office: the title of its work, unless a word says that it is something else."""
    content = piece.span.of(note)
    return len(content.split()) > 2 and not is_strong_tail(content)


def _closed(note: str, span: Span) -> Span:
    """`Initiative (GI-TOC)` keeps the bracket that trimming took off."""
    content = span.of(note)
    return Span(
        span.start, span.end + (content.count("(") > content.count(")") and note[span.end : span.end + 1] == ")")
    )


def _with_title(note: str, authors: tuple[Span, ...], personal: bool, pieces: list[Piece]) -> _Head:
    """Part the title from what follows it; a post may have none."""
    quoted = next((i for i, piece in enumerate(pieces) if piece.quoted), None)
    if quoted is not None and (quoted == 0 or all(len(p.span.of(note).split()) <= 3 for p in pieces[:quoted])):
        whole, used = _quoted_title(note, pieces, quoted)
        return _Head(authors, personal, whole, True, tuple(pieces[used:]))
    if not pieces or is_platform(pieces[0].span.of(note)):
        return _Head(authors, personal, None, False, tuple(pieces))
    used = _title_length(
        note,
        pieces,
        sentences=any(p.after == "stop" for p in pieces[:-1]),
        self_published=bool(authors) and not personal,
    )
    title = trim_span(note, pieces[0].span.start, pieces[used - 1].span.end)
    return _Head(authors, personal, _closed(note, title) if title else None, False, tuple(pieces[used:]))


def _quoted_title(note: str, pieces: list[Piece], at: int) -> tuple[Span, int]:
    """The quotation, and what a colon adds to it: `“They Took Everything”: Forced Evictions`."""
    span = pieces[at].span
    following = pieces[at + 1] if at + 1 < len(pieces) else None
    if following and re.fullmatch(r"[”’\"»]:\s*", note[span.end : following.span.start]):
        opened = note[span.start - 1 : span.start].strip()
        return Span(span.start - len(opened), following.span.end), at + 2
    return span, at + 1


def _title_length(note: str, pieces: list[Piece], *, sentences: bool, self_published: bool) -> int:
    """How many pieces make the title: up to the first full stop, or as far as pieces go on in lower case."""
    length = 1
    for i, piece in enumerate(pieces):
        if i and (pieces[i - 1].after in ("stop", "mark", "open", "close") or piece.quoted):
            break
        content = piece.span.of(note)
        later = pieces[i + 1 :]
        # A body publishes its own work: a name without a telling word is rather the rest of the title.
        telling = sentences or (self_published and bool(later))
        ends = i and pieces[i - 1].after != "colon" and (is_strong_tail(content) if telling else is_tail(content))
        if ends and (sentences or all(is_tail(p.span.of(note)) or p.before != "comma" for p in later)):
            break
        length = i + 1
    return length


def _is_comment(note: str, head: _Head, roles: Roles, marks: Marks) -> bool:
    """Prose that names no work: nothing but a link with it, or a sentence with a verb and at most one field."""
    if head.title is None:
        return not (roles.social and (head.authors or marks.url))
    title = head.title.of(note)
    if not head.quoted and names_own_part(title):
        return True
    if head.quoted and is_woven_in(note, head.title):
        return True
    fields = [head.authors, marks.date, roles.container, roles.publisher, marks.doi, head.quoted or None]
    known = sum(bool(value) for value in fields)
    prose = is_prose(title) and not head.quoted
    if not head.quoted and not head.authors and is_sentence(title):
        return True
    if prose or len(title.split()) > 45:
        return known < 2 or (not head.authors and not marks.date)
    return known == 0 and not (marks.url or is_titled(title))
