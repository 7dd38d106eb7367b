"""A match with a library as JSON holds it."""

from __future__ import annotations

from qa.library.proposals import LibraryMatch, LibraryProposal
from qa.library.works import LibraryWork


def match_to_dict(found: LibraryMatch) -> dict[str, object]:
    """What `qa import --json` and `qa match --json` print."""
    return {
        "proposals": [_proposal(each) for each in found.proposals],
        "unclear": [{**_work(each.work), "reason": each.reason} for each in found.unclear],
        "unmatched": [_work(work) for work in found.unmatched],
        "not_read": list(found.told),
    }


def _proposal(proposal: LibraryProposal) -> dict[str, object]:
    return {
        "row": proposal.number,
        **_work(proposal.work),
        "sources": list(proposal.labels),
        "sureness": proposal.sureness.value,
        "score": proposal.score,
        "reason": proposal.reason,
        "file": str(proposal.text) if proposal.text else None,
        "document": proposal.held,
        "fields": dict(proposal.fields),
    }


def _work(work: LibraryWork) -> dict[str, object]:
    return {"place": work.place, "work": work.name}
