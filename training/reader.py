"""Trains the reader of `qa.reader`: the encoder's own network, fitted to say where in a passage the answer to a question is.

    python -m training.reader DATA --to FOLDER --minutes 95

One linear layer over the last hidden states gives four numbers a token: start and end of the short answer (at [CLS]: none),
evidence (its mean over a sentence: this sentence answers), and, read at [CLS], whether the passage answers at all. Losses,
summed: cross-entropy of start and end; binary cross-entropy of every sentence and of the passage; cross-entropy over the
sentences of all passages that are read for one question.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch.nn import functional as F

from qa.embed.weights import PACKAGED, locate, verify
from training.reading_lists import Passage, ReadingList, read_all, shorten, squad, without_answer, without_sentence

START, END, EVIDENCE, ANSWERS = range(4)
SHARES = {
    "squad2": 1.6,
    "squad1": 1.0,
    "qed": 1.0,
    "policyqa": 0.6,
    "qamr": 0.15,
    "clapnq": 3.0,
    "spans": 3.0,
    "scifact": 2.0,
}
"""How often each set's questions are read in one pass."""
CHANGED = 0.2
"""How many of the answerable questions are read once more, changed so that their passage no longer answers."""
BEREFT = 0.2
"""How many are read once more with their passage less the sentences that answer."""
SHORTENED = 0.35
MAX_TOKENS = 320


@dataclass(frozen=True, slots=True)
class Row:
    """One question with one passage, in tokens."""

    ids: list[int]
    types: list[int]
    sentences: list[tuple[int, int]]
    """First token, and one past the last, of each sentence that was read."""
    right: list[float] | None
    span: tuple[int, int] | None
    """First and last token of the answer, (0, 0) for none; None when the set does not say."""
    answers: float
    group: int
    offsets: list[tuple[int, int]]


class Reader(torch.nn.Module):
    """The network with its one linear layer."""

    def __init__(self, folder: str) -> None:
        """Load the encoder of `folder`."""
        super().__init__()
        from transformers import AutoModel

        # Few passes over little data: dropout would only slow the learning, and the step.
        self.encoder = AutoModel.from_pretrained(
            folder, add_pooling_layer=False, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0
        )
        self.heads = torch.nn.Linear(self.encoder.config.hidden_size, 4)

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor
    ) -> torch.Tensor:
        """(rows, tokens, 4)."""
        states = self.encoder(input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids)
        out: torch.Tensor = self.heads(states.last_hidden_state)
        return out


def make_row(tokenizer: Tokenizer, question: str, passage: Passage, group: int) -> Row | None:
    """Tokens of `[CLS] question [SEP] heading. passage [SEP]`; None when its answer or every right sentence was cut off."""
    lead = f"{passage.heading}. " if passage.heading else ""
    encoding = tokenizer.encode(question, lead + passage.text)
    offsets = [
        (a - len(lead), b - len(lead)) if s == 1 else (-1, -1)
        for (a, b), s in zip(encoding.offsets, encoding.sequence_ids, strict=True)
    ]
    inside = [i for i, (a, b) in enumerate(offsets) if 0 <= a < b]
    if not inside:
        return None
    sentences, right = [], []
    for number, (start, end) in enumerate(passage.sentences):
        tokens = [i for i in inside if start <= offsets[i][0] < end]
        if tokens:
            sentences.append((tokens[0], tokens[-1] + 1))
            right.append(float(passage.right is not None and number in passage.right))
    span: tuple[int, int] | None = (0, 0) if passage.has_spans else None
    if passage.answer:
        tokens = [i for i in inside if offsets[i][0] < passage.answer[1] and passage.answer[0] < offsets[i][1]]
        if not tokens:
            return None
        span = (tokens[0], tokens[-1])
    if passage.answers and not any(right):
        return None
    return Row(encoding.ids, encoding.type_ids, sentences, right, span, float(passage.answers), group, offsets)


def one_pass(sets: dict[str, list[ReadingList]], tokenizer: Tokenizer, rng: random.Random) -> Iterator[list[Row]]:
    """Every question's rows, in a new order, drawn by `SHARES`."""
    lists: list[ReadingList] = []
    for name, all_lists in sets.items():
        share = SHARES[name]
        drawn = [x for x in all_lists for _ in range(int(share))] + rng.sample(
            all_lists, int(len(all_lists) * (share % 1))
        )
        lists += drawn
        answerable = [x for x in drawn if x.passages[0].answers and x.passages[0].has_spans]
        changed = (without_answer(x, rng) for x in rng.sample(answerable, int(len(answerable) * CHANGED)))
        bereft = (without_sentence(x) for x in rng.sample(answerable, int(len(answerable) * BEREFT)))
        lists += [x for x in (*changed, *bereft) if x]
    rng.shuffle(lists)
    for number, reading in enumerate(lists):
        passages = [*reading.passages[:1], *rng.sample(reading.passages[1:], min(1, len(reading.passages) - 1))]
        if rng.random() < SHORTENED:
            passages = [shorten(p, rng) for p in passages]
        bare = rng.random() < 0.5
        made = [make_row(tokenizer, reading.question, replace(p, heading="") if bare else p, number) for p in passages]
        if made[0] is not None:
            yield [row for row in made if row is not None]


def batches(groups: Iterator[list[Row]], size: int, pool: int = 40) -> Iterator[list[Row]]:
    """Batches of about `size` tokens, of groups of like length: `pool` batches are drawn together and sorted."""
    buffer: list[list[Row]] = []
    total = 0
    for group in groups:
        buffer.append(group)
        total += sum(len(r.ids) for r in group)
        if total > size * pool:
            yield from _deal(buffer, size)
            buffer, total = [], 0
    yield from _deal(buffer, size)


def _deal(buffer: list[list[Row]], size: int) -> list[list[Row]]:
    dealt: list[list[Row]] = []
    batch: list[Row] = []
    for group in sorted(buffer, key=lambda g: max(len(r.ids) for r in g)):
        if batch and max(len(r.ids) for r in (*batch, *group)) * (len(batch) + len(group)) > size:
            dealt.append(batch)
            batch = []
        batch.extend(group)
    if batch:
        dealt.append(batch)
    random.shuffle(dealt)
    return dealt


def collate(rows: Sequence[Row]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Ids, mask and types, padded: (rows, tokens) each."""
    width = max(len(r.ids) for r in rows)
    ids, mask, types = (torch.zeros(len(rows), width, dtype=torch.long) for _ in range(3))
    for i, row in enumerate(rows):
        ids[i, : len(row.ids)] = torch.tensor(row.ids)
        mask[i, : len(row.ids)] = 1
        types[i, : len(row.ids)] = torch.tensor(row.types)
    return ids, mask, types


def loss_of(out: torch.Tensor, rows: Sequence[Row], mask: torch.Tensor, types: torch.Tensor) -> dict[str, torch.Tensor]:
    """The losses, each a mean over what it is about."""
    allowed = ((types == 1) & (mask == 1)).clone()
    allowed[:, 0] = True
    masked = out.masked_fill(~allowed[:, :, None], -1e4)
    spans = [(i, *row.span) for i, row in enumerate(rows) if row.span is not None]
    losses = {}
    if spans:
        index, starts, ends = (torch.tensor(x) for x in zip(*spans, strict=True))
        losses["span"] = (
            F.cross_entropy(masked[index, :, START], starts) + F.cross_entropy(masked[index, :, END], ends)
        ) / 2
    losses["answers"] = F.binary_cross_entropy_with_logits(out[:, 0, ANSWERS], torch.tensor([r.answers for r in rows]))
    sums = F.pad(out[:, :, EVIDENCE].cumsum(1), (1, 0))
    where = [
        (i, a, b, g, row.group)
        for i, row in enumerate(rows)
        for (a, b), g in zip(row.sentences, row.right or (), strict=False)
    ]
    index, first, last = (torch.tensor([w[k] for w in where]) for k in range(3))
    evidence = (sums[index, last] - sums[index, first]) / (last - first)
    right = torch.tensor([w[3] for w in where])
    losses["sentence"] = F.binary_cross_entropy_with_logits(evidence, right)
    listwise = []
    of_group: dict[int, list[int]] = {}
    for k, w in enumerate(where):
        of_group.setdefault(w[4], []).append(k)
    for members in of_group.values():
        chosen = right[members] > 0
        if chosen.any() and not chosen.all():
            scores = evidence[members]
            listwise.append(torch.logsumexp(scores, 0) - torch.logsumexp(scores[chosen], 0))
    if listwise:
        losses["list"] = torch.stack(listwise).mean()
    return losses


def best_span(scores: np.ndarray, offsets: Sequence[tuple[int, int]], longest: int = 30) -> tuple[float, int, int]:
    """The best start and end in one row's (tokens, 4): its score over that of no answer, and its characters."""
    inside = [i for i, (a, b) in enumerate(offsets) if 0 <= a < b]
    best = (-1e9, 0, 0)
    for i in inside:
        for j in inside[inside.index(i) : inside.index(i) + longest]:
            if (total := float(scores[i, START] + scores[j, END])) > best[0]:
                best = (total, i, j)
    return best[0] - float(scores[0, START] + scores[0, END]), offsets[best[1]][0], offsets[best[2]][1]


@torch.no_grad()
def evaluate(model: Reader, tokenizer: Tokenizer, lists: Sequence[ReadingList]) -> dict[str, float]:
    """On held-out SQuAD 2.0: F1 at the best threshold and of answerable questions, AUROC, right sentence first of all read."""
    from benchmarks.squad import f1
    from qa.evaluate.risk import auroc

    model.eval()
    first, results = [], []
    for start in range(0, len(lists), 16):
        rows = [
            (reading, passage, row)
            for number, reading in enumerate(lists[start : start + 16])
            for passage in reading.passages
            if (row := make_row(tokenizer, reading.question, passage, number))
        ]
        ids, mask, types = collate([r for _, _, r in rows])
        out = model(ids, mask, types).numpy()
        ranked: dict[int, list[tuple[float, float]]] = {}
        for (reading, passage, row), scores in zip(rows, out, strict=True):
            for (a, b), good in zip(row.sentences, row.right or (), strict=False):
                ranked.setdefault(row.group, []).append((float(scores[a:b, EVIDENCE].mean()), good))
            if passage is reading.passages[0]:
                sure, begin, end = best_span(scores, row.offsets)
                gold = passage.text[slice(*passage.answer)] if passage.answer else ""
                sentence = max(float(scores[a:b, EVIDENCE].mean()) for a, b in row.sentences)
                results.append(
                    (bool(gold), f1(passage.text[begin:end], gold), sure, float(scores[0, ANSWERS]), sentence)
                )
        first += [max(x)[1] for x in ranked.values() if any(g for _, g in x)]
    model.train()
    yes = [r for r in results if r[0]]
    best = max(
        float(np.mean([(r[1] if r[2] > t else 0.0) if r[0] else float(r[2] <= t) for r in results]))
        for t in np.arange(-8, 8, 0.25)
    )
    figures = {"f1": best, "has_f1": float(np.mean([r[1] for r in yes])), "first": float(np.mean(first))}
    for name, k in (("span", 2), ("passage", 3), ("sentence", 4)):
        figures[f"auroc_{name}"] = auroc([r[k] for r in yes], [r[k] for r in results if not r[0]]) or 0.0
    return {name: round(value, 3) for name, value in figures.items()}


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
    rng = random.Random(0)
    files = locate(PACKAGED)
    verify(files)
    tokenizer = Tokenizer.from_file(f"{files.location}/tokenizer.json")
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS, strategy="only_second")
    model = Reader(files.location)
    if options.start:
        from safetensors.torch import load_file

        model.load_state_dict(load_file(options.start))
    model.encoder.embeddings.requires_grad_(False)
    held_out = list(squad(options.data / "squad2/squad2-dev-a.json", held_out=True))[::2]
    sets = read_all(options.data, rng)
    weights = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(weights, lr=options.rate, weight_decay=0.01, foreach=True)
    options.to.mkdir(parents=True, exist_ok=True)
    began, step, tokens, last = time.time(), 0, 0, time.time()
    sums: dict[str, list[float]] = {}
    warm = 100
    model.train()
    while True:
        for rows in batches(one_pass(sets, tokenizer, rng), options.tokens):
            done = (time.time() - began) / 60 / options.minutes
            if done >= 1:
                break
            for group in optimizer.param_groups:
                group["lr"] = options.rate * min(1, (step + 1) / warm) * max(1 - done, 0.01)
            ids, mask, types = collate(rows)
            losses = loss_of(model(ids, mask, types), rows, mask, types)
            total = sum(losses.values())
            assert isinstance(total, torch.Tensor)
            torch.autograd.backward(total)
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
                print(json.dumps(evaluate(model, tokenizer, held_out)), flush=True)
                save(model, options.to)
                last = time.time()
        else:
            print("pass ended", flush=True)
            continue
        break
    print(json.dumps(evaluate(model, tokenizer, held_out)), flush=True)
    save(model, options.to)


def save(model: Reader, folder: Path) -> None:
    """Write the weights, whole or not at all."""
    from safetensors.torch import save_file

    save_file({k: v.contiguous() for k, v in model.state_dict().items()}, folder / "reader.tmp")
    (folder / "reader.tmp").replace(folder / "reader.safetensors")


if __name__ == "__main__":
    main()
