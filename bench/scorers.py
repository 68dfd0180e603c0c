"""The scorers of published annotations: files of their own, which are not part of this repository."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any


def load_scorer(path: Path) -> Any:
    """Import a scorer from its file.

    Raises:
        SystemExit: it is no Python file.
    """
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} is no Python file")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module
