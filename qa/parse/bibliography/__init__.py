"""Bibliographies that lie beside a document, in BibTeX or CSL-JSON: the works that it cites by their keys."""

from qa.parse.bibliography.companions import COMPANIONED, bibliographies_of, companions_of, kept_folder

__all__ = ["COMPANIONED", "bibliographies_of", "companions_of", "kept_folder"]
