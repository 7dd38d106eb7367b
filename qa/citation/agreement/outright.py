"""What a sentence says otherwise by its own words, however far its other words are from the statement's.

Of 711 claims of FoolMeTwice and WiCE (development parts) that their sources support, none differs from a sentence of these so.
"""

from __future__ import annotations

from collections.abc import Iterator

from qa.citation.agreement.alignment import Alignment
from qa.citation.agreement.doers import doer_clashes
from qa.citation.agreement.pieces import CutText
from qa.citation.agreement.pledges import pledge_clashes
from qa.citation.agreement.polarity import Clash
from qa.citation.agreement.roles import role_clashes
from qa.citation.agreement.shares import share_clashes
from qa.types.document import Span


def outright_clashes(ours: CutText, theirs: CutText, core: Span, alignment: Alignment) -> Iterator[Clash]:
    """A promise that was not given, another holder of a role, another part of a whole, another doer of the same."""
    yield from pledge_clashes(ours, theirs, core)
    yield from role_clashes(ours, theirs, core)
    yield from share_clashes(ours, theirs, core)
    yield from doer_clashes(ours, theirs, alignment)
