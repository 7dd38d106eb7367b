"""Whether an English question is about a report as a whole, and what it wants of it; told by its form, all of it."""

from __future__ import annotations

import re
from enum import StrEnum

from qa.regex import regex


class Wanted(StrEnum):
    """What is asked of a whole report."""

    SUMMARY = "summary"
    FINDINGS = "findings"
    RECOMMENDATIONS = "recommendations"
    AUTHOR = "author"
    DATE = "date"
    COMPARISON = "comparison"
    TIMELINE = "timeline"
    FIGURES = "figures"


ASKED_SO = {
    Wanted.SUMMARY: "Summarise this report",
    Wanted.FINDINGS: "What are the main findings of this report?",
    Wanted.RECOMMENDATIONS: "What does this report recommend?",
    Wanted.COMPARISON: "Compare the reports",
    Wanted.TIMELINE: "Give a timeline of this report",
    Wanted.FIGURES: "List all the figures in this report",
}
"""A question for each, as somebody asks who only presses a button."""

_KINDS = (
    "report|document|paper|article|text|study|file|pdf|publication|brief|briefing|essay|piece|book|(?:majority )?opinion(?: of the court)?|judge?ment|ruling|memo|memorandum|"
    "working paper|white paper|policy brief|story|page|thing|material|reading|upload|doc|dossier|analysis|audit|guide|chapter|work"
)
_THINGS = "decision|order|case|complaint|filing|letter|directive|bill|transcript|blog post"
"""“This letter” is the document; “the letter” may be one that it speaks of."""
_WHOLE = rf"(?:(?:all (?:of )?)?(?:this|that|the|your|my)(?: (?:whole|entire|full|uploaded|attached|present|same))? (?:{_KINDS})|this (?:{_THINGS})|this|it|all of (?:this|it)|the whole thing)"
_THEY = rf"(?:{_WHOLE}|they|(?:the|its) (?:authors?|writers?|researchers?|team))"
_ADJ = r"(?:(?:main|key|most important|important|principal|central|core|major|overall|general|brief|short|quick|concise|executive|chief|essential|primary|basic|big|final|policy|one[- ]paragraph|plain[- ]english|bullet[- ]point|top|crucial|high[- ]level) )*"
_OF = rf"(?: (?:of|in|from|for|by) {_WHOLE}| {_WHOLE} (?:makes|gives|contains|offers|has|reaches|draws|presents))?"
_SUM_VERB = r"(?:summari[sz]e|sum up|recap|condense|outline|explain|describe|paraphrase|review|walk me through|break down|boil down|digest|introduce|present|tell me about|talk me through)"
_SUM_NOUN = r"(?:summary|overview|synopsis|gist|abstract|tl;?dr|recap|digest|outline|run-?down|points?|ideas?|messages?|arguments?|thes[ie]s|themes?|topics?|subjects?|purposes?|contents?|facts|subject matter|content|story|claims?|highlights?|point|goals?|aims?|introduction|table of contents|sections|headings|chapters)"
_FIND_NOUN = (
    r"(?:findings?|results?|conclusions?|take-?aways?|outcomes?|insights?|lessons?|discoveries|bottom line|verdict)"
)
_RECOMMEND_NOUN = r"(?:recommendations?|proposals?|suggestions?|policy advice|advice|next steps|action points|action items|calls? to action|remedies|solutions?|recommended (?:actions?|measures?|steps))"
_RECOMMEND = (
    r"(?:recommend|propose|suggest|advise|advocate|call for|urge|prescribe|ask for|want (?:done|to happen|us to do))"
)
_WROTE = r"(?:wrote|authored|published|publishes|produced|issued|made|created|released|prepared|compiled|penned|commissioned)"
_WRITTEN = r"(?:written|authored|published|produced|issued|made|created|released|prepared|compiled|dated|printed|finished|completed|put out|from)"
_GET = rf"(?:(?:give|show|tell|get|write|provide|make|list|find|name|offer|send|let)(?: me| us)?(?: have| see| know)?|i(?: want| need| would like|'d like)(?: to (?:see|know|read|have|get))?|what(?:'s| is| are| was| were)|are there(?: any)?|is there(?: any)?|does it (?:have|make|give|contain|offer)(?: any)?|list|does (?:{_WHOLE}) (?:have|make|give|contain|offer)(?: any)?|which are|what about|how about)"
_GENERAL = (
    r"(?: (?:overall|in general|all|mainly|really|basically|essentially|actually|exactly|generally|in essence|mostly))*"
)

_FIGURES = r"(?:figures?|numbers?|statistics|amounts?|numerical (?:facts|data)|key (?:figures|numbers))"
_SEVERAL = (
    rf"(?:(?:the|these|those|both|all|my|our)(?: (?:of )?(?:the|these|two|three|four|five|\d+))* (?:{_KINDS})s|them)"
)

_FORMS: tuple[tuple[Wanted, str], ...] = (
    (Wanted.SUMMARY, rf"{_SUM_VERB}(?: {_WHOLE}| everything)?"),
    (Wanted.SUMMARY, rf"(?:{_GET} )?(?:an? |the |some |its |all the )?{_ADJ}{_SUM_NOUN}{_OF}"),
    (Wanted.SUMMARY, rf"(?:what|which)(?:'s| is|'re| are) {_WHOLE}{_GENERAL} about{_GENERAL}"),
    (Wanted.SUMMARY, rf"what (?:does|do|did|is|are) {_THEY}{_GENERAL} (?:say|saying|discuss|discussing|cover|covering|deal with|talk about|talking about|argue|arguing|claim|claiming|describe|examine|address|tell us|tell me|try to say|trying to say|contain|look at|speak of|concern|treat|mean|report)(?: about)?{_GENERAL}"),
    (Wanted.SUMMARY, rf"what(?:'s| is| gets| was) (?:being )?(?:discussed|covered|said|argued|described|treated|examined|in|inside) (?:(?:in|by) )?{_WHOLE}"),
    (Wanted.SUMMARY, rf"(?:what|which) {_ADJ}(?:topics?|subjects?|issues?|themes?|questions?|points?|matters?|sections?|chapters?) (?:(?:does|do|is|are) {_WHOLE} (?:cover|address|discuss|deal with|treat|have|make|raise|contain)|(?:are|is) (?:covered|addressed|discussed|raised|made)(?: (?:in|by) {_WHOLE})?)"),
    (Wanted.SUMMARY, r"what am i (?:reading|looking at)"),
    (Wanted.SUMMARY, rf"what {_WHOLE} (?:is{_GENERAL} about|says|covers|discusses|argues|claims|deals with)"),
    (Wanted.FINDINGS, rf"what {_THEY} (?:finds?|found|concludes?|concluded|shows?|reveals?)"),
    (Wanted.RECOMMENDATIONS, rf"what {_THEY} (?:recommends?|proposes?|suggests?|advises?|calls? for)"),
    (Wanted.SUMMARY, rf"{_WHOLE} in (?:brief|short|a nutshell|a few (?:words|sentences)|(?:one|two|three|\d+) (?:words?|sentences?|paragraphs?|lines?|bullets?|bullet points))"),
    (Wanted.SUMMARY, rf"what (?:should|must|do|can|could) i (?:know|need to know|learn|take|take away|remember) (?:about|from) {_WHOLE}"),
    (Wanted.SUMMARY, rf"(?:what(?:'s| is) the (?:purpose|point|aim|goal) of|why (?:was|is)) {_WHOLE}(?: written| published)?"),
    (Wanted.FINDINGS, rf"(?:{_GET} )?(?:the |some |its |all the |any )?{_ADJ}{_FIND_NOUN}{_OF}"),
    (Wanted.FINDINGS, rf"what (?:does|do|did|has|have) {_THEY}{_GENERAL} (?:find|found|conclude|concluded|show|shown|reveal|revealed|establish|established|demonstrate|discover|discovered|learn|prove|uncover)(?: out)?{_GENERAL}"),
    (Wanted.FINDINGS, rf"what (?:was|were|is|has been|did they) (?:found|concluded|discovered|established|find|conclude)(?: (?:in|by) {_WHOLE})?"),
    (Wanted.FINDINGS, rf"(?:what conclusions?|which conclusions?|what findings|how) (?:does|do|did) {_THEY} (?:draw|reach|come to|arrive at|present|conclude|end)"),
    (Wanted.RECOMMENDATIONS, rf"(?:{_GET} )?(?:the |some |its |all the |any )?{_ADJ}{_RECOMMEND_NOUN}{_OF}"),
    (Wanted.RECOMMENDATIONS, rf"what (?:does|do|did|would|is|are) {_THEY}{_GENERAL} (?:{_RECOMMEND}|recommending|proposing|suggesting|advising|calling for|urging){_GENERAL}(?: (?:doing|to do|we do|be done|should be done|should happen|that we do))?"),
    (Wanted.RECOMMENDATIONS, rf"what (?:is|are|gets|was|were) (?:being )?(?:recommended|proposed|suggested|advised)(?: (?:in|by) {_THEY})?"),
    (Wanted.RECOMMENDATIONS, rf"what (?:should|can|must|ought to) be done(?: about (?:it|this))?(?:,? (?:according to|in the view of|in the opinion of) {_THEY})?"),
    (Wanted.RECOMMENDATIONS, rf"(?:what|which) (?:{_RECOMMEND_NOUN}|steps|measures|actions) (?:does|do|did|are|is) (?:{_THEY} )?(?:{_RECOMMEND}|make|offer|give|put forward|made|given|recommended|proposed)(?: (?:in|by) {_WHOLE})?"),
    (Wanted.TIMELINE, rf"(?:{_GET} )?(?:an? |the )?{_ADJ}(?:timeline|time line|chronology)(?: of (?:the |all |all the )?(?:events|dates))?{_OF}"),
    (Wanted.TIMELINE, rf"(?:list|give|show)(?: me)? (?:all (?:of )?)?(?:the )?(?:dates|events)(?: (?:in order|by date|in chronological order|chronologically))?{_OF}"),
    (Wanted.FIGURES, rf"(?:{_GET} )?(?:an? |the )?(?:table|list) (?:of|with) (?:all (?:of )?)?(?:the )?{_ADJ}{_FIGURES}{_OF}"),
    (Wanted.FIGURES, rf"(?:{_GET} )?(?:all|every)(?: of)?(?: the)? {_ADJ}{_FIGURES}{_OF}"),
    (Wanted.COMPARISON, rf"(?:compare|contrast|compare and contrast) {_SEVERAL}(?: (?:with|to) each other)?"),
    (Wanted.COMPARISON, rf"(?:{_GET} )?(?:an? |the )?{_ADJ}comparison (?:of|between) {_SEVERAL}"),
    (Wanted.COMPARISON, rf"(?:how|where|in what|on what) (?:do|does|are|did) {_SEVERAL} (?:differ|disagree|agree|compare|contradict each other|different)(?: (?:on|from each other|with each other))?"),
    (Wanted.AUTHOR, rf"who(?:'s|'re| is| are| was| were)? (?:the )?(?:{_WROTE}|authors?(?: of)?|writers?(?: of)?|publishers?(?: of)?|behind|responsible for)(?: {_WHOLE})?"),
    (Wanted.AUTHOR, rf"(?:{_GET} )?(?:the )?(?:names? of the )?(?:authors?|writers?|publishers?|author names?)(?:'s? names?)?(?: of {_WHOLE})?"),
    (Wanted.AUTHOR, rf"(?:by whom|who) (?:was|is) {_WHOLE} {_WRITTEN}(?: by)?|{_WHOLE} (?:is|was) (?:written|published) by (?:whom|who)|written by whom|(?:which|what) (?:organi[sz]ation|institution|body|institute|agency|person|author|think tank|publisher|people) (?:{_WROTE}|is behind) {_WHOLE}"),
    (Wanted.AUTHOR, rf"where (?:does|did|was|is) {_WHOLE} (?:come from|published|from|appear)|{_WHOLE} (?:comes from|is from) where|whose (?:{_KINDS}) is (?:this|it|that)"),
    (Wanted.DATE, rf"when (?:was|is|were|did) {_WHOLE} (?:{_WRITTEN}|come out|appear|get published)(?: and (?:by whom|who (?:wrote|published) it|where))?"),
    (Wanted.DATE, rf"(?:{_GET} )?(?:the )?(?:publication date|release date|date of publication|date published|publishing date|year of publication|date)(?: of {_WHOLE})?"),
    (Wanted.DATE, rf"how (?:old|recent|new|up to date|current|long ago) (?:is|was) {_WHOLE}(?: {_WRITTEN})?|(?:what|which|in what|in which) (?:year|date|month|day) (?:is|was) {_WHOLE} {_WRITTEN}"),
)  # fmt: skip
_PATTERNS = tuple((wanted, regex(form)) for wanted, form in _FORMS)
_POLITE = regex(
    r"^(?:(?:please|kindly|hey|hi|hello|ok|okay|so|well|quickly|briefly|in short|just|now),? |(?:can|could|would|will) you (?:please |kindly |briefly |quickly )?"
    r"|(?:i want|i need|i(?:'d| would) like) (?:you )?to (?:know )?|(?:do you know|let me know|tell me|can i know|may i know|i wonder|i was wondering)(?:,)? (?=wh|how|by)|in (?:one|two|a few|three|\d+) (?:words?|sentences?),? )+"
)
_TAIL = regex(
    r"(?:,? (?:please|briefly|shortly|for me|for us|quickly|to me|thanks|thank you|in (?:short|brief|a nutshell|plain english|simple (?:words|terms)|general|detail|bullet points|bullets)|"
    r"in (?:a|one|two|three|four|five|a few|several|\d+|a couple of|under \d+|no more than \d+) (?:short )?(?:words?|sentences?|paragraphs?|lines?|bullets?|bullet points?|minutes?)|as (?:a list|bullet points)|if any|at all))+$"
)
_AND = regex(r",? (?:and|&) (?=when|who|where|by whom|what|its|the|give|list)")
_BARE = frozenset("points point ideas idea facts contents content sections headings chapters arguments argument claims claim themes theme topics topic subjects subject story goals goal aims aim purpose messages message introduction outcomes outcome results result conclusion lessons lesson verdict advice solution solutions proposal proposals suggestions date author authors writer publisher explain describe review present introduce outline digest remedies insights".split())  # fmt: skip
"""Alone they are words to be looked for, not questions."""


def wanted_of_whole(question: str) -> tuple[Wanted, ...]:
    """What a question wants of a whole report, in its order; nothing for every other question."""
    text = " ".join(question.casefold().replace("’", "'").split()).strip(" ?!.:")
    text = _TAIL.sub("", _POLITE.sub("", text)).strip(" ?!.:,")
    if text in _BARE:
        return ()
    whole = _match(text)
    if whole:
        return (whole,)
    parts = [_match(_complete(part)) for part in _AND.split(text)]
    return tuple(dict.fromkeys(part for part in parts if part)) if len(parts) > 1 and all(parts) else ()


def _complete(part: str) -> str:
    """The second half of “who wrote it and when”, as a question of its own."""
    part = part.strip(" ?!.:,")
    if part in ("when", "at what date", "in what year", "in which year"):
        return "when was it published"
    if part in ("who", "by whom"):
        return "who wrote it"
    if part == "where":
        return "where was it published"
    return re.sub(r"^(when|where) (published|written|released)$", r"\1 was it \2", part)


def _match(text: str) -> Wanted | None:
    return next((wanted for wanted, pattern in _PATTERNS if pattern.fullmatch(text)), None)
