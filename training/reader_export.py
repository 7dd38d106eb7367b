"""Trained weights → the file that `qa.reader.packaged` runs: ONNX, fused, 16 bits a weight.

python -m training.reader_export reader.safetensors --to qa/reader/reader.onnx
"""

from __future__ import annotations

import argparse
import tempfile
import warnings
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from onnxruntime.transformers.optimizer import optimize_model
from safetensors.torch import load_file

from qa.embed.weights import PACKAGED, locate
from qa.files import sha256_file
from training.network import Network


def main() -> None:
    """Write the file and print its sha256."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--to", type=Path, default=Path("qa/reader/reader.onnx"))
    options = parser.parse_args()
    model = Network(locate(PACKAGED).location).eval()
    model.load_state_dict(load_file(options.weights))
    ids = torch.ones((2, 8), dtype=torch.long)
    axes = {0: "rows", 1: "tokens"}
    names = ["input_ids", "attention_mask", "token_type_ids"]
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            model,
            (ids, ids, ids),
            str(plain),
            input_names=names,
            output_names=["scores"],
            dynamic_axes={name: axes for name in [*names, "scores"]},
            dynamo=False,
        )
        config = model.encoder.config
        optimized = optimize_model(
            str(plain), model_type="bert", num_heads=config.num_attention_heads, hidden_size=config.hidden_size
        )
        halve(optimized.model)
        onnx.save(optimized.model, str(options.to))
    print(f"{options.to}: {options.to.stat().st_size:,} bytes, sha256 {sha256_file(options.to)}")


def halve(model: onnx.ModelProto) -> None:
    """Keep every matrix in 16 bits; a cast, which ONNX Runtime folds away at load, makes it 32 again.

    Eight bits (dynamic quantization, a scale a channel) would be 1.7 times as fast, but cost 2 points of F1.
    """
    graph = model.graph
    casts = []
    for tensor in graph.initializer:
        values = numpy_helper.to_array(tensor)
        if values.dtype == np.float32 and values.size > 1000:
            name = tensor.name
            tensor.CopyFrom(numpy_helper.from_array(values.astype(np.float16), f"{name}.half"))
            casts.append(onnx.helper.make_node("Cast", [f"{name}.half"], [name], to=onnx.TensorProto.FLOAT))
    for cast in reversed(casts):
        graph.node.insert(0, cast)


if __name__ == "__main__":
    main()
