"""The command that finds the stories in an archive and builds the record of each: `stories`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from onrecord.cli.make import archive_options, stoppable
from onrecord.cli.terminal import console, counted, example, line, note, put_json

if TYPE_CHECKING:
    from onrecord.archive import Stories


@click.command(
    epilog=example(
        "onrecord stories archive/ -o out/",
        "onrecord stories s3://news/2031/05/*.warc.gz -o out/ --min-reports 5",
        "onrecord stories archive/ -o /shared/out --cluster ray://head:10001",
    )
)
@click.argument("archive", nargs=-1, required=True, metavar="ARCHIVE...")
@click.option("-o", "--output", default="stories", show_default=True, metavar="FOLDER", help="The folder to make.")
@click.option(
    "--cluster",
    metavar="ADDRESS",
    help="Work on a Ray cluster: ray://head:10001, or auto on one of its machines. The archive and the folder must be "
    "where all its machines find them.",
)
@click.option(
    "--min-reports",
    type=click.IntRange(min=1),
    default=2,
    show_default=True,
    metavar="N",
    help="Make a record of stories of at least N articles.",
)
@click.option(
    "--pages",
    type=click.IntRange(min=0),
    default=100,
    show_default=True,
    metavar="N",
    help="Write the pages of the N largest stories too.",
)
@click.option("--json", "as_json", is_flag=True, help="Write what was done as JSON.")
@archive_options
def stories(
    archive: tuple[str, ...],
    output: str,
    cluster: str | None,
    min_reports: int,
    pages: int,
    as_json: bool,
    manifest: str | None,
    fields: tuple[str, ...],
    outlets: str | None,
    model: str | None,
    max_bytes: int | None,
    time_limit: float | None,
    jobs: int | None,
    quiet: bool,
    verbose: bool,
) -> None:
    """Find the stories in an archive, and build a record of each.

    Reads what `build` reads, files and folders here and in object stores (s3://, gs://, az://, https://), by the
    million. Makes a table of all inputs (stories.parquet: input, url, report, story, status, reason, published,
    outlet), a record of each story (records/), a page of them all (index.html) and the pages of the largest (pages/).
    A run that was stopped goes on when it is run again, and one over an archive that has grown does what is new.
    Needs: pip install 'onrecord[archive]'.
    """
    import onrecord
    from onrecord.cli.progress import Reporter

    with stoppable(), Reporter(quiet=quiet, verbose=verbose) as progress:
        found = onrecord.stories(
            archive,
            output,
            cluster=cluster,
            min_reports=min_reports,
            pages=pages,
            manifest=manifest,
            fields=fields,
            outlets=outlets,
            model=model,
            max_bytes=max_bytes,
            time_limit=time_limit,
            jobs=jobs,
            progress=progress,
        )
    _tell(found, output, as_json, quiet)
    if found.failed:
        raise click.exceptions.Exit(1)


def _tell(found: Stories, output: str, as_json: bool, quiet: bool) -> None:
    """Say what an archive came to."""
    if as_json:
        put_json(
            {
                "folder": output,
                "given": found.given,
                "reports": found.read,
                "duplicates": found.duplicates,
                "versions": found.versions,
                "rejected": found.rejected,
                "stories": found.stories,
                "records": found.records,
                "table": str(found.table),
                "page": str(found.page),
                "failed": dict(found.failed),
            }
        )
        return
    for story, reason in found.failed:
        note(f"no record of {story}: {reason}")
    if quiet:
        return
    out = console()
    versions = f"{counted(found.versions, 'version')} + " if found.versions else ""
    out.print(
        line(
            f"{output}: {counted(found.given, 'input')} = {counted(found.read, 'report')} + {versions}"
            f"{counted(found.duplicates, 'duplicate')} + {found.rejected:,} rejected"
        ),
        soft_wrap=True,
    )
    told = f"{found.stories:,} {'story' if found.stories == 1 else 'stories'}, {counted(found.records, 'record')}"
    out.print(line(f"{told}; open {found.page}, search them with: onrecord search {output} WORDS"), soft_wrap=True)
