"""The measure of footnotes: its gold files, and when a marker is right."""

import json
from pathlib import Path

import pytest

pytest.importorskip("resource", reason="the peak of memory is read as on POSIX systems")

from benchmarks.footnotes import Call, compare, measure, read


def made_up_folder(folder: Path) -> Path:
    """Two made-up documents, one as text with brackets and one with glued digits, laid out as the benchmark expects."""
    for name in ("parallel", "gold", "glued"):
        (folder / name).mkdir()
    (folder / "parallel/a.txt").write_text("One claim.[1] Another.[2] End.\n\n[1] Alpha note.\n\n[2] Beta note.\n")
    notes = [
        {"label": "1", "before": "One claim.", "note": "Alpha note."},
        {"label": "2", "before": "claim. Another.", "note": "Beta note."},
        {"label": "3", "before": "End.", "note": "Gamma note."},
    ]
    (folder / "gold/a.json").write_text(json.dumps({"notes": notes}))
    text = "One claim.1 End.\n\n1. Alpha note.\n"
    (folder / "glued/b.txt").write_text(text)
    gold = {"markers": [{"label": "1", "offset": text.index("1")}], "notes": [{"label": "1", "text": "Alpha note."}]}
    (folder / "glued/b.json").write_text(json.dumps(gold))
    return folder


def test_benchmark_gives_precision_and_recall_by_kind_of_input(tmp_path: Path) -> None:
    rows = measure(list(read(made_up_folder(tmp_path))))
    assert {kind: (row["precision"], row["recall"]) for kind, row in rows.items()} == {
        "txt": (1.0, 0.6667),
        "txt, glued": (1.0, 1.0),
    }
    assert all(row["refused"] == 0 and row["mb_per_second"] > 0 for row in rows.values())


def test_published_documents_are_compared_with_gold_or_with_a_count(tmp_path: Path) -> None:
    for name in ("documents", "gold"):
        (tmp_path / name).mkdir()
    page = "<p>One claim.<a href='#n1' id='c1'><sup>1</sup></a> {}</p><ol><li id='n1'>Alpha note. <a href='#c1'>^</a></li></ol>"
    (tmp_path / "documents/a.html").write_text(page.format("Another claim."))
    (tmp_path / "documents/b.html").write_text(page.format("Another claim."))
    (tmp_path / "documents/c.html").write_text(page.format("Another claim."))
    notes = [
        {"label": "[1]", "before": "Words of another page. One claim.", "note": "Alpha note."},
        {"label": "2", "before": "Another claim.", "note": "Beta note."},
    ]
    (tmp_path / "gold/a.html.json").write_text(json.dumps({"notes": notes}))
    (tmp_path / "counts.json").write_text(json.dumps({"b.html": 1, "c.html": 3}))
    rows = measure(list(read(tmp_path)))
    assert {kind: (row["precision"], row["recall"], row["silent"]) for kind, row in rows.items()} == {
        "html": (1.0, 0.5, 1),
        "html, counted": (1.0, 0.5, 1),
    }


def test_marker_is_right_by_label_letters_before_it_and_note() -> None:
    gold = Call("1", "He said, in “2019”, so.", "Alpha beta gamma delta epsilon.")
    same = Call("1", "x he said in so", "Alpha beta gamma of it")
    for found, right in [
        (same, True),
        (Call("2", same.before, same.note), False),
        (Call("1", "he said in so then", same.note), False),
        (Call("1", same.before, "Alpha beta of it"), False),
    ]:
        missed, wrong = compare([gold], [found])
        assert (not missed, not wrong) == (right, right)
