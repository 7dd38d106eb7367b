"""Headings under which notes stand, in many languages."""

from __future__ import annotations

import re

from qa.regex import regex

_WORDS = (
    r"(?:end|foot)?notes?(?: and references)?|references(?: and notes)?|works cited|bibliography|citations|sources",
    r"notas(?: (?:al pie|de rodapé|finales))?|(?:referencias|referências)(?: bibliográficas)?|bibliograf[íi]a",
    r"literatur(?:verzeichnis)?|(?:bibliographie|références)(?: bibliographiques)?|anmerkungen|(?:fu(?:ß|ss)|end)noten",
    r"notes de (?:bas de page|fin)|note(?: a piè di pagina)?",
    r"noten|voetnoten|noter|fotnoter|przypisy|poznámky|jegyzetek|dipnotlar|notlar",
    r"(?:список )?(?:использованной )?литератур[аы]|библиография|bibliografia|literatura|参考文献|參考文獻|참고문헌",
    r"примечания|сноски|примітки|бележки|σημειώσεις",
    r"注释|註釋|注釈|注釋|脚注|腳註|注|註|각주|주석",
    r"הערות(?: שוליים)?|الهوامش|هوامش|الحواشي|پی\u200c?نوشت(?:\u200c?ها)?|پانویس(?:\u200c?ها)?",
)
_HEADING = regex(rf"(?:(?:\d{{1,2}}|[IVX]{{1,5}})[.)]?\s+)?(?:{'|'.join(_WORDS)})\s*[:.：]?", re.IGNORECASE)
_MAX_HEADING = 80


def heads_notes(text: str) -> bool:
    """True for a heading such as “Notes”, “Endnotes” or “References”."""
    return len(text) <= _MAX_HEADING and bool(_HEADING.fullmatch(text.strip()))
