"""What a reference manager or a folder of files holds, matched with the works that the reports' notes name."""

from qa.library.matching import match_works
from qa.library.reading import read_folder, read_library

__all__ = ["match_works", "read_folder", "read_library"]
