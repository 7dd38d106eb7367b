"""The bibliographies that a Markdown file names: `bibliography:` in its front matter, or MyST's directive."""

from __future__ import annotations

import re

from qa.regex import regex

USUAL = "references.bib"
"""What MyST takes where a file names none."""
_HEAD = regex(r"\ufeff?---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_DIRECTIVE = regex(r"^[ \t]*(?:`{3,}|~{3,}|:{3,})\{(?:foot)?bibliography\}[ \t]*(.*)$", re.MULTILINE)
_KEY = regex(r"^bibliography[ \t]*:[ \t]*(.*)$", re.MULTILINE)
_ITEM = regex(r"[ \t]*-[ \t]+(.+)$")
_FLOW = regex(r"\"[^\"]*\"|'[^']*'|[^,\[\]\"']+")
_MOST = 20


def named_bibliographies(text: str) -> tuple[str, ...]:
    """The names of all bibliographies that the file names, each once."""
    head = _HEAD.match(text)
    directives = (name for line in _DIRECTIVE.findall(text) for name in line.split())
    names = dict.fromkeys((*(_in_head(head[1]) if head else ()), *directives))
    return tuple(name for name in names if name)[:_MOST]


def _in_head(head: str) -> list[str]:
    """The names in a front matter in YAML: one, a list in brackets, or a list of lines."""
    match = _KEY.search(head)
    if match is None:
        return []
    value = match[1].strip()
    if value.startswith("["):
        # The brackets may close lines further down.
        inside = head[match.start(1) :].strip()[1:].partition("]")[0]
        found = [_plain(name) for name in _FLOW.findall(inside)]
    elif value and not value.startswith("#"):
        found = [_plain(value)]
    else:
        found = []
        for line in head[match.end() :].lstrip("\r\n").splitlines():
            item = _ITEM.match(line)
            if item is None:
                break
            found.append(_plain(item[1]))
    return found


def _plain(value: str) -> str:
    """A scalar without its quotation marks, or without a comment."""
    value = value.strip()
    if value[:1] in ('"', "'"):
        return value[1:].partition(value[0])[0]
    return re.split(r"\s#", value)[0].strip()
