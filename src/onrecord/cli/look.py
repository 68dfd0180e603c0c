"""The commands that show a record: `show`, `who`."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

from onrecord.cli.day import as_of_option, day_object, day_read, left_out, open_at
from onrecord.cli.ids import ids_option
from onrecord.cli.mentions import draw_mentions, mention_rows
from onrecord.cli.terminal import counted, example, line, note, put, put_json
from onrecord.cli.windows import spelled
from onrecord.dates import bounds, days, shown_day

if TYPE_CHECKING:
    from rich.console import Console

    from onrecord.model import Entity
    from onrecord.record import NameNotFoundError, Record, Said, Who


SINCE = 3
"""Changes that are told after a record as of a day: as many as are read; `onrecord diff` has them all."""


@click.command(epilog=example("onrecord show story.db", "onrecord show story.db --all | less"))
@click.argument("record", metavar="RECORD")
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=12,
    show_default=True,
    help="Rows of each list; of reports 30 at least.",
)
@click.option("--all", "everything", is_flag=True, help="All rows of each list.")
@ids_option
@click.option(
    "--json", "as_json", is_flag=True, help="Write reports, claims, promises, conflicts, copies and labels as JSON."
)
@as_of_option
def show(record: str, limit: int, everything: bool, ids: bool, as_json: bool, as_of: str | None) -> None:
    """Show a record: claims and who stands behind them, promises, conflicts.

    First what was given and what became of it, then reports, claims, promises, conflicts, copies, coverage and
    labels. Claims come by how many speakers vouch for them, how many independent channels they reached us by, and how
    many reports carry them; those of one report alone are only counted, unless they are contested, revised, promised or
    --all is given. A channel is of unknown path where no report of it says how it came to the words: it may be the same
    as another.

    As of a day, it ends with what has changed since then: how much, and the first things to know of it.
    """
    from onrecord.build import since as changed_since
    from onrecord.record import judged_on, on_day, overview

    most = None if everything else limit
    with open_at(record, as_of) as opened:
        today = day_read(opened)
        seen = overview(on_day(opened.story(), today))
        judged = judged_on(opened.story(), today)
        not_analysed = opened.not_analysed()
        meta = opened.meta()
        table, fields = meta.get("outlets_file") or None, meta.get("fields") or None
        if ids and not as_json:
            from onrecord.cli.ids import draw_story

            put(lambda out: draw_story(out, opened.story(), seen, most))
            return
        since = None if opened.as_of is None else changed_since(opened)
        if as_json:
            from onrecord.cli.show import as_object

            shown = {
                "record": str(opened.path),
                **day_object(opened),
                "outlets_table": table,
                "fields": fields,
                "status_as_of": judged and judged.isoformat(),
                **as_object(seen, most, not_analysed),
            }
            if since is not None:
                from onrecord.cli.changes import since_object

                shown["since"] = since_object(since, SINCE)
            put_json(shown)
            return
        from onrecord.cli.show import draw

        def drawn(out: Console) -> None:
            draw(out, str(opened.path), opened.story(), seen, most, not_analysed, judged, table, fields)
            if since is not None:
                from onrecord.cli.changes import draw_since

                draw_since(out, str(opened.path), since, SINCE)

        put(drawn)


@click.command(epilog='\b\nExample:\n  onrecord who story.db "Brask"')
@click.argument("record", metavar="RECORD")
@click.argument("name", metavar="NAME")
@click.option("--mentions", is_flag=True, help="Show every place that speaks of them instead, and how.")
@ids_option
@click.option("--json", "as_json", is_flag=True, help="Write it as JSON.")
@as_of_option
def who(record: str, name: str, mentions: bool, ids: bool, as_json: bool, as_of: str | None) -> None:
    """Show what somebody is reported to have said, by date.

    Each statement comes with its outlet, with who carried it there, and, if it is one, as a promise with its window.
    NAME is any form of the name or some words of it, without regard to case and accents, or an entity's id. A name that
    may mean several is not guessed at: they are listed.
    """
    from onrecord.record import NameNotFoundError, said_since

    with open_at(record, as_of) as opened:
        try:
            found = opened.who(name, day_read(opened))
        except NameNotFoundError as error:
            if as_json:
                candidates = [{"id": one.id, "name": one.name, "kind": one.kind} for one in error.candidates]
                put_json({"asked": name, "error": str(error), "candidates": candidates})
            _say_if_named_later(opened, name)
            if as_json or not error.several:
                raise
            _offer(opened, record, name, error)
            click.get_current_context().exit(error.exit_code)
        seen = day_object(opened)
        later = left_out(opened, lambda whole: said_since(whole.story(), found))
        reports = opened.story().reports if mentions else ()
    if as_json:
        put_json(
            {
                "id": found.entity.id,
                "name": found.entity.name,
                "kind": found.entity.kind,
                "forms": list(found.entity.forms),
                "stands_for": None if found.stands_for is None else _stands_for_object(found.entity, found.stands_for),
                "spoken_for_by": [
                    {"id": one.id, "name": one.name, "statements": said} for one, said in found.spoken_for_by
                ],
                **(
                    {"mentions": mention_rows(found.entity, reports)}
                    if mentions
                    else {"said": [_said_object(said) for said in found.said]}
                ),
                **seen,
                **({"left_out": later} if seen else {}),
            }
        )
    elif ids:
        from onrecord.cli.ids import draw_who

        put(lambda out: draw_who(out, found))
    else:
        put(lambda out: draw_mentions(out, found.entity, reports) if mentions else _draw_who(out, found))
        if later and not mentions:
            note(f"{counted(later, 'statement')} more by {found.entity.name} in the reports that are left out")


def _offer(opened: Record, record: str, name: str, error: NameNotFoundError) -> None:
    """Tell somebody whose name may mean several who they are, each as the command that asks for one."""
    from shlex import quote

    from onrecord.record import NameNotFoundError

    said = Counter(statement.speaker for statement in opened.story().statements)
    note(f'onrecord: "{name}" may be one of {len(error.candidates)}; ask for one of them:')
    for one in sorted(error.candidates, key=lambda one: (-said[one.id], one.name, one.id)):
        try:
            asked = one.name if opened.who(one.name).entity.id == one.id else one.id
        except NameNotFoundError:
            asked = one.id
        which = f"{one.name}, {one.kind}, {counted(said[one.id], 'statement')}"
        click.echo(f"  onrecord who {quote(line(record))} {quote(line(asked))}   ({line(which)})", err=True)


def _say_if_named_later(opened: Record, name: str) -> None:
    """Tell somebody who asked for a name as of a day that reports which are left out know it."""
    from onrecord.record import NameNotFoundError

    def said(whole: Record) -> int:
        try:
            return len(whole.who(name).said)
        except NameNotFoundError:
            return 0

    later = left_out(opened, said)
    if later:
        note(f"{counted(later, 'statement')} by that name in the reports that are left out")


def _said_object(said: Said) -> dict[str, object]:
    statement, report = said.statement, said.report
    return {
        "day": shown_day(report.published),
        "outlet": report.outlet,
        "report": report.id,
        "statement": statement.id,
        "kind": statement.kind,
        "words": statement.text,
        "content": [list(span) for span in statement.content],
        "relays": [relay.name for relay in statement.relays],
        "within": statement.within,
        "said_on": statement.said_on,
        "said_on_because": statement.said_on_because,
        "negated": statement.negated,
        "hedged": statement.hedged,
        "future": statement.future,
        "markers": [{"flag": marker.flag, "span": list(marker.span)} for marker in statement.markers],
        "promise": None if said.promise is None else {"due": said.promise.due, "status": said.promise.status},
    }


def _stands_for_object(entity: Entity, other: Entity) -> dict[str, object]:
    return {"id": other.id, "name": other.name, "because": entity.stands_for_because}


def _draw_who(out: Console, found: Who) -> None:
    from rich.padding import Padding
    from rich.text import Text

    from onrecord.record import called, mentioned

    entity = found.entity
    out.print(Text.assemble((line(entity.name), "bold"), f" ({entity.kind})"))
    others = [form for form in entity.forms if form != entity.name]
    if others:
        out.print(Text(line(f"also named {', '.join(others)}"), "dim"))
    if found.stands_for is not None:
        out.print(Text(line(f"stands for {found.stands_for.name}: {entity.stands_for_because}"), "green"))
    for other, number in found.spoken_for_by:
        out.print(Text(line(f"{other.name} speaks for it, too: {counted(number, 'statement')}, kept apart"), "green"))
    if mentioned(entity):
        out.print(Text(mentioned(entity), "dim"))
    reports = {said.report.id for said in found.said}
    if not found.said:
        out.print("named, but not reported to have said anything")
        return
    out.print(f"{counted(len(found.said), 'statement')} in {counted(len(reports), 'report')}\n")
    for said in found.said:
        statement = said.statement
        head = Text.assemble(
            (shown_day(said.report.published) or "undated", "bold cyan"),
            "  ",
            (line(called(said.report)), "bold"),
            (f"  {statement.kind}", "dim"),
            (f"  {line(_in_the_report(said))}", "dim"),
        )
        if statement.said_on and statement.said_on != shown_day(said.report.published):
            one_day = days(statement.said_on) == 1
            head.append(f" {f'on {statement.said_on}' if one_day else line(spelled(statement.said_on))}", "dim")
        if said.promise is not None:
            head.append(f"  promise, {line(_due(said.promise.due))}: {said.promise.status}", "yellow")
        out.print(head)
        out.print(Padding(Text(line(statement.text)), (0, 0, 0, 4)))
        flags = _flags(said)
        if flags:
            out.print(Padding(Text(line(flags), "dim"), (0, 0, 0, 4)))
        if statement.relays:
            carried = ", ".join(f"{relay.name} ({relay.basis})" for relay in statement.relays)
            out.print(Padding(Text(line(f"through {carried}"), "dim"), (0, 0, 0, 4)))
        out.print()


def _due(window: str) -> str:
    """Return when a promise is due; "soon" and no time at all have no last day.

    >>> _due("2032-41"), _due("2032-03-04/..")
    ('due second half of 2032', 'with no last day')
    """
    return f"due {spelled(window)}" if bounds(window)[1] is not None else "with no last day"


def _flags(said: Said) -> str:
    """Return the flags of a statement with the words that show them: hedged (“may”, “if”), future (“will”)."""
    statement = said.statement
    shown = []
    for flag, holds in (("negated", statement.negated), ("hedged", statement.hedged), ("future", statement.future)):
        words = dict.fromkeys(said.report.slice(m.span) for m in statement.markers if m.flag == flag)
        if holds:
            shown.append(f"{flag} ({', '.join(f'“{one}”' for one in words)})" if words else flag)
    return ", ".join(shown)


def _in_the_report(said: Said) -> str:
    """Return who and how in the report's own words: “the minister” has asked."""
    source = " ".join(said.report.slice(span) for span in said.statement.source)
    cue = " ".join(said.report.slice(span) for span in said.statement.cue)
    return f"“{source}” {cue}" if source else cue
