"""Trains the teacher: a network of twelve layers that reads as `qa.reader` does, and says what a source makes of a statement.

python -m training.teacher DATA --base FOLDER --to FOLDER [--plan 10000000] [--fall 0.3]

It goes on from the checkpoint in `--to` when there is one; `kill -TERM` writes one and ends. The rate rises over the first steps,
stays, and falls to nothing over the last `--fall` of `--plan` tokens: name a nearer end and it falls at once, to be used.
"""

from __future__ import annotations

import argparse
import json
import signal
import time
from pathlib import Path

import torch
from tokenizers import Tokenizer

from training.checkpoint import Place, load, save
from training.rows import Row, collate
from training.teacher_network import Teacher, teacher_loss
from training.teacher_progress import HeldOut, hold_out, measure, tokenizer_of
from training.teacher_rows import read_everything, stream

WARM_UP = 30
"""Steps over which the learning rate rises."""
HEADS = 5.0
"""How much faster the new layer learns than the old ones."""
AVERAGED = 0.99
"""Of the moving average of the weights, how much is kept at a step: it is measured, and stands in for a falling rate."""


def main() -> None:
    """Train until the plan is fulfilled."""
    options = _options()
    torch.set_num_threads(options.threads)
    torch.manual_seed(0)
    options.to.mkdir(parents=True, exist_ok=True)
    training = Training(options)
    signal.signal(signal.SIGTERM, training.stop)
    training.run()


def rate_of(step: int, tokens: int, plan: int, fall: float) -> float:
    """The learning rate as a share of its highest."""
    left = (plan - tokens) / max(plan * fall, 1)
    return min(1.0, (step + 1) / WARM_UP, max(left, 0.0))


class Training:
    """A network, its optimizer, and where they stand."""

    def __init__(self, options: argparse.Namespace) -> None:
        """Begin, or take up the checkpoint."""
        self.options = options
        self.checkpoint: Path = options.to / "teacher.safetensors"
        self.model = Teacher(str(options.base), options.frozen, options.dropout)
        self.weights = {n: p for n, p in self.model.named_parameters() if p.requires_grad}
        self.average = {n: p.detach().clone() for n, p in self.weights.items()}
        groups = [
            {"params": [p for n, p in self.weights.items() if n.startswith("heads") == heads], "scale": scale}
            for heads, scale in ((False, 1.0), (True, HEADS))
        ]
        self.optimizer = torch.optim.AdamW(groups, lr=options.rate, weight_decay=0.01, fused=True)
        self.place = Place()
        if self.checkpoint.exists():
            self.place = load(self.checkpoint, self.weights, self.average, self.optimizer)
        self.going = True
        self.read = 0

    def stop(self, *_: object) -> None:
        """End after this step."""
        self.going = False

    def run(self) -> None:
        """Take steps; measure and save now and then, and at the end."""
        options, place = self.options, self.place
        tokenizer = tokenizer_of(options.base)
        # Half as many claims as questions.
        held_out = hold_out(options.data, options.sparse, 2 * options.sparse, 2 * options.sparse)
        batches = stream(read_everything(options.data), tokenizer, options.tokens, place.number, place.given)
        print(f"from step {place.step}, {place.tokens:,} tokens; {time.process_time():.0f} s to begin", flush=True)
        self.model.train()
        saved = time.time()
        measured = place.seconds
        while self.going and place.tokens < options.plan:
            began, worked = time.time(), time.process_time()
            several = [next(batches) for _ in range(options.accumulate)]
            losses = self.step([rows for _, _, rows in several])
            place.number, place.given = several[-1][:2]
            place.seconds += time.process_time() - worked
            self.note(losses, time.time() - began)
            if time.time() - saved > 60 * options.save_minutes:
                save(self.checkpoint, self.weights, self.average, self.optimizer, place)
                saved = time.time()
            if place.seconds - measured > 60 * options.measure_minutes:
                save(self.checkpoint, self.weights, self.average, self.optimizer, place)
                self.report(tokenizer, held_out)
                measured, saved = place.seconds, time.time()
        save(self.checkpoint, self.weights, self.average, self.optimizer, place)
        print("saved, and ended", flush=True)

    def step(self, several: list[list[Row]]) -> dict[str, float]:
        """One step over several batches; the losses."""
        options, place = self.options, self.place
        rate = options.rate * rate_of(place.step, place.tokens, options.plan, options.fall)
        for group in self.optimizer.param_groups:
            group["lr"] = rate * group["scale"]
        sums: dict[str, list[float]] = {}
        self.read = 0
        for rows in several:
            ids, mask, types = collate(rows)
            losses = teacher_loss(self.model(ids, mask, types), rows, mask, types)
            torch.autograd.backward(torch.stack(list(losses.values())).sum() / len(several))
            self.read += int(mask.sum())
            for name, value in losses.items():
                sums.setdefault(name, []).append(float(value.detach()))
        torch.nn.utils.clip_grad_norm_(self.weights.values(), 1.0)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        place.step, place.tokens = place.step + 1, place.tokens + self.read
        kept = min(AVERAGED, place.step / (place.step + 9))
        with torch.no_grad():
            torch._foreach_lerp_(list(self.average.values()), list(self.weights.values()), 1 - kept)
        return {name: sum(values) / len(values) for name, values in sums.items()}

    def note(self, losses: dict[str, float], seconds: float) -> None:
        """One line a step, to be averaged by whoever reads them."""
        numbers = {name: round(value, 3) for name, value in losses.items()}
        pace = round(self.read / seconds)
        with (self.options.to / "steps.jsonl").open("a", encoding="utf-8") as file:
            line = {"step": self.place.step, "tokens": self.place.tokens, "pace": pace, **numbers}
            file.write(json.dumps(line) + "\n")

    def report(self, tokenizer: Tokenizer, held_out: HeldOut) -> None:
        """Measure the moving average on what is held out; a line of the learning curve."""
        began = time.time()
        own = {name: weight.detach().clone() for name, weight in self.weights.items()}
        with torch.no_grad():
            for name, weight in self.weights.items():
                weight.copy_(self.average[name])
            figures = measure(self.model, tokenizer, held_out)
            for name, weight in self.weights.items():
                weight.copy_(own[name])
        place = self.place
        line = {"minutes": round(place.seconds / 60, 1), "step": place.step, "tokens": place.tokens, **figures}
        line["measured_in"] = round(time.time() - began)
        print(json.dumps(line), flush=True)
        with (self.options.to / "curve.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "data", type=Path, help="folder with reader-train, squad2, clapnq, spans, scifact, fm2 and wice"
    )
    parser.add_argument("--base", type=Path, required=True, help="all-mpnet-base-v2")
    parser.add_argument("--to", type=Path, required=True, help="folder of the checkpoint and the learning curve")
    parser.add_argument("--plan", type=int, default=10_000_000, help="tokens to learn from in all")
    parser.add_argument("--fall", type=float, default=0.3, help="share of the plan over which the rate falls")
    parser.add_argument("--rate", type=float, default=4e-5)
    parser.add_argument("--tokens", type=int, default=1500, help="of a batch")
    parser.add_argument("--accumulate", type=int, default=2, help="batches a step")
    parser.add_argument("--frozen", type=int, default=4, help="lowest layers that do not learn")
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--sparse", type=int, default=1, help="measure on every so-many-th of what is held out")
    parser.add_argument("--save-minutes", type=float, default=8)
    parser.add_argument("--measure-minutes", type=float, default=20)
    return parser.parse_args()


if __name__ == "__main__":
    main()
