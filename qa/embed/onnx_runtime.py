"""ONNX Runtime, made silent before it is loaded: from 1.29 on it reports its use to its makers, and keeps a number for that."""

from __future__ import annotations

import os
from types import ModuleType

SILENT = {"ORT_DISABLE_TELEMETRY": "1"}
"""What it reads once, when it begins; it holds for the whole process."""


def onnx_runtime() -> ModuleType:
    """The library; the only way to it in this program."""
    os.environ.update(SILENT)
    import onnxruntime

    # Some builds for Windows hear only this.
    onnxruntime.disable_telemetry_events()
    return onnxruntime  # type: ignore[no-any-return]
