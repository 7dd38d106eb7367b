"""Trains the reader of `qa.reader`: the encoder's own network, fitted to say where in a passage the answer to a question is.

python -m training.reader DATA --to FOLDER --minutes 95 [--start FOLDER/reader.safetensors]
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer

from qa.embed.weights import PACKAGED, locate, verify_weights
from training.network import Network, loss_of
from training.progress import evaluate
from training.reading_lists import ReadingList, read_all, squad
from training.rows import Row, batches, collate, one_pass

MAX_TOKENS = 320
"""Of a question and a passage together."""
WARM_UP = 100
"""Steps over which the learning rate rises."""


def main() -> None:
    """Train until the time is up; the learning rate falls with it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="folder with reader-train, squad2, clapnq, spans and scifact")
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=95)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--tokens", type=int, default=5000, help="of a batch")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--start", type=Path, help="go on from these weights")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(0)
    files = locate(PACKAGED)
    verify_weights(files)
    tokenizer = Tokenizer.from_file(f"{files.location}/tokenizer.json")
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS, strategy="only_second")
    model = Network(files.location)
    if options.start:
        model.load_state_dict(load_file(options.start))
    # Fewer weights to step, and words that are not read here keep their places beside those that are.
    model.encoder.embeddings.requires_grad_(False)
    options.to.mkdir(parents=True, exist_ok=True)
    train(model, tokenizer, options)


def train(model: Network, tokenizer: Tokenizer, options: argparse.Namespace) -> None:
    """Take steps; every 12 minutes and at the end, measure and save."""
    rng = random.Random(0)
    held_out = list(squad(options.data / "squad2/squad2-dev-a.json", held_out=True))[::2]
    stream = endless(read_all(options.data, rng), tokenizer, rng, options.tokens)
    weights = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(weights, lr=options.rate, weight_decay=0.01, foreach=True)
    began = last = time.time()
    step, tokens = 0, 0
    sums: dict[str, list[float]] = {}
    model.train()
    while (done := (time.time() - began) / 60 / options.minutes) < 1:
        rows = next(stream)
        for group in optimizer.param_groups:
            group["lr"] = options.rate * min(1, (step + 1) / WARM_UP) * max(1 - done, 0.01)
        ids, mask, types = collate(rows)
        losses = loss_of(model(ids, mask, types), rows, mask, types)
        torch.autograd.backward(torch.stack(list(losses.values())).sum())
        torch.nn.utils.clip_grad_norm_(weights, 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        step, tokens = step + 1, tokens + int(mask.sum())
        for name, value in losses.items():
            sums.setdefault(name, []).append(float(value.detach()))
        if step % 50 == 0:
            shown = " ".join(f"{k} {np.mean(v[-50:]):.3f}" for k, v in sums.items())
            print(f"{(time.time() - began) / 60:.1f} min step {step} tokens {tokens:,} {shown}", flush=True)
        if time.time() - last > 60 * 12:
            report(model, tokenizer, held_out, options.to)
            last = time.time()
    report(model, tokenizer, held_out, options.to)


def endless(
    sets: dict[str, list[ReadingList]], tokenizer: Tokenizer, rng: random.Random, size: int
) -> Iterator[list[Row]]:
    """Batches of pass after pass."""
    while True:
        yield from batches(one_pass(sets, tokenizer, rng), size)
        print("pass ended", flush=True)


def report(model: Network, tokenizer: Tokenizer, held_out: list[ReadingList], folder: Path) -> None:
    """Print what is reached on what was held out, and write the weights, whole or not at all."""
    print(json.dumps(evaluate(model, tokenizer, held_out)), flush=True)
    save_file({k: v.contiguous() for k, v in model.state_dict().items()}, folder / "reader.tmp")
    (folder / "reader.tmp").replace(folder / "reader.safetensors")


if __name__ == "__main__":
    main()
