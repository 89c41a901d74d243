"""python -m qm whatif: where a centre settles when customers come back, and how many agents a target takes."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from qm.analysis.whatif import LEVERS, WhatIfAnswer, answer
from qm.analysis.whatif.levers.quality_moves import LINK, QUESTION, SCORE
from qm.analysis.whatif.queue.queue_kinds import KINDS
from qm.analysis.whatif.single_interval import SHOWN, single_interval
from qm.analysis.whatif.words.report import whole
from qm.commands._filters import filters_of, with_filter_options
from qm.commands._shared import opened, print_json, print_table, with_store_options
from qm.errors import QMError
from qm.metrics import Filters
from qm.models.queueing.scenario import ImpossibleError, Scenario
from qm.models.queueing.service_level import VARIANTS
from qm.store import Session
from qm.wording import counted

# option -> the field of the scenario it fills; those without a default are needed
OPTIONS = {
    "fresh": "fresh",
    "interval_minutes": "interval_minutes",
    "aht": "handle_seconds",
    "agents": "agents",
    "patience": "patience_seconds",
    "redial": "redial_share",
    "repeat": "repeat_share",
    "repeat_wait_rise": "repeat_wait_rise",
    "repeat_wait_scale": "wait_scale_seconds",
    "aht_wait_rise": "handle_wait_rise",
    "redial_delay": "redial_delay_seconds",
    "repeat_delay": "repeat_delay_seconds",
    "threshold": "threshold_seconds",
    "variant": "variant",
    "short_abandon": "short_abandon_seconds",
}
NEEDED = ("fresh", "interval_minutes", "aht", "agents", "patience", "redial", "repeat", "threshold")
REPLACING = ("threshold", "variant", "short_abandon", "repeat_wait_rise", "aht_wait_rise")
"""Options that beside --fit stand in for a number of the model that is no lever."""

PLAIN_ONLY = ("interval_minutes", "repeat_delay")
"""Options for plain numbers: the intervals are those of the data, and repeats spread over the period."""


class Amount(click.ParamType):
    """A number, or with --fit a change from today such as +10% or -2; kept as it was typed."""

    name = "float"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            float(str(value).strip().removesuffix("%"))
        except ValueError:
            self.fail(f"'{value}' is not a valid float.", param, ctx)
        return str(value).strip()


def with_fitted_levers(function: Callable) -> Callable:
    """Give a command an option for every lever that only a fitted queue has."""
    for lever in reversed(LEVERS):
        if lever.option.replace("-", "_") not in (*OPTIONS, "target"):
            text = f"With --fit: {lever.label.lower()}. {lever.help}".strip()
            function = click.option(f"--{lever.option}", type=Amount(), metavar="N", help=text)(function)
    return function


@click.command("whatif")
@click.option(
    "--fresh", type=Amount(), metavar="C", help="Contacts per interval that nobody's wait or handling caused."
)
@click.option("--interval-minutes", type=float, metavar="M", help="Length of the interval.")
@click.option("--aht", type=Amount(), metavar="S", help="Mean handle time in seconds.")
@click.option(
    "--agents", type=Amount(), metavar="N", help="Agents present; may have decimals. With --fit also +10% or +2."
)
@click.option("--patience", type=Amount(), metavar="S", help="Mean patience in seconds; inf: nobody gives up.")
@click.option("--redial", type=Amount(), metavar="P", help="Share of those who give up that try again.")
@click.option(
    "--repeat",
    type=Amount(),
    metavar="P",
    help="Share of those answered at once that come back; with --fit of all answered, at today's waits.",
)
@click.option("--repeat-wait-rise", type=float, metavar="P", help="How much that share rises for the longest waits.")
@click.option("--repeat-wait-scale", type=Amount(), metavar="S", help="The wait over which it rises; 120 unless told.")
@click.option("--aht-wait-rise", type=float, metavar="F", help="Part by which the longest waits make handling longer.")
@click.option("--redial-delay", type=Amount(), metavar="S", help="Mean seconds until a redial.")
@click.option(
    "--repeat-delay", type=float, metavar="S", help="Mean seconds until a repeat; both delays give `corrected`."
)
@click.option("--threshold", type=float, metavar="S", help="Answered within so many seconds is in target.")
@click.option("--variant", type=click.Choice(VARIANTS), help="Which service level; offered unless told.")
@click.option("--short-abandon", type=float, metavar="S", help="Limit of a short abandon; 5 seconds unless told.")
@click.option(
    "--fit",
    "fitted",
    is_flag=True,
    help="Fit a queue of the store, as the page What-if does; numbers given replace what was fitted, and +10% or -2 "
    "tell the difference. See --queue, --from, --where.",
)
@click.option(
    "--scheduled",
    type=Amount(),
    metavar="N",
    help="With --fit: heads on shift, of whom shrinkage leaves fewer there for contacts; or +5.",
)
@click.option("--queue", metavar="Q", help="With --fit: the queue; the largest that works like voice unless told.")
@click.option("--works-like", type=click.Choice(tuple(KINDS)), help="With --fit: how the queue works.")
@click.option("--quality", metavar="POINTS", help="With --fit: the average quality score, +3 or where it is to stand.")
@click.option(
    "--question",
    "questions",
    multiple=True,
    metavar="ID=POINTS",
    help="With --fit: the pass rate of a question, such as Q07=+5; may be given several times.",
)
@click.option(
    "--quality-link",
    "links",
    multiple=True,
    metavar="OUTCOME=N",
    help="With --fit: what one point of quality does to repeat, transfers (points) or aht (seconds), such as "
    "repeat=-0.2; an assumption in place of what the data show.",
)
@with_fitted_levers
@click.option("--target", type=float, metavar="SHARE", help="Service level to find the agents for, such as 0.8.")
@with_filter_options
@with_store_options
def command(
    target: float | None,
    fitted: bool,
    queue: str | None,
    works_like: Any,
    database: Path | None,
    as_json: bool,
    first: datetime | None,
    last: datetime | None,
    where: tuple[str, ...],
    quality: str | None,
    questions: tuple[str, ...],
    links: tuple[str, ...],
    **options: Any,
) -> None:
    """Where a centre settles when customers come back, from numbers alone or fitted to the store."""
    filters = filters_of(first, last, where)
    given = {name: value for name, value in options.items() if value is not None}
    if not fitted:
        others = {"queue": queue, "works_like": works_like, "quality": quality}
        others |= {"question": questions or None, "quality_link": links or None}
        _refuse_fitted_options(filters, given, others)
        try:
            told = single_interval(_scenario(given), target)
        except ImpossibleError as error:
            raise QMError(str(error)) from error
        print_json(told) if as_json else _show_interval(told, target)
        return
    for name in PLAIN_ONLY:
        if name in given:
            raise click.UsageError(f"--{name.replace('_', '-')} is for plain numbers and means nothing with --fit.")
    levers = _levers(given) | ({} if target is None else {"target": target})
    levers |= ({} if quality is None else {SCORE: quality}) | _named("question", questions, QUESTION)
    levers |= _named("quality-link", links, LINK)
    replaced = {OPTIONS[name]: given[name] for name in REPLACING if name in given}
    with opened(database) as store:
        found = answer(Session(store), filters, queue, levers, kind=works_like, replaced=replaced)
        print_json(found.to_dict()) if as_json else _show_answer(found)


def _named(option: str, given: tuple[str, ...], prefix: str) -> dict[str, Any]:
    """NAME=NUMBER of an option that may be given several times, as levers."""
    found = {}
    for text in given:
        name, equals, number = text.partition("=")
        if not (name and equals):
            raise click.UsageError(f"--{option} {text} tells no number; give it as in its help, NAME=NUMBER.")
        found[prefix + name] = number
    return found


def _refuse_fitted_options(filters: Filters, given: dict[str, Any], others: dict[str, Any]) -> None:
    if filters != Filters():
        raise click.UsageError("--from, --to and --where narrow what is fitted; give --fit with them.")
    for name, value in {**others, **given}.items():
        if name not in OPTIONS and value is not None:
            raise click.UsageError(f"--{name.replace('_', '-')} is of a fitted queue; give --fit with it.")


def _levers(given: dict[str, Any]) -> dict[str, Any]:
    """The options that are levers, by name; fresh contacts are of an interval on the command line."""
    levers = {name: value for name, value in given.items() if name not in REPLACING}
    if "fresh" in levers:
        levers["fresh_per_interval"] = levers.pop("fresh")
    return levers


def _scenario(given: dict[str, Any]) -> Scenario:
    """The scenario of plain numbers."""
    missing = [name for name in NEEDED if name not in given]
    if missing:
        raise click.UsageError(f"Missing option --{missing[0].replace('_', '-')}.")
    return Scenario(**{OPTIONS[name]: _plain(name, value) for name, value in given.items()})


def _plain(name: str, value: Any) -> Any:
    if name in ("variant",) or not isinstance(value, str):
        return value
    if value.endswith("%"):
        raise click.UsageError(f"--{name.replace('_', '-')} {value} is a change from today; give --fit with it.")
    return float(value)


def _show_answer(answer: WhatIfAnswer) -> None:
    fitted, exact = answer.queue.fitted, answer.scenario.needed
    contacts, days = counted(fitted.queue.contacts, "contact"), counted(fitted.days, "day")
    click.echo(f"Fitted to {fitted.queue.name}: {contacts}, {days}.")
    rows = [
        [p.label, f"{p.value:.4g}", "–" if p.low is None else f"{p.low:.4g} to {p.high:.4g}", p.unit, p.n, p.source]
        for p in fitted.parameters.values()
    ]
    print_table(["", "value", "interval", "unit", "n", "from"], rows)
    click.echo(f"\n{answer.verdict}\n\n{answer.worth}\n")
    print_table(
        ["", "today", "scenario", "difference"], [[r.label, r.today, r.scenario, r.difference] for r in answer.table]
    )
    better = answer.quality
    for sentence in (better.sentence if better.is_moved else "", better.below, better.transfers):
        if sentence:
            click.echo(sentence)
    if exact == exact:
        click.echo(f"Agents for {answer.setting.target:.1%}: {whole(exact)}")
    else:
        click.echo(f"{answer.setting.target:.1%} is out of reach of four times today's agents.")
    for sentence in answer.warnings:
        click.echo(sentence)


def _show_interval(told: dict[str, Any], target: float | None) -> None:
    states = told["equilibria"]
    heads = ["", "contacts", "service level", "ASA s", "wait s", "abandoned", "occupancy", "gain"]
    rows = []
    for state in states:
        rows.append(["stable" if state["stable"] else "unstable", *_cells(state), f"{state['gain']:.2f}"])
        if state["corrected"]:
            rows.append(["with quick returns", *_cells(state["corrected"]), ""])
    print_table(heads, rows)
    if len(states) > 1:
        click.echo("More than one state: with the same people and volume the centre may stay in either stable one.")
    if target is not None:
        number = told["agents_needed"]
        click.echo(f"Agents for {target:.1%}: {number}" if number else f"No number of agents gives {target:.1%}.")


def _cells(state: dict[str, Any]) -> list[str]:
    rate, level, asa, wait, abandoned, busy = (state[name] for name in SHOWN)
    shown = "–" if level != level else f"{level:.1%}"
    return [f"{rate:,.1f}", shown, f"{asa:,.1f}", f"{wait:,.1f}", f"{abandoned:.1%}", f"{busy:.1%}"]
