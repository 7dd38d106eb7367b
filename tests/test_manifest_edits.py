"""Edits of `corpus.toml`, whatever legal form it has: it says what was meant then, and not one other byte has changed.

Few examples here; many with `pytest --hypothesis-profile nightly tests/test_manifest_edits.py`.
"""

import hashlib
import json
import tomllib
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qa.corpus import manifest_editing as manifest
from qa.corpus.changes import add_document, remove_document, replace_document, restore_document
from qa.corpus.editable_manifest import EditableManifest
from qa.corpus.entry_editing import same
from qa.corpus.manifest import read_corpus
from qa.corpus.manifest_text import entries
from qa.corpus.particulars import Particulars
from qa.corpus.purge import purge_document
from qa.corpus.reserved import TRASH
from qa.corpus.trash import list_trash
from qa.errors import CorpusError

NIGHTLY = settings.get_current_profile_name() == "nightly"
NONE = Particulars()
SHAPES = {
    "list": 'document = [{file = "a.txt", title = "A"}, {file = "b.txt"}] # two\n\n[index]\nencoder = "x"\n',
    "empty list": "# mine\ndocument = []\n",
    "long list": 'document = [ # all\n  {file = "a.txt"},\n\n  # the other\n  {file = "b.txt", x = {y = [1, 2.0]}},\n]\n',
    "quoted": '[[ "document" ]] # one\n"file" = \'a.txt\'\nx.y = 1\n\n# of b\n[[document]]\nfile = """\\\n  b.txt"""\n',
    "tables between": '# top\n\n[[document]]\nfile = "a.txt"\n[index]\nencoder = "x"\n[document.mine]\nx = 1\n\n'
    '[answers] # last\nreader = "none"\n[[document]]\nfile = "b.txt"',
    "strings": "[[document]]\nfile = 'a.txt'\ntitle = '''\n[[document]]\n# no \"\"\" '''\n\n[[document]]\nfile = 'b.txt'\n",
    "sources": '[[document]]\nfile = "a.txt"\n\n# corrected\n[[document.source]] # six\nfootnote = "6"\nnote = "Six"\n'
    'title = "T" # t\n[[document.source]]\nfootnote = "7"\nnote = "Seven"\ntitle = "S"\n\n[[document]]\nfile = "b.txt"\n'
    'source = [{footnote = "1", note = "One", title = "O"}]\n',
    "none": "",
    "no entries": '[index]\nencoder = "x"',
}


def write(folder: Path, data: bytes) -> None:
    (folder / "corpus.toml").write_bytes(data)
    for name in ("a", "b"):
        (folder / f"{name}.txt").write_text(f"Made up, {name}.")


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("shape", SHAPES)
def test_adding_removing_and_restoring_in_any_shape(tmp_path: Path, shape: str, ends: str, mark: bytes) -> None:
    before = mark + SHAPES[shape].replace("\n", ends).encode()
    write(tmp_path, before)
    meant = tomllib.loads(SHAPES[shape])
    add_document(tmp_path, "new.txt", b"New.", NONE)
    told = (tmp_path / "corpus.toml").read_bytes()
    assert told.startswith(mark)
    assert told.count(b"\r\n") == (0 if ends == "\n" or not SHAPES[shape] else told.count(b"\n"))
    rows = read(told)["document"]
    assert rows[:-1] == meant.get("document", []) and rows[-1]["file"] == "new.txt"
    assert read_corpus(tmp_path).entries
    for doc_id in ("b", "new", "a"):
        held = (tmp_path / "corpus.toml").read_bytes()
        remove_document(tmp_path, doc_id)
        assert all(row["file"] != f"{doc_id}.txt" for row in read(tmp_path / "corpus.toml").get("document", []))
        restore_document(tmp_path, doc_id)
        assert same(read(tmp_path / "corpus.toml"), read(held))
        assert (tmp_path / "corpus.toml").read_bytes() == held


def read(given: bytes | Path) -> dict[str, Any]:
    data = given if isinstance(given, bytes) else given.read_bytes()
    return tomllib.loads(data.decode("utf-8-sig"))


def test_what_is_not_as_meant_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, SHAPES["sources"].encode())
    monkeypatch.setattr("qa.corpus.editable_manifest.new_entry", lambda row: '[[document]]\nfile = "c.txt"\n')
    with pytest.raises(CorpusError, match="nothing was changed") as caught:
        add_document(tmp_path, "new.txt", b"New.", NONE)
    assert "\n" not in str(caught.value) and not (tmp_path / "new.txt").exists()
    assert (tmp_path / "corpus.toml").read_bytes() == SHAPES["sources"].encode()


def test_a_version_that_was_replaced_comes_back_with_its_entry_as_it_was_written(tmp_path: Path) -> None:
    before = SHAPES["quoted"].replace("x.y = 1", "x.y = 1 # mine\n\n[document.own] # nested\nz = {a = [0x1F]}")
    write(tmp_path, before.encode())
    replace_document(tmp_path, "a", "a.txt", b"Another.", Particulars(title="New", source_of=("x#1",)))
    assert b'title = "New"' in (tmp_path / "corpus.toml").read_bytes()
    restore_document(tmp_path, "a")
    assert (tmp_path / "corpus.toml").read_bytes() == before.encode()


def test_a_table_of_an_entry_stays_below_the_other_tables_that_it_stands_below(tmp_path: Path) -> None:
    head, other, own, last = (
        '[[document]]\nfile = "a.txt"\n',
        '[index]\nencoder = "x"\n',
        "[document.mine]\nx = 1\n",
        "# e",
    )
    write(tmp_path, (head + other + own + last).encode())
    after = manifest.edit(tmp_path, lambda table: manifest.enter(table, "a.txt", {"title": "A"}))
    assert after.decode() == head + 'title = "A"\n\n' + other + own + last


def test_documents_come_back_one_after_the_other_in_any_order(tmp_path: Path) -> None:
    write(tmp_path, SHAPES["sources"].encode())
    add_document(tmp_path, "new.txt", b"New.", NONE)
    held = read(tmp_path / "corpus.toml")
    for doc_id in ("a", "new"):
        remove_document(tmp_path, doc_id)
    for doc_id in ("a", "new"):
        restore_document(tmp_path, doc_id)
    assert read(tmp_path / "corpus.toml") == held


@pytest.mark.parametrize(
    "place", ["", "[", '{"before": [], "pieces": [[-1, 2]], "rest": ""}', '{"pieces": [[1]]}', "forged"]
)
def test_an_entry_comes_back_without_a_place_that_can_be_trusted(tmp_path: Path, place: str) -> None:
    write(tmp_path, SHAPES["sources"].encode())
    rest = hashlib.sha256(manifest.edit(tmp_path, lambda table: manifest.drop(table, "b.txt"))).hexdigest()
    remove_document(tmp_path, "b")
    held = next((tmp_path / TRASH).glob("*/place.json"))
    told = json.loads(held.read_text())
    assert told["rest"] == rest
    told["pieces"][0][0] = 3
    held.write_text(json.dumps(told) if place == "forged" else place)
    if place == "forged":
        with pytest.raises(CorpusError, match=r"TOML|something else"):
            restore_document(tmp_path, "b")
    else:
        restore_document(tmp_path, "b")
        assert read(tmp_path / "corpus.toml") == tomllib.loads(SHAPES["sources"])


def test_an_entry_that_a_version_before_kept_comes_back(tmp_path: Path) -> None:
    write(tmp_path, SHAPES["no entries"].encode())
    remove_document(tmp_path, "b")
    next((tmp_path / TRASH).glob("*/entry.toml")).write_text('file = "b.txt" # mine\ntitle = "B"\n')
    restore_document(tmp_path, "b")
    assert b'[[document]]\nfile = "b.txt" # mine\ntitle = "B"\n' in (tmp_path / "corpus.toml").read_bytes()


@pytest.mark.parametrize("doc_id", ["2024/a", "../a", "a b.", "C:\\\\a", "x" * 200, "a-"])
def test_any_identifier_can_be_replaced_removed_restored_and_purged(tmp_path: Path, doc_id: str) -> None:
    write(tmp_path, f'[[document]]\nfile = "a.txt"\nid = "{doc_id}"\n'.encode())
    doc_id = doc_id.replace("\\\\", "\\")
    replace_document(tmp_path, doc_id, "a.txt", b"Another.", NONE)
    remove_document(tmp_path, doc_id)
    assert restore_document(tmp_path, doc_id).doc_id == doc_id
    assert restore_document(tmp_path, next(t.trash_id for t in list_trash(tmp_path))).doc_id == doc_id
    for item in (tmp_path / TRASH).iterdir():
        (item / "about.json").write_text("no longer whole")
    purge_document(tmp_path, doc_id)
    assert list((tmp_path / TRASH).iterdir()) == [] and not (tmp_path / "a.txt").exists()
    assert [path.name for path in tmp_path.parent.iterdir() if path != tmp_path and path.name.endswith("a")] == []


@pytest.mark.parametrize("given", ['"a#1"', "[1]", "true", '"a\\nb"', f'"{"x" * 201}"'])
def test_an_identifier_that_cannot_be_used_is_refused_at_once(tmp_path: Path, given: str) -> None:
    write(tmp_path, f'[[document]]\nfile = "a.txt"\nid = {given}\n'.encode())
    with pytest.raises(CorpusError, match=r"document 1: `id` must be text .*, not .+") as caught:
        read_corpus(tmp_path)
    assert "\n" not in str(caught.value)


blanks = st.sampled_from(["", "\n", "# a [[document]] \"quoted' comment\n", "\n# two\n  # lines\n\n", "\t\n"])
ends = st.sampled_from(["", "  # [said]", "\t"])
VALUES = (
    "1", "1.0", "nan", "-0.0", "0x1F", "true", "1979-05-27T07:32:00Z", "07:32:00", "'lit # [x]'", '"b \\" # ]"',
    '"\\u0000\\n"', "'''\n[[document]]\n'x' # '''", '"""\n[index]\n\\""" # """"', '"""a\\\n   b"""', "[]", "{}",
    "[1, # one\n  2,\n]", "[{x = 1}, {x = [2]}]", "{a.b = 1, 'c d' = {}}", "[[1], ['''\n]''']]", '""', "''''''",
)  # fmt: skip
values = st.sampled_from(VALUES)
keys = st.sampled_from(["mine", "'my key'", '"a.b"', "other . x", '"q\\""', "title-of-mine", "ж".join(['"', '"'])])


def spelt(key: str) -> st.SearchStrategy[str]:
    return st.sampled_from([key, f'"{key}"', f"'{key}'"])


def quoted(text: str) -> st.SearchStrategy[str]:
    return st.sampled_from([f'"{text}"', f"'{text}'", f'"""{text}"""', f"'''\n{text}'''"])


@st.composite
def lines(draw: st.DrawFn, fixed: dict[str, str], own: int = 2) -> str:
    """Keys and values: those that are needed, and a person's own."""
    made = [f"{draw(spelt(key))} = {draw(quoted(text))}" for key, text in fixed.items()]
    made += [f"{key} = {draw(values)}" for key in draw(st.lists(keys, max_size=own, unique=True))]
    return "".join(draw(blanks) + line + draw(ends) + "\n" for line in draw(st.permutations(made)))


SOURCE_HEADS = ("[[document.source]]", '[[document . "source"]]')


@st.composite
def source_rows(draw: st.DrawFn) -> list[dict[str, str]]:
    return [
        {"footnote": str(number), "note": f"Note {number}", "title": "T"} for number in range(draw(st.integers(0, 3)))
    ]


@st.composite
def tables(draw: st.DrawFn, number: int) -> list[str]:
    """The sections of one entry, and sometimes another table between them."""
    rows = draw(source_rows())
    own = {"file": f"d{number}.txt", **draw(st.sampled_from([{}, {"title": "Made up"}, {"language": "en"}]))}
    head = draw(st.sampled_from(["[[document]]", '[[ "document" ]]', "  [['document']]"]))
    inline = bool(rows) and draw(st.booleans())
    text = f"{head}{draw(ends)}\n{draw(lines(own))}"
    if inline:
        text += "source = [" + ", ".join(
            "{" + ", ".join(f'{key} = "{value}"' for key, value in row.items()) + "}" for row in rows
        ) + draw(st.sampled_from(["]", ",\n # end\n]"])) + "\n"  # fmt: skip
    made = [text]
    for row in rows if not inline else ():
        made.append(draw(st.sampled_from(SOURCE_HEADS)) + "\n" + draw(lines(row, 0)))
    if draw(st.booleans()):
        made.append(f"[document.extra]\n{draw(lines({}))}")
    return made


@st.composite
def manifests(draw: st.DrawFn) -> bytes:
    """A legal `corpus.toml` of up to three documents."""
    count = draw(st.integers(0, 3))
    others = ['[index]\nencoder = "x"\n', "[answers]\nreader = 'none'\n", "[mine.own]\n" + draw(lines({}))]
    if draw(st.integers(0, 3)) == 0:
        rows = [f"{{file = 'd{number}.txt', {draw(keys)} = {draw(values)}}}" for number in range(count)]
        gap = draw(st.sampled_from(["", " ", "\n # a comment, [\n "]))
        sections = [f"own = {draw(values)}\ndocument = [{gap}{f',{gap}'.join(rows)}{gap}]{draw(ends)}\n"]
        sections += others
    else:
        sections = [part for number in range(count) for part in draw(tables(number))]
        for other in others:
            sections.insert(draw(st.integers(0, len(sections))), other)
    text = draw(blanks) + "".join(section + draw(blanks) for section in sections)
    text = draw(st.sampled_from([text, text.rstrip("\n")]))
    style = draw(st.sampled_from(["\n", "\r\n", "mixed"]))
    if style == "mixed":
        text = "".join(line + draw(st.sampled_from(["\n", "\r\n"])) for line in text.split("\n"))
    else:
        text = text.replace("\n", style)
    return draw(st.sampled_from([b"", b"\xef\xbb\xbf"])) + text.encode()


def one_correction(row: dict[str, Any]) -> None:
    row.setdefault("source", []).append({"footnote": "9", "note": "Nine", "title": 'q"\\'})


def first_corrected(row: dict[str, Any]) -> None:
    row["source"][0].update({"title": "Other", "publisher": "P"})


def first_unset(row: dict[str, Any]) -> None:
    del row["source"][0]["title"]


def first_taken_back(row: dict[str, Any]) -> None:
    del row["source"][0]
    if not row["source"]:
        del row["source"]


Change = tuple[Callable[[EditableManifest, str], None], Callable[[dict[str, Any]], None], bool]
CHANGES: dict[str, Change] = {
    "say": (
        lambda table, name: manifest.enter(table, name, {"title": "New\n'\"", "kind": None}, ["x#1"]),
        lambda row: row.update(title="New\n'\"", source_of=["x#1"]),
        False,
    ),
    "rename": (lambda table, name: manifest.rename(table, name, "new.md"), lambda row: row.update(file="new.md"), False),
    "correct": (
        lambda table, name: manifest.correct(table, name, None, {"footnote": "9", "note": "Nine", "title": 'q"\\'}),
        one_correction,
        False,
    ),
    "correct again": (
        lambda table, name: manifest.correct(table, name, 0, {"title": "Other", "publisher": "P"}),
        first_corrected,
        True,
    ),
    "unset": (lambda table, name: manifest.uncorrect(table, name, 0, ["title"], whole=False), first_unset, True),
    "take back": (lambda table, name: manifest.uncorrect(table, name, 0, [], whole=True), first_taken_back, True),
}  # fmt: skip


@settings(
    max_examples=2500 if NIGHTLY else 60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=manifests(), picked=st.integers(0, 3), named=st.sampled_from(sorted(CHANGES)))
def test_every_edit_says_what_is_meant_and_leaves_the_rest(data: bytes, picked: int, named: str) -> None:
    with TemporaryDirectory() as home:
        folder = Path(home)
        (folder / "corpus.toml").write_bytes(data)
        before = read(data)
        rows = before.get("document", [])
        for operation in (add_new, remove_and_restore):
            operation(folder, data, before, picked)
        if picked < len(rows):
            change, mean, of_source = CHANGES[named]
            if of_source and not rows[picked].get("source"):
                return
            meant = deepcopy(before)
            mean(meant["document"][picked])
            after = manifest.edit(folder, lambda table: change(table, rows[picked]["file"]))
            assert same(read(after), meant)
            if not is_list(data):
                told, held = rest(after, picked), rest(data, picked)
                # What is said below a correction stays when that is taken back, and may then stand below another table.
                assert told == held or (named == "take back" and only_adds(held, told))


def add_new(folder: Path, data: bytes, before: dict[str, Any], picked: int) -> None:
    after = manifest.edit(folder, lambda table: manifest.enter(table, "new.txt", {"title": "N"}))
    rows = before.get("document", [])
    assert same(read(after), {**before, "document": [*rows, {"file": "new.txt", "title": "N"}]})
    if not is_list(data):
        assert only_adds(data, after)


def remove_and_restore(folder: Path, data: bytes, before: dict[str, Any], picked: int) -> None:
    rows = before.get("document", [])
    if picked >= len(rows):
        return
    name = rows[picked]["file"]
    text, place = manifest.entry_text(folder, name)
    removed = manifest.edit(folder, lambda table: manifest.drop(table, name))
    left = [row for row in rows if row["file"] != name]
    meant = {**before, "document": left} if left else {k: v for k, v in before.items() if k != "document"}
    assert same(read(removed), meant)
    if not is_list(data):
        assert removed == rest(data, picked)
    (folder / "corpus.toml").write_bytes(removed)
    again = manifest.edit(folder, lambda table: manifest.put_back(table, name, text, place))
    assert same(read(again), before) and (is_list(data) or again == data)

    def among_others(table: EditableManifest) -> None:
        manifest.enter(table, "o.txt", {})
        manifest.put_back(table, name, text, place)

    other = manifest.edit(folder, among_others)
    told = read(other)["document"]
    assert same([row for row in told if row["file"] != "o.txt"], rows) and text.strip().encode() in other
    (folder / "corpus.toml").write_bytes(data)


def only_adds(before: bytes, after: bytes) -> bool:
    """True where something is put in at one place, and all else is as it was."""
    kept = next((i for i, (one, other) in enumerate(zip(before, after, strict=False)) if one != other), len(before))
    return after.endswith(before[kept:])


def is_list(data: bytes) -> bool:
    """True where the entries stand in brackets, and are converted whole."""
    return not entries(data.decode("utf-8-sig"))


def rest(data: bytes, number: int) -> bytes:
    """All but one entry."""
    text = data.decode()
    mark, text = ("\ufeff", text[1:]) if text.startswith("\ufeff") else ("", text)
    for piece in reversed(entries(text)[number]):
        text = text[: piece.start] + text[piece.end :]
    return (mark + text).encode()
