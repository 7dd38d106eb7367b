"""The interface in other languages: every text has its translation, with the same places in it, and none is left out."""

import ast
import importlib.util
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from types import ModuleType

import pytest

from qa.errors import QAError
from qa.markup import Html
from qa.wording.accepted import accepted_language, browser_language, language_of_request
from qa.wording.lines import LINES, say_line
from qa.wording.po import PoEntry, po_entries, read_po
from qa.wording.say import in_decimals, in_digits, languages, say, say_count, say_date, say_html, speaking
from tests.conftest import ROOT

TABLES = sorted((ROOT / "qa" / "wording").glob("*.po"))
VIEWS = sorted((ROOT / "qa" / "ui").glob("*.py"))
NOT_YET: set[str] = set()
"""Views whose words are still in English only."""
MADE_UP = r"""
msgid ""
msgstr "Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n<5 ? 1 : 2);\n"

# A made-up table.
msgctxt "a place"
msgid "Order"
msgstr "Orden \"uno\""

msgid "{count} note"
msgid_plural "{count} notes"
msgstr[0] "{count} jedna"
msgstr[1] "{count} "
"dvě"
msgstr[2] "{count} pět"

#, fuzzy
msgid "Guessed"
msgstr "Adivinado"

msgid "Not yet"
msgstr ""
"""


@pytest.fixture(scope="module")
def strings() -> ModuleType:
    spec = importlib.util.spec_from_file_location("strings", ROOT / ".ci" / "strings.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["strings"] = module
    spec.loader.exec_module(module)
    return module


def entries(path: Path) -> list[PoEntry]:
    return list(po_entries(path.read_text(encoding="utf-8"), path.name))


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_every_text_of_the_interface_is_translated(path: Path, strings: ModuleType) -> None:
    table = {entry.key: entry for entry in entries(path)[1:]}
    said = strings.collect()
    again = "run: python .ci/strings.py, then write what is missing"
    assert not set(said) - set(table), again
    assert not set(table) - set(said), again
    assert not [key for key, entry in table.items() if entry.is_fuzzy or not all(entry.translations)], again
    assert not [key for key, item in said.items() if item.plural and "msgid_plural" not in table[key].parts], again


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_a_translation_has_the_places_of_its_text(path: Path) -> None:
    for entry in entries(path)[1:]:
        wanted = places(entry.parts.get("msgid_plural", entry.parts["msgid"]))
        for words in entry.translations:
            # What stands for one may leave out the number.
            assert places(words) | {"count"} == wanted | {"count"}, words


def places(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name is not None}


@pytest.mark.parametrize("path", [p for p in VIEWS if p.stem not in NOT_YET], ids=lambda path: path.stem)
def test_a_view_says_nothing_in_english_alone(path: Path) -> None:
    bare = [f"{words!r} in line {line}" for line, words in bare_words(ast.parse(path.read_text(encoding="utf-8")))]
    assert not bare, f"{path.name}: pass it to say(), or noted() where it is said later: {bare}"


SHOWN = {"label", "placeholder", "help", "text", "title", "aria_label", "page_title", "show_spinner"}
NAMES = {
    "Noboa",
    "Footnote",
    "qa",
    "English",
    "Word",
    "Markdown",
    "JSON",
    "CSL-JSON",
    "BibTeX",
    "RIS",
    "<!-- printed page -->",
}


def bare_words(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Literals with letters that are shown: text of elements and controls that is in no call of say()."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = ast.unparse(node.func)
        if name in ("el", "join", "Html", "show"):
            shown = node.args[1:] if name == "el" else node.args
        elif name.startswith("st.") and name not in ("st.form", "st.html"):
            shown = [
                a
                for a in node.args[:1]
                if not name.startswith(("st.session_state", "st.query_params", "st.context", "st.cache"))
            ]
        else:
            continue
        shown = [*shown, *(keyword.value for keyword in node.keywords if keyword.arg in SHOWN)]
        for argument in shown:
            for part in literals(argument):
                words = str(part.value)
                if any(c.isalpha() for c in words) and words not in NAMES:
                    yield part.lineno, words


def literals(node: ast.expr) -> Iterator[ast.Constant]:
    """The strings of an expression that become a part of it as they are."""
    if isinstance(node, ast.Constant):
        if isinstance(node.value, str):
            yield node
    elif isinstance(node, ast.JoinedStr):
        for value in node.values:
            yield from literals(value)
    elif isinstance(node, ast.BinOp):
        yield from literals(node.left)
        yield from literals(node.right)
    elif isinstance(node, ast.IfExp):
        yield from literals(node.body)
        yield from literals(node.orelse)
    elif isinstance(node, ast.BoolOp | ast.List | ast.Tuple):
        for value in node.values if isinstance(node, ast.BoolOp) else node.elts:
            yield from literals(value)
    elif isinstance(node, ast.Starred):
        yield from literals(node.value)


def test_bare_words_are_found_wherever_they_are_shown() -> None:
    seen = 'el("p", f"{n} pages" if n else say("none"), cls="x")\nst.button("Go", key="k", help="why")\nst.html(PATH)\n'
    assert [words for _, words in bare_words(ast.parse(seen))] == [" pages", "Go", "why"]


def test_a_table_is_read_with_contexts_plurals_and_escapes() -> None:
    table = read_po(MADE_UP, "made-up.po")
    assert table.pgettext("a place", "Order") == 'Orden "uno"'
    assert table.gettext("Order") == "Order"
    assert [table.ngettext("{count} note", "{count} notes", n) for n in (1, 2, 7)] == [
        "{count} jedna",
        "{count} dvě",
        "{count} pět",
    ]
    assert [table.gettext(words) for words in ("Guessed", "Not yet", "Unknown")] == ["Guessed", "Not yet", "Unknown"]


@pytest.mark.parametrize(("line", "number"), [('msgid "a', 1), ('"a"', 1), ("junk", 1), ('msgid "a\\q"', 1)])
def test_a_table_that_cannot_be_read_says_where(line: str, number: int) -> None:
    with pytest.raises(QAError, match=rf"^made-up\.po, line {number}: "):
        read_po(line, "made-up.po")


def test_completing_a_table_keeps_what_is_translated_and_drops_what_is_said_no_more(strings: ModuleType) -> None:
    said = {"{count} note": strings.Said("{count} note", "{count} notes", files=["a.py"]), "New": strings.Said("New")}
    made = strings.completed("xx", list(po_entries(MADE_UP, "made-up.po")), said)
    found = {entry.key: entry.translations for entry in po_entries(made, "made-up.po")}
    assert found["{count} note"] == ["{count} jedna", "{count} dvě", "{count} pět"]
    assert found["New"] == [""] and "Guessed" not in found and "nplurals=3" in found[""][0]


def test_without_a_language_english_is_spoken() -> None:
    assert (say("Ask"), in_digits(1234567), in_decimals(0.25, 1)) == ("Ask", "1,234,567", "0.2")
    assert [say_date(date) for date in ("2024-02-01", "2024-02", "2024")] == [
        "1 February 2024",
        "February 2024",
        "2024",
    ]


def test_spanish_is_spoken_for_a_while() -> None:
    with speaking("es"):
        assert (say("Ask"), in_decimals(0.25, 2)) == ("Preguntar", "0,25")
        assert [in_digits(number) for number in (1234, 1234567)] == ["1234", "1\u202f234\u202f567"]
        assert [say_date(date) for date in ("2024-02-01", "2024-02", "2024")] == [
            "1 de febrero de 2024",
            "febrero de 2024",
            "2024",
        ]
    assert say("Ask") == "Ask"
    with speaking("xx"):
        assert say("Ask") == "Ask"


REFUSAL = (
    "No answer was found in the corpus: “Noboa” is named 7 times and “Quito” is named once, but no sentence with them has “tax” "
    "or “oil”."
)
TOLD = (
    "No se encontró respuesta en el corpus: «Noboa» se menciona 7 veces y «Quito» se menciona una vez, pero ninguna oración que "
    "los contiene tiene «tax» o «oil»."
)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (REFUSAL, TOLD),
        (
            f"{REFUSAL[:35]}“a”, “b, but” and “c” appear nowhere.",
            f"{TOLD[:39]}«a», «b, but» y «c» no aparecen en ninguna parte.",
        ),
        (
            "a: b.pdf: the file is empty; add text or remove the file",
            "a: b.pdf: el archivo está vacío; hay que añadirle texto o quitarlo",
        ),
        (
            "This sentence says it otherwise: “9” where the statement says “7”; with “not”.",
            "Esta oración lo dice de otro modo: «9» donde la afirmación dice «7»; con «not».",
        ),
        # Of another form, be it a part of it: not half in one language, half in the other.
        (f"{REFUSAL[:35]}it rains.", f"{REFUSAL[:35]}it rains."),
        ("the file is empty", "the file is empty"),
        ("", ""),
    ],
)
def test_a_line_of_data_is_said_by_its_form(line: str, told: str) -> None:
    assert say_line(line) == line
    with speaking("es"):
        assert say_line(line) == told


def test_a_hostile_line_is_compared_in_little_time() -> None:
    with speaking("es"):
        began = time.process_time()
        for _ in range(20):
            say_line("No answer was found in the corpus: " + ", but " * 130 + "”")
        assert time.process_time() - began < 2


def test_forms_of_lines_are_those_that_the_program_makes() -> None:
    """A piece of each form that says most stands in the code: a reworded line would stay English in silence."""
    said: set[str] = set()
    for path in sorted((ROOT / "qa").rglob("*.py")):
        if path.parent.name != "wording":
            tree = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            said.update(node.value for node in tree if isinstance(node, ast.Constant) and isinstance(node.value, str))
    every = "\n".join(said)
    lost = [form for form in LINES if share_that_stands(form, every) < 0.3]
    assert not lost, "nothing makes these lines any more: see what they are now, and mend them here"


def share_that_stands(form: str, every: str) -> float:
    """Of the longest text of a form without a place in it: how much stands in one piece, since an expression may part it."""
    longest = max((text for text, *_ in Formatter().parse(form)), key=len).strip(" .,:;“”")
    words = longest.split(" ")
    runs = (" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, len(words) + 1))
    return max((len(run) for run in runs if run in every), default=0) / len(longest)


def test_values_are_words_and_parts_are_markup() -> None:
    assert say("{a} to {b}", a="{b}", b="<x>") == "{b} to <x>"
    assert say_html("<{a}> to {b}", a=Html("<i>1</i>"), b="<x>") == "&lt;<i>1</i>&gt; to &lt;x&gt;"
    assert [say_count("{count} note of {name}", "{count} notes of {name}", n, name="x") for n in (1, 2000)] == [
        "1 note of x",
        "2,000 notes of x",
    ]


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("es-MX,es;q=0.9,en;q=0.8", "es"),
        ("en-GB,es;q=0.9", "en"),
        ("de,es;q=0.5,en;q=0.7", "en"),
        ("fr, ES-419 ;q=0.3", "es"),
        ("es;q=0", "en"),
        ("es;q=x,;;,", "en"),
        ("../../es", "en"),
        ("", "en"),
    ],
)
def test_the_browser_is_spoken_to_as_it_asks(header: str, language: str) -> None:
    assert accepted_language(header) == language


def test_what_was_chosen_comes_before_what_the_browser_asks_for() -> None:
    assert browser_language({"fq-lang": "en"}, "es") == "en"
    assert browser_language({"fq-lang": "../x"}, "es") == "es"
    assert language_of_request({"cookie": "a=b; fq-lang=es", "accept-language": "en"}) == "es"
    assert language_of_request({"cookie": ";=\x00", "accept-language": "es"}) == "es"
    assert list(languages()) == ["en", "es"]
