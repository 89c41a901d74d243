"""python -m qm demo: a simulated centre in the store, and its truth in a file beside it."""

from pathlib import Path

import click

from qm.commands._shared import opened, print_json, with_store_options
from qm.demo import STORIES, Demo, simulate
from qm.errors import QMError
from qm.intake import imports, load_frames
from qm.store import Store

KIND = "demo"


@click.command("demo")
@click.option("--story", default="default", show_default=True, help=f"One of {', '.join(STORIES)}.")
@click.option("--days", default=182, show_default=True, help="How many days of data.")
@click.option("--contacts-per-day", default=1000, show_default=True, help="Contacts on a day, the week's mean.")
@click.option("--seed", default=1, show_default=True, help="The same seed gives the same centre.")
@with_store_options
def command(story: str, days: int, contacts_per_day: int, seed: int, database: Path | None, as_json: bool) -> None:
    """Fill the store with a simulated contact centre whose true causes are known.

    An earlier demo centre is replaced; a store with imported files is left alone. The truth
    is kept beside the store, in a file that ends in .truth.json.
    """
    with opened(database) as store:
        _refuse_if_in_use(store)
        demo = simulate(story, days, contacts_per_day, seed)
        load_frames(store, demo.frames, file="demo centre", kind=KIND)
        truth_file = store.path.with_suffix(".truth.json")
        demo.keep_truth(truth_file)
    counts = {name: len(demo.frames[name]) for name in ("contacts", "evaluations", "surveys")}
    if as_json:
        print_json({**counts, "truth": demo.truth})
    else:
        _print(demo, counts, truth_file)


def _refuse_if_in_use(store: Store) -> None:
    others = [i for i in imports(store) if not i["undone"] and i["kind"] != KIND]
    if others:
        files = ", ".join(f"{i['file']} (import {i['batch']})" for i in others[:3])
        more = f" and {len(others) - 3} more" if len(others) > 3 else ""
        raise QMError(
            f"{store.path} holds imported data: {files}{more}; undo that first, "
            "or name another file with --database for the demo centre."
        )


def _print(demo: Demo, counts: dict[str, int], truth_file: Path) -> None:
    first, last = demo.truth["first_day"], demo.truth["last_day"]
    click.echo(
        f"A demo centre from {first} to {last}: {counts['contacts']:,} contacts, "
        f"{counts['evaluations']:,} evaluations, {counts['surveys']:,} surveys."
    )
    click.echo(demo.truth["about"])
    click.echo(f"What is true in it: {truth_file}")
