"""Trains readers: teachers on what is known, then students on what the teachers say of the same rows and of others.

python -m training.learn LISTS --to FOLDER --base all-mpnet-base-v2 --minutes 2 teach --name large --rate 9e-5
python -m training.learn LISTS --to FOLDER --base all-mpnet-base-v2 --minutes 4 distil --teachers large --student NAME=FOLDER@RATE

`LISTS` is what `training.prepare` wrote. Minutes are of the clock; at their end the rate has fallen to nothing. The two minutes are
those of a large graphics card; it runs on a processor too, in days.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

from training.batches import Passes, loader
from training.measure import figures, read_all
from training.network import Batch, Network, known_loss, taught_loss
from training.token_lists import TokenLists, load

WARM_UP = 0.06
"""The share of the time over which the rate rises."""
HEADS = 5.0
"""How much faster the new layer learns than the old ones."""
MEASURED = 4
"""How often each network is measured while it learns, the last time at the end."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is told."""

    to: Path
    minutes: float
    tokens: int
    """Of a batch, with what pads it."""
    workers: int
    seed: int
    device: str


def main() -> None:
    """Train, measure, write."""
    options = _options()
    torch.manual_seed(options.seed)
    torch.set_float32_matmul_precision("high")
    device = "cuda" if torch.cuda.is_available() else "cpu"
    settings = Settings(options.to, options.minutes, options.tokens, options.workers, options.seed, device)
    options.to.mkdir(parents=True, exist_ok=True)
    learnt, held_out = load(options.lists / "learn.npz"), load(options.lists / "held-out.npz")
    if options.what == "teach":
        model = Network(options.base, options.dropout).to(device)
        train({options.name: (model, options.rate)}, learnt, held_out, settings)
        return
    teachers = [network_from(options.base, options.to / f"{name}.safetensors").to(device) for name in options.teachers]
    students = {}
    for given in options.student:
        name, folder, rate, layers = _student(given)
        students[name] = Network(folder, options.dropout, layers), rate
        if layers:
            _take_layers(students[name][0], teachers[0], layers)
        students[name][0].to(device)
    report("teachers", read_figures(teachers, held_out, device), settings)
    train(students, learnt, held_out, settings, teachers)


def train(
    rated: Mapping[str, tuple[Network, float]],
    learnt: TokenLists,
    held_out: TokenLists,
    settings: Settings,
    teachers: list[Network] | None = None,
) -> None:
    """Train all networks, each at its rate, on the same batches until the time is up; each is written at its end."""
    models = {name: model for name, (model, _) in rated.items()}
    optimizers = {name: _optimizer(model) for name, model in models.items()}
    batches = loader(Passes(learnt, settings.tokens, settings.seed, teachers is not None), settings.workers)
    for model in models.values():
        model.train()
    began = time.time()
    step, read, measured, lost = 0, 0, 1, dict.fromkeys(models, 0.0)
    for given in batches:
        done = (time.time() - began) / 60 / settings.minutes
        if done >= 1:
            break
        if done > measured / MEASURED:
            for name, model in models.items():
                found = read_figures([model], held_out, settings.device)
                report(name, {"step": step, "tokens": read, "loss": lost[name], **found}, settings)
            measured += 1
        batch = {name: value.to(settings.device, non_blocking=True) for name, value in given.items()}
        taught = _said(teachers, batch, settings.device) if teachers else None
        for name, model in models.items():
            for group in optimizers[name].param_groups:
                group["lr"] = rated[name][1] * group["scale"] * min(1, done / WARM_UP, (1 - done) / (1 - WARM_UP))
            with torch.autocast(settings.device, dtype=torch.bfloat16, enabled=settings.device == "cuda"):
                out = model(batch["ids"], batch["mask"], batch["types"])
            loss = known_loss(out, batch) if taught is None else taught_loss(out, taught, batch)
            torch.autograd.backward(loss)
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizers[name].step()
            optimizers[name].zero_grad(set_to_none=True)
            if step % 50 == 0:
                lost[name] = round(float(loss.detach()), 3)
        step, read = step + 1, read + int(given["mask"].sum())
    for name, model in models.items():
        save(model, settings.to / f"{name}.safetensors")
        found = read_figures([model], held_out, settings.device)
        report(name, {"step": step, "tokens": read, "loss": lost[name], **found}, settings)


def _optimizer(model: Network) -> torch.optim.Optimizer:
    weights = [(name, weight) for name, weight in model.named_parameters() if weight.requires_grad]
    groups = [
        {"params": [w for n, w in weights if n.startswith("heads") == heads], "scale": scale}
        for heads, scale in ((False, 1.0), (True, HEADS))
    ]
    return torch.optim.AdamW(groups, weight_decay=0.01, fused=True)


@torch.no_grad()
def _said(teachers: list[Network], batch: Batch, device: str) -> torch.Tensor:
    with torch.autocast(device, dtype=torch.bfloat16, enabled=device == "cuda"):
        return torch.stack([t(batch["ids"], batch["mask"], batch["types"]).float() for t in teachers]).mean(0)


def read_figures(models: list[Network], held_out: TokenLists, device: str) -> dict[str, float]:
    """What the networks together reach on what is held out."""
    return figures(read_all(models, held_out, device), held_out)


def report(name: str, found: Mapping[str, object], settings: Settings) -> None:
    """One line of the learning curve."""
    line = json.dumps({"name": name, **found})
    print(line, flush=True)
    with (settings.to / "curve.jsonl").open("a", encoding="utf-8") as file:
        file.write(line + "\n")


def save(model: Network, path: Path) -> None:
    """Write the weights that were learnt."""
    weights = {name: weight.detach().float().cpu().contiguous() for name, weight in model.named_parameters()}
    save_file({name: weight for name, weight in weights.items() if ".embeddings." not in name}, path)


def network_from(base: Path, path: Path) -> Network:
    """A network with the weights that `save` wrote, for reading only."""
    model = Network(base).eval()
    model.load_state_dict(load_file(path), strict=False)
    return model


def _student(given: str) -> tuple[str, Path, float, list[int] | None]:
    """Name, folder of the base, rate, and which layers of the teacher it begins with."""
    name, _, rest = given.partition("=")
    folder, _, numbers = rest.rpartition("@")
    rate, _, layers = numbers.partition(":")
    return name, Path(folder), float(rate), [int(i) for i in layers.split(",")] if layers else None


def _take_layers(student: Network, teacher: Network, kept: list[int]) -> None:
    """Begin with the teacher's layers instead of the base's."""
    for own, number in zip(student.encoder.encoder.layer, kept, strict=True):
        own.load_state_dict(teacher.encoder.encoder.layer[number].state_dict())
    student.heads.load_state_dict(teacher.heads.state_dict())


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lists", type=Path)
    parser.add_argument("--to", type=Path, required=True, help="folder of weights and learning curve")
    parser.add_argument("--base", type=Path, required=True, help="the teachers' base, all-mpnet-base-v2")
    parser.add_argument("--minutes", type=float, required=True)
    parser.add_argument("--tokens", type=int, default=16_000, help="of a batch")
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--workers", type=int, default=10, help="processes that make batches")
    parser.add_argument("--seed", type=int, default=0)
    kinds = parser.add_subparsers(dest="what", required=True)
    teach = kinds.add_parser("teach", help="train a teacher")
    teach.add_argument("--name", default="teacher")
    teach.add_argument("--rate", type=float, default=5e-5)
    distil = kinds.add_parser("distil", help="train students")
    distil.add_argument("--teachers", nargs="+", required=True, help="names of teachers in the folder")
    distil.add_argument(
        "--student",
        action="append",
        required=True,
        help="NAME=FOLDER@RATE, or NAME=FOLDER@RATE:0,2,4 for some of the teacher's layers",
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
