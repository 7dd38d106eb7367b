"""The readers' networks of operations that ONNX Runtime runs faster: the same sums, in another order.

Its `SkipLayerNormalization` takes five times as long as two additions and a `LayerNormalization`, and its `BiasGelu` longer than
`Gelu`, whose bias it adds while it multiplies. `qa.reader.packaged` keeps it from joining them again.
"""

from __future__ import annotations

from collections.abc import Callable

from onnx import GraphProto, NodeProto, helper

HEADS = 12
"""Of both networks."""
_FUSED = "com.microsoft"


def make_quick(graph: GraphProto) -> None:
    """Replace what is slow."""
    _replace(graph, {"SkipLayerNormalization": _norm, "BiasGelu": _gelu})
    _join_attention(graph)
    _drop_unused(graph)
    _sort(graph)


def _replace(graph: GraphProto, by: dict[str, Callable[[NodeProto], list[NodeProto]]]) -> None:
    nodes = [new for node in graph.node for new in (by[node.op_type](node) if node.op_type in by else [node])]
    _set_nodes(graph, nodes)


def _norm(node: NodeProto) -> list[NodeProto]:
    states, skipped, weight, shift, *bias = node.input
    out = node.output[0]
    (epsilon,) = (given.f for given in node.attribute if given.name == "epsilon")
    before = [helper.make_node("Add", [states, *bias], [f"{out}.biased"])] if bias else []
    return [
        *before,
        helper.make_node("Add", [f"{out}.biased" if bias else states, skipped], [f"{out}.summed"]),
        helper.make_node("LayerNormalization", [f"{out}.summed", weight, shift], [out], axis=-1, epsilon=epsilon),
    ]


def _gelu(node: NodeProto) -> list[NodeProto]:
    biased = f"{node.output[0]}.biased"
    return [
        helper.make_node("Add", node.input, [biased]),
        helper.make_node("Gelu", [biased], node.output, domain=_FUSED),
    ]


def _join_attention(graph: GraphProto) -> None:
    """One node from query, key and value to what they give, in place of those around each `Softmax`."""
    makers = {made: node for node in graph.node for made in node.output}
    joined: dict[str, NodeProto] = {}
    for softmax in [node for node in graph.node if node.op_type == "Softmax"]:
        added = makers[softmax.input[0]]
        product = makers[added.input[0]]
        query, key = (_before(makers, name, "Mul", "Transpose", "Reshape") for name in product.input)
        mixed = _after(graph, softmax, "MatMul")
        out = _after(graph, mixed, "Reshape").output[0]
        joined[out] = helper.make_node(
            "MultiHeadAttention",
            [query, key, _before(makers, mixed.input[1], "Transpose", "Reshape"), "", "", added.input[1]],
            [out],
            domain=_FUSED,
            num_heads=HEADS,
        )
    _set_nodes(graph, [joined.get(node.output[0], node) for node in graph.node])


def _before(makers: dict[str, NodeProto], name: str, *kinds: str) -> str:
    """What was put into a chain of nodes that ends in `name`."""
    for kind in kinds:
        assert makers[name].op_type == kind, f"{name}: made by {makers[name].op_type}, not by {kind}"
        name = makers[name].input[0]
    return name


def _after(graph: GraphProto, node: NodeProto, kind: str) -> NodeProto:
    """The next node of a kind that uses what a node makes, or what is made of that."""
    uses = next(
        use
        for use in graph.node
        if node.output[0] in use.input and use.op_type in (kind, "IsNaN", "Where", "Transpose")
    )
    return uses if uses.op_type == kind else _after(graph, uses, kind)


def _drop_unused(graph: GraphProto) -> None:
    count = 0
    while count != len(graph.node):
        count = len(graph.node)
        used = {name for node in graph.node for name in node.input} | {given.name for given in graph.output}
        _set_nodes(graph, [node for node in graph.node if used.intersection(node.output)])


def _sort(graph: GraphProto) -> None:
    """Every node behind those whose outputs it takes."""
    known = {"", *(given.name for given in (*graph.initializer, *graph.input))}
    left, found = list(graph.node), []
    while left:
        ready = [node for node in left if known.issuperset(node.input)]
        assert ready, "the graph goes in a circle"
        known.update(name for node in ready for name in node.output)
        found += ready
        left = [node for node in left if not known.issuperset(node.output)]
    _set_nodes(graph, found)


def _set_nodes(graph: GraphProto, nodes: list[NodeProto]) -> None:
    del graph.node[:]
    graph.node.extend(nodes)
