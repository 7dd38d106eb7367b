"""The answer contract: what is written, what is read back, and the schema, all from the dataclasses."""

import json
import subprocess
import sys
from dataclasses import replace
from importlib.resources import files
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.errors import UsageError
from qa.types.answer import (
    Answer,
    Citation,
    Claim,
    Context,
    FootnoteLink,
    LinkKind,
    ShortSpan,
    SourceBacking,
    Status,
    Verdict,
    Voice,
)
from qa.types.answer_json import answer_from_dict, answer_schema, schema_text
from qa.types.backing import Backing, Difference, Lack, ValueKind, Wording
from qa.types.document import Span
from qa.types.source import Source, SourceKind

VALIDATOR = jsonschema.Draft202012Validator(answer_schema())

TEXT = st.text(max_size=8)
WORDS = st.text(min_size=1, max_size=8)
MAYBE = st.none() | TEXT
TEXTS = st.lists(TEXT, max_size=2).map(tuple)
OFFSET = st.integers(0, 2**63 - 1)
SPAN = st.builds(Span, OFFSET, OFFSET)
CONTEXT = st.none() | st.builds(Context, SPAN, WORDS, st.sampled_from(Verdict))
LINKS = st.lists(st.builds(FootnoteLink, TEXT, st.sampled_from(LinkKind), TEXT), max_size=2).map(tuple)
SOURCE_ID = st.builds("{}#{}".format, st.text("ab-č", max_size=3), TEXT)
ISSUED = st.none() | st.from_regex(r"\A[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?\Z")
SOURCE = st.builds(
    Source, SOURCE_ID, st.just(""), TEXT, st.just(-1), st.sampled_from(SourceKind), TEXTS,
    *[MAYBE] * 4, ISSUED, *[MAYBE] * 6, TEXT, MAYBE, MAYBE,
).map(lambda source: replace(source, doc_id=source.source_id.partition("#")[0]))  # fmt: skip


SAID = st.builds(Wording, SPAN, WORDS)
BACKING = st.builds(
    SourceBacking, TEXT, st.sampled_from(Backing),
    st.none() | st.builds(Citation, TEXT, TEXT, SPAN, WORDS, st.sampled_from(Verdict)),
    st.lists(st.builds(Difference, st.sampled_from(ValueKind), st.none() | SAID, st.none() | SAID), max_size=1).map(tuple),
    st.lists(st.builds(Lack, st.sampled_from(ValueKind), SAID), max_size=1).map(tuple),
)  # fmt: skip


def citations(
    support: st.SearchStrategy[tuple[Citation, ...]], backing: st.SearchStrategy[tuple[SourceBacking, ...]]
) -> st.SearchStrategy[Citation]:
    return st.builds(
        Citation, TEXT, TEXT, SPAN, WORDS, st.sampled_from(Verdict), LINKS, LINKS, support,
        TEXTS, TEXTS, st.sampled_from(Voice), MAYBE, CONTEXT, MAYBE, MAYBE, MAYBE, backing,
    )  # fmt: skip


CITATION = citations(
    st.lists(citations(st.just(()), st.just(())), max_size=2).map(tuple), st.lists(BACKING, max_size=2).map(tuple)
)
CLAIM = st.builds(Claim, TEXT, st.lists(CITATION, min_size=1, max_size=2).map(tuple))
NEAREST = st.builds(Citation, TEXT, st.just(""), SPAN, WORDS, context=CONTEXT)
SOURCES = st.lists(SOURCE, max_size=2).map(tuple)
CONFIDENCE = st.none() | st.integers(0, 10_000).map(lambda n: n / 10_000)
ANSWERS = st.builds(
    Answer, TEXT, st.just(Status.ANSWERED), MAYBE, st.none(), st.lists(CLAIM, min_size=1, max_size=2).map(tuple), SOURCES,
    st.just(()), CONFIDENCE, st.none() | st.builds(ShortSpan, TEXT, SPAN), TEXTS, TEXTS, MAYBE, TEXTS,
)  # fmt: skip
REFUSALS = st.builds(
    Answer, TEXT, st.just(Status.ABSTAINED), st.none(), WORDS, st.just(()), SOURCES,
    st.lists(NEAREST, max_size=3).map(tuple), CONFIDENCE,
)  # fmt: skip


@given(ANSWERS | REFUSALS)
def test_every_answer_is_read_back_as_it_was_and_fits_the_schema(answer: Answer) -> None:
    saved = json.loads(json.dumps(answer.to_dict()))
    VALIDATOR.validate(saved)
    assert answer_from_dict(saved) == answer


def test_json_has_these_keys_in_this_order() -> None:
    link = FootnoteLink("6", LinkKind.MARKER, "r#6")
    support = Citation("s", "q", Span(1, 4), "And", voice=Voice.CITED)
    near = Context(Span(0, 2), "So")
    said = SourceBacking(
        "r#6",
        Backing.DIFFERS,
        support,
        (Difference(ValueKind.NEGATION, None, Wording(Span(1, 2), "A")),),
        (Lack(ValueKind.NAME, Wording(Span(3, 4), "T")),),
    )
    citation = Citation(
        "r",
        "p",
        Span(3, 7),
        "This",
        Verdict.QUOTE_FOUND,
        (link,),
        (),
        (support,),
        ("r#7",),
        context=near,
        backing=(said,),
    )
    source = Source(
        "r#6", "r", "6", 4, SourceKind.PRESS_RELEASE, ("A", "B"), "T", None, None, None, "2024-02", "en",
        None, None, None, None, None, "A and B, T", "s", None,
    )  # fmt: skip
    answer = Answer(
        "Why?",
        Status.ANSWERED,
        "hi",
        None,
        (Claim("This", (citation,)),),
        (source,),
        (),
        0.123456,
        ShortSpan("r", Span(4, 6)),
    )
    assert json.dumps(answer.to_dict()) == (
        '{"question": "Why?", "status": "answered", "short_answer": "hi", "reason": null, '
        '"claims": [{"text": "This", "citations": [{"document": "r", "passage": "p", "start": 3, "end": 7, "quote": "This", '
        '"verdict": "quote_found", "footnotes": [{"label": "6", "link": "marker", "source": "r#6"}], "nearby_footnotes": [], '
        '"support": [{"document": "s", "passage": "q", "start": 1, "end": 4, "quote": "And", "verdict": "quote_found", '
        '"footnotes": [], "nearby_footnotes": [], "support": [], "unbacked": [], "source_of": [], "voice": "cited", '
        '"speaker": null, "context": null, "speaker_role": null, "title": null, "page": null, "backing": [], "ocr": null}], '
        '"unbacked": ["r#7"], "source_of": [], "voice": "own", "speaker": null, '
        '"context": {"start": 0, "end": 2, "quote": "So", "verdict": "quote_found"}, "speaker_role": null, '
        '"title": null, "page": null, '
        '"backing": [{"source": "r#6", "verdict": "differs", "passage": {"document": "s", "passage": "q", "start": 1, '
        '"end": 4, "quote": "And", "verdict": "quote_found", "title": null, "page": null, "ocr": null}, '
        '"differences": [{"kind": "negation", "report": null, '
        '"source": {"start": 1, "end": 2, "quote": "A"}}], "lacks": [{"kind": "name", "report": {"start": 3, "end": 4, '
        '"quote": "T"}, "instead": null}]}], "ocr": null}]}], '
        '"sources": [{"id": "r#6", "label": "6", "kind": "press-release", "authors": ["A", "B"], "title": "T", '
        '"publisher": null, "container": null, "number": null, "issued": "2024-02", "language": "en", "interviewee": null, '
        '"place": null, "medium": null, "url": null, "doi": null, "reference": "A and B, T", "document": "s", '
        '"holding": "held", "same_as": null, "comment": false, "corrected": []}], "nearest": [], "confidence": 0.1235, '
        '"short_span": {"document": "r", "start": 4, "end": 6}, "changed": [], "scope": [], "chosen_by": null, '
        '"elsewhere": [], "short_confidence": null, "difference": null, '
        '"form": "answer", "remark": null, "read_as": null, "did_you_mean": [], "mentions": [], "altered": [], "prose": null}'
    )
    refusal = Answer("Why?", Status.ABSTAINED, None, "It is not said.", (), (), (replace(citation, context=None),))
    assert json.dumps(refusal.to_dict()) == (
        '{"question": "Why?", "status": "abstained", "short_answer": null, "reason": "It is not said.", "claims": [], '
        '"sources": [], "nearest": [{"document": "r", "start": 3, "end": 7, "quote": "This", "voice": "own", "speaker": null, '
        '"context": null, "speaker_role": null, "title": null, "page": null, "ocr": null}], '
        '"confidence": null, "short_span": null, '
        '"changed": [], "scope": [], "chosen_by": null, "elsewhere": [], "short_confidence": null, "difference": null, '
        '"form": "answer", "remark": null, "read_as": null, "did_you_mean": [], "mentions": [], "altered": [], "prose": null}'
    )


def test_schema_file_is_what_the_dataclasses_say() -> None:
    shipped = files("qa").joinpath("answer.schema.json").read_text(encoding="utf-8")
    assert shipped == schema_text(), "write qa/answer.schema.json again: it is qa.types.answer_json.schema_text()"


FIRST: dict[str, Any] = {
    "question": "Why?",
    "status": "answered",
    "short_answer": None,
    "reason": None,
    "claims": [
        {
            "text": "So.",
            "citations": [
                {
                    "document": "r", "passage": "p", "start": 0, "end": 3, "quote": "So.", "verdict": "quote_found",
                    "footnotes": [{"label": "1", "link": "marker", "source": "r#1"}], "support": [],
                }
            ],
        }
    ],
    "sources": [
        {
            "id": "r#1", "label": "1", "kind": "book", "authors": [], "title": None, "publisher": None, "issued": None,
            "language": None, "url": None, "reference": "A book", "document": None,
        }
    ],
    "nearest": [],
}  # fmt: skip
"""An answer with the keys of the first saved answers, and none that came later."""


def test_answer_of_an_earlier_version_is_read_with_what_it_says() -> None:
    VALIDATOR.validate(FIRST)
    answer = answer_from_dict(FIRST)
    (citation,) = answer.claims[0].citations
    assert (citation.nearby_footnotes, citation.voice, citation.context, answer.confidence) == (
        (),
        Voice.OWN,
        None,
        None,
    )
    assert (answer.sources[0].doc_id, answer.sources[0].note, answer.sources[0].doi) == ("r", -1, None)


@pytest.mark.parametrize("key", ["question", "status", "short_answer", "reason", "claims", "sources", "nearest"])
def test_key_that_is_missing_is_named(key: str) -> None:
    with pytest.raises(UsageError, match=f"^{key}: must be there$"):
        answer_from_dict({name: value for name, value in FIRST.items() if name != key})


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"status": "perhaps"}, "status: must be 'answered' or 'abstained', not 'perhaps'"),
        ({"reason": "x"}, "reason: there must be none where the status is answered"),
        ({"question": 1.5}, "question: must be text, not 1.5"),
        ({"confidence": True}, "confidence: must be a number, not true"),
        ({"confidence": "0.5"}, "confidence: must be a number, not '0.5'"),
        ({"short_span": {"document": "r", "start": 1.0, "end": 2}}, "short_span.start: must be a whole number, not 1.0"),
        ({"nearest": {}}, "nearest: must be a list, not an object"),
        ({"sources": [None]}, "sources[0]: must be an object, not null"),
        ({"sources": [{**FIRST["sources"][0], "issued": "May"}]}, "sources[0].issued: must be a date as 2024"),
        ({"sources": [{**FIRST["sources"][0], "holding": "lost"}]}, "sources[0].holding: must be 'held', 'unpublished' or"),
    ],
)  # fmt: skip
def test_value_that_cannot_be_is_refused_by_its_key(change: dict[str, object], said: str) -> None:
    with pytest.raises(UsageError) as caught:
        answer_from_dict(FIRST | change)
    assert str(caught.value).startswith(said)
    assert not VALIDATOR.is_valid(FIRST | change) or "whole number" in said  # 1.0 is an integer to JSON Schema


def test_support_has_no_support_of_its_own() -> None:
    (citation,) = FIRST["claims"][0]["citations"]
    nested = {**citation, "support": [{**citation, "support": [citation]}]}
    with pytest.raises(
        UsageError, match=r"^claims\[0\]\.citations\[0\]\.support\[0\]\.support: there must be 0 at most"
    ):
        answer_from_dict(FIRST | {"claims": [{"text": "So.", "citations": [nested]}]})


def test_writing_an_answer_imports_no_parser() -> None:
    code = "import sys, qa.types.answer, qa.cli.asking; sys.exit('pydantic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
