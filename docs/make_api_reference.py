"""Write docs/reference/python.md from the docstrings of the public names: `python docs/make_api_reference.py`."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import onrecord
import onrecord.formats.registry
import onrecord.plugins
import onrecord.record
import onrecord.record.rows
import onrecord.record.tables

PAGE = Path(__file__).parent / "reference" / "python.md"

WIDTH = 80
"""Columns of a signature: what a page of the site shows without scrolling."""

RECORDS = ("Record", "Look", "Rows", "Overview", "ClaimRow", "ConflictRow", "Who", "Said", "Found", "Hit", "AsOf")
"""What an open record gives, beside the values of the story."""
PLUGINS = ("Reader", "Article", "Language", "OutletTable", "Format", "File", "Options", "Plugins", "using")
"""What a plugin gives, and what tries one."""


def sections() -> dict[str, tuple[str, dict[str, Any]]]:
    """Return the sections of the page: of each what it is, and its names with what they stand for."""
    public = {name: getattr(onrecord, name) for name in onrecord.__all__ if name != "__version__"}
    homes = [onrecord.record, onrecord.record.rows, onrecord.plugins, onrecord.formats.registry]
    functions = {name: one for name, one in public.items() if inspect.isfunction(one)}
    errors = {name: one for name, one in public.items() if isinstance(one, type) and issubclass(one, Exception)}
    records = {name: _found(name, homes) for name in RECORDS} | {"Changes": public["Changes"]}
    rest = {name: one for name, one in public.items() if name not in functions | errors | records}
    return {
        "Functions": ("Names of `onrecord`.", functions),
        "An open record": ("What `open`, `build` and `add` return, and what it gives.", records),
        "Values": ("What a story is made of. All are frozen, and are names of `onrecord`.", rest),
        "Errors": ("All are names of `onrecord`; the first is the root of the others.", _root_first(errors)),
        "For plugins": ("Names of `onrecord.plugins`; `Format`, `File` and `Options` are of "
                        "`onrecord.formats.registry`. [Plugins](../plugins.md) has examples.",
                        {name: _found(name, homes) for name in PLUGINS}),
    }  # fmt: skip


def api_reference() -> str:
    """Return the page."""
    parts = [
        "# The Python API\n",
        "This page is made from docstrings by `python docs/make_api_reference.py`; [From Python](../python.md) has "
        "examples.\n",
        "`onrecord.__version__` is the version, a string. The package is typed (PEP 561).\n",
    ]
    for title, (what, names) in sections().items():
        parts += [f"## {title}\n", f"{what}\n"]
        for name, one in names.items():
            parts += _entry(name, one)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(parts))


def _found(name: str, homes: list[Any]) -> Any:
    return next(getattr(home, name) for home in homes if hasattr(home, name))


def _root_first(errors: dict[str, Any]) -> dict[str, Any]:
    return dict(sorted(errors.items(), key=lambda pair: (len(pair[1].__mro__), pair[0])))


def _entry(name: str, one: Any) -> Iterator[str]:
    yield f"### {name}\n"
    if inspect.isfunction(one):
        yield f"```python\n{_signature(name, one)}\n```\n"
        yield _prose(one)
        return
    if not isinstance(one, type):
        yield f"```python\n{name} = {one!r}\n```\n"
        return
    yield _prose(one)
    fields = [] if not dataclasses.is_dataclass(one) else list(_fields(one))
    if fields:
        yield "| field | type | |\n|---|---|---|"
        yield from fields
        yield ""
    for method, function in _methods(one):
        if isinstance(function, property):
            yield f"**`.{method}`** {_prose(function.fget)}"
        else:
            yield f"```python\n{_signature(method, function)}\n```\n"
            yield _prose(function)


def _fields(one: type) -> Iterator[str]:
    said = _said_of_fields(one)
    for field in dataclasses.fields(one):
        words = " ".join(said.get(field.name, "").split())
        yield f"| `{field.name}` | `{_cell(str(field.type))}` | {_cell(words)} |"


def _cell(words: str) -> str:
    return words.replace("|", "\\|")


def _said_of_fields(one: type) -> dict[str, str]:
    """Return the strings that stand under the fields of a class in its source."""
    (tree,) = ast.parse(textwrap.dedent(inspect.getsource(one))).body
    said: dict[str, str] = {}
    if not isinstance(tree, ast.ClassDef):
        return said
    for before, after in zip(tree.body, tree.body[1:], strict=False):
        if isinstance(before, ast.AnnAssign) and isinstance(before.target, ast.Name):
            match after:
                case ast.Expr(value=ast.Constant(value=str(words))):
                    said[before.target.id] = words
    return said


def _methods(one: type) -> Iterator[tuple[str, Any]]:
    for name, value in vars(one).items():
        plain = value.__func__ if isinstance(value, classmethod | staticmethod) else value
        if not name.startswith("_") and (inspect.isfunction(plain) or isinstance(plain, property)):
            yield name, plain


def _signature(name: str, function: Any) -> str:
    """Return how a function is called, a parameter a line where one line would be too long."""
    signature = inspect.signature(function)
    whole = f"{name}{signature}".replace("'", "")
    if len(whole) <= WIDTH:
        return whole
    inside = str(signature.replace(return_annotation=inspect.Signature.empty))[1:-1].replace("'", "")
    parameters = re.sub(r", (?=\*|\w+:)", ",\n    ", inside)
    returns = f" -> {signature.return_annotation}".replace("'", "")
    return f"{name}(\n    {parameters},\n){returns}"


def _prose(one: Any) -> str:
    """Return a docstring as Markdown: its sections as lists, its doctests as code, `None` of a dataclass left out."""
    text = inspect.getdoc(one) or ""
    lines: list[str] = []
    within, code, fenced = False, False, False
    for line in text.splitlines():
        if line.strip().startswith("```"):
            fenced = not fenced
        if code and not line.strip():
            lines.append("```")
            code = False
        if re.fullmatch(r"(Args|Returns|Raises|Yields|Attributes|Example):", line):
            lines += ["", f"*{line[:-1]}*", ""]
            within = True
            continue
        if not fenced and line.strip().startswith(">>>") and not code:
            lines += ["", "```python"]
            code = True
        item = re.match(r"    (\*{0,2}\w+): (.*)", line) if within and not fenced and not code else None
        if item:
            lines.append(f"- `{item[1]}`: {item[2]}")
        elif within:
            lines.append(line.removeprefix("    "))
        else:
            lines.append(line if code or fenced else line.strip())
    if code:
        lines.append("```")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(api_reference(), encoding="utf-8", newline="\n")
