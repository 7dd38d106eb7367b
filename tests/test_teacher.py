"""What the teacher's training rests on: where sentences end in tokenized text, its learning rate, and going on from a file."""

from pathlib import Path

import pytest
import torch

from training.checkpoint import Place, load, load_average, save
from training.claims import is_held_out
from training.teacher import WARM_UP, rate_of
from training.twins import plain, sentences_of


def test_sentences_of_tokenized_text_end_at_lonely_full_stops() -> None:
    text = 'a u.s. firm , rated 2.5 , fell . " it rose , " he said . why ?'
    assert [text[a:b] for a, b in sentences_of(text)] == [
        'a u.s. firm , rated 2.5 , fell . "',
        'it rose , " he said .',
        "why ?",
    ]


def test_plain_writes_brackets_and_quotation_marks() -> None:
    assert plain("`` so '' -lrb- he said -rrb-") == '" so " ( he said )'


def test_rate_rises_stays_and_falls_to_nothing() -> None:
    assert rate_of(0, 0, 1000, 0.3) == pytest.approx(1 / WARM_UP)
    assert rate_of(10_000, 700, 1000, 0.3) == 1
    assert rate_of(10_000, 850, 1000, 0.3) == pytest.approx(0.5)
    assert rate_of(10_000, 1200, 1000, 0.3) == 0


def test_held_out_articles_are_a_fixed_part() -> None:
    articles = [f"Article {i}" for i in range(400)]
    assert 150 < sum(map(is_held_out, articles)) < 250
    assert [is_held_out(a) for a in articles] == [is_held_out(a) for a in articles]


def test_training_goes_on_as_if_it_had_not_stopped(tmp_path: Path) -> None:
    straight, _ = _learn(4)
    first, place = _learn(2, save_to=tmp_path / "kept.safetensors")
    resumed, _ = _learn(2, load_from=tmp_path / "kept.safetensors")
    assert place.step == 2
    assert torch.equal(resumed, straight)
    assert not torch.equal(first, straight)
    assert not list(tmp_path.glob("*.tmp"))


def _learn(steps: int, save_to: Path | None = None, load_from: Path | None = None) -> tuple[torch.Tensor, Place]:
    torch.manual_seed(0)
    layer, dropout = torch.nn.Linear(3, 3), torch.nn.Dropout(0.5)
    model = torch.nn.Sequential(layer, dropout)
    weights = dict(model.named_parameters())
    average = {n: p.detach().clone() for n, p in weights.items()}
    optimizer = torch.optim.AdamW(model.parameters(), lr=0.1)
    place = load(load_from, weights, average, optimizer) if load_from else Place()
    for _ in range(steps):
        dropout(layer(torch.ones(2, 3))).square().sum().backward()
        optimizer.step()
        optimizer.zero_grad()
        place.step += 1
    if save_to:
        save(save_to, weights, average, optimizer, place)
        assert load_average(save_to, weights) == place
    return layer.weight.detach().clone(), place
