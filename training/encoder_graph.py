"""Writes `qa/embed/packaged.onnx`: the packaged encoder's network without its weights, which `qa.embed.packaged` puts into it.

    python -m training.encoder_graph

The names of the weights are those that `qa.embed.packaged` gives them. It needs the package `onnx`.
"""

from __future__ import annotations

from pathlib import Path

import onnx
from onnx import TensorProto, helper

import qa.embed.packaged as packaged

WIDE = 1536
EPSILON = 1e-12
_FUSED = "com.microsoft"


def main() -> None:
    """Write the file."""
    nodes = [
        helper.make_node("Gather", ["words", "input_ids"], ["word_states"]),
        helper.make_node("Shape", ["input_ids"], ["length"], start=1, end=2),
        helper.make_node("Slice", ["positions", "zero", "length", "zero"], ["place_states"]),
        helper.make_node("Add", ["word_states", "place_states"], ["summed"]),
        helper.make_node("LayerNormalization", ["summed", "norm.weight", "norm.bias"], ["states_0"], epsilon=EPSILON),
    ]
    for layer in range(packaged.LAYERS):
        nodes += _layer(layer)
    model = helper.make_model(
        helper.make_graph(
            nodes,
            "encoder",
            [helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["texts", "tokens"])],
            [helper.make_tensor_value_info("states", TensorProto.FLOAT, ["texts", "tokens", packaged.DIMENSION])],
            [*(_external(name, shape) for name, shape in packaged.shapes().items()), _zero()],
        ),
        opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid(_FUSED, 1)],
        ir_version=8,
    )
    onnx.save(model, packaged.GRAPH)
    print(packaged.GRAPH, Path(packaged.GRAPH).stat().st_size, "bytes")


def _layer(layer: int) -> list[onnx.NodeProto]:
    own = f"layer.{layer}"
    out = "states" if layer == packaged.LAYERS - 1 else f"states_{layer + 1}"
    before, mixed, between, wide = (f"{own}.{name}_states" for name in ("before", "mixed", "between", "wide"))
    return [
        helper.make_node(
            "Attention",
            [f"states_{layer}", f"{own}.attention.weight", f"{own}.attention.bias"],
            [before],
            domain=_FUSED,
            num_heads=packaged.HEADS,
        ),
        _product(before, f"{own}.mix", mixed),
        *_norm(mixed, f"states_{layer}", f"{own}.mix", between),
        _product(between, f"{own}.up", f"{own}.up_states"),
        helper.make_node("BiasGelu", [f"{own}.up_states", f"{own}.up.bias"], [wide], domain=_FUSED),
        _product(wide, f"{own}.down", f"{own}.down_states"),
        *_norm(f"{own}.down_states", between, f"{own}.down", out),
    ]


def _product(states: str, name: str, out: str) -> onnx.NodeProto:
    """With a matrix as it was published, which is turned while it is packed."""
    return helper.make_node("FusedMatMul", [states, f"{name}.weight"], [out], domain=_FUSED, transB=1)


def _norm(states: str, skipped: str, name: str, out: str) -> list[onnx.NodeProto]:
    """Three nodes: ONNX Runtime's `SkipLayerNormalization` takes five times as long."""
    biased, summed = f"{out}.biased", f"{out}.summed"
    return [
        helper.make_node("Add", [states, f"{name}.bias"], [biased]),
        helper.make_node("Add", [biased, skipped], [summed]),
        helper.make_node(
            "LayerNormalization", [summed, f"{name}.norm.weight", f"{name}.norm.bias"], [out], epsilon=EPSILON
        ),
    ]


def _external(name: str, shape: tuple[int, ...]) -> TensorProto:
    tensor = TensorProto(name=name, dims=shape, data_type=TensorProto.FLOAT, data_location=TensorProto.EXTERNAL)
    tensor.external_data.add(key="location", value="weights")
    return tensor


def _zero() -> TensorProto:
    return helper.make_tensor("zero", TensorProto.INT64, [1], [0])


if __name__ == "__main__":
    main()
