"""What the networks are trained on and by: lists as tokens, rows, batches, losses; all of it made up, and small."""

import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import WhitespaceSplit

from training.batches import CLS, SEP, UNKNOWN, Passes, collate, group_of, row_of
from training.claims import alter, is_held_out
from training.measure import auroc
from training.network import ANSWERS, END, EVIDENCE, START, SUPPORT, as_mpnet, known_loss, taught_loss
from training.prepare import tokens_of
from training.reading_lists import Passage, ReadingList, Support
from training.token_lists import TokenLists, load
from training.twins import plain, sentences_of

TEXT = "The mill closed . It burnt down in 1904 . Nobody was hurt ."
SENTENCES = ((0, 17), (18, 41), (42, 59))
READ = Passage("Mills", TEXT, SENTENCES, frozenset({1}), (35, 39), True)
OTHER = Passage("", "Rain fell . It was cold .", ((0, 11), (12, 25)), frozenset(), None, False)
LISTS = [
    ReadingList("When did it burn ?", (READ, OTHER), "When did it flood ?"),
    ReadingList("The mill closed .", (replace(READ, answer=None, has_spans=False, support=Support.SUPPORTS),)),
]


@pytest.fixture(scope="module")
def lists() -> TokenLists:
    words = sorted({word for text in (TEXT, OTHER.text, "When did it burn ? flood Mills.") for word in text.split()})
    tokenizer = Tokenizer(
        WordLevel({word: number for number, word in enumerate(words, start=200)} | {"[UNK]": 100}, "[UNK]")
    )
    tokenizer.pre_tokenizer = WhitespaceSplit()
    return tokens_of({"squad2": LISTS[:1], "altered": LISTS[1:]}, tokenizer)


def test_sentences_of_tokenized_text_end_at_lonely_full_stops() -> None:
    text = 'a u.s. firm , rated 2.5 , fell . " it rose , " he said . why ?'
    assert [text[a:b] for a, b in sentences_of(text)] == [
        'a u.s. firm , rated 2.5 , fell . "',
        'it rose , " he said .',
        "why ?",
    ]


def test_plain_writes_brackets_and_quotation_marks() -> None:
    assert plain("`` so '' -lrb- he said -rrb-") == '" so " ( he said )'


def test_held_out_articles_are_a_fixed_part() -> None:
    articles = [f"Article {i}" for i in range(400)]
    assert 150 < sum(map(is_held_out, articles)) < 250
    assert [is_held_out(a) for a in articles] == [is_held_out(a) for a in articles]


def test_altered_statement_says_something_else_than_the_text() -> None:
    sentence = "The mill was closed in 1904 by 12 men."
    made = {alter(sentence, f"{sentence} It was opened in 1898.", random.Random(seed)) for seed in range(40)}
    assert sentence not in made and len(made - {None}) > 5


def test_lists_are_the_same_when_they_are_read_again(lists: TokenLists, tmp_path: Path) -> None:
    lists.save(tmp_path / "lists.npz")
    again = load(tmp_path / "lists.npz")
    assert again.names == lists.names
    assert np.array_equal(again.texts.values, lists.texts.values) and np.array_equal(again.span, lists.span)


def test_row_says_where_sentences_and_the_answer_stand(lists: TokenLists) -> None:
    row = row_of(lists, int(lists.question[0]), 0)
    assert row is not None and (row.ids[0], row.ids[row.passage_at - 1], row.ids[-1]) == (CLS, SEP, SEP)
    text = lists.texts[int(lists.text[0])].tolist()
    (first, last) = row.span
    assert row.ids[first : last + 1] == text[8:9] and row.sentences[1][0] <= first < row.sentences[1][1]
    assert (row.right, row.answers, row.support) == (frozenset({1}), 1, UNKNOWN)
    short = row_of(lists, int(lists.question[0]), 0, kept=(1, 3), bare=True)
    assert short is not None and len(short.sentences) == 2 and short.right == {0}
    assert short.ids[short.span[0]] == row.ids[first]
    assert row_of(lists, int(lists.question[0]), 0, kept=(0, 1)) is None, "its answer is cut off"


def test_group_holds_the_twin_without_an_answer(lists: TokenLists) -> None:
    rows = group_of(lists, 0, random.Random(1), unlabelled=True)
    (twin,) = [row for row in rows if row.twin]
    assert (twin.answers, twin.span, twin.right) == (0, (0, 0), frozenset())
    assert any(not row.labelled for row in rows)


def test_loss_is_least_for_what_is_right_and_a_student_learns_what_is_said(lists: TokenLists) -> None:
    batch = collate([group_of(lists, number, random.Random(1), unlabelled=False) for number in (0, 1)])
    out = torch.zeros(*batch["ids"].shape, SUPPORT.stop)
    for i, (start, end) in enumerate(batch["span"].tolist()):
        if start != UNKNOWN:
            out[i, start, START] = out[i, end, END] = 9.0
    out[:, 0, ANSWERS] = 18.0 * batch["answers"].float() - 9.0
    for (row, a, b, _), right in zip(batch["sentences"].tolist(), batch["right"].tolist(), strict=True):
        out[row, a:b, EVIDENCE] = 9.0 if right else -9.0
    out[batch["support"] == 0, 0, SUPPORT.start] = 9.0
    good, bad = known_loss(out, batch), known_loss(-out, batch)
    assert good < 0.1 < 10 < bad
    assert taught_loss(out, out, batch) < taught_loss(-out, out, batch)


def test_passes_give_every_list_by_its_share_and_differ(lists: TokenLists) -> None:
    many = Passes(lists, 60, seed=0)
    batches = [batch for batch, _ in zip(many, range(6), strict=False)]
    assert {int(n) for batch in batches for n in batch["answers"].tolist()} == {0, 1}
    assert all(batch["ids"].shape[1] % 8 == 0 for batch in batches)


def test_tokens_of_one_tokenizer_are_those_of_the_other() -> None:
    ids = torch.tensor([[101, 2054, 102, 0]])
    assert as_mpnet(ids, torch.tensor([[1, 1, 1, 0]])).tolist() == [[0, 2058, 2, 1]]


def test_auroc_counts_ties_half() -> None:
    assert auroc(np.array([1.0, 2.0]), np.array([0.0, 1.0])) == 0.875
