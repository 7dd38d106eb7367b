"""The teacher: MPNet's twelve layers with the reader's four numbers a token and three more, read at the first token.

The three say whether a passage supports a statement, refutes it, or neither. Losses are those of `training.network`, with the
cross-entropy of support, and for twins how much surer the network is of the question that is answered than of the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch.nn import functional as F

from training.network import ANSWERS, loss_of
from training.rows import Row

SUPPORT = slice(4, 7)
"""Where the numbers of `reading_lists.Support` lie."""
PADDING = 1
"""The id that MPNet pads with."""


class Teacher(torch.nn.Module):
    """The encoder of a folder in MPNet's format, its lowest layers kept as they are, with one linear layer."""

    def __init__(self, folder: str, frozen: int = 4, dropout: float = 0.1) -> None:
        """Load the encoder; `frozen` layers and all embeddings do not learn, and see no dropout."""
        super().__init__()
        from transformers import MPNetModel

        self.encoder = MPNetModel.from_pretrained(folder, add_pooling_layer=False, hidden_dropout_prob=dropout)
        self.heads = torch.nn.Linear(self.encoder.config.hidden_size, SUPPORT.stop)
        self.frozen = frozen
        self.encoder.requires_grad_(False)
        self.encoder.encoder.layer[frozen:].requires_grad_(True)

    def train(self, mode: bool = True) -> Teacher:
        """Dropout is for the layers that learn."""
        super().train(mode)
        self.encoder.embeddings.eval()
        self.encoder.encoder.layer[: self.frozen].eval()
        return self

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, types: torch.Tensor) -> torch.Tensor:
        """(rows, tokens, 7); MPNet has no token types."""
        states = self.encoder.embeddings(ids.masked_fill(mask == 0, PADDING))
        bias = self.encoder.encoder.compute_position_bias(states[:1]).masked_fill(mask[:, None, None] == 0, -1e4)
        for layer in self.encoder.encoder.layer:
            states = _layer(layer, states, bias)
        out: torch.Tensor = self.heads(states)
        return out


def _layer(layer: Any, states: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:  # noqa: ANN401 - an MPNetLayer
    """One layer with fused attention, which transformers has not for MPNet; no dropout inside attention."""
    attention = layer.attention.attn
    shape = (*states.shape[:2], attention.num_attention_heads, attention.attention_head_size)
    query, key, value = (part(states).view(shape).transpose(1, 2) for part in (attention.q, attention.k, attention.v))
    mixed = F.scaled_dot_product_attention(query, key, value, attn_mask=bias)
    mixed = attention.o(mixed.transpose(1, 2).flatten(2))
    states = layer.attention.LayerNorm(layer.attention.dropout(mixed) + states)
    out: torch.Tensor = layer.output(layer.intermediate(states), states)
    return out


def teacher_loss(
    out: torch.Tensor, rows: Sequence[Row], mask: torch.Tensor, types: torch.Tensor
) -> dict[str, torch.Tensor]:
    """The losses, each a mean over what it is about."""
    losses = loss_of(out, rows, mask, types)
    known = [(i, row.support) for i, row in enumerate(rows) if row.support is not None]
    if known:
        index, says = (torch.tensor(x) for x in zip(*known, strict=True))
        losses["support"] = F.cross_entropy(out[index, 0, SUPPORT], says)
    first = {row.group: i for i, row in reversed(list(enumerate(rows)))}
    twins = [(first[-row.group], i) for i, row in enumerate(rows) if row.group < 0]
    if twins:
        yes, no = (out[list(x), 0, ANSWERS] for x in zip(*twins, strict=True))
        losses["twin"] = F.softplus(no - yes).mean()
    return losses
