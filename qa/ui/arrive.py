"""Scrolling to the place that an address names, once the page holds it."""

from __future__ import annotations

import json
from hashlib import sha256

import streamlit as st

PLACE_ID, PRINTED_ID = "fq-place", "fq-printed"
# Where the browser knows `scroll-initial-target` (see read.css) the page opens there by itself; this is for the others, and for
# a page that is already open. Streamlit fills the page after it has loaded, so that an address's `#…` comes too early.
_SCRIPT = """<script data-place="%s">
(() => {
  let tries = 100;
  const look = () => {
    const places = %s.map((name) => document.querySelector(name)).filter(Boolean);
    if (!places.length) { if (tries--) setTimeout(look, 50); return; }
    const go = () => { for (const place of places) place.scrollIntoView({block: "center", behavior: "instant"}); };
    places[places.length - 1].focus({preventScroll: true});
    go();
    setTimeout(go, 250);
  };
  look();
})();
</script>"""


def scroll_to_place(key: int, *, printed: bool = False) -> None:
    """Scroll to what is cited, and to its mark on the printed page; once for each `key`, a number that names the place."""
    _scroll(str(int(key)), [f"#{PLACE_ID}", *([f"#{PRINTED_ID}"] if printed else [])])


def scroll_to_fold(key: str, what: str) -> None:
    """Scroll to a fold of Streamlit's, by its key, and its first line; once for each `what`."""
    _scroll(sha256(what.encode("utf-8", "replace")).hexdigest()[:8], [f".st-key-{key} summary"])


def _scroll(key: str, places: list[str]) -> None:
    """The script; nothing of a document or an address is in it."""
    st.html(_SCRIPT % (key, json.dumps(places)), unsafe_allow_javascript=True)
