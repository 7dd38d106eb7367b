"""Getting the texts that reports cite from the web: the list of what is asked of whom, the yes, progress, and what came."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import streamlit as st

from qa.api import Corpus
from qa.embed.hub import OFFLINE, is_offline
from qa.markup import Html, el, join
from qa.types.source import Source
from qa.ui.arrive import scroll_to_fold
from qa.ui.build import builder_of, follow_build, show_progress
from qa.ui.fetcher import Fetcher, FetchState
from qa.ui.labels import as_label
from qa.ui.links import read_link
from qa.ui.redrawing import draw_page_again, redrawn
from qa.ui.session import show
from qa.web.fetching import FetchResult
from qa.web.plan import Errand, FetchPlan, plan_fetching
from qa.wording.lines import say_line
from qa.wording.say import in_digits, noted, say, say_count, say_html

_EVERY = 0.7
"""Seconds from one drawing of the progress to the next."""
_WATCHING = "fq-fetching"
_REASONS = {
    "an interview": (noted("{count} interview"), noted("{count} interviews")),
    "no address": (noted("{count} without an address"), noted("{count} without an address")),
    "held already": (noted("{count} held already"), noted("{count} held already")),
}


@st.cache_resource(show_spinner=False)
def _open_fetcher(_corpus: Corpus, folder: str, index: str) -> Fetcher:
    return Fetcher(_corpus, builder_of(_corpus).request)


def fetcher_of(corpus: Corpus) -> Fetcher:
    """The one fetcher of a corpus in this process."""
    return _open_fetcher(corpus, str(corpus.folder.absolute()), str(corpus.index_folder.absolute()))


def show_fetching(corpus: Corpus, sources: Sequence[Source], named: str | None = None) -> None:
    """A fold with the list for these sources and the button that is the yes, or what is going on; `named` is wanted alone."""
    if named:
        sources = [source for source in sources if source.source_id == named]
        scroll_to_fold("fq-fetch", named)
    fetcher = fetcher_of(corpus)
    several = len({source.doc_id for source in sources}) > 1
    label = say("Get the texts that these reports cite") if several else say("Get the texts that this report cites")
    if named:
        label = say(
            "Get the text of footnote {label} from the web", label=as_label(sources[0].label if sources else "")
        )
    with (
        st.container(key="fq-fetch"),
        st.expander(
            label,
            expanded=bool(named or fetcher.state.running or fetcher.state.results),
            key=f"fq-fetch-fold-{named or ''}",
        ),
    ):
        redrawn(_draw, _EVERY if fetcher.state.running else None)(fetcher)
        if fetcher.state.running:
            return
        if fetcher.state.had:
            show_progress(corpus)
        if is_offline():
            words = say("{variable} is set for this program: nothing is asked of the web.", variable=OFFLINE)
            show(el("p", words, cls="fq-facts"))
            return
        _show_plan(fetcher, plan_fetching(sources, corpus.entries()), several)


def _show_plan(fetcher: Fetcher, plan: FetchPlan, several: bool) -> None:
    show(_left_out_html(plan))
    if not plan.errands:
        return
    show(_list_html(plan, several))
    left_out = st.multiselect(
        say("Websites to leave out"), [*plan.hosts], key=f"fq-hosts-{hash(plan)}", placeholder=say("none")
    )
    hosts = [host for host in plan.hosts if host not in left_out]
    allowed = [*hosts]
    if plan.archives:
        names = as_label(", ".join(plan.archives))
        if st.checkbox(
            say("Where a page is gone, ask an archive: {hosts}", hosts=names),
            value=True,
            key=f"fq-archive-{hash(plan)}",
        ):
            allowed += plan.archives
    chosen = FetchPlan(tuple(errand for errand in plan.errands if set(errand.hosts) & set(hosts)))
    show(meaning_of_asking({host: plan.hosts[host] for host in hosts}))
    texts, of = len(chosen.errands), len(hosts)
    asked = say_count("Ask {count} website", "Ask {count} websites", of)
    words = say_count("{ask} for {count} text", "{ask} for {count} texts", texts, ask=asked)
    if st.button(words, type="primary", key="fq-fetch-yes", disabled=not texts) and fetcher.request(chosen, allowed):
        st.session_state[_WATCHING] = True
        st.rerun()


def meaning_of_asking(hosts: Mapping[str, int]) -> Html:
    """What the yes would mean."""
    if not hosts:
        return el("p", say("No website is left to ask."), cls="fq-facts")
    asked = ", ".join(f"{host} ({count})" for host, count in hosts.items())
    return el(
        "p",
        el("strong", say("To be asked: {hosts}.", hosts=asked)),
        " ",
        say(
            "Nothing has gone out yet. Each host learns this computer’s address and which page is wanted; its robots.txt comes "
            "first, and where it leads on to another host, that one is asked too."
        ),
        cls="fq-facts fq-asked-of",
    )


def _left_out_html(plan: FetchPlan) -> Html:
    """How many are not asked for, by reason."""
    counts = Counter("held already" if why.startswith("held, ") else why for _, why in plan.left_out)
    said = [_left_out_words(why, number) for why, number in counts.items()]
    if not said:
        return Html()
    words = "; ".join(said)
    if plan.errands:
        return el("p", say("Not asked for: {reasons}.", reasons=words), cls="fq-facts")
    return el("p", say("No note gives an address that could be asked for: {reasons}.", reasons=words), cls="fq-facts")


def _left_out_words(why: str, number: int) -> str:
    if why not in _REASONS:
        return f"{in_digits(number)} {say_line(why)}"
    return say(_REASONS[why][number > 1], count=in_digits(number))


def _list_html(plan: FetchPlan, several: bool) -> Html:
    """Each work, with its note and the address that is asked."""
    return el("ul", *(_work_html(errand, several) for errand in plan.errands), cls="fq-wanted")


def _work_html(errand: Errand, several: bool) -> Html:
    number = el("span", errand.label, cls="fq-number", aria_label=say("Footnote {label}", label=errand.label))
    addresses = [el("code", address) for address in errand.addresses]
    where = el("span", errand.sources[0].partition("#")[0], cls="fq-facts") if several else None
    return el("li", number, el("span", el("span", errand.title, cls="fq-title", dir="auto"), where, *addresses))


def _draw(fetcher: Fetcher) -> None:
    state = fetcher.state
    if state.running:
        st.session_state[_WATCHING] = True
        done = len(state.results)
        words = say(
            "Asking {host}, {number} of {total}",
            host=as_label(state.asking),
            number=in_digits(min(done + 1, state.total)),
            total=in_digits(state.total),
        )
        st.progress(done / max(state.total, 1), text=words)
        show(_results_html(state))
        if st.button(say("Stop"), key="fq-fetch-stop", disabled=state.stopped):
            fetcher.stop()
        return
    if st.session_state.pop(_WATCHING, False):
        if state.had:
            follow_build()
        draw_page_again()
    show(_results_html(state))


def _results_html(state: FetchState) -> Html:
    if state.error:
        return el("p", say_line(state.error), cls="fq-error", role="alert")
    if not state.results:
        return Html()
    lines = el("ul", *(el("li", _result_html(result)) for result in state.results), cls="fq-came")
    if state.running:
        return lines
    counts = {"had": in_digits(state.had), "total": in_digits(state.total)}
    ended = say("{had} of {total} fetched.", **counts)
    if state.stopped and len(state.results) < state.total:
        ended = say("Stopped: {had} of {total} fetched, and kept.", **counts)
    return join(el("p", ended, cls="fq-told", role="status"), lines)


def _result_html(result: FetchResult) -> Html:
    label = join(el("strong", say("Footnote {label}", label=result.errand.label), ":"), " ")
    if result.entry is None:
        return join(label, say("not fetched: {reason}", reason=say_line(result.reason or "")))
    title = result.entry.title or result.entry.path.stem
    link = el("a", title, href=read_link(result.entry.doc_id), cls="fq-open")
    return join(label, say_html("fetched, as {document}", document=link))
