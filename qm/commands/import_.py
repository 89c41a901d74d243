"""python -m qm import FILE…: bring files in."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from qm.commands._shared import opened, print_json, with_store_options
from qm.intake import Report, import_file, unzipped


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@click.option("--mapping", help="A mapping file (TOML) or the name of a remembered mapping.")
@click.option("--kind", help="contacts, surveys, evaluations, answers, questions, agents, coaching, staffing, ratings.")
@click.option("--dry-run", is_flag=True, help="Check and count; write nothing.")
@click.option("--strict", is_flag=True, help="Reject rows with a wrong value instead of dropping the value.")
@click.option("--rejects", type=click.Path(path_type=Path), help="Write the rejected rows here as CSV.")
@click.option("--problems", type=click.Path(path_type=Path), help="Write every problem here as CSV.")
@with_store_options
def command(
    files: tuple[Path, ...],
    mapping: str | None,
    kind: str | None,
    dry_run: bool,
    strict: bool,
    rejects: Path | None,
    problems: Path | None,
    database: Path | None,
    as_json: bool,
) -> None:
    """Bring FILE… in: contacts, surveys, evaluations, answers, questions, agents, coaching, staffing or ratings."""
    one_at_a_time = "--rejects and --problems take one file at a time."
    if len(files) > 1 and (rejects or problems):
        raise click.UsageError(one_at_a_time)
    reports = []
    with ExitStack() as stack, opened(database) as store:
        try:
            tables = unpacked(files, stack.enter_context(TemporaryDirectory(dir=store.staging)))
            if rejects or problems:
                told = list(tables)
                if len(told) > 1:  # of an archive each would write over the one before
                    raise click.UsageError(one_at_a_time)
                tables = iter(told)
            for path in tables:
                report = import_file(
                    store, path, mapping, kind, dry_run=dry_run, strict=strict, rejects=rejects, problems=problems
                )
                reports.append(report)
                if not as_json:
                    show(report, dry_run)
        finally:
            if as_json and reports:
                print_json([report.as_dict() for report in reports])


def unpacked(files: tuple[Path, ...], folder: str) -> Iterator[Path]:
    """The files in turn; of a ZIP archive each file in it."""
    for place, path in enumerate(files):
        yield from unzipped(path, Path(folder) / str(place)) if path.is_file() else [path]


def show(report: Report, dry_run: bool) -> None:
    """The report in words: every row accounted for, then each problem with its remedy."""
    batch = f"import {report.batch}" if report.batch is not None else "nothing changed"
    head = "checked only, nothing written" if dry_run else batch
    click.echo(f"{report.file}: {report.kind}, {head}")
    click.echo(
        f"  {report.rows:,} rows = {report.accepted:,} accepted ({report.updated:,} of them updated) + "
        f"{report.unchanged:,} unchanged + {report.excluded:,} excluded + {report.rejected:,} rejected"
    )
    for note in report.notes:
        click.echo(f"  Note: {note}")
    for problem in report.problems:
        where = f"{problem.field} ({problem.column}): " if problem.field else ""
        lines = ", ".join(str(e["line"]) for e in problem.examples[:5])
        more = ", …" if problem.rows > 5 else ""
        click.echo(
            f"  {problem.rows:,} × {where}{problem.rule} → {problem.effect} (lines {lines}{more}); {problem.remedy}"
        )
