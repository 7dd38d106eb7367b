"""Whether questions are asked in the view Ask, or words looked for; the address says which, for Back, reload and links."""

from __future__ import annotations

import streamlit as st

from qa.ui.find import WORDS
from qa.ui.links import FIND, FOUND_BEFORE, MODE
from qa.wording.say import noted, say

_ANSWER, _SEEN = noted("Answer"), "fq-mode-seen"


def choose_mode() -> bool:
    """The two tabs; True where words are looked for."""
    said = _address()
    if MODE not in st.session_state or said != st.session_state.get(_SEEN):
        # A link, Back, a reload. Words alone tell too.
        st.session_state[MODE] = FIND if said[0] in (FIND, FOUND_BEFORE) or said[1] else _ANSWER
    tabs = (_ANSWER, FIND)
    chosen = st.segmented_control(say("Mode"), tabs, key=MODE, format_func=say, label_visibility="collapsed")
    if chosen == FIND and not any(said):
        st.query_params[MODE] = FIND
    elif chosen != FIND and said[0]:
        st.query_params.pop(MODE)
    # Where their field is not drawn, Streamlit takes the words out of the address.
    st.session_state[_SEEN] = _address() if chosen == FIND else ("", "")
    return chosen == FIND


def _address() -> tuple[str, str]:
    return st.query_params.get(MODE, ""), st.query_params.get(WORDS, "")
