"""English words for a piece of writing that say little of its kind: the head of “the Reuters story”, “her column”, “that remark”."""

from __future__ import annotations

from qa.types.source import SourceKind

WRITINGS = frozenset(
    """article articles piece pieces story stories column columns editorial editorials dispatch dispatches feature features commentary
    commentaries item items entry entries write-up write-ups coverage reporting essay essays opinion op-ed op-eds publication publications work works paper papers text texts report reports post posts blog blogs""".split()
)
"""For what somebody wrote: which of several kinds, they do not say."""
REMARKS = frozenset(
    """remark remarks comment comments observation observations quotation quotations quote quotes wording explanation explanations
    aside asides caveat caveats passage passages mention mentions content contents""".split()
)
"""For what a note says."""
NOT_WRITTEN = frozenset(
    {
        SourceKind.INTERVIEW,
        SourceKind.COURT_CASE,
        SourceKind.STATUTE,
        SourceKind.DATASET,
        SourceKind.SOCIAL_POST,
        SourceKind.BOOK,
    }
)
"""Of these kinds an article, a story or a column is none."""
