"""A training that can be gone on with: weights, moving average, optimizer and the place in the data, in one file."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from safetensors import safe_open
from safetensors.torch import save_file


@dataclass(slots=True)
class Place:
    """Where a training stands."""

    step: int = 0
    tokens: int = 0
    number: int = 0
    """Of the pass."""
    given: int = 0
    """Batches of this pass that were learned from."""
    seconds: float = 0.0
    """Of processor time that were spent on steps, measuring not counted."""


Weights = Mapping[str, torch.nn.Parameter]


def save(
    path: Path, weights: Weights, average: Mapping[str, torch.Tensor], optimizer: torch.optim.Optimizer, place: Place
) -> None:
    """Write the file, whole or not at all."""
    tensors = {"random": torch.get_rng_state()}
    for name, weight in weights.items():
        tensors[f"weight/{name}"] = weight.detach()
        tensors[f"average/{name}"] = average[name]
        for key, value in optimizer.state[weight].items():
            tensors[f"{key}/{name}"] = value
    temporary = path.with_suffix(".tmp")
    save_file({k: v.contiguous() for k, v in tensors.items()}, temporary, {"place": json.dumps(asdict(place))})
    with temporary.open("rb+") as file:
        os.fsync(file.fileno())
    temporary.replace(path)


def load(path: Path, weights: Weights, average: Mapping[str, torch.Tensor], optimizer: torch.optim.Optimizer) -> Place:
    """Put everything back as `save` found it."""
    with safe_open(path, "pt") as file, torch.no_grad():
        kept = set(file.keys())
        for name, weight in weights.items():
            weight.copy_(file.get_tensor(f"weight/{name}"))
            average[name].copy_(file.get_tensor(f"average/{name}"))
            keys = [key for key in ("step", "exp_avg", "exp_avg_sq") if f"{key}/{name}" in kept]
            optimizer.state[weight] = {key: file.get_tensor(f"{key}/{name}").clone() for key in keys}
        torch.set_rng_state(file.get_tensor("random").clone())
        return Place(**json.loads(file.metadata()["place"]))


def load_average(path: Path, weights: Weights) -> Place:
    """Put the moving average in the weights' place: the network to measure, to teach from, or to export."""
    with safe_open(path, "pt") as file, torch.no_grad():
        for name, weight in weights.items():
            weight.copy_(file.get_tensor(f"average/{name}"))
        return Place(**json.loads(file.metadata()["place"]))
