"""The packaged encoder by ONNX Runtime: a graph that comes with the program, and the weights of the encoder's own package.

So neither torch, which takes seconds to import and a gigabyte of memory, nor a copy of the network in each index is needed.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from qa.embed.onnx_encoder import EncoderSettings, OnnxEncoder
from qa.embed.onnx_runtime import onnx_runtime, open_session
from qa.embed.weights import PACKAGED, locate, verified_weights
from qa.errors import EncoderError, Remedy

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Weights = dict[str, NDArray[np.float32]]

GRAPH = Path(__file__).with_name("packaged.onnx")
"""The network without its weights, made by `training/encoder_graph.py`."""
DIMENSION, LAYERS, HEADS = 384, 6, 12
_WORDS, _PLACES, _WIDE = 30522, 512, 1536


def open_packaged(threads: int = 1) -> OnnxEncoder:
    """Load it, its files checked against their pinned sha256; `threads` work on one text or batch.

    Raises:
        EncoderError: a file is missing or altered.
    """
    onnxruntime = onnx_runtime()

    files = locate(PACKAGED)
    folder = Path(files.location)
    weights = arranged(verified_weights(files))
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    # Threads that spin while they wait for one another take the time of those that they wait for.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    values = [onnxruntime.OrtValue.ortvalue_from_numpy(weights[name]) for name in weights]
    options.add_external_initializers(list(weights), values)
    try:
        session = open_session(GRAPH.read_bytes(), options)
    except MemoryError:
        raise
    # ONNX Runtime's errors have no common root of its own.
    except Exception as error:
        raise EncoderError(f"{GRAPH}: cannot be loaded", remedy=Remedy.REINSTALL_ENCODER, file=str(GRAPH)) from error
    tokens = json.loads((folder / "sentence_bert_config.json").read_text(encoding="utf-8"))["max_seq_length"]
    return OnnxEncoder(
        EncoderSettings(pooling="mean", max_tokens=int(tokens)),
        (folder / "tokenizer.json").read_text(encoding="utf-8"),
        session,
    )


def shapes() -> dict[str, tuple[int, ...]]:
    """The weights that the graph wants, by name."""
    norm: dict[str, tuple[int, ...]] = {"norm.weight": (DIMENSION,), "norm.bias": (DIMENSION,)}
    found = {"words": (_WORDS, DIMENSION), "positions": (_PLACES, DIMENSION), **norm}
    for layer in range(LAYERS):
        own = {"attention.weight": (DIMENSION, 3 * DIMENSION), "attention.bias": (3 * DIMENSION,)}
        for name, (rows, columns) in {
            "mix": (DIMENSION, DIMENSION),
            "up": (_WIDE, DIMENSION),
            "down": (DIMENSION, _WIDE),
        }.items():
            own |= {f"{name}.weight": (rows, columns), f"{name}.bias": (rows,)}
            own |= {f"{name}.{part}": shape for part, shape in norm.items() if name != "up"}
        found |= {f"layer.{layer}.{name}": shape for name, shape in own.items()}
    return found


def arranged(given: Weights) -> Weights:
    """The published weights as the graph wants them: query, key and value turned and side by side, the rest as it is."""
    import numpy as np

    def turned(*names: str) -> NDArray[np.float32]:
        return np.ascontiguousarray(np.concatenate([given[f"{name}.weight"] for name in names]).T)

    found = {
        "words": given["embeddings.word_embeddings.weight"],
        # No text is of the second kind, so that the first is added to every place.
        "positions": given["embeddings.position_embeddings.weight"]
        + given["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": given["embeddings.LayerNorm.weight"],
        "norm.bias": given["embeddings.LayerNorm.bias"],
    }
    for layer in range(LAYERS):
        to, old = f"layer.{layer}", f"encoder.layer.{layer}"
        parts = [f"{old}.attention.self.{name}" for name in ("query", "key", "value")]
        found[f"{to}.attention.weight"] = turned(*parts)
        found[f"{to}.attention.bias"] = np.concatenate([given[f"{part}.bias"] for part in parts])
        for name, part in (("mix", "attention.output"), ("up", "intermediate"), ("down", "output")):
            found[f"{to}.{name}.weight"] = given[f"{old}.{part}.dense.weight"]
            found[f"{to}.{name}.bias"] = given[f"{old}.{part}.dense.bias"]
            if name != "up":
                for kind in ("weight", "bias"):
                    found[f"{to}.{name}.norm.{kind}"] = given[f"{old}.{part}.LayerNorm.{kind}"]
    return found
