"""The real stories that conflicts are measured on, their halves, and their reports as a build reads them."""

from __future__ import annotations

import contextlib
import io
import tempfile
from collections.abc import Iterator
from pathlib import Path

from onrecord.build.steps import find
from onrecord.language import Analyser
from onrecord.model import Analysis, Report
from onrecord.reading import read, settle
from onrecord.relating import date_reports
from scorers import load_scorer

LEFT_OUT = frozenset(
    {
        "basil/c9e4d35f",
        "clusters/boko_haram_21_schoolgirls_freed",
        "clusters/croydon_tram_trash",
        "clusters/cubs_win_championship",
    }
)
"""The stories that the matching of claims is judged by: whoever works on claims reads none of their pairs."""
_BASIL = "08bb9bee 1b96a5db 2b95d2cf 47a209b0 65cb14cb 74708dbf 86e6e27d a4edca3f c21cb217 ed8c136f"
HELD_OUT = frozenset(
    {
        *(f"basil/{name}" for name in _BASIL.split()),
        "clusters/Justin_Timberlake_halftime_show",
        "clusters/Top_Female__Recording_Academy",
        "clusters/china_promises_the_moon",
        "clusters/israel_indicts_palestinian_teenage_girl_who_punched_soldier_army",
        "clusters/smoke_rings_spotted_in_the_ocean_from_space",
        "clusters/thousands_flee_fireworks_explosion_at_australia_beach",
    }
)
"""Every fifth story of three outlets, every fourth cluster and one more: settled before any conflict was read."""


def stories_of(root: Path, analyser: Analyser) -> Iterator[tuple[str, tuple[Report, ...], dict[str, Analysis]]]:
    """Yield each story: its name, its reports as dated, and their analyses."""
    folders = {"oreshnik": root / "oreshnik"}
    for group in ("clusters", "newswcl50", "basil"):
        folders |= {f"{group}/{one.name}": one for one in sorted((root / group).iterdir()) if one.is_dir()}
    for name, folder in folders.items():
        if name in LEFT_OUT:
            continue
        with tempfile.TemporaryDirectory() as work:
            texts = _laid_out(folder, Path(work), root) if name.startswith("newswcl50") else folder
            if texts is None:
                continue
            found, rows = find([texts], None)
            as_read = [one for one in read(found, manifest=rows) if isinstance(one, Report)]
        reports = settle(as_read).reports
        analyses = {one.id: made for one, made in zip(reports, analyser.analyse(reports), strict=True)}
        dated = date_reports(reports, analyses)
        before = {one.id: one.published for one in reports}
        changed = [one for one in dated if one.published != before[one.id]]
        analyses |= {one.id: made for one, made in zip(changed, analyser.analyse(changed), strict=True)}
        yield name, tuple(dated), analyses


def _laid_out(folder: Path, work: Path, root: Path) -> Path | None:
    """Write the columns of one story as texts, as their scorer does; None where the scorer is not there."""
    path = root.parents[1] / "bench/score_entities.py"
    if not path.exists():
        return None
    with contextlib.redirect_stdout(io.StringIO()):
        load_scorer(path).lay_out(folder, work / "texts")
    (work / "texts/gold.json").unlink()
    return work / "texts"
