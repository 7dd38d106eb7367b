"""The bibliographies that one document names, read from beside it; what cannot be read is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from qa.errors import DocumentError
from qa.parse.bibliography.beside import NotReadError, read_beside
from qa.parse.bibliography.bibtex import BibtexFile
from qa.parse.bibliography.csl_json import CslFile
from qa.parse.bibliography.entry import ListedWork
from qa.parse.encoding import decode
from qa.types.document import Problem, ProblemKind

_READERS: dict[str, Callable[[str], BibtexFile | CslFile]] = {
    ".bib": BibtexFile.of,
    ".bibtex": BibtexFile.of,
    ".json": CslFile.of,
}


@dataclass(slots=True)
class NamedBibliography:
    """The works that a document may cite by key, and what was wrong with the files that should name them."""

    names: tuple[str, ...] = ()
    """Of the files, as the document names them."""
    files: list[BibtexFile | CslFile] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    _known: dict[str, ListedWork | None] = field(default_factory=dict)

    def find(self, key: str) -> ListedWork | None:
        """The entry of the first file that has the key."""
        if key not in self._known:
            self._known[key] = next((entry for file in self.files if (entry := file.find(key))), None)
        return self._known[key]


def read_bibliography(names: Iterable[str], folder: Path | None, document: str) -> NamedBibliography:
    """Read the files of these names that lie beside the document, which lies in `folder`; None: its folder is not known."""
    found = NamedBibliography(tuple(names))
    for name in found.names:
        try:
            found.files.append(_read(name, folder, document))
        except NotReadError as error:
            message = f"bibliography {name[:80]!r}: {error}"
            found.problems.append(Problem(ProblemKind.UNREAD_BIBLIOGRAPHY, "", message))
    return found


def _read(name: str, folder: Path | None, document: str) -> BibtexFile | CslFile:
    reader = _READERS.get(PurePosixPath(name).suffix.lower())
    if reader is None:
        raise NotReadError(f"not read; use a file ending in {', '.join(sorted(_READERS))}")
    if folder is None:
        raise NotReadError("came without its folder; add the document from where its bibliography lies beside it")
    data = read_beside(folder, document, name)
    try:
        file = reader(decode(data, name, None))
    except DocumentError as error:
        raise NotReadError(str(error).removeprefix(f"{name}: ")) from error
    except ValueError as error:
        raise NotReadError(f"damaged ({error})") from error
    if not len(file):
        raise NotReadError("holds no entry")
    return file
