"""The encoding of a text, where it is neither UTF-8 nor declared: asked of whoever brings it."""

from __future__ import annotations

import streamlit as st

from qa.wording.say import noted, say

_ENCODINGS = {
    "cp1252": noted("Western European, Windows (cp1252)"),
    "iso8859_15": noted("Western European, ISO 8859-15"),
    "mac_roman": noted("Western European, old Macintosh"),
    "cp1250": noted("Central European, Windows (cp1250)"),
    "iso8859_2": noted("Central European, ISO 8859-2"),
    "cp1251": noted("Cyrillic, Windows (cp1251)"),
    "koi8_r": noted("Cyrillic, KOI8-R"),
    "cp1253": noted("Greek, Windows (cp1253)"),
    "cp1254": noted("Turkish, Windows (cp1254)"),
    "cp1255": noted("Hebrew, Windows (cp1255)"),
    "cp1256": noted("Arabic, Windows (cp1256)"),
    "cp1257": noted("Baltic, Windows (cp1257)"),
    "cp932": noted("Japanese, Shift JIS"),
    "euc_jp": noted("Japanese, EUC"),
    "gb18030": noted("Chinese, GB 18030"),
    "big5": noted("Chinese, Big5"),
    "cp949": noted("Korean, cp949"),
    "utf-16": "UTF-16",
}


def _key(file: str) -> str:
    return f"fq-encoding-{file}"


def chosen_encoding(file: str) -> str | None:
    """What was chosen for a file, by its key."""
    chosen: str | None = st.session_state.get(_key(file))
    return chosen


def ask_encoding(file: str, guess: str, number: int) -> None:
    """A choice, the likeliest first; nothing is chosen before the visitor does."""
    codes: list[str] = list(dict.fromkeys((*([guess] if guess not in ("", "?") else []), *_ENCODINGS)))
    of_file = say("Encoding of file {number}", number=number) if number else say("Its encoding")
    st.selectbox(
        of_file,
        codes,
        index=None,
        key=_key(file),
        placeholder=say("choose one, and look whether the letters come out right"),
        format_func=_name_of,
    )


def _name_of(code: str) -> str:
    return say(_ENCODINGS[code]) if code in _ENCODINGS else code
