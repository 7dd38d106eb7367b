"""Which language a short title is in, by its commonest words and letters."""

from __future__ import annotations

import re

_WORDS = {
    "en": "the of and in to for on with from by at is are as an how what why who after into over under between against "
    "about its their his her this that not new world was were be has have will more than during through",
    "es": "a el la los las de del y en que por con para una un al se su sus es como m\u00e1s contra entre sobre desde tras "
    "qu\u00e9 est\u00e1 est\u00e1n fue son lo pero no ya hasta sin ante",
    "fr": "le la les des du de et en un une dans sur pour par au aux avec entre contre que qui est sont ses sa son leur "
    "leurs ce cette d' l' \u00e0 comme plus sans sous chez vers ou",
    "de": "der die das und in von zu den dem des mit f\u00fcr auf ist sind nicht ein eine einer eines im am zur zum bei "
    "aus nach \u00fcber gegen zwischen wie als auch wird vom durch unter",
    "it": "il lo la gli le di del della dei delle degli e in che per con una un al alla sul sulla nel nella da dal dalla "
    "tra fra sono \u00e8 come contro non pi\u00f9 dell' l' un' nell' sull'",
    "pt": "o a os as de do da dos das e em no na nos nas que por com para uma um ao se \u00e9 como mais contra entre sobre "
    "n\u00e3o s\u00e3o pelo pela ap\u00f3s",
    "nl": "de het een van en in op te voor met is zijn door aan bij uit naar over tegen tussen niet als om der den",
    "sq": "n\u00eb dhe t\u00eb e i nga p\u00ebr me se nj\u00eb q\u00eb \u00ebsht\u00eb jan\u00eb s\u00eb",
    "hr": "i u na za od do iz se je su kao sa s po o koji koja bez protiv izme\u0111u nakon kod",
}
_LETTERS = (
    ("es", r"[\u00f1\u00bf\u00a1]|\bll\w|ci\u00f3n\b|ciones\b"),
    ("pt", r"[\u00e3\u00f5]|\u00e7\u00e3o\b|\u00e7\u00f5es\b"),
    ("de", r"[\u00df\u00e4]|ung\b|keit\b"),
    ("fr", r"[\u0153\u00e8\u00ea]|\bqu['\u2019]|\u00e9e?s?\b|\baux\b"),
    ("sq", r"\u00eb"),
    ("hr", r"[\u0107\u0111\u0161\u017e\u010d]"),
    ("it", r"zione\b|zioni\b|\u00f2|gli\b"),
    ("en", r"\w[\u2019']s\b|ing\b|tions?\b"),
)
_SCRIPTS = (
    ("el", r"[\u0370-\u03ff]"),
    ("he", r"[\u0590-\u05ff]"),
    ("ja", r"[\u3040-\u30ff]"),
    ("ko", r"[\uac00-\ud7af]"),
    ("zh", r"[\u4e00-\u9fff]"),
)
_WORD = re.compile(r"\w+['\u2019]?")
_LANGUAGES_OF = {language: frozenset(words.split()) for language, words in _WORDS.items()}


def guess_language(title: str) -> str | None:
    """ISO 639-1 code, or None when nothing tells or two languages tell equally much."""
    for language, letters in _SCRIPTS:
        if len(re.findall(letters, title)) * 2 > len(re.findall(r"\w", title)):
            return language
    words = [word.lower().replace("\u2019", "'") for word in _WORD.findall(title)]
    score = {
        language: float(sum(w in known or w.rstrip("'") in known for w in words))
        for language, known in _LANGUAGES_OF.items()
    }
    for language, letters in _LETTERS:
        score[language] += 0.7 * min(len(re.findall(letters, title.lower())), 3)
    best, second = sorted(score, key=lambda language: -score[language])[:2]
    return best if score[best] > score[second] and score[best] >= 0.7 else None
