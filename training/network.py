"""The network that reads: the encoder's own with one linear layer, and what it loses by being wrong.

The layer gives four numbers a token: start and end of the short answer (at [CLS]: none), evidence (its mean over a sentence: this
sentence answers), and, read at [CLS], whether the passage answers at all. Losses, to be summed: cross-entropy of start and end;
binary cross-entropy of every sentence and of the passage; cross-entropy over the sentences of all passages that are read for one
question.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch.nn import functional as F

from training.rows import Row

START, END, EVIDENCE, ANSWERS = range(4)


class Network(torch.nn.Module):
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
