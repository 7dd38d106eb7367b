"""Models of random numbers, small enough to be made in a test, saved as people's models are: safetensors and a tokenizer."""

from pathlib import Path

from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

# torch and transformers take seconds to import, in each process that collects tests: the functions do it.
ANSWERING, SCORING, PLAIN = "BertForQuestionAnswering", "BertForSequenceClassification", "BertModel"
"""Kinds of models, as transformers calls them."""

WORDS = (
    "[PAD] [UNK] [CLS] [SEP] . ? what does how much is it a kilo rice cost costs 4 euros dear market beans too".split()
)
MAX_TOKENS = 64
"""Positions of the tiny networks."""


def save_model(folder: Path, kind: str, *, words: int = len(WORDS), **settings: int) -> Path:
    """A two-layer BERT of this kind, always of the same numbers, that knows the first `words` of the words."""
    import torch
    import transformers

    transformers.utils.logging.disable_progress_bar()
    torch.manual_seed(4)
    config = transformers.BertConfig(
        vocab_size=words,
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=MAX_TOKENS,
        initializer_range=0.5,
    )
    config.update(settings)
    getattr(transformers, kind)(config).save_pretrained(folder)
    save_tokenizer(folder)
    return folder


def save_tokenizer(folder: Path) -> None:
    """A tokenizer of whole words."""
    from transformers import PreTrainedTokenizerFast

    tokenizer = Tokenizer(models.WordPiece({word: i for i, word in enumerate(WORDS)}, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    marks = {"unk_token": "[UNK]", "cls_token": "[CLS]", "sep_token": "[SEP]", "pad_token": "[PAD]"}
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, **marks).save_pretrained(folder)
