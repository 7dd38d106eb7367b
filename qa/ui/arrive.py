"""Scrolling to the place that an address names, once the page holds it."""

from __future__ import annotations

import streamlit as st

PLACE_ID, PRINTED_ID = "fq-place", "fq-printed"
# Where the browser knows `scroll-initial-target` (see read.css) the page opens there by itself; this is for the others, and for
# a page that is already open. Streamlit fills the page after it has loaded, so that an address's `#…` comes too early.
_SCRIPT = """<script data-place="%s">
(() => {
  let tries = 100;
  const look = () => {
    const place = document.getElementById("%s");
    if (!place) { if (tries--) setTimeout(look, 50); return; }
    const go = () => place.scrollIntoView({block: "center", behavior: "instant"});
    place.focus({preventScroll: true});
    go();
    setTimeout(go, 250);
  };
  look();
})();
</script>"""


def scroll_to_place(key: int, *, printed: bool = False) -> None:
    """Scroll to what is cited, or to its mark on the printed page; once for each `key`, a number that names the place."""
    st.html(_SCRIPT % (int(key), PRINTED_ID if printed else PLACE_ID), unsafe_allow_javascript=True)
