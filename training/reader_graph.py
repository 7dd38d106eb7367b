"""Writes `large.graph.onnx`, `small.graph.onnx`: the readers' networks without their large arrays, and where these lie.

    python -m training.reader_graph

So the arrays are read straight into the memory where they are used. It prints the checksums that `qa.reader.networks` has.
"""

from __future__ import annotations

import hashlib
import json

import onnx

from qa.reader.networks import LARGE, SMALL, Network
from training.quick_graph import make_quick

_LEAST = 1024
"""Bytes of an array that is left out of the graph."""


def main() -> None:
    """Write the files."""
    for network in (LARGE, SMALL):
        graph, places = split(network)
        network.graph.write_bytes(graph)
        network.places.write_bytes(places)
        print(network.graph, len(graph), "bytes", hashlib.sha256(graph + places).hexdigest())


def split(network: Network) -> tuple[bytes, bytes]:
    """The graph, made quick, and a list of the arrays' names, types, shapes and first bytes in the file's order, on one line."""
    whole = b"".join(file.read_bytes() for file in network.files)
    model = onnx.load_from_string(whole)
    places: list[tuple[str, str, list[int], int]] = []
    at = 0
    for tensor in model.graph.initializer:
        if len(tensor.raw_data) >= _LEAST:
            at = whole.index(tensor.raw_data, at)
            kind = onnx.helper.tensor_dtype_to_np_dtype(tensor.data_type).newbyteorder("<").str
            places.append((tensor.name, kind, list(tensor.dims), at))
            at += len(tensor.raw_data)
            tensor.ClearField("raw_data")
            tensor.data_location = onnx.TensorProto.EXTERNAL
            tensor.external_data.add(key="location", value="weights")
    make_quick(model.graph)
    return model.SerializeToString(), json.dumps(places).encode()


if __name__ == "__main__":
    main()
