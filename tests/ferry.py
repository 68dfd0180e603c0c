"""Three short reports of one ferry, with a manifest: what building and deciding are tried on."""

from __future__ import annotations

from pathlib import Path

TEXTS = {
    "norra.txt": (
        "Ferry to run again, minister says\n\nPORT ESKE (Norra) - The ferry between Port Eske and Holm will sail "
        "again, Transport Minister Elsa Brask said on Monday. “The ferry will sail in the second half of next year,” "
        "Brask said.\n\nAt least 40 people stood at the quay.\n"
    ),
    "lantern.txt": (
        "Brask promises a ferry\n\nTransport Minister Elsa Brask told Norra on Monday: “The ferry will sail in the "
        "second half of next year.” Some 25 people stood at the quay.\n"
    ),
    "holm.txt": (
        "No ferry before winter, harbour master says\n\nHarbour master Dag Vey said the ferry would not sail this "
        "year. “We have no crew,” Vey told the Holm Post.\n"
    ),
}
MANIFEST = """file,outlet,published
norra.txt,Norra,2031-03-03
lantern.txt,The Lantern,2031-03-04
holm.txt,Holm Post,2031-03-05
"""


def write_ferry(folder: Path) -> None:
    """Write the reports and their manifest into a folder that is not there yet."""
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "manifest.csv").write_text(MANIFEST, encoding="utf-8")
