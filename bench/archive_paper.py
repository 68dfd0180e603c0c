"""What a year of a crawl of the world's news takes, reckoned from what one run over a small archive took.

    python bench/archive.py --paper

Steps that are mapped over reports take as many core-seconds for a report however many there are, and go faster with
more cores. Steps that look at all reports at once run on one machine. Both are taken in proportion: that the cost of a
report stays the same is what the growth part of `archive.py` measures, over a tenfold archive, not over this one.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from archive_run import Run

YEAR = 200_000_000
"""Articles in a year of CC-NEWS, about."""
PRICE = 0.04
"""Dollars an hour of one virtual processor, rented by the hour: about what general-purpose machines cost."""
DISK_PRICE = 0.023
"""Dollars a gigabyte and month in an object store, about."""
CORES = (64, 256, 1024)
ON_ONE_MACHINE = ("duplicates", "pages", "near copies", "stories", "table")
MAPPED = ("reading", "language", "records")


def measured(made: Run, archive: Path, out: Path, workers: int) -> dict[str, float]:
    """Return what the reckoning goes by, from a run.

    Args:
        made: The run.
        archive: The archive's folder.
        out: The folder that the run left.
        workers: How many processes worked.

    Returns:
        Core-seconds and bytes of an input, or of an input that is in a record, and the share of those that are.
    """
    in_records = max(1, made.counts.get("analysed", 0))
    figures = {
        "inputs": float(made.documents),
        "share in records": in_records / made.documents,
        "core seconds an input: reading": made.steps.get("reading", 0.0) * workers / made.documents,
        "core seconds a report in a record: language": made.steps.get("language", 0.0) * workers / in_records,
        "core seconds a report in a record: records": made.steps.get("records", 0.0) * workers / in_records,
    }
    for step in ON_ONE_MACHINE:
        figures[f"seconds an input on one machine: {step}"] = made.steps.get(step, 0.0) / made.documents
    figures["bytes an input: archive"] = _size(archive) / made.documents
    figures["bytes an input: read"] = _size(out / "work" / "read") / made.documents
    figures["bytes an input: table"] = _size(out / "stories.parquet") / made.documents
    figures["bytes a report in a record: analysed"] = _size(out / "work" / "analysed") / in_records
    figures["bytes a report in a record: records"] = _size(out / "records") / in_records
    return figures


def table(figures: Mapping[str, float], inputs: int = YEAR) -> str:
    """Return the reckoning as lines of text.

    Args:
        figures: What `measured` returned.
        inputs: Articles of the year.
    """
    share = figures["share in records"]
    lines = [
        f"on paper: {inputs:,} articles of a year, {share:.0%} of them in a record; measured on "
        f"{figures['inputs']:,.0f} inputs",
        f"  {'step':<12}{'core hours':>12}"
        + "".join(f"{f'{cores:,} cores':>14}" for cores in CORES)
        + f"{'dollars':>10}",
    ]
    total = 0.0
    for step in MAPPED:
        if step == "reading":
            hours = figures["core seconds an input: reading"] * inputs / 3600
        else:
            hours = figures[f"core seconds a report in a record: {step}"] * share * inputs / 3600
        total += hours
        lines.append(_row(step, hours))
    lines.append(_row("mapped, all", total))
    lines.append("  on one machine, hours, whatever the cores:")
    alone = {
        step: figures.get(f"seconds an input on one machine: {step}", 0.0) * inputs / 3600 for step in ON_ONE_MACHINE
    }
    lines += [f"  {step:<12}{hours:>12,.1f}" for step, hours in alone.items() if hours]
    lines.append(f"  {'together':<12}{sum(alone.values()):>12,.1f}")
    if held := figures.get("driver bytes per input"):
        lines.append(f"  memory of that machine: {held * inputs / 1e9:,.0f} GB ({held:,.0f} bytes an input)")
    lines.append(f"  {'what is kept':<28}{'bytes':>10}{'terabytes':>12}{'dollars a month':>18}")
    for name, each in figures.items():
        kind, _, what = name.partition(": ")
        if kind in ("bytes an input", "bytes a report in a record"):
            size = each * inputs * (1.0 if kind == "bytes an input" else share)
            part = "an input" if kind == "bytes an input" else "in a record"
            lines.append(
                f"  {f'{what}, {part}':<28}{each:>10,.0f}{size / 1e12:>12.2f}{size / 1e9 * DISK_PRICE:>18,.0f}"
            )
    lines.append(f"  at {PRICE} dollars a core hour and {DISK_PRICE} dollars a gigabyte and month")
    return "\n".join(lines)


def _row(step: str, hours: float) -> str:
    cells = "".join(f"{f'{hours / cores:,.1f} h':>14}" for cores in CORES)
    return f"  {step:<12}{hours:>12,.0f}{cells}{hours * PRICE:>10,.0f}"


def _size(path: Path) -> int:
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(file.stat().st_size for file in files if file.is_file())
