"""The tagger's network: a small BERT encoder, and for each word a choice of cue and relation.

The choice is made as graph-based dependency parsers choose a word's head (Dozat and Manning, "Deep Biaffine Attention
for Neural Dependency Parsing", 2017): every word scores every other as the first word of its cue, once for each
relation, and "none".
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from onrecord.language.tagger.windows import MARKS, SHAPES

WIDTH, HEADS, LAYERS, INNER, PLACES, VOCABULARY = 384, 12, 6, 1536, 512, 30522
FAR = 64
"""Words. A distance beyond this is as good as this."""
PAIR = 64
DROPOUT = 0.1


class Layer(nn.Module):
    """One layer of BERT."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.last = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(DROPOUT)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """Return the layer's output (b, n, width); `mask` is None for one window, which nothing pads."""
        b, n, _ = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        weights = q @ k.transpose(-1, -2) / (WIDTH // HEADS) ** 0.5
        if mask is not None:
            weights = weights.masked_fill(~mask, -1e4)
        mixed = torch.softmax(weights, -1).to(v.dtype) @ v
        x = self.norm(x + self.dropout(self.out(mixed.transpose(1, 2).reshape(b, n, WIDTH))))
        return self.last(x + self.dropout(self.down(functional.gelu(self.up(x)))))


class Network(nn.Module):
    """The encoder and the scorer of heads."""

    def __init__(self) -> None:
        super().__init__()
        self.word = nn.Embedding(VOCABULARY, WIDTH)
        self.place = nn.Embedding(PLACES, WIDTH)
        self.kind = nn.Embedding(2, WIDTH)
        self.shape = nn.Embedding(SHAPES, WIDTH)
        self.mark = nn.Embedding(MARKS, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.as_cue = nn.Linear(WIDTH, 256)
        self.as_word = nn.Linear(WIDTH, 256)
        self.query = nn.Linear(256, 3 * PAIR)
        self.key = nn.Linear(256, 3 * PAIR)
        self.cue_bias = nn.Linear(256, 3)
        self.word_bias = nn.Linear(256, 3)
        self.none = nn.Linear(256, 1)
        self.anchor = nn.Linear(256, 1)
        self.distance = nn.Embedding(2 * FAR + 1, 3)
        self.dropout = nn.Dropout(DROPOUT)
        for table in (self.shape, self.mark, self.distance):
            nn.init.zeros_(table.weight)

    def encoder_parameters(self) -> Iterator[nn.Parameter]:
        """Yield the weights that a checkpoint gives, without the vocabulary's."""
        for part in (self.place, self.kind, self.norm, self.layers):
            yield from part.parameters()

    def load_encoder(self, path: Path) -> None:
        """Take the encoder's weights from a BERT checkpoint in safetensors."""
        given = load_file(path)
        own = {
            "word.weight": given["embeddings.word_embeddings.weight"],
            "place.weight": given["embeddings.position_embeddings.weight"],
            "kind.weight": given["embeddings.token_type_embeddings.weight"],
            "norm.weight": given["embeddings.LayerNorm.weight"],
            "norm.bias": given["embeddings.LayerNorm.bias"],
        }
        parts = {"out": "attention.output.dense", "norm": "attention.output.LayerNorm", "up": "intermediate.dense"}
        parts |= {"down": "output.dense", "last": "output.LayerNorm"}
        for number in range(LAYERS):
            for kind in ("weight", "bias"):
                there = f"encoder.layer.{number}"
                own[f"layers.{number}.qkv.{kind}"] = torch.cat(
                    [given[f"{there}.attention.self.{name}.{kind}"] for name in ("query", "key", "value")]
                )
                for name, theirs in parts.items():
                    own[f"layers.{number}.{name}.{kind}"] = given[f"{there}.{theirs}.{kind}"]
        missing, unexpected = self.load_state_dict(own, strict=False)
        heads = ("as_", "query", "key", "cue_bias", "word_bias", "none", "anchor", "distance", "shape", "mark")
        if unexpected or any(not name.startswith(heads) for name in missing):
            raise ValueError(f"{path} is no checkpoint of the encoder: {missing} {unexpected}")

    def forward(
        self, ids: Tensor, shapes: Tensor, marks: Tensor, first: Tensor, mask: Tensor | None = None
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Return anchor logits (b, n), none logits (b, n) and relation logits (b, n words, 3, n heads)."""
        x = self.word(ids) + self.place.weight[: ids.shape[1]] + self.kind.weight[0]
        x = self.dropout(self.norm(x + self.shape(shapes) + self.mark(marks)))
        for layer in self.layers:
            x = layer(x, mask)
        x = torch.gather(x, 1, first.unsqueeze(-1).expand(-1, -1, WIDTH))
        cue = self.dropout(functional.gelu(self.as_cue(x)))
        word = self.dropout(functional.gelu(self.as_word(x)))
        b, n, _ = x.shape
        q = self.query(cue).view(b, n, 3, PAIR).permute(0, 2, 3, 1)  # b 3 d heads
        k = self.key(word).view(b, n, 3, PAIR).permute(0, 2, 1, 3)  # b 3 words d
        scores = (k @ q).permute(0, 2, 1, 3) / PAIR**0.5  # b words 3 heads
        places = torch.arange(n, device=x.device)
        apart = (places[:, None] - places[None, :]).clamp(-FAR, FAR) + FAR
        scores = scores + self.distance(apart).permute(0, 2, 1)
        scores = scores + self.word_bias(word)[..., None] + self.cue_bias(cue).transpose(1, 2)[:, None]
        return self.anchor(cue).squeeze(-1), self.none(word).squeeze(-1), scores
