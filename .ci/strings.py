"""Collects what the interface says into its tables of translations.

python .ci/strings.py        completes every qa/wording/XX.po, and says how many of its texts wait for a translation
python .ci/strings.py fr     the same for one language, which need not have a table yet
"""

from __future__ import annotations

import ast
import json
import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from qa.wording.po import PoEntry, po_entries  # noqa: E402

TABLES = ROOT / "qa" / "wording"
SAYING = {"say": 1, "noted": 1, "say_html": 1, "say_count": 2}
"""The functions that say something, and how many texts each takes."""
HEAD = (
    "Language: {code}\\n",
    "MIME-Version: 1.0\\n",
    "Content-Type: text/plain; charset=UTF-8\\n",
    "Content-Transfer-Encoding: 8bit\\n",
    "Plural-Forms: nplurals=2; plural=(n != 1);\\n",
)
_NAMES = tomllib.loads((ROOT / "qa" / "language" / "languages.toml").read_text(encoding="utf-8"))["names"]
ALWAYS = {
    "language": tuple(_NAMES.values()),
    "name of this language": ("English",),
    "between thousands": (",",),
    "before decimals": (".",),
    "month": tuple("January February March April May June July August September October November December".split()),
}
"""What is said without standing in a call."""


@dataclass
class Said:
    """One text of the interface."""

    words: str
    plural: str | None = None
    context: str | None = None
    files: list[str] = field(default_factory=list)

    @property
    def key(self) -> str:
        """As `PoEntry.key`."""
        return self.words if self.context is None else f"{self.context}\x04{self.words}"


def collect(folder: Path = ROOT / "qa") -> dict[str, Said]:
    """Every text that is said, by its key, in the order of files."""
    found: dict[str, Said] = {}
    for context, words in ALWAYS.items():
        for word in words:
            said = Said(word, context=context, files=["qa/wording/say.py"])
            found[said.key] = said
    for path in sorted(folder.rglob("*.py")):
        name = path.relative_to(folder.parent).as_posix()
        for said in said_in(ast.parse(path.read_text(encoding="utf-8"))):
            kept = found.setdefault(said.key, said)
            if kept.plural is None:
                kept.plural = said.plural
            if name not in kept.files:
                kept.files.append(name)
    return found


def said_in(tree: ast.AST) -> Iterator[Said]:
    """The texts in the calls of a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SAYING:
            texts = list(takewhile(bool, (_literal(argument) for argument in node.args)))
            if len(texts) < SAYING[node.func.id]:
                continue
            if node.func.id == "say_count":
                yield Said(texts[0], plural=texts[1])
            else:
                yield Said(texts[0], context=texts[1] if len(texts) > 1 else None)


def _literal(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def completed(code: str, known: Iterable[PoEntry], said: dict[str, Said]) -> str:
    """The table with all texts that are said and no others; translations that there are stay."""
    before = {entry.key: entry for entry in known}
    head = before.get("")
    first = head.parts["msgstr"] if head else "".join(HEAD).format(code=code).replace("\\n", "\n")
    out = ['msgid ""', 'msgstr ""', *(_quoted(line) for line in first.splitlines(keepends=True)), ""]
    for item in said.values():
        parts = before[item.key].parts if item.key in before else {}
        out += [f"#: {name}" for name in item.files]
        if item.key in before and before[item.key].is_fuzzy:
            out.append("#, fuzzy")
        if item.context is not None:
            out.append(f"msgctxt {_quoted(item.context)}")
        out.append(f"msgid {_quoted(item.words)}")
        if item.plural is None:
            out.append(f"msgstr {_quoted(parts.get('msgstr', ''))}")
        else:
            out.append(f"msgid_plural {_quoted(item.plural)}")
            forms = [name for name in parts if name.startswith("msgstr[")] or ["msgstr[0]", "msgstr[1]"]
            out += [f"{name} {_quoted(parts.get(name, ''))}" for name in forms]
        out.append("")
    return "\n".join(out)


def _quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)


def main(codes: list[str]) -> int:
    """Complete the tables of these languages, or of all that there are."""
    said = collect()
    for code in codes or [path.stem for path in sorted(TABLES.glob("*.po"))]:
        path = TABLES / f"{code}.po"
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
        made = completed(code, po_entries(text, path.name), said)
        path.write_text(made, encoding="utf-8")
        waiting = [entry for entry in po_entries(made, path.name) if not all(entry.translations)]
        print(f"{path.relative_to(ROOT)}: {len(said)} texts, {len(waiting)} without a translation")
        for entry in waiting:
            print(f"  {entry.parts['msgid']}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
