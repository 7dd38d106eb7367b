"""Headings that name a part of a text, not the text: “1. Introduction”, “Zusammenfassung”, “Оглавление”."""

from __future__ import annotations

import re

from qa.regex import regex

_NAMES = (
    r"(?:executive )?summary|abstracts?|introduction|contents|table of contents|foreword|preface|prologue|acknowledge?ments?"
    r"|background|overview|notes?|references|bibliography|appendix.*|annex.*|glossary|index|disclaimer|conclusions?|discussion"
    r"|methods?|results|key (?:findings|points|takeaways)|about (?:the|this) .{1,30}|article|outline|motivation",
    r"einleitung|einführung|inhalt(?:sverzeichnis)?|zusammenfassung|vorwort|anhang.*|anmerkungen|literatur(?:verzeichnis)?",
    r"sommaire|table des matières|résumé|avant-propos|préface|remerciements|annexes?.*|conclusion",
    r"introducción|índice|resumen(?: ejecutivo)?|prólogo|sumario|agradecimientos|conclusion(?:es)?|anexos?.*",
    r"introdução|índice|resumo|sumário|prefácio|agradecimentos|conclus(?:ão|ões)",
    r"introduzione|indice|sommario|riassunto|prefazione|conclusioni",
    r"inleiding|inhoud(?:sopgave)?|samenvatting|voorwoord|innledning|innhold|sammendrag|forord|inledning|innehåll|sammanfattning",
    r"wstęp|wprowadzenie|spis treści|streszczenie|введение|содержание|оглавление|аннотация|предисловие|вступ|зміст",
    r"giriş|içindekiler|özet|önsöz|引言|摘要|目录|目錄|前言|はじめに|目次|要旨|서론|목차|초록|مقدمة|المقدمة|ملخص|المحتويات|مقدمه|چکیده|فهرست|מבוא|תקציר",
)
_PART = "chapter|part|section|kapitel|teil|chapitre|partie|capítulo|parte|глава"
_NUMBER = rf"(?:(?:{_PART})\s+)?(?:\d{{1,3}}(?:\.\d{{1,3}})*|[ivxl]{{1,6}}|[a-z])[.)]?\s+"
_SECTION = regex(rf"(?:{_NUMBER})?(?:{'|'.join(_NAMES)})\s*[.:：]?", re.IGNORECASE)
_NUMBERED = regex(r"(?:\d{1,2}(?:\.\d{1,2})*\.?|[IVXL]{1,6}\.|[A-Z]\.|§\s*\d+)\s+\S")


def names_section(text: str) -> bool:
    """True for the heading of a part: one of the usual names, or a number before it."""
    words = text.strip()
    return bool(_SECTION.fullmatch(words) or _NUMBERED.match(words))
