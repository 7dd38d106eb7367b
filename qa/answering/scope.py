"""Which documents a question is put to: those given, or the one that its own words choose; and what is said of it in the answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.answering.from_text import find_answer
from qa.export.answers import short_title
from qa.index.engine import Snapshot
from qa.language.en import scope_phrases as phrases
from qa.language.stems import content_words, stem
from qa.reader import Reader
from qa.regex import is_of, regex
from qa.types.answer import Answer, Status
from qa.types.document import DocumentKind
from qa.types.document_info import DocumentInfo

_WORD = regex(r"[^\W_]+")
_NOT_FOUND = "No answer was found in the corpus"


@dataclass(frozen=True, slots=True)
class Put:
    """A question as it is searched for, and where."""

    question: str
    """Without the words that chose the document."""
    documents: tuple[str, ...] | None = None
    """None for all."""
    chosen_by: str | None = None
    """The words of the question that chose it."""


@dataclass(frozen=True, slots=True)
class _Named:
    """A document with the words that it may be called by."""

    doc_id: str
    words: frozenset[str]
    kinds: frozenset[str]


def choose_documents(question: str, infos: Sequence[DocumentInfo]) -> Put:
    """The question put to the one document that its words choose; to all when they choose none, or when two fit."""
    if len(infos) < 2:
        return Put(question)
    if (by_name := _by_name(question, infos)) is not None:
        return by_name
    matches = [
        *phrases.AT.finditer(question),
        *phrases.SAYING_SUBJECT.finditer(question),
        *phrases.OWNER.finditer(question),
    ]
    named = [_named(info) for info in infos] if matches else []
    for match in matches:
        if _is_put_to(question, match) and len(fits := _fitting(match, named)) == 1:
            return _without(question, match, fits[0])
    return Put(question)


def find_elsewhere(snapshot: Snapshot, put: Put, answer: Answer, *, reader: Reader | None) -> tuple[str, ...]:
    """For a refusal inside a scope: the other documents that answer, so that nobody takes one report's silence for the corpus's."""
    if put.documents is None or answer.status is not Status.ABSTAINED:
        return ()
    found = find_answer(snapshot, put.question, reader=reader)
    if found.reason is not None:
        return ()
    others = dict.fromkeys(quote.passage.doc_id for quote in found.quotes)
    return tuple(doc_id for doc_id in others if doc_id not in put.documents)


def say_scope(answer: Answer, put: Put, infos: Sequence[DocumentInfo], elsewhere: Sequence[str] = ()) -> Answer:
    """The answer with what it was asked of; a refusal says that it was not found in these documents, and which others have it."""
    if put.documents is None:
        return answer
    answer = replace(answer, scope=put.documents, chosen_by=put.chosen_by)
    if answer.status is not Status.ABSTAINED or not answer.reason:
        return answer
    return replace(answer, reason=_refusal(answer.reason, put.documents, infos), elsewhere=tuple(elsewhere))


def _refusal(reason: str, documents: Sequence[str], infos: Sequence[DocumentInfo]) -> str:
    asked = [info for info in infos if info.doc_id in documents]
    titles = ", ".join(f"“{short_title(info.title or info.doc_id)}”" for info in asked[:3])
    more = f" and {len(asked) - 3} more" if len(asked) > 3 else ""
    kind = "report" if all(info.kind is DocumentKind.REPORT for info in asked) else "text"
    where = f"this {kind}" if len(asked) == 1 else f"these {len(asked)} {kind}s"
    rest = reason.removeprefix(_NOT_FOUND)
    end = rest if rest != reason else f". {reason}"
    return f"No answer was found in {where} ({titles}{more}){end}"


def _by_name(question: str, infos: Sequence[DocumentInfo]) -> Put | None:
    """The document whose whole title or file name the question has, after “in”, “according to” …; the longest counts."""
    if not phrases.MAY_NAME.search(question):
        return None
    found: list[tuple[int, str, re.Match[str] | None, int]] = []
    folded = question.casefold()
    for info in infos:
        for name in {info.title or "", info.file, info.doc_id, (info.title or "").partition(": ")[0]}:
            at = folded.find(name.casefold())
            before = phrases.BEFORE_A_NAME.search(question[:at]) if at >= 0 and _tells(name) else None
            if before:
                found.append((len(name), info.doc_id, before, at))
    longest = max((length for length, *_ in found), default=0)
    best = {doc_id: (before, at) for length, doc_id, before, at in found if length == longest}
    if len(best) != 1:
        return None
    ((doc_id, (before, at)),) = best.items()
    assert before is not None
    start, end = (before.start(), at + longest) if before["lead"] else (at, at + longest)
    end += len(re.match(r"[”\"’']?", question[end:]).group())  # type: ignore[union-attr]
    if not before["lead"]:
        start = re.search(r"(?:the\s+)?[“\"‘']?\Z", question[:at], re.IGNORECASE).start()  # type: ignore[union-attr]
    return _cut(question, start, end, "" if before["lead"] else "it", doc_id, question[at : at + longest])


def _tells(name: str) -> bool:
    """True for a name that is hardly said by chance: two words or more, or a file's name."""
    return len(name) > 5 and (len(_WORD.findall(name)) > 1 or "." in name)


def _named(info: DocumentInfo) -> _Named:
    said = " ".join(filter(None, (info.title, info.doc_id, info.file.rpartition(".")[0], info.container)))
    words = [word.casefold() for word in _WORD.findall(f"{said} {info.publisher or ''}")]
    kinds = {phrases.KINDS[word] for word in (w.casefold() for w in _WORD.findall(said)) if word in phrases.KINDS}
    names = filter(None, (info.title, info.publisher, info.container))
    known = {stem(word) for word in words} | set(words) | {short for name in names for short in _initials(name)}
    return _Named(info.doc_id, frozenset(known), frozenset(kinds))


def _initials(name: str) -> set[str]:
    """`Government Accountability Office` → `gao`, of every run of two capitalised words or more."""
    runs = re.findall(r"(?:[^\W\d_a-z][\w’'-]*(?:\s+(?:of|for|the|and|on)\s+|\s+|-)?){2,}", name)
    made = (re.findall(r"(?<![\w’'])[^\W\d_a-z]", run) for run in runs)
    return {"".join(letters).casefold() for letters in made if len(letters) > 1}


def _is_put_to(question: str, match: re.Match[str]) -> bool:
    """False where the phrase speaks of a document that the text may speak of: “the memo that Smith sent”."""
    groups = match.groupdict()
    after = groups.get("next") or ""
    if after and phrases.RELATIVE.match(after):
        return False
    lead = " ".join((groups.get("lead") or "").casefold().split())
    if lead == "of" and not phrases.DOCUMENT_PARTS.search(question[: match.start()]):
        return False
    if lead in ("by", "of"):
        return lead == "of"
    tells = groups["mods"].strip() or groups["owner"] or groups.get("about")
    return not after or bool(tells) or bool(phrases.GOES_ON.match(after))


def _fitting(match: re.Match[str], named: Sequence[_Named]) -> list[str]:
    """The documents that a phrase fits: all its words are the document's, and it is of that kind."""
    groups = match.groupdict()
    said = " ".join(
        filter(None, (re.sub(r"[’']s\s*\Z", "", groups["owner"] or ""), groups["mods"], groups.get("about")))
    )
    words = content_words(re.sub(r"[’']s\b", "", said))
    kind = phrases.KINDS[groups["kind"].casefold()]
    if words:
        return [
            n.doc_id
            for n in named
            if (kind in n.kinds or kind in phrases.ANY or not n.kinds)
            and all(word in n.words or stem(word) in n.words for word in words)
        ]
    fits = [n.doc_id for n in named if kind in n.kinds]
    # “The report” is any of them, unless all the others are something else.
    if kind in phrases.ANY and not all(n.kinds and not n.kinds & phrases.ANY for n in named if n.doc_id not in fits):
        return []
    return fits


def _without(question: str, match: re.Match[str], doc_id: str) -> Put:
    """The question put to a document, without the phrase that chose it."""
    start, end = match.span()
    words = match.group().strip()
    if is_of(match, phrases.AT):
        chosen = words[len(match["lead"]) :].strip()
        return _cut(question, start, end, "", doc_id, chosen)
    if is_of(match, phrases.OWNER):
        return _cut(question, start, end, "its", doc_id, words[:-2])
    return _cut(question, start, start + len(match.group().rstrip()), "it", doc_id, words)


def _cut(question: str, start: int, end: int, instead: str, doc_id: str, chosen: str) -> Put:
    left = f"{question[:start]}{instead}{question[end:]}"
    left = re.sub(r"\s+([?,.;:!])", r"\1", " ".join(left.split()))
    left = re.sub(r"\A[\s,;:]+|,(?=[?.!]*\Z)", "", left)
    # “What does the memo say?” leaves nothing to search for: then its own words must do.
    asked = left[:1].upper() + left[1:] if content_words(left) else question
    return Put(asked, (doc_id,), chosen)
