"""What would be asked of whom: a list that is made, and shown, before anything goes out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from qa.corpus.manifest import Entry
from qa.errors import WebError
from qa.types.source import Source, SourceKind
from qa.web.address import parse_address
from qa.web.archives import archived, as_file, doi_address


@dataclass(frozen=True, slots=True)
class Errand:
    """A work whose text can be asked for."""

    sources: tuple[str, ...]
    """`source_id` of each note's work that has this address."""
    label: str
    """Of the first such note."""
    title: str
    """What the note calls the work."""
    addresses: tuple[str, ...]
    """Asked one after the other until one has it."""
    archive: str | None
    """Where an archive has it, asked when it is gone."""
    held: str | None = None
    """`doc_id` of its text in the corpus, which is asked for again."""

    @property
    def hosts(self) -> tuple[str, ...]:
        """That are asked at first; each may lead on to others."""
        return tuple(dict.fromkeys(parse_address(address).host for address in self.addresses))


@dataclass(frozen=True, slots=True)
class FetchPlan:
    """What would be asked of whom, and what not."""

    errands: tuple[Errand, ...]
    left_out: tuple[tuple[str, str], ...] = field(default=())
    """`source_id`, and why it is not asked for."""

    @property
    def hosts(self) -> dict[str, int]:
        """The hosts that are asked, and for how many works."""
        return dict(Counter(host for errand in self.errands for host in errand.hosts))

    @property
    def archives(self) -> tuple[str, ...]:
        """The hosts of archives, asked only for what is gone."""
        found = (parse_address(errand.archive).host for errand in self.errands if errand.archive)
        return tuple(host for host in dict.fromkeys(found) if host not in self.hosts)


def plan_fetching(sources: Iterable[Source], entries: Iterable[Entry] = (), *, again: bool = False) -> FetchPlan:
    """What can be asked for of these sources; with `again`, what is held too. `entries` may hold more than is indexed yet."""
    held = {source_id: entry.doc_id for entry in entries for source_id in entry.source_of}
    errands: dict[tuple[str, ...], list[Source]] = {}
    left_out: list[tuple[str, str]] = []
    for source in sources:
        if source.is_comment or source.same_as:
            continue
        text = source.document or held.get(source.source_id)
        if source.kind is SourceKind.INTERVIEW:
            left_out.append((source.source_id, "an interview"))
        elif text and not again:
            left_out.append((source.source_id, f"held, as {text}"))
        else:
            try:
                addresses = _addresses(source)
            except WebError as error:
                left_out.append((source.source_id, str(error)))
                continue
            if addresses:
                errands.setdefault(addresses, []).append(source)
            else:
                left_out.append((source.source_id, "no address"))
    return FetchPlan(tuple(_errand(*found, held) for found in errands.items()), tuple(left_out))


def noted_addresses(source: Source) -> tuple[str, ...]:
    """As the note gives them: its own address first, then its DOI's."""
    found = []
    if source.url:
        found.append(source.url if "://" in source.url else f"https://{source.url}")
    if source.doi:
        found.append(doi_address(source.doi))
    return tuple(dict.fromkeys(found))


def _addresses(source: Source) -> tuple[str, ...]:
    """Where its text is asked for.

    Raises:
        WebError: one of the addresses is none that is asked.
    """
    return tuple(dict.fromkeys(str(parse_address(as_file(address))) for address in noted_addresses(source)))


def _errand(addresses: tuple[str, ...], sources: Sequence[Source], held: Mapping[str, str]) -> Errand:
    first = sources[0]
    return Errand(
        tuple(source.source_id for source in sources),
        first.label,
        first.title or first.reference,
        addresses,
        archived(addresses[0], first.reference, first.issued),
        next((text for source in sources if (text := source.document or held.get(source.source_id))), None),
    )
