"""The encoder of an index's questions: the packaged one, one that was exported into the index, or one that is loaded by name."""

from __future__ import annotations

from pathlib import Path
from weakref import WeakValueDictionary

from qa.embed.onnx_encoder import OnnxEncoder, exported_encoder
from qa.embed.packaged import open_packaged
from qa.embed.questions import QuestionEncoder, SlowEncoder
from qa.embed.weights import is_packaged, locate
from qa.errors import EncoderError, IndexDamagedError, Remedy
from qa.index.current import Current, read_checked

_LOADED: WeakValueDictionary[tuple[str, ...], OnnxEncoder] = WeakValueDictionary()
"""Encoders in use, by the checksums of their exported files, none for the packaged one: indexes that are open side by side
share a network."""


def open_question_encoder(folder: Path, current: Current) -> QuestionEncoder:
    """The encoder that a generation was made with, whose exported files, if it has such, lie in the folder.

    Raises:
        IndexDamagedError: a file of it is missing or altered.
        EncoderError: it was not exported, and what has its name is another one.
    """
    export = current.export
    if is_packaged(current.encoder):
        packaged = _LOADED[()] = _LOADED.get(()) or open_packaged()
        return packaged
    if export:
        files = {Path(name).name: read_checked(folder, name, found) for name, found in export.items()}
        key = tuple(sorted(found.sha256 for found in export.values()))
        encoder = _LOADED.get(key)
        if encoder is None:
            encoder = _LOADED[key] = _open(folder, current, files)
        return encoder
    files_now = locate(current.encoder_name)
    if files_now.digest != current.encoder:
        raise EncoderError(
            f"{files_now.name}: not the encoder that the index was built with",
            remedy=Remedy.BUILD_INDEX,
            encoder=files_now.name,
        )
    return SlowEncoder(files_now)


def _open(folder: Path, current: Current, files: dict[str, bytes]) -> OnnxEncoder:
    try:
        return exported_encoder(files)
    # ONNX Runtime and tokenizers have no common root for what they say of a file that is none of theirs.
    except Exception as error:
        inside = next(iter(current.export)).rpartition("/")[0]
        raise IndexDamagedError(folder / inside, "damaged (not the encoder of an index)", discard=True) from error
