"""python -m qm agent ID: one agent, strengths first."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click
import pandas as pd

from qm.analysis.agents import AgentAnswer, agent_answer
from qm.commands._filters import filters_of, shown, with_filter_options
from qm.commands._shared import opened, print_json, print_table, with_store_options
from qm.store import Session


@click.command("agent")
@click.argument("agent_id", metavar="ID")
@with_filter_options
@with_store_options
def command(
    agent_id: str,
    first: datetime | None,
    last: datetime | None,
    where: Sequence[str],
    database: Path | None,
    as_json: bool,
) -> None:
    """One agent against peers with the same mix of work: strengths, growth areas, coaching and its effect."""
    filters = filters_of(first, last, where)
    with opened(database) as store:
        found = agent_answer(Session(store), filters, agent_id)
    if as_json:
        print_json(found.to_dict())
        return
    _print(found, filters.describe())


def _print(answer: AgentAnswer, period: str) -> None:
    profile, metrics = answer.profile, answer.metrics
    facts = profile.facts
    name = facts["name"] if facts["name"] != facts["agent"] else None
    parts = [name, f"team {facts['team']}" if facts["team"] else None, facts["supervisor"], period]
    click.echo(" · ".join(str(part) for part in [facts["agent"], *parts] if part))
    for title, told in (("Strengths", profile.strengths), ("Growth areas", profile.growth)):
        click.echo(f"\n{title}: " + ("" if told else "none that the data can tell."))
        for item in told:
            form = metrics[item["id"]].format if item["kind"] == "metric" else "percent"
            click.echo(
                f"  {item['name']} {shown(item['value'], form)}, expected {shown(item['expected'], form)} "
                f"(n = {item['n']:,})"
            )
    click.echo("")
    figures = ("value", "expected", "shrunk", "low", "high")
    print_table(
        ["metric", "n", *figures, "verdict"],
        [
            [row["metric"], row["n"], *(shown(row[f], metrics[row["metric"]].format) for f in figures), _verdict(row)]
            for row in profile.metrics.to_dict("records")
        ],
    )
    if len(profile.questions):
        click.echo("")
        print_table(
            ["question", "", "n", *figures, "verdict"],
            [
                [row["question"], row["text"], row["n"], *(shown(row[f], "percent") for f in figures), _verdict(row)]
                for row in profile.questions.to_dict("records")
            ],
        )
    if profile.next_step:
        step = profile.next_step
        now, reach = (shown(step[name], "percent") for name in ("shrunk", "within_reach"))
        title = f"{step['question']} {step['text'] or ''}".rstrip()
        click.echo(f"\nNext: {title}: now {now}, {reach} is within reach and would move satisfaction most.")
    _print_coaching(profile.coaching)


def _verdict(row: dict) -> str:
    return row["verdict"] + (f", {row['label']}" if isinstance(row["label"], str) else "")


def _print_coaching(events: pd.DataFrame) -> None:
    if events.empty:
        return
    click.echo("")
    print_table(
        ["held", "kind", "question", "n before", "n after", "effect", "low", "high", "verdict"],
        [
            [
                f"{row['held_at']:%Y-%m-%d}",
                row["kind"],
                row["question"],
                row["before_n"],
                row["after_n"],
                *(shown(row[f], "percent") for f in ("effect", "low", "high")),
                row["verdict"],
            ]
            for row in events.to_dict("records")
        ],
    )
