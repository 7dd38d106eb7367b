"""Documents whose names, texts and notes are markup and scripts."""

from pathlib import Path

from qa import Corpus, open_corpus

HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "![x](http://example.invalid/x.png)",
    "<script>alert(1)</script><style>*{display:none}</style>",
    '"><svg onload=alert(1)>',
    "[prison](javascript:alert(1)) $\\href{http://example.invalid}{x}$ :material/home:",
)


def make_hostile(folder: Path) -> Corpus:
    """Three made-up documents, built: one is hostile in its name too, `nasty` is called for by name."""
    (folder / "corpus").mkdir()
    nasty = [text.replace("\\", "\\\\") for text in HOSTILE]
    numbered = list(enumerate(nasty, 1))
    met = [f"The committee number {n} met {text} in May 202{n}.[{n}]" for n, text in numbered]
    again = [f"The committee met {text} again in May.[{n}]" for n, text in numbered]
    interviews = [f"[{n}] {text}, Interview with Anne {text}, Paris, May 202{n}." for n, text in numbered]
    papers = [f"[{n}] Anne Smith, {text}, The Times, {n} March 2020." for n, text in numbered]
    texts = {
        "![x](http:⁄⁄example.invalid) <b>": _report(f"{nasty[0]} {nasty[1]}", nasty, met, interviews),
        "nasty": _report(f"{HOSTILE[0]} {HOSTILE[1]} report", nasty, again, papers),
        "other": f"{HOSTILE[4]} other\n\nAnother text stands here.\n",
    }
    for name, text in texts.items():
        (folder / "corpus" / f"{name}.txt").write_text(text, encoding="utf-8")
    corpus = open_corpus(folder / "corpus", index=folder / "index")
    corpus.build()
    return corpus


def _report(title: str, heads: list[str], said: list[str], notes: list[str]) -> str:
    parts = [f"{head}\n\n{words}\n" for head, words in zip(heads, said, strict=True)]
    return "\n".join([title, "", *parts, "", "Notes", "", *(f"{note}\n" for note in notes)])
