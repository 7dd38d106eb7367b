"""Which language a short title is in, by its commonest words and letters."""

from __future__ import annotations

import re

_WORDS = {
    "en": "the of and in to for on with from by at is are as an how what why who after into over under between against "
    "about its their his her this that not new world was were be has have will more than during through",
    "es": "a el la los las de del y en que por con para una un al se su sus es como más contra entre sobre desde tras "
    "qué está están fue son lo pero no ya hasta sin ante",
    "fr": "le la les des du de et en un une dans sur pour par au aux avec entre contre que qui est sont ses sa son "
    "leur leurs ce cette d' l' à comme plus sans sous chez vers ou",
    "de": "der die das und in von zu den dem des mit für auf ist sind nicht ein eine einer eines im am zur zum bei "
    "aus nach über gegen zwischen wie als auch wird vom durch unter",
    "it": "il lo la gli le di del della dei delle degli e in che per con una un al alla sul sulla nel nella da dal "
    "dalla tra fra sono è come contro non più dell' l' un' nell' sull'",
    "pt": "o a os as de do da dos das e em no na nos nas que por com para uma um ao se é como mais contra entre sobre "
    "não são pelo pela após",
    "nl": "de het een van en in op te voor met is zijn door aan bij uit naar over tegen tussen niet als om der den",
    "sq": "në dhe të e i nga për me se një që është janë së",
    "hr": "i u na za od do iz se je su kao sa po o koji koja bez protiv između nakon kod",
}
_LETTERS = (
    ("es", r"[ñ¿¡]|\bll\w|ción\b|ciones\b|[oai]s\b|[óí]"),
    ("pt", r"[ãõ]|ção\b|ções\b|[nl]h|ss"),
    ("de", r"[ßäöü]|ung\b|keit\b|sch|ei"),
    ("fr", r"[œèê]|\bqu['’]|ée?s?\b|\baux\b"),
    ("sq", r"ë"),
    ("hr", r"[ćđšžč]"),
    ("it", r"zione\b|zioni\b|ò|gli\b"),
    ("en", r"\w[’']s\b|ing\b|tions?\b|th|sh|[^c]k\b|wh|gh|ee|oo|ed\b"),
)
_SCRIPTS = (
    ("el", r"[Ͱ-Ͽ]"),
    ("he", r"[֐-׿]"),
    ("ja", r"[぀-ヿ]"),
    ("ko", r"[가-힯]"),
    ("zh", r"[一-鿿]"),
)
_WORD = re.compile(r"\w+['’]?")
_LANGUAGES_OF = {language: frozenset(words.split()) for language, words in _WORDS.items()}


def guess_language(title: str) -> str | None:
    """ISO 639-1 code, or None when nothing tells, or two languages are equally likely."""
    for language, letters in _SCRIPTS:
        if len(re.findall(letters, title)) * 2 > len(re.findall(r"\w", title)):
            return language
    words = [word.lower().replace("’", "'") for word in _WORD.findall(title)]
    score = {
        language: float(sum(w in known or w.rstrip("'") in known for w in words))
        for language, known in _LANGUAGES_OF.items()
    }
    for language, letters in _LETTERS:
        score[language] += 0.7 * min(len(re.findall(letters, title.lower())), 3)
    best, second = sorted(score, key=lambda language: -score[language])[:2]
    return best if score[best] > score[second] and score[best] >= 0.7 else None
