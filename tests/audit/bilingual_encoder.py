"""A small encoder that knows some Spanish: the packaged one, in which Spanish words got the vectors of their English ones."""

import json
import shutil
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file, save_file

from qa.embed.weights import PACKAGED, locate

_WORDS = """
pan bread, aun still, estaba was, caliente warm, cuando when, los the, ninos children, llegaron came, casa house,
nadie nobody, abrio answered, la the, puerta door, aunque although, las the, luces lights, estaban were, encendidas on,
ella she, vendio sold, su her, y and, se itself, mudo moved, un a, pueblo village, junto by, al the, mar sea,
agricultores farmers, esperan waiting, lluvia rain, hermano brother, rompio broke, pierna leg, el the, invierno winter,
pasado last, olvidamos forgot, llaves keys, en in, coche car, trabajadores workers, llevan received, meses months,
sin without, cobrar no, sueldo wages, viejo old, puente bridge, fue was, cerrado closed, porque because, ya longer,
no no, era was, seguro safe, mayor most, parte part, del of, dinero money, desaparecio disappeared, dejar any,
rastro trace, nino boy, tenia was, miedo afraid, de of, perros dogs, policia police, congelo froze, millones million,
bienes assets, puerto harbour, euros euros
"""
_TABLE = "embeddings.word_embeddings.weight"


def make_bilingual_encoder(folder: Path) -> Path:
    """The encoder's folder."""
    shutil.copytree(locate(PACKAGED).location, folder)
    tokenizer = json.loads((folder / "tokenizer.json").read_text("utf-8"))
    vocabulary: dict[str, int] = tokenizer["model"]["vocab"]
    weights = load_file(folder / "model.safetensors")
    known, rows = dict(vocabulary), [weights[_TABLE]]
    for spanish, english in (pair.split() for pair in _WORDS.replace("\n", " ").split(",")):
        vocabulary[spanish] = sum(map(len, rows))
        rows.append(weights[_TABLE][known[english]][None])
    weights[_TABLE] = np.concatenate(rows)
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer), encoding="utf-8")
    (folder / "vocab.txt").unlink()
    settings = json.loads((folder / "config.json").read_text("utf-8"))
    settings["vocab_size"] = len(weights[_TABLE])
    (folder / "config.json").write_text(json.dumps(settings), encoding="utf-8")
    return folder
