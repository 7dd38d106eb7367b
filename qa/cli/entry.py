"""The `qa` command: runs what the arguments name, and says each failure in one line."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from qa.cli.arguments import parsed

if TYPE_CHECKING:
    import argparse

_NO_ROOM = ("failed to map segment", "Cannot allocate memory")
"""What the system says of a library for which memory is lacking."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status: 0, 1 for a failure, 2 for a wrong call."""
    options = parsed(arguments)
    from qa.cli.extras import require
    from qa.errors import QAError

    for stream in (sys.stdout, sys.stderr):
        # A pipe or an old console may have an encoding that cannot hold a quote.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        if options.needs:
            require(options.needs, options.command)
        status = _load(options.run)(options)
        sys.stdout.flush()
        return status
    except QAError as error:
        from qa.cli.remedies import in_shell_words

        print(f"qa: {in_shell_words(error)}", file=sys.stderr)
        return error.exit_code
    except (ImportError, MemoryError) as error:
        if (explained := _explained(error, options.command)) is None:
            raise
        print(f"qa: {explained}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


def _explained(error: ImportError | MemoryError, command: str) -> str | None:
    """The line for a module of an extra, or for memory, that is lacking; None for a fault of ours."""
    from qa.cli.extras import explain

    if isinstance(error, ModuleNotFoundError):
        missing = explain(error, command)
        return str(missing) if missing else None
    if isinstance(error, MemoryError) or any(words in str(error) for words in _NO_ROOM):
        return f"{command}: out of memory; close other programs, or work on fewer documents"
    return None


def _load(name: str) -> Callable[[argparse.Namespace], int]:
    """`asking.ask` → the function; imported when it runs, so that `qa --help` is instant."""
    module, function = name.split(".")
    run: Callable[[argparse.Namespace], int] = getattr(import_module(f"qa.cli.{module}"), function)
    return run
