"""What the audit says of the sample report, whose sources' texts are made up for it: `sources/` holds them."""

import csv
import io
import json
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from qa import Corpus, open_corpus
from qa.audit.same_texts import same_texts
from qa.citation.verdict_model import AGAINST_CONFIDENCE, Decision, VerdictFeatures, decide
from qa.cli import main
from qa.errors import CorpusError, UsageError
from qa.export.audit import export_audit
from qa.export.audit_words import describe_confidence, explain_audited
from qa.index.comparisons import COMPARISONS_FILE, Comparisons
from qa.parse.docx import parse_docx
from qa.reader.statements import StatementReading
from qa.types.audit import Audit, AuditedStatement, AuditVerdict, Opinion
from qa.types.backing import Backing
from qa.types.document import DocumentKind
from qa.ui.passage import Shelf
from qa.ui.sources import kept_holdings, source_fold

DIFFERS, NOT_FOUND, PARTLY, SUPPORTS, MENTIONS, UNCHECKED, NOT_HELD = AuditVerdict
EXPECTED = {
    "1": SUPPORTS, "2": UNCHECKED, "3": PARTLY, "4": NOT_FOUND, "5": UNCHECKED, "6": DIFFERS, "7": SUPPORTS, "8": UNCHECKED,
    "9": DIFFERS, "10": UNCHECKED, "11": UNCHECKED,
}  # fmt: skip


def on(audit: Audit, label: str) -> AuditedStatement:
    """The statement that the footnote stands on."""
    return next(s for s in audit.statements if s.citation.footnotes[0].label == label)


def test_every_footnoted_statement_has_the_verdict_that_its_source_gives(audit: Audit) -> None:
    found = {s.citation.footnotes[0].label: s.verdict for s in audit.statements}
    assert found == EXPECTED
    assert audit.checked == 6


def test_what_differs_is_marked_on_both_sides(audit: Audit) -> None:
    (source,) = on(audit, "6").sources
    (difference,) = source.differences
    assert difference.report and difference.source
    assert (difference.report.quote, difference.source.quote) == ("€48 million", "EUR 12 million")
    (negated,) = on(audit, "9").sources
    assert negated.differences[0].source and negated.differences[0].source.quote == "no"


def test_what_a_list_has_and_the_source_has_not_is_named_and_clauses_are_judged_one_by_one(audit: Audit) -> None:
    statement = on(audit, "3")
    assert [item.quote for item in statement.sources[0].missing] == ["police officers", "prosecutors", "mayors"]
    assert [part.verdict for part in statement.parts] == [NOT_FOUND, SUPPORTS, SUPPORTS]
    whole = statement.citation
    assert all(whole.span.start <= p.span.start < p.span.end <= whole.span.end for p in statement.parts)


def test_the_sentence_that_says_the_rest_is_shown_too(audit: Audit) -> None:
    (source,) = on(audit, "1").sources
    assert source.passage and source.passage.quote.startswith("Two of the most powerful gang leaders")
    assert source.also and source.also.quote.startswith("In five jails, inmates were holding")
    assert on(audit, "7").sources[0].also is None
    for form in ("html", "csv"):
        assert b"In five jails, inmates were holding" in export_audit(audit, form, {})


def test_what_cannot_be_checked_says_why(audit: Audit) -> None:
    assert on(audit, "2").sources[0].reason == "its text is in Spanish, the statement in English"
    assert on(audit, "5").sources[0].reason == "an interview has no published text"


def test_every_passage_stands_in_its_source(held: Corpus, audit: Audit) -> None:
    shown = [p for statement in audit.statements for s in statement.sources for p in (s.passage, s.also) if p]
    assert len(shown) == 7
    for passage in shown:
        assert passage.span.of(held.document(passage.document).text) == passage.quote


def test_a_statement_without_held_texts_is_told_as_not_held(corpus: Corpus) -> None:
    (audit,) = open_corpus(corpus.folder, index=corpus.index_folder, reader="packaged", read_only=True).audit()
    assert {s.verdict for s in audit.statements} == {NOT_HELD, UNCHECKED} and not audit.checked


def test_without_the_large_reader_rules_compare_and_the_audit_says_so(held: Corpus) -> None:
    (audit,) = open_corpus(held.folder, index=held.index_folder, reader="packaged-small", read_only=True).audit()
    assert audit.unread is not None and on(audit, "6").verdict is DIFFERS


def test_an_answer_calls_no_source_backing_that_the_reader_does_not(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    note = "[^1]: Lumo Gazette, “The mill”, 3 May 2021."
    report = f"# Mills\n\nThe mill was bought by the brewers and closed the same year.[^1]\n\n{note}\n"
    (tmp_path / "corpus" / "report.md").write_text(report, encoding="utf-8")
    made = open_corpus(tmp_path / "corpus", index=tmp_path / "index", reader="packaged")
    made.build()
    told = "The brewers wanted the mill. The bankers had bought it, and closed the mill the same year."
    made.add("gazette.txt", data=told.encode(), footnote="1")
    made.build()
    by_rules = open_corpus(made.folder, index=made.index_folder, reader="packaged-small")
    said = [c.ask("When did the mill close?").claims[0].citations[0].backing for c in (by_rules, made)]
    assert [[b.verdict.value for b in backing] for backing in said] == [["backs"], ["mentions"]]


def test_what_says_otherwise_in_other_words_is_told_by_the_reader_and_no_word_is_blamed(tmp_path: Path) -> None:
    # Made up.
    (tmp_path / "corpus").mkdir()
    report = (
        "# Plays\n\nThe play was a success from its first night.[^1]\n\n[^1]: Lumo Gazette, “The play”, 3 May 2021.\n"
    )
    (tmp_path / "corpus" / "report.md").write_text(report, encoding="utf-8")
    made = open_corpus(tmp_path / "corpus", index=tmp_path / "index", reader="packaged")
    made.build()
    told = "The play was a failure when it opened, and closed after a week. Nobody in Lumo had read it."
    made.add("gazette.txt", data=told.encode(), footnote="1")
    made.build()
    (statement,) = made.audit("report")[0].statements
    (source,) = statement.sources
    assert statement.verdict is DIFFERS and not source.differences and source.confidence == AGAINST_CONFIDENCE
    assert "as a trained network reads it" in explain_audited(source)


def test_far_from_the_statements_words_the_reader_confirms_what_rules_tell_apart() -> None:
    def verdict(nearness: float, against: float, *, read: bool = True) -> AuditVerdict:
        return decide(VerdictFeatures(Backing.DIFFERS, read, 3.0, -3.0, against, 2.0, 2.0, nearness, False)).verdict

    assert [verdict(0.5, 0.0), verdict(0.5, 1.6), verdict(0.95, -3.0)] == [PARTLY, DIFFERS, DIFFERS]
    assert verdict(0.5, 0.0, read=False) is DIFFERS
    denied = VerdictFeatures(Backing.DIFFERS, True, -3.0, -5.0, 0.0, 2.0, 2.0, 0.1, False, outright=True)
    assert decide(denied) == Decision(DIFFERS, AGAINST_CONFIDENCE)
    listed = VerdictFeatures(Backing.MENTIONS, True, -3.0, 0.0, 3.0, 2.0, 2.0, 0.8, False)
    assert [decide(listed).verdict, decide(listed, leaves_out=True).verdict] == [DIFFERS, PARTLY]


def test_how_sure_a_verdict_is_is_said_where_a_figure_tells_something(audit: Audit) -> None:
    given = ((SUPPORTS, 0.87), (SUPPORTS, 0.46), (DIFFERS, 0.3), (AuditVerdict.NOT_FOUND, 0.88), (PARTLY, 0.8))
    statement = on(audit, "6")
    said = [describe_confidence(replace(statement, verdict=v, confidence=c)) for v, c in given]
    assert said == ["87% sure", "not certain: read both", "not certain: read both", "", ""]


def test_what_was_read_is_not_read_again(tmp_path: Path) -> None:
    asked: list[str] = []

    class Reader:
        identity = "weights"

        def compare(self, statement: str, passages: Sequence[str]) -> list[StatementReading]:
            asked.extend(passages)
            return [StatementReading(float(len(passage)), 0.5, -1.0) for passage in passages]

    first = Comparisons(tmp_path, Reader()).read("A.", ["one", "three"])
    assert Comparisons(tmp_path, Reader()).read("A.", ["three", "one", "new"])[:2] == [first[1], first[0]]
    assert asked == ["one", "three", "new"]
    data = bytearray((tmp_path / COMPARISONS_FILE).read_bytes())
    data[35] ^= 1  # a logit of the first record
    (tmp_path / COMPARISONS_FILE).write_bytes(bytes(data[:-3]))
    assert Comparisons(tmp_path, Reader()).read("A.", ["one", "three", "new"])[0] == first[0]
    assert asked[3:] == ["one", "new"]
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(b"kept")
    (tmp_path / COMPARISONS_FILE).unlink()
    (tmp_path / COMPARISONS_FILE).symlink_to(elsewhere)
    assert Comparisons(tmp_path, Reader()).read("A.", ["one"]) == first[:1] and elsewhere.read_bytes() == b"kept"


def test_judgements_are_added_and_the_last_one_counts(judged: Corpus) -> None:
    statement = on(judged.audit()[0], "6")
    judged.judge(statement, Opinion.WRONG, "the second tranche is meant")
    judged.judge(statement.key, "right")
    kept = on(judged.audit()[0], "6").judgement
    assert kept and (kept.opinion, kept.remark, kept.verdict) == (Opinion.RIGHT, "", DIFFERS)
    lines = (judged.folder / "_judgements.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["remark"] for line in lines] == ["the second tranche is meant", ""]
    judged.judge(statement, None)
    assert judged.judgements() == {} and judged.build().parsed == 0


def test_a_judgement_that_cannot_be_kept_is_refused(judged: Corpus) -> None:
    statement = on(judged.audit()[0], "6")
    for given in (("nokey", "right", ""), (statement, "perhaps", ""), (statement, "right", "x" * 5000)):
        with pytest.raises(UsageError):
            judged.judge(*given)
    assert not (judged.folder / "_judgements.jsonl").exists()
    with pytest.raises(UsageError, match="reading only"):
        open_corpus(judged.folder, index=judged.index_folder, read_only=True).judge(statement, "right")


def test_a_spoilt_line_of_the_judgements_loses_no_other(judged: Corpus) -> None:
    statement = on(judged.audit()[0], "6")
    judged.judge(statement, "right", "yes")
    path = judged.folder / "_judgements.jsonl"
    path.write_bytes(b'{"statement": 3}\nrubbish\n\xff\n' + path.read_bytes())
    assert judged.judgements()[statement.key].remark == "yes"
    path.unlink()
    path.symlink_to(judged.folder / "corpus.toml")
    with pytest.raises(CorpusError, match="not a plain file"):
        judged.judgements()


def test_the_table_has_no_formulas_and_the_page_no_script(audit: Audit) -> None:
    rows = list(csv.reader(io.StringIO(export_audit(audit, "csv", {}).decode())))
    assert len(rows) == 12 and {len(row) for row in rows} == {15}
    page = export_audit(audit, "html", {"6": "=cmd|<script>alert(1)</script>"}).decode()
    assert "<script" not in page and "&lt;script&gt;" in page
    assert "€48 million</mark>" in page and "EUR 12 million</mark>" in page and "default-src 'none'" in page
    assert "http" not in page.replace("http-equiv", "")


def test_qa_audit_prints_counts_and_only_what_is_asked_for(held: Corpus, capsys: pytest.CaptureFixture[str]) -> None:
    given = ["audit", "--corpus", str(held.folder), "--index", str(held.index_folder), "--reader", "packaged"]
    assert main([*given, "--only", "differs"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "≠ “A total of €48 million" in shown and "Financial Times" not in shown
    assert main([*given, "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert row["counts"]["supports"] == 2 and row["statements"][0]["sources"][0]["passage"]["document"] == "1"
    assert main([*given, "--judge", "right"]) == 2


def test_copies_of_a_text_are_one_source() -> None:
    release = " ".join(f"The harbour of Lumo counted {n} boats on day {n} of the made-up year." for n in range(30))
    copied = f"Lumo Gazette, from our correspondent. {release} The editor adds nothing."
    other = " ".join(f"A lantern maker of Vetta sold {n} lamps in week {n}, all of them green." for n in range(30))
    assert same_texts({"release": release, "copy": copied, "other": other, "short": "Boats."}) == (("release", "copy"),)


def test_sources_says_which_texts_count_as_one(tmp_path: Path) -> None:
    release = "\n\n".join(f"The harbour of Lumo counted {n} boats on day {n} of the made-up year." for n in range(30))
    (tmp_path / "corpus").mkdir()
    notes = "[^1]: Lumo Port, “Boats”, 2 May 2021.\n[^2]: Lumo Gazette, “More boats”, 3 May 2021.\n"
    report = f"# Boats (made up)\n\nThey were counted.[^1] They were counted again.[^2]\n\n{notes}"
    corpus = open_corpus(tmp_path / "corpus", index=tmp_path / "index", reader="none")
    corpus.add("report.md", data=report.encode(), kind=DocumentKind.REPORT)
    corpus.build()
    corpus.add("boats.txt", data=release.encode(), footnote="1")
    corpus.add("more-boats.txt", data=f"{release}\n\nThe editor adds nothing.".encode(), footnote="2")
    corpus.build()
    assert corpus.same_texts() == (("boats", "more-boats"),)
    held, shelf = kept_holdings(corpus, str(tmp_path)), Shelf(corpus.document, {}, {})
    folds = [source_fold(source, (), shelf, twins=held.twins(source)) for source in held.sources]
    assert "Nearly the same text as" in folds[0] and "document=more-boats" in folds[0] and "document=boats" in folds[1]


def test_the_word_file_has_footnotes_and_comments(audit: Audit) -> None:
    data = export_audit(audit, "docx", {"6": "Assets <frozen> \x00\ud800"})
    read = parse_docx(data, "audit.docx", "audit")
    assert len(read.footnotes) == 11 and all(marker.note is not None for marker in read.markers) and not read.problems
    assert "EUR 12 million" in read.footnotes[5].span.of(read.text)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        comments = archive.read("word/comments.xml").decode()
    assert comments.count("<w:comment ") == 4 and "it says EUR 12 million, the report €48 million" in comments
    assert data == export_audit(audit, "docx", {"6": "Assets <frozen> \x00\ud800"})
