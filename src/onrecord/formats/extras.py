"""Packages that one format alone needs: they come with an extra, and whoever lacks one is told which."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from onrecord.errors import UsageError


def needed(module: str, package: str, form: str) -> ModuleType:
    """Import a module that a format is written with.

    Args:
        module: What to import: `docx`.
        package: The package that has it: `python-docx`.
        form: The format's name, which is its extra's, too.

    Raises:
        UsageError: It is not installed.

    >>> needed("json", "a-package", "some").__name__
    'json'
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        if error.name is not None and error.name.partition(".")[0] != module.partition(".")[0]:
            raise  # it is there, and lacks something itself
        raise UsageError(
            f"the format {form} is written with {package}, which is not installed: "
            f"pip install 'onrecord[{form}]' (or 'onrecord[formats]' for all formats)"
        ) from error
