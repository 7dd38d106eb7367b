"""Works of a library × works that the notes name → proposals with reasons; what is ambiguous is told and not chosen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from qa.library.likeness import Known, Likeness, compare, same_work
from qa.library.proposals import LibraryMatch, LibraryProposal, Sureness, Unclear
from qa.library.said_otherwise import said_otherwise
from qa.library.works import LibraryReading, LibraryWork
from qa.types.source import Source, SourceKind

_MARGIN = 0.05
"""By how much the best work must stand above another one."""
_SURE, _LIKELY = 0.9, 0.7
_COMMON = 200
"""Sources with one word in their titles, from which on the word alone leads to none of them."""
_LONGEST = 90


@dataclass(frozen=True, slots=True)
class _Fit:
    """A work and the sources that it may be, best first."""

    work: LibraryWork
    found: tuple[tuple[Known, Likeness], ...]


def match_works(reading: LibraryReading, sources: Iterable[Source]) -> LibraryMatch:
    """What a library has of the works that the notes name."""
    shelf = _Shelf([Known.of_source(s) for s in sources if _can_have_text(s)])
    unclear: list[Unclear] = []
    unmatched: list[LibraryWork] = []
    fits: list[_Fit] = []
    for work in reading.works:
        fit = _Fit(work, tuple(shelf.alike(work)))
        if not fit.found:
            unmatched.append(work)
        elif others := _others(fit):
            unclear.append(Unclear(work, _several(fit, others)))
        else:
            fits.append(fit)
    chosen, doubled = _one_each(fits)
    proposals = sorted((_proposal(fit, shelf) for fit in chosen), key=lambda proposal: shelf.place(proposal.sources[0]))
    numbered = tuple(replace(proposal, number=number) for number, proposal in enumerate(proposals, start=1))
    return LibraryMatch(numbered, (*unclear, *doubled), tuple(unmatched), _told(reading))


def _told(reading: LibraryReading) -> tuple[str, ...]:
    return (*reading.told, *(f"{work.name[:_LONGEST]}: {line}" for work in reading.works for line in work.told))


def _can_have_text(source: Source) -> bool:
    return not (source.is_comment or source.same_as or source.kind is SourceKind.INTERVIEW)


class _Shelf:
    """The sources, and which of them could be meant by a word of a title, an address, or an author with a year."""

    def __init__(self, known: Sequence[Known]) -> None:
        self.known = known
        self._places = {each.source_id: place for place, each in enumerate(known)}
        self._by_key: Mapping[str, list[Known]] = defaultdict(list)
        for each in known:
            for key in each.meeting_points():
                self._by_key[key].append(each)

    def place(self, source: Source) -> int:
        return self._places[source.source_id]

    def alike(self, work: LibraryWork) -> list[tuple[Known, Likeness]]:
        """The sources that a work may be, best first."""
        looked = Known.of_work(work)
        candidates = {
            each.source_id: each
            for key in looked.meeting_points()
            if len(found := self._by_key.get(key, ())) <= _COMMON or not key.startswith("word ")
            for each in found
        }
        pairs = [(each, likeness) for each in candidates.values() if (likeness := compare(looked, each))]
        return sorted(pairs, key=lambda pair: (-pair[1].score, self._places[pair[0].source_id]))

    def all_of(self, best: Known) -> Iterator[Source]:
        """The sources that name the same work, in order."""
        for each in self.known:
            if each.source and (each is best or same_work(best, each)):
                yield each.source


def _others(fit: _Fit) -> list[tuple[Known, Likeness]]:
    """Sources that fit about as well as the best and are other works."""
    best, likeness = fit.found[0]
    return [
        (known, other)
        for known, other in fit.found[1:]
        if likeness.score - other.score < _MARGIN and not same_work(best, known)
    ]


def _several(fit: _Fit, others: Sequence[tuple[Known, Likeness]]) -> str:
    names = [known.source_id for known, _ in (fit.found[0], *others)]
    return f"it fits several works as well: {', '.join(names[:5])} ({fit.found[0][1].reason})"


def _one_each(fits: Sequence[_Fit]) -> tuple[list[_Fit], list[Unclear]]:
    """One work of the library for each of the notes: of two items of the same work that with a file, of two works neither."""
    groups: dict[str, list[_Fit]] = defaultdict(list)
    for fit in fits:
        groups[fit.found[0][0].source_id].append(fit)
    chosen: list[_Fit] = []
    unclear: list[Unclear] = []
    for label, group in groups.items():
        top = max(fit.found[0][1].score for fit in group)
        # Whatever a library has besides, the likeliest is looked at.
        rivals = [fit for fit in group if top - fit.found[0][1].score < _MARGIN]
        rivals.sort(key=lambda fit: (not fit.work.files, -fit.found[0][1].score))
        first = rivals[0]
        if all(same_work(Known.of_work(first.work), Known.of_work(fit.work)) for fit in rivals[1:]):
            chosen.append(first)
            rest = [fit for fit in group if fit is not first]
            unclear += [Unclear(fit.work, f"{label} is matched with {first.work.place} instead") for fit in rest]
        else:
            unclear += [Unclear(fit.work, f"{label} fits several works of the library as well") for fit in group]
    return chosen, unclear


def _proposal(fit: _Fit, shelf: _Shelf) -> LibraryProposal:
    best, likeness = fit.found[0]
    sources = tuple(shelf.all_of(best))
    held = next((source.document for source in sources if source.document), None)
    if likeness.against or likeness.score < _LIKELY:
        sureness = Sureness.POSSIBLE
    else:
        sureness = Sureness.SURE if likeness.score >= _SURE else Sureness.LIKELY
    return LibraryProposal(
        number=0,
        work=fit.work,
        sources=sources,
        score=round(likeness.score, 3),
        sureness=sureness,
        reason=likeness.reason,
        text=None if held else next(iter(fit.work.files), None),
        held=held,
        # A folder's file says nothing of its work but what its text says.
        fields=() if fit.work.titles else said_otherwise(fit.work, sources),
    )
