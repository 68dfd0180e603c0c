"""Train the tagger on PolNeAR: `make train-statements`.

The weights come out of rounds: each is a training of some epochs, at a rate that falls to nothing, and starts where the
one before ended. Of a round the moving average of its weights is kept, of all rounds the mean (Izmailov et al. 2018,
"Averaging Weights Leads to Wider Optima and Better Generalization").
"""

from __future__ import annotations

import argparse
import random
import time
from copy import deepcopy
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from data import MOST, Article, article, read, targets
from network import Network
from onrecord.language.tagger.windows import CONTEXT, WINDOW, Cutter, Window

SEED = 20161108
BATCH = 8
"""Windows a step."""
ROUNDS = ((5, 1.5e-4), (3, 8e-5))
"""Epochs and the rate of learning at the start, of each round."""
HEADS = 5
"""How many times faster the layers learn that are not the encoder's."""
WARM = 1 / 12
"""The share of a round in which the rate rises to its start."""
MEMORY = 0.998
"""What the moving average keeps of itself at each step (fraction)."""

Item = tuple[Article, Window]


def main() -> None:
    """Train and save."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("train", type=Path, help="marked articles, JSON lines, gzipped")
    parser.add_argument("encoder", type=Path, help="a folder with model.safetensors")
    parser.add_argument("out", type=Path, help="where the weights go")
    parser.add_argument("--fold", type=int, metavar="K", help="leave out every fifth article, from number K on")
    options = parser.parse_args()
    torch.manual_seed(SEED)
    rng = random.Random(SEED)  # noqa: S311 - order, no secret
    cutter = Cutter()
    documents = [d for i, d in enumerate(read(options.train)) if options.fold is None or i % 5 != options.fold]
    articles = [article(document, cutter) for document in documents]
    network = Network()
    network.load_encoder(options.encoder / "model.safetensors")
    kept = []
    for number, (epochs, rate) in enumerate(ROUNDS):
        plan = [batches(articles, cutter, rng) for _ in range(epochs)]
        network = train(network, plan, rate, f"round {number + 1}")
        kept.append(network.state_dict())
    mean = {name: sum(weights[name] for weights in kept) / len(kept) for name in kept[0]}
    torch.save(mean, options.out)
    print("kept", options.out, flush=True)


def train(network: Network, plan: list[list[list[Item]]], rate: float, name: str) -> Network:
    """Train through a plan, and return the moving average of the weights."""
    encoder = set(network.encoder_parameters())
    rest = [p for p in network.parameters() if p not in encoder]
    network.word.weight.requires_grad_(False)  # most word pieces are too rare here to learn anything about them
    groups = [{"params": list(network.encoder_parameters()), "lr": rate}, {"params": rest, "lr": HEADS * rate}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    steps = sum(len(epoch) for epoch in plan)
    warm = int(steps * WARM)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / warm, max(0.02, (steps - step) / (steps - warm)))
    )
    average = deepcopy(network).eval()
    network.train()
    began, mean = time.time(), 0.0
    for step, items in enumerate((items for epoch in plan for items in epoch), start=1):
        loss = loss_of(network, collate(items))
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        decay = min(MEMORY, (1 + step) / (10 + step))
        with torch.no_grad():
            torch._foreach_lerp_(list(average.parameters()), list(network.parameters()), 1 - decay)
        mean = 0.98 * mean + 0.02 * float(loss.detach())
        if step % 50 == 0:
            left = (time.time() - began) / step * (steps - step)
            print(f"{name}: step {step}/{steps}, loss {mean:.3f}, {left / 60:.0f} min left", flush=True)
    return average


def batches(articles: list[Article], cutter: Cutter, rng: random.Random) -> list[list[Item]]:
    """Return an epoch's windows, cut anew in size, in batches of like length, shuffled."""
    items: list[Item] = []
    for found in articles:
        size, context = rng.randint(160, WINDOW), rng.randint(0, CONTEXT)
        items += [(found, window) for window in cutter.windows(found.words, found.text, size, context)]
    rng.shuffle(items)
    pooled: list[Item] = []
    for at in range(0, len(items), BATCH * 16):
        pooled += sorted(items[at : at + BATCH * 16], key=lambda item: len(item[1].ids))
    made = [pooled[at : at + BATCH] for at in range(0, len(pooled), BATCH)]
    rng.shuffle(made)
    return made


def collate(batch: list[Item]) -> dict[str, Tensor]:
    """Return a batch as tensors, padded to its longest window."""
    length = max(len(w.ids) for _, w in batch)
    n = max(len(w.first) for _, w in batch)
    out = {name: torch.zeros(len(batch), length, dtype=torch.long) for name in ("ids", "shapes", "marks")}
    out["first"] = torch.zeros(len(batch), n, dtype=torch.long)
    out["mask"] = torch.zeros(len(batch), 1, 1, length, dtype=torch.bool)
    out["heads"] = torch.zeros(len(batch), n, MOST, dtype=torch.long)
    out["shares"] = torch.zeros(len(batch), n, MOST)
    out["opens"] = torch.full((len(batch), n), -1.0)
    for row, (found, window) in enumerate(batch):
        for name in ("ids", "shapes", "marks", "first"):
            values = getattr(window, name)
            out[name][row, : len(values)] = torch.tensor(values)
        out["mask"][row, :, :, : len(window.ids)] = True
        heads, opens = targets(found, window)
        out["opens"][row, : len(opens)] = torch.tensor(opens, dtype=torch.float)
        for place, chosen in enumerate(heads):
            for number, head in enumerate(chosen):
                relation, other = divmod(head - 1, len(opens))
                out["heads"][row, place, number] = 0 if head == 0 else 1 + relation * n + other
                out["shares"][row, place, number] = 1 / len(chosen)
    return out


def loss_of(network: Network, batch: dict[str, Tensor]) -> Tensor:
    """Return the loss of a batch: the choice of head, and whether a word opens a cue."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        opens, none, scores = network(batch["ids"], batch["shapes"], batch["marks"], batch["first"], batch["mask"])
    b, n = none.shape
    real = batch["opens"] >= 0
    scores = scores.float().masked_fill(~real[:, None, None, :], -1e4)
    logits = torch.cat([none.float()[..., None], scores.reshape(b, n, 3 * n)], -1)
    chosen = torch.log_softmax(logits, -1).gather(-1, batch["heads"])
    head = -(chosen * batch["shares"]).sum() / real.sum()
    return head + functional.binary_cross_entropy_with_logits(opens.float()[real], batch["opens"][real])


if __name__ == "__main__":
    main()
