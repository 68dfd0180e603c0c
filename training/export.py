"""Write the trained network as an int8 ONNX graph: the last step of `make train-statements`."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from network import Network


class Probabilities(nn.Module):
    """The network as it is used: one window in, probabilities out."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, shapes: Tensor, marks: Tensor, first: Tensor) -> tuple[Tensor, Tensor]:
        """Return for each word of a window the probability that it opens a cue, and (word, relation, head)."""
        anchor, none, scores = self.network(ids[None], shapes[None], marks[None], first[None])
        n = first.shape[0]
        logits = torch.cat([none[0, :, None], scores[0].reshape(n, 3 * n)], 1)
        return torch.sigmoid(anchor[0]), torch.softmax(logits, 1)[:, 1:].reshape(n, 3, n)


def main() -> None:
    """Export and quantise."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--plain", type=Path, help="also keep the graph with 32-bit weights here")
    options = parser.parse_args()
    network = Network()
    if options.weights.exists():
        network.load_state_dict(torch.load(options.weights))
    model = Probabilities(network.eval()).eval()
    example = (*(torch.zeros(20, dtype=torch.long) for _ in range(3)), torch.arange(1, 12))
    with tempfile.TemporaryDirectory() as folder:
        plain = options.plain or Path(folder) / "plain.onnx"
        torch.onnx.export(
            model,
            example,
            str(plain),
            input_names=["ids", "shapes", "marks", "first"],
            output_names=["anchor", "heads"],
            dynamic_axes={name: {0: "pieces"} for name in ("ids", "shapes", "marks")} | {"first": {0: "words"}},
            opset_version=17,
            dynamo=False,
        )
        # Weights in seven bits: on processors without VNNI eight overflow, and the figures would differ by machine.
        quantize_dynamic(plain, options.out, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    print(options.out, f"{options.out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
