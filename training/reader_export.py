"""Trained weights → the files that `qa.reader.packaged` runs: ONNX, fused; the large network in 8 bits and in parts.

python -m training.reader_export WEIGHTS.safetensors --base all-mpnet-base-v2 --to qa/reader/large.onnx

`--halves` keeps matrices in 16 bits instead and multiplies in 32, for a small network; there 8 bits cost two points of F1.
"""

from __future__ import annotations

import argparse
import hashlib
import tempfile
import warnings
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers.optimizer import optimize_model

from training.learn import network_from
from training.network import Network

NAMES = ["input_ids", "attention_mask", "token_type_ids"]
PART = 45_000_000
"""Bytes of a part at most."""


def main() -> None:
    """Write the file or its parts, and print their names and the sha256 of the whole."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--halves", action="store_true")
    options = parser.parse_args()
    model = network_from(options.base, options.weights)
    with tempfile.TemporaryDirectory() as folder:
        fused = export(model, Path(folder))
        if options.halves:
            network = onnx.load(fused)
            halve(network)
        else:
            network = in_eight_bits(fused, Path(folder))
        whole = network.SerializeToString()
    print(f"sha256 {hashlib.sha256(whole).hexdigest()}, {len(whole):,} bytes")
    for number, start in enumerate(range(0, len(whole), PART)):
        part = options.to.with_name(f"{options.to.name}.{number}") if len(whole) > PART else options.to
        part.write_bytes(whole[start : start + PART])
        print(part)


def export(model: Network, folder: Path) -> Path:
    """ONNX with fused layers, in 32 bits."""
    ids = torch.ones((2, 8), dtype=torch.long)
    axes = {0: "rows", 1: "tokens"}
    plain, fused = folder / "plain.onnx", folder / "fused.onnx"
    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            model,
            (ids, ids, ids),
            str(plain),
            input_names=NAMES,
            output_names=["scores"],
            dynamic_axes={name: axes for name in [*NAMES, "scores"]},
            opset_version=17,
            dynamo=False,
        )
    config = model.encoder.config
    optimized = optimize_model(
        str(plain), model_type="bert", num_heads=config.num_attention_heads, hidden_size=config.hidden_size
    )
    onnx.save(optimized.model, str(fused))
    return fused


def in_eight_bits(fused: Path, folder: Path) -> onnx.ModelProto:
    """Matrices in 8 bits, a scale a column, that are multiplied as integers; embeddings in 8 bits, a scale a row.

    Processors without VNNI add two products in 16 bits, which overflow where weights use the eighth bit: hence the reduced range.
    """
    quantized = folder / "quantized.onnx"
    quantize_dynamic(
        fused,
        quantized,
        op_types_to_quantize=["MatMul"],
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
        extra_options={"MatMulConstBOnly": True, "DefaultTensorType": onnx.TensorProto.FLOAT},
    )
    network = onnx.load(quantized)
    tables = {
        tensor.name: tensor for tensor in network.graph.initializer if len(tensor.dims) == 2 and tensor.dims[0] > 20_000
    }
    for node in [node for node in network.graph.node if node.op_type == "Gather" and node.input[0] in tables]:
        _narrow_table(network.graph, node, tables[node.input[0]])
    return network


def _narrow_table(graph: onnx.GraphProto, gather: onnx.NodeProto, table: onnx.TensorProto) -> None:
    """Take rows of 8 bits and their scales instead of rows of 32 bits."""
    name, taken = table.name, gather.output[0]
    values = numpy_helper.to_array(table)
    scales = np.abs(values).max(axis=1, keepdims=True) / 127
    rounded = np.round(values / np.maximum(scales, 1e-12)).astype(np.int8)
    graph.initializer.remove(table)
    graph.initializer.extend(
        [numpy_helper.from_array(rounded, f"{name}.rows"), numpy_helper.from_array(scales, f"{name}.scales")]
    )
    place = list(graph.node).index(gather)
    ids = gather.input[1]
    graph.node.remove(gather)
    for offset, node in enumerate(
        (
            onnx.helper.make_node("Gather", [f"{name}.rows", ids], [f"{taken}.rows"]),
            onnx.helper.make_node("Cast", [f"{taken}.rows"], [f"{taken}.wide"], to=onnx.TensorProto.FLOAT),
            onnx.helper.make_node("Gather", [f"{name}.scales", ids], [f"{taken}.scales"]),
            onnx.helper.make_node("Mul", [f"{taken}.wide", f"{taken}.scales"], [taken]),
        )
    ):
        graph.node.insert(place + offset, node)


def halve(model: onnx.ModelProto) -> None:
    """Keep every matrix in 16 bits; a cast, which ONNX Runtime folds away at load, makes it 32 again."""
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
