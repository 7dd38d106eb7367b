"""Getting the texts that reports cite from the web: the list of what is asked of whom, the yes, progress, and what came."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import streamlit as st

from qa.api import Corpus
from qa.embed.hub import OFFLINE, is_offline
from qa.markup import Html, el, join
from qa.types.source import Source
from qa.ui.build import builder_of, show_progress
from qa.ui.fetcher import Fetcher, FetchState
from qa.ui.labels import as_label
from qa.ui.links import read_link
from qa.ui.session import show
from qa.web.fetching import FetchResult
from qa.web.plan import Errand, FetchPlan, plan_fetching

_EVERY = 0.7
"""Seconds from one drawing of the progress to the next."""
_WATCHING = "fq-fetching"
_REASONS = {"an interview": ("interview", "interviews"), "no address": ("without an address", "without an address")}


@st.cache_resource(show_spinner=False)
def _open_fetcher(_corpus: Corpus, folder: str, index: str) -> Fetcher:
    return Fetcher(_corpus, builder_of(_corpus).request)


def fetcher_of(corpus: Corpus) -> Fetcher:
    """The one fetcher of a corpus in this process."""
    return _open_fetcher(corpus, str(corpus.folder.absolute()), str(corpus.index_folder.absolute()))


def show_fetching(corpus: Corpus, sources: Sequence[Source]) -> None:
    """A fold with the list for these sources and the button that is the yes, or what is going on."""
    fetcher = fetcher_of(corpus)
    several = len({source.doc_id for source in sources}) > 1
    label = f"Get the texts that {'these reports cite' if several else 'this report cites'}"
    with st.expander(label, expanded=fetcher.state.running or bool(fetcher.state.results), key="fq-fetch"):
        st.fragment(_draw, run_every=_EVERY if fetcher.state.running else None)(fetcher)
        if fetcher.state.running:
            return
        if fetcher.state.had:
            show_progress(corpus)
        if is_offline():
            show(el("p", f"{OFFLINE} is set for this program: nothing is asked of the web.", cls="fq-facts"))
            return
        _show_plan(fetcher, plan_fetching(sources, corpus.entries()), several)


def _show_plan(fetcher: Fetcher, plan: FetchPlan, several: bool) -> None:
    show(_left_out_html(plan))
    if not plan.errands:
        return
    show(_list_html(plan, several))
    left_out = st.multiselect("Hosts to leave out", [*plan.hosts], key=f"fq-hosts-{hash(plan)}", placeholder="none")
    hosts = [host for host in plan.hosts if host not in left_out]
    allowed = [*hosts]
    if plan.archives:
        names = as_label(" and ".join(plan.archives))
        if st.checkbox(f"Where a page is gone, ask an archive: {names}", value=True, key=f"fq-archive-{hash(plan)}"):
            allowed += plan.archives
    chosen = FetchPlan(tuple(errand for errand in plan.errands if set(errand.hosts) & set(hosts)))
    show(_meaning({host: plan.hosts[host] for host in hosts}))
    texts, of = len(chosen.errands), len(hosts)
    words = f"Ask {of} host{'' if of == 1 else 's'} for {texts} text{'' if texts == 1 else 's'}"
    if st.button(words, type="primary", key="fq-fetch-yes", disabled=not texts) and fetcher.request(chosen, allowed):
        st.session_state[_WATCHING] = True
        st.rerun()


def _meaning(hosts: Mapping[str, int]) -> Html:
    """What the yes would mean."""
    if not hosts:
        return el("p", "No host is left to ask.", cls="fq-facts")
    asked = ", ".join(f"{host} ({count})" for host, count in hosts.items())
    return el(
        "p",
        el("strong", f"To be asked: {asked}. "),
        "Nothing has gone out yet. Each host learns this computer’s address and which page is wanted; its robots.txt comes first, "
        "and where it leads on to another host, that one is asked too.",
        cls="fq-facts fq-asked-of",
    )


def _left_out_html(plan: FetchPlan) -> Html:
    """How many are not asked for, by reason."""
    counts = Counter("held already" if why.startswith("held, ") else why for _, why in plan.left_out)
    said = [f"{n:,} {_REASONS.get(why, (why, why))[n > 1]}" for why, n in counts.items()]
    if not said:
        return Html()
    begin = "Not asked for: " if plan.errands else "No note gives an address that could be asked for: "
    return el("p", f"{begin}{'; '.join(said)}.", cls="fq-facts")


def _list_html(plan: FetchPlan, several: bool) -> Html:
    """Each work, with its note and the address that is asked."""
    return el("ul", *(_work_html(errand, several) for errand in plan.errands), cls="fq-wanted")


def _work_html(errand: Errand, several: bool) -> Html:
    number = el("span", errand.label, cls="fq-number", aria_label=f"Footnote {errand.label}")
    addresses = [el("code", address) for address in errand.addresses]
    where = el("span", errand.sources[0].partition("#")[0], cls="fq-facts") if several else None
    return el("li", number, el("span", el("span", errand.title, cls="fq-title", dir="auto"), where, *addresses))


def _draw(fetcher: Fetcher) -> None:
    state = fetcher.state
    if state.running:
        st.session_state[_WATCHING] = True
        done = len(state.results)
        words = f"Asking {as_label(state.asking)}, {min(done + 1, state.total):,} of {state.total:,}"
        st.progress(done / max(state.total, 1), text=words)
        show(_results_html(state))
        if st.button("Stop", key="fq-fetch-stop", disabled=state.stopped):
            fetcher.stop()
    elif st.session_state.pop(_WATCHING, False):
        st.rerun()
    else:
        show(_results_html(state))


def _results_html(state: FetchState) -> Html:
    if state.error:
        return el("p", state.error, cls="fq-error", role="alert")
    if not state.results:
        return Html()
    lines = el("ul", *(el("li", _result_html(result)) for result in state.results), cls="fq-came")
    if state.running:
        return lines
    ended = f"{state.had:,} of {state.total:,} had" + (
        "; stopped, and what was had is kept." if state.stopped and len(state.results) < state.total else "."
    )
    return join(el("p", ended, cls="fq-told", role="status"), lines)


def _result_html(result: FetchResult) -> Html:
    label = f"Footnote {result.errand.label}: "
    if result.entry is None:
        return join(el("strong", label), f"not had: {result.reason}")
    title = result.entry.title or result.entry.path.stem
    return join(el("strong", label), "had, as ", el("a", title, href=read_link(result.entry.doc_id), cls="fq-open"))
