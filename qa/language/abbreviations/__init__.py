"""Words that are written with a full stop inside sentences, by language: one file each."""

from qa.language.abbreviations.lists import Abbreviations, abbreviations_of

__all__ = ["Abbreviations", "abbreviations_of"]
