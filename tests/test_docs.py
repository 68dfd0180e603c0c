"""The docs say everything that there is: each command, option and public name, and no page is out of reach."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click
import pytest
import yaml
from docs.make_api_reference import PAGE, api_reference

import onrecord
from onrecord.cli import main
from onrecord.plugins import HOOKS

DOCS = Path(__file__).parents[1] / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
TOLD = [DOCS / "tutorial.md", DOCS / "how-to.md", *sorted((DOCS / "how-to").glob("*.md"))]
"""Where a command is shown at work."""

_LINK = re.compile(r"\]\((?P<target>[^()\s]+)\)")
_CODE = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)


def options() -> Iterator[tuple[str, click.Option]]:
    for name, command in [("", main), *sorted(main.commands.items())]:
        for one in command.params:
            if isinstance(one, click.Option):
                yield name, one


@cache
def text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def anchors(page: Path) -> set[str]:
    """Return the ids that Python-Markdown gives the headings of a page."""
    headings = re.findall(r"^#+ (.+)$", _CODE.sub("", text(page)), re.MULTILINE)
    return {re.sub(r"[\s-]+", "-", re.sub(r"[^\w\s-]", "", one).strip().lower()) for one in headings}


@pytest.mark.parametrize(("command", "option"), list(options()), ids=lambda one: getattr(one, "name", one))
def test_every_option_says_what_it_does(command: str, option: click.Option) -> None:
    assert option.help, f"onrecord {command} {option.opts[0]} has no help"
    assert option.help.strip().endswith((".", "]")), option.help


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_is_shown_at_work(command: str) -> None:
    assert any(re.search(rf"\bonrecord {command}\b", text(page)) for page in TOLD), (
        f"neither the tutorial nor a how-to shows onrecord {command}"
    )


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_is_in_the_reference(command: str) -> None:
    assert f"## onrecord {command}\n" in text(DOCS / "reference" / "cli.md")


def test_the_python_reference_is_what_the_docstrings_say() -> None:
    assert text(PAGE) == api_reference(), "run: make refresh"


@pytest.mark.parametrize("name", onrecord.__all__)
def test_every_public_name_is_in_the_python_reference(name: str) -> None:
    assert f"\n### {name}\n" in text(PAGE) or f"`onrecord.{name}`" in text(PAGE)


@pytest.mark.parametrize("hook", HOOKS.values())
def test_every_hook_is_on_the_page_of_plugins(hook: str) -> None:
    assert f"`{hook}`" in text(DOCS / "plugins.md")


def test_every_page_is_in_the_navigation_and_in_it_once() -> None:
    # mkdocs.yml may name Python objects, which a plain reader does not know; the navigation has none.
    lines = (DOCS.parent / "mkdocs.yml").read_text(encoding="utf-8")
    navigation = yaml.safe_load(re.search(r"^nav:\n(?:[ ].*\n)+", lines, re.MULTILINE)[0])  # type: ignore[index]

    def leaves(value: object) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        elif isinstance(value, list):
            for one in value:
                yield from leaves(one)
        elif isinstance(value, dict):
            for one in value.values():
                yield from leaves(one)

    assert sorted(leaves(navigation)) == sorted(page.relative_to(DOCS).as_posix() for page in PAGES)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(DOCS).as_posix())
def test_every_link_between_pages_leads_somewhere(page: Path) -> None:
    for found in _LINK.finditer(_CODE.sub("", text(page))):
        target, _, anchor = found["target"].partition("#")
        if "://" in target:
            continue
        leads_to = (page.parent / target).resolve() if target else page
        assert leads_to.exists(), f"{page.name}: {found['target']}"
        if anchor and leads_to.suffix == ".md":
            assert anchor in anchors(leads_to), f"{page.name}: {found['target']}"
