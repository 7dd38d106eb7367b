"""The networks that read, and what they lose by being wrong or by differing from their teachers.

An encoder with one linear layer of seven numbers a token: start and end of the short answer (at [CLS]: none), evidence (its mean
over a sentence: this sentence answers), and, read at [CLS], whether the passage answers at all, and whether it supports the
statement that was read for it, refutes it, or neither.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from torch.nn import functional as F

from training.batches import UNKNOWN

START, END, EVIDENCE, ANSWERS = range(4)
SUPPORT = slice(4, 7)
"""Where the numbers of `reading_lists.Support` lie."""
HARD = 0.5
"""What the known answers weigh beside the teachers' for a student."""
_NOWHERE = -1e4
Batch = dict[str, torch.Tensor]


class Network(torch.nn.Module):
    """An encoder of BERT's or MPNet's kind, with or without some of its layers."""

    def __init__(self, folder: Path, dropout: float = 0.0, layers: Sequence[int] | None = None) -> None:
        """Load the encoder of a folder; `layers`: keep only these of it. Its embeddings do not learn."""
        super().__init__()
        from transformers import AutoModel

        self.encoder: Any = AutoModel.from_pretrained(str(folder), add_pooling_layer=False)
        self.is_mpnet = self.encoder.config.model_type == "mpnet"
        self.dropout = dropout
        if layers is not None:
            every = self.encoder.encoder.layer
            self.encoder.encoder.layer = torch.nn.ModuleList(every[i] for i in layers)
            self.encoder.config.num_hidden_layers = len(layers)
        self.heads = torch.nn.Linear(self.encoder.config.hidden_size, SUPPORT.stop)
        self.encoder.embeddings.requires_grad_(False)
        for module in self.encoder.modules():
            if isinstance(module, torch.nn.Dropout):
                module.p = dropout

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor
    ) -> torch.Tensor:
        """(rows, tokens, 7), of the packaged tokenizer's tokens."""
        if self.is_mpnet:
            states = self.encoder.embeddings(as_mpnet(input_ids, attention_mask))
            bias = self.encoder.encoder.compute_position_bias(states[:1])
        else:
            states = self.encoder.embeddings(input_ids=input_ids, token_type_ids=token_type_ids)
            bias = states.new_zeros(1, 1, 1, 1)
        bias = bias.masked_fill(attention_mask[:, None, None] == 0, _NOWHERE)
        for layer in self.encoder.encoder.layer:
            states = self._layer(layer, states, bias)
        # Sixteen bits would be too few for the scores themselves.
        with torch.autocast(states.device.type, enabled=False):
            out: torch.Tensor = self.heads(states.float())
        return out

    def _layer(self, layer: Any, states: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:  # noqa: ANN401 - transformers'
        """One layer with fused attention, which transformers has not for MPNet."""
        heads = self.encoder.config.num_attention_heads
        shape = (*states.shape[:2], heads, states.shape[2] // heads)
        if self.is_mpnet:
            own = layer.attention.attn
            parts, mix, norm = (own.q, own.k, own.v), own.o, layer.attention.LayerNorm
        else:
            own, output = layer.attention.self, layer.attention.output
            parts, mix, norm = (own.query, own.key, own.value), output.dense, output.LayerNorm
        query, key, value = (part(states).view(shape).transpose(1, 2) for part in parts)
        dropout = self.dropout if self.training else 0.0
        mixed = F.scaled_dot_product_attention(query, key, value, bias.to(query.dtype), dropout)
        mixed = mix(mixed.transpose(1, 2).flatten(2))
        states = norm(F.dropout(mixed, dropout) + states)
        out: torch.Tensor = layer.output(layer.intermediate(states), states)
        return out


def as_mpnet(ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """The same tokens by MPNet's numbers: BERT's moved by four, but for the special ones."""
    moved = ids + 4
    moved = moved.masked_fill(ids == 101, 0).masked_fill(ids == 102, 2)
    return moved.masked_fill(mask == 0, 1)


def known_loss(out: torch.Tensor, batch: Batch) -> torch.Tensor:
    """The loss by what is known to be right: the sum of means over spans, sentences, lists, passages, statements and twins."""
    masked = _allowed(out, batch)
    start, end = batch["span"].unbind(1)
    answers, right = batch["answers"], batch["right"]
    evidence = _evidence(out, batch["sentences"])
    losses = [
        _cross_entropy(masked[:, :, START], start) / 2 + _cross_entropy(masked[:, :, END], end) / 2,
        _binary(out[:, 0, ANSWERS], answers),
        _binary(evidence, right),
        _listwise(evidence, right, batch["sentences"][:, 3]),
        _cross_entropy(out[:, 0, SUPPORT], batch["support"]),
    ]
    yes, no = (out[:, 0, ANSWERS][batch["twins"][:, i]] for i in (0, 1))
    losses.append(F.softplus(no - yes).sum() / max(len(yes), 1))
    return torch.stack(losses).sum()


def taught_loss(out: torch.Tensor, taught: torch.Tensor, batch: Batch) -> torch.Tensor:
    """The loss by what the teachers say of the same batch, (rows, tokens, 7), and by what is known."""
    masked, said = _allowed(out, batch), _allowed(taught, batch)
    groups = batch["sentences"][:, 3]
    own, theirs = (_evidence(x, batch["sentences"]) for x in (out, taught))
    statement = batch["support"] != UNKNOWN
    losses = [
        _soft(masked[:, :, START], said[:, :, START]) / 2 + _soft(masked[:, :, END], said[:, :, END]) / 2,
        F.binary_cross_entropy_with_logits(out[:, 0, ANSWERS], taught[:, 0, ANSWERS].sigmoid()),
        F.binary_cross_entropy_with_logits(own, theirs.sigmoid()),
        -(_shares(theirs, groups).exp() * _shares(own, groups)).sum() / (groups.max() + 1),
        _soft(out[statement][:, 0, SUPPORT], taught[statement][:, 0, SUPPORT]) if statement.any() else out.sum() * 0,
    ]
    return torch.stack(losses).sum() + HARD * known_loss(out, batch)


def _allowed(out: torch.Tensor, batch: Batch) -> torch.Tensor:
    """Only the passage's tokens, and the first, which stands for none."""
    allowed = (batch["types"] == 1) & (batch["mask"] == 1)
    allowed[:, 0] = True
    return out.masked_fill(~allowed[:, :, None], _NOWHERE)


def _evidence(out: torch.Tensor, sentences: torch.Tensor) -> torch.Tensor:
    """The mean of the evidence over each sentence's tokens."""
    sums = F.pad(out[:, :, EVIDENCE].float().cumsum(1), (1, 0))
    row, first, last = sentences[:, 0], sentences[:, 1], sentences[:, 2]
    return (sums[row, last] - sums[row, first]) / (last - first)


def _cross_entropy(scores: torch.Tensor, known: torch.Tensor) -> torch.Tensor:
    total = F.cross_entropy(scores.float(), known, ignore_index=UNKNOWN, reduction="sum")
    return total / (known != UNKNOWN).sum().clamp(min=1)


def _binary(scores: torch.Tensor, known: torch.Tensor) -> torch.Tensor:
    weights = (known != UNKNOWN).float()
    losses = F.binary_cross_entropy_with_logits(scores.float(), known.clamp(min=0).float(), weights, reduction="sum")
    return losses / weights.sum().clamp(min=1)


def _soft(scores: torch.Tensor, taught: torch.Tensor) -> torch.Tensor:
    return -(taught.float().softmax(1) * scores.float().log_softmax(1)).sum(1).mean()


def _shares(scores: torch.Tensor, groups: torch.Tensor) -> torch.Tensor:
    """The logarithm of each sentence's share of its group."""
    return scores - _log_sum(scores, groups)[groups]


def _log_sum(scores: torch.Tensor, groups: torch.Tensor) -> torch.Tensor:
    count = int(groups.max()) + 1
    top = scores.new_full((count,), _NOWHERE).scatter_reduce(0, groups, scores, "amax")
    sums = scores.new_zeros(count).scatter_add(0, groups, (scores - top[groups]).exp())
    return top + sums.clamp(min=1e-30).log()


def _listwise(scores: torch.Tensor, right: torch.Tensor, groups: torch.Tensor) -> torch.Tensor:
    """How little of each group's share is on its right sentences."""
    chosen = (right == 1).float()
    count = int(groups.max()) + 1
    some = scores.new_zeros(count).scatter_add(0, groups, chosen)
    known = (right != UNKNOWN).float()
    every = scores.new_zeros(count).scatter_add(0, groups, known)
    counted = (some > 0) & (some < every)
    all_of = _log_sum(scores.masked_fill(known == 0, _NOWHERE), groups)
    right_of = _log_sum(scores.masked_fill(chosen == 0, _NOWHERE), groups)
    return ((all_of - right_of) * counted).sum() / counted.sum().clamp(min=1)
