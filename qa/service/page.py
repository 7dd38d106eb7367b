"""The page that tells people what may be asked over HTTP; it loads nothing and runs no script."""

from __future__ import annotations

import json

from qa.markup import Html, el, join
from qa.service.openapi import ABOUT, BASE, DESCRIPTION
from qa.service.operations import OPERATIONS, CorpusOperation
from qa.service.schemas import arguments_schema

PAGE_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_STYLE = """
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { margin: 2rem auto; max-width: 56rem; padding: 0 1rem }
h2 { border-top: 1px solid #8886; font-size: 1.15rem; margin: 2rem 0 0; padding-top: 1rem }
code, pre { font: .875rem/1.5 ui-monospace, monospace; overflow-wrap: anywhere }
pre { background: #8882; border-radius: .4rem; padding: .7rem .9rem; white-space: pre-wrap }
dl { display: grid; gap: .3rem 1rem; grid-template-columns: max-content 1fr; margin: .8rem 0 }
dd { margin: 0 }
@media (max-width: 34rem) { dl { grid-template-columns: 1fr } dd { margin-bottom: .4rem } }
"""
_TOKEN = ' -H "Authorization: Bearer $QA_TOKEN"'
_EXAMPLES: dict[str, dict[str, object]] = {
    "ask": {"question": "How many were held hostage?"},
    "find": {"words": '"prison staff"', "limit": 10},
    "search": {"question": "assets that were frozen", "limit": 3},
    "documents": {},
    "read": {"document": "annual-report", "start": 2913, "neighbours": 1},
    "footnote": {"footnote": "6"},
    "source": {"source": "annual-report#6"},
    "rests": {"on": "nothing", "limit": 10},
    "verify": {"text": "More than 100 prison staff were held hostage."},
}


def make_page(at: str, *, token: bool) -> str:
    """The page, from the table of operations, for who reaches it at that address; with `token`, the examples send one."""
    curl = f"curl{_TOKEN if token else ''}"
    head = join(
        el("meta", charset="utf-8"),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("title", "footnote-qa over HTTP"),
        el("style", Html(_STYLE)),
    )
    main = el(
        "main",
        el("h1", "footnote-qa over HTTP"),
        el("p", ABOUT),
        el("p", "For programs: ", el("a", "openapi.json", href=DESCRIPTION), " describes all of this."),
        *(_operation(operation, curl, at) for operation in OPERATIONS),
        _more(
            "Ask several questions",
            "One answer a line, in order, each as soon as it is there.",
            _post(curl, {"questions": ["Who was arrested?", "What was frozen?"]}, f"{at}{BASE}/ask_all"),
        ),
        _more(
            "Read a document whole",
            "Its text, with markers and notes in brackets.",
            f"{curl} {at}{BASE}/documents/annual-report",
        ),
        _more("When it cannot be done", "The status is 4xx or 5xx, and the body one line.", '{"error": "…"}'),
    )
    return f"<!doctype html>{el('html', el('head', head), el('body', main), lang='en')}"


def _operation(operation: CorpusOperation, curl: str, at: str) -> Html:
    schema = arguments_schema(operation)
    needed = schema.get("required", [])
    rows = [
        join(el("dt", el("code", name), None if name in needed else " (optional)"), el("dd", row["description"]))
        for name, row in schema["properties"].items()
    ]
    return join(
        el("h2", operation.title),
        el("p", operation.says),
        el("dl", *rows),
        el("pre", _post(curl, _EXAMPLES[operation.name], f"{at}{BASE}/{operation.name}")),
    )


def _more(title: str, says: str, example: str) -> Html:
    return join(el("h2", title), el("p", says), el("pre", example))


def _post(curl: str, arguments: dict[str, object], at: str) -> str:
    return f"{curl} -H 'Content-Type: application/json' -d '{json.dumps(arguments, ensure_ascii=False)}' {at}"
