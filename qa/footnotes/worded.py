"""Marks that say a word or sign with their number, `（注1）`, `※1`, `〔註2〕`, `[FN3]`, `1/`, `{1}`; and labels like them."""

from __future__ import annotations

from qa.regex import regex

_SIGN = r"[※＊]|(?:脚|原|訳|译|譯)?[注註]釈?|각?주"
_WORD = r"(?:[Ff][Nn]|[Nn]otes?|[Nn]ota|[Aa]nm|[Nn])\.?"
_END = r"[^\W\d_]|[.,;:!?”\"’»)]"
_OPENING, _CLOSING = r"[\[〔【［(（]", r"[\]〕】］)）]"

WORDED_CALL = regex(
    rf"{_OPENING}[ \xa0]?(?:{_SIGN})[ \xa0]?(\d{{1,3}})[ \xa0]?{_CLOSING}|\[{_WORD}[ \xa0]?(\d{{1,3}})\](?!\()"
    r"|(?<=[^\W\d].|[^\W\d_]{2}|\d[.;!?”\"])\^(\d{1,3})(?![\d^])|\((?:[Nn]ote|[Nn]ota|Anm\.)[ \xa0](\d{1,3})\)"
    rf"|[※＊](\d{{1,3}})(?!\d)|(?<![见見参參照])[注註](\d{{1,3}})[)）](?!\d)"
    r"|(?<=[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3。、，」』）])\*(\d{1,3})(?!\d)|(?<![\d/($€£])(?<!\d\.)(\d{1,3})/(?=[\s.,;:)]|$)"
    rf"|(?<={_END})\{{(\d{{1,3}})\}}|(?<={_END})<(\d{{1,3}})>"
)
"""A mark in running text. “See note 3” is none: words stand in brackets, `注3` in some. The United Nations write `1/`."""
WORDED_LABEL = (
    rf"{_OPENING}?[ \xa0]?(?:{_SIGN})[ \xa0]?(?P<worded>\d{{1,3}})(?!\d)[ \xa0]?{_CLOSING}?[.:：．、]?"
    r"|\*(?P<starred>\d{1,3})(?=[ \t\xa0\u3000])|(?P<slashed>\d{1,3})/(?=[ \t\xa0])"
    rf"|\[{_WORD}[ \xa0]?(?P<lettered>\d{{1,3}})\][.:]?|(?:FN|Fn|fn)\.?[ \xa0]?(?P<plain>\d{{1,3}})[.:)]?(?=[ \t\xa0])"
    r"|\^(?P<caret>\d{1,3})[.:)]?(?=[ \t\xa0])|(?:Note|Nota|Anm\.)[ \xa0](?P<spelt>\d{1,3})[.:)](?=[ \t\xa0])"
    r"|\{(?P<braced>\d{1,3})\}(?=[ \t\xa0])|<(?P<angled>\d{1,3})>(?=[ \t\xa0])"
)
"""A pattern of such a label at the head of a paragraph."""
WORDED_LABELS = frozenset({"worded", "starred", "slashed", "lettered", "plain", "spelt", "caret", "braced", "angled"})
"""The names of its groups, one of which has the number."""

_KEY = r"[A-Za-z][A-Za-z+*.-]{0,20}\d{2,4}[a-z]?"
KEY_CALL = regex(rf"\[({_KEY})\](?!\()")
"""A work called by its key, as in `[RFC2119]` and `[Knu73]`."""
KEY_LABEL = rf"\[(?P<key>{_KEY})\](?=[ \t\xa0])"
"""A pattern of such a key at the head of a paragraph."""
