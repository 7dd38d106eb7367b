"""What is said of a source, in words and in markup; all of it is made up."""

from dataclasses import replace

import pytest

from qa.export.answers import answer_to_text
from qa.export.backing_words import describe_backing
from qa.types.answer import Answer, Citation, Claim, FootnoteLink, LinkKind, SourceBacking, Status
from qa.types.backing import Backing, Difference, Lack, ValueKind, Wording
from qa.types.document import Span
from qa.ui.evidence import chain_html, evidence_html
from qa.ui.passage import Shelf
from tests.test_export import make_source

HOSTILE = "<img src=x onerror=alert(1)>"
SEIZED = Citation("r", "p", Span(0, 30), "They seized 48 million euros.")


def words(text: str) -> Wording:
    return Wording(Span(0, len(text)), text)


def difference(kind: ValueKind, report: str | None, source: str | None) -> Difference:
    return Difference(kind, words(report) if report else None, words(source) if source else None)


@pytest.mark.parametrize(
    ("verdict", "differences", "lacks", "said"),
    [
        (Backing.BACKS, (), (), "Source agrees"),
        (
            Backing.DIFFERS,
            (difference(ValueKind.MONEY, "€48 million", "€12\nmillion"),),
            (),
            "Source differs: it says €12 million, the report €48 million",
        ),
        (
            Backing.DIFFERS,
            (difference(ValueKind.NEGATION, None, "not"), difference(ValueKind.DATE, "May", "June")),
            (),
            "Source differs: it says “not”, the report does not; it says June, the report May",
        ),
        (
            Backing.DIFFERS,
            (difference(ValueKind.NEGATION, "never", None),),
            (),
            "Source differs: the report says “never”, the source does not",
        ),
        (
            Backing.DIFFERS,
            (difference(ValueKind.HEDGE, None, "allegedly"),),
            (),
            "Source differs: it says so only with “allegedly”",
        ),
        (
            Backing.MENTIONS,
            (),
            (Lack(ValueKind.MONEY, words("€48 million")), Lack(ValueKind.NAME, words("Quito"))),
            "Source mentions it, without the amount €48 million and the name Quito",
        ),
        (
            Backing.MENTIONS,
            (),
            (Lack(ValueKind.DATE, words("2020"), words("March 2021")),),
            "Source mentions it, without the date 2020 (it has March 2021)",
        ),
        (Backing.MENTIONS, (), (), "Source mentions it, without saying just this"),
        (Backing.NOT_FOUND, (), (), "Nothing found in the source"),
        (Backing.NOT_HELD, (), (), "Source’s text not held"),
    ],
)
def test_every_verdict_is_said_in_plain_words(
    verdict: Backing, differences: tuple[Difference, ...], lacks: tuple[Lack, ...], said: str
) -> None:
    assert describe_backing(SourceBacking("r#1", verdict, None, differences, lacks)) == said


@pytest.mark.parametrize("verdict", list(Backing))
def test_shell_and_browser_say_the_verdict_and_show_the_passage(verdict: Backing) -> None:
    held = None if verdict is Backing.NOT_HELD else "s"
    source = make_source(source_id="r#1", label="1", title="The haul", document=held)
    passage = Citation("s", "q", Span(0, 9), HOSTILE) if held and verdict is not Backing.NOT_FOUND else None
    differences = (difference(ValueKind.NAME, "They", HOSTILE),) if verdict is Backing.DIFFERS else ()
    backing = SourceBacking("r#1", verdict, passage, differences)
    support = (passage,) if passage and verdict is Backing.BACKS else ()
    link = FootnoteLink("1", LinkKind.MARKER, "r#1")
    cited = replace(SEIZED, footnotes=(link,), support=support, backing=(backing,))
    shelf = Shelf(lambda doc_id: None, {}, {"r#1": source})
    answer = Answer("What?", Status.ANSWERED, None, None, (Claim(cited.quote, (cited,)),), (source,), ())
    shown = " ".join(answer_to_text(answer, 300).split())
    assert f"→ {describe_backing(backing)}" in shown
    assert ("characters 0–9" in shown) is (passage is not None)
    page = evidence_html(cited, shelf)
    assert "<img" not in page and (HOSTILE.replace("<", "&lt;").replace(">", "&gt;") in page) is (passage is not None)
    assert f'class="fq-backing fq-{verdict.replace("_", "-")}"' in page
    assert ("fq-badge fq-backs" in chain_html(cited, shelf)) is (verdict is Backing.BACKS)
