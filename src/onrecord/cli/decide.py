"""The commands that correct a record: `decide` with a command for each thing that can be decided."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click

from onrecord.cli.terminal import example, line, note, put_json

Command = TypeVar("Command", bound=Callable[..., Any])


def by_option(command: Command) -> Command:
    """Add the option that says who decides."""
    return click.option(
        "--by",
        metavar="NAME",
        help="Who decides.  [default: the environment's ONRECORD_BY, else the name of who is logged in]",
    )(command)


def later_option(command: Command) -> Command:
    """Add the option that leaves the story as it is for now."""
    return click.option(
        "--later",
        is_flag=True,
        help="Write it and do not work it in yet: several are worked in faster together, with `onrecord decisions "
        "apply`. A build or an added report works them in, too.",
    )(command)


def _options(command: Command) -> Command:
    for option in reversed(
        (
            click.option("--why", default="", metavar="WORDS", help="Why, in a few words that others will read."),
            by_option,
            click.option("--instead", is_flag=True, help="Take back the decisions that it contradicts."),
            later_option,
            click.option("--json", "as_json", is_flag=True, help="Write the decision and what became of it as JSON."),
            click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors."),
        )
    ):
        command = option(command)
    return command


@click.group(
    short_help="Correct a record: same or not, who spoke, when, who copied.",
    epilog=example(
        "onrecord decide not-same story.db c-1f0e c-77ab --why 'two ferries'",
        "onrecord decide speaker story.db s-3c9d 'Ilvara Tesk'",
    ),
)
def decide() -> None:
    """Correct a record.

    What you decide is kept apart from what the machine finds, with who, when and why; the machine's own finding stays
    visible beside it. Every later build works it in again, also when reports are added, and it can be taken back:
    `onrecord decisions undo`. What contradicts an earlier decision is refused, not guessed about.

    Claims, statements, entities and reports are named by the ids that `--ids` of show, who and search and
    `onrecord decisions queue` print, or by so much of their beginning as no other has; persons and outlets also by
    name, reports by their file.
    """


@decide.command(
    epilog=example(
        "onrecord decide same story.db c-1f0e c-77ab", "onrecord decide same story.db 'I. Tesk' 'Ilvara Tesk'"
    )
)
@click.argument("record", metavar="RECORD")
@click.argument("things", nargs=-1, required=True, metavar="THING...")
@_options
def same(record: str, things: tuple[str, ...], **how: Any) -> None:
    """Say that claims say the same, or that names are one person's.

    THING is a claim or a statement, or an entity or a form of its name; two or more.
    """
    _decide(record, "same", things, **how)


@decide.command("not-same", epilog=example("onrecord decide not-same story.db s-3c9d s-81ff --why 'two ferries'"))
@click.argument("record", metavar="RECORD")
@click.argument("things", nargs=-1, required=True, metavar="THING...")
@_options
def not_same(record: str, things: tuple[str, ...], **how: Any) -> None:
    """Say that claims do not say the same, or that names are not one person's.

    THING is a claim or a statement, or an entity or a form of its name; two or more, each two of which are not the
    same. To part a claim, name two of its statements; to part a person, two forms of the name.
    """
    _decide(record, "not-same", things, **how)


@decide.command(
    epilog=example(
        "onrecord decide speaker story.db s-3c9d 'Ilvara Tesk'", "onrecord decide speaker story.db s-3c9d nobody"
    )
)
@click.argument("record", metavar="RECORD")
@click.argument("statement", metavar="STATEMENT")
@click.argument("name", metavar="NAME")
@_options
def speaker(record: str, statement: str, name: str, **how: Any) -> None:
    """Say who is reported to have said a statement.

    NAME is a form of the name, an entity's id, or `nobody` where it is only known who did not say it.
    """
    _decide(record, "speaker", (statement,), name, **how)


@decide.command("not-a-statement", epilog=example("onrecord decide not-a-statement story.db s-3c9d --why 'a caption'"))
@click.argument("record", metavar="RECORD")
@click.argument("statement", metavar="STATEMENT")
@_options
def not_a_statement(record: str, statement: str, **how: Any) -> None:
    """Say that words are no statement: nobody is reported to have said them.

    It goes into no claim, and is still listed by `onrecord decisions`.
    """
    _decide(record, "not-a-statement", (statement,), **how)


@decide.command(
    epilog=example(
        "onrecord decide date story.db r-72a3 2031-05-02",
        "onrecord decide date story.db s-3c9d 2031-05-01 --why 'the press conference'",
        "onrecord decide date story.db s-3c9d 2031-05-09 --words 'on Friday'",
    )
)
@click.argument("record", metavar="RECORD")
@click.argument("thing", metavar="THING")
@click.argument("day", metavar="DATE")
@click.option("--words", default=None, metavar="WORDS", help="The words in the statement that mean this date.")
@_options
def date(record: str, thing: str, day: str, words: str | None, **how: Any) -> None:
    """Say when a report was published, when a statement was said, or which date words in it mean.

    THING is a report or a statement. DATE is a day, a month, a year or a period in EDTF: 2031-05-02, 2031-05,
    2031-05-02/2031-05-04. A report of another day is analysed again, since "on Friday" means another day in it.
    """
    _decide(record, "date", (thing,) if words is None else (thing, words), day, **how)


@decide.command(epilog=example("onrecord decide copied story.db r-72a3 r-48d0"))
@click.argument("record", metavar="RECORD")
@click.argument("origin", metavar="ORIGIN")
@click.argument("copy", metavar="COPY")
@_options
def copied(record: str, origin: str, copy: str, **how: Any) -> None:
    """Say that a report took text from another: both are one channel."""
    _decide(record, "copied", (origin, copy), **how)


@decide.command("not-copied", epilog=example("onrecord decide not-copied story.db r-72a3 r-48d0"))
@click.argument("record", metavar="RECORD")
@click.argument("one", metavar="REPORT")
@click.argument("other", metavar="REPORT")
@_options
def not_copied(record: str, one: str, other: str, **how: Any) -> None:
    """Say that neither of two reports took text from the other."""
    _decide(record, "not-copied", (one, other), **how)


@decide.command(epilog=example("onrecord decide wire story.db 'Norra News Agency'"))
@click.argument("record", metavar="RECORD")
@click.argument("outlet", metavar="OUTLET")
@_options
def wire(record: str, outlet: str, **how: Any) -> None:
    """Say that an outlet is a wire, whose reports others republish; for this record alone.

    For all your records put it into a table of outlets: see `onrecord outlets`.
    """
    _decide(record, "wire", (outlet,), **how)


@decide.command("note", epilog=example("onrecord decide note story.db c-1f0e 'The ministry denies it; call again'"))
@click.argument("record", metavar="RECORD")
@click.argument("thing", metavar="THING")
@click.argument("words", metavar="WORDS")
@_options
def note_(record: str, thing: str, words: str, **how: Any) -> None:
    """Put a note to a claim, a statement, an entity or a report. It changes nothing else."""
    _decide(record, "note", (thing,), words, **how)


def _decide(
    record: str,
    what: str,
    on: Sequence[str],
    to: str = "",
    *,
    why: str,
    by: str | None,
    instead: bool,
    later: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    import onrecord

    made = onrecord.decide(record, what, on, to, by=by, why=why, instead=instead, relate=not later)
    with onrecord.open(record) as opened:
        row = next(row for row in opened.decisions() if row.decision.id == made.id)
        waiting = len(opened.pending())
    if as_json:
        from onrecord.cli.decision_rows import row_object

        put_json(row_object(row))
    elif not quiet:
        from onrecord.decisions import told

        click.echo(line(f"{made.id} {row.standing.state}: {told(made)}"))
        if row.standing.machine:
            click.echo(line(f"the machine: {row.standing.machine}"))
        if row.standing.because:
            note(row.standing.because)
        if waiting:
            note(f"{waiting} pending; work them in with: onrecord decisions apply {record}")
