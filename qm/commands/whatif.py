"""python -m qm whatif: where a centre settles when customers come back, and how many agents a target takes."""

from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from qm.analysis.whatif.fit import Fit, fit, summary, typical
from qm.commands._filters import filters_of, with_filter_options
from qm.commands._shared import opened, print_json, print_table, with_store_options
from qm.errors import QMError
from qm.metrics import Filters
from qm.models.queueing.delay_correction import correct
from qm.models.queueing.feedback import Equilibrium, equilibria
from qm.models.queueing.scenario import ImpossibleError, Scenario, checked, written
from qm.models.queueing.service_level import VARIANTS
from qm.models.queueing.staffing import Target, agents_needed, whole_agents
from qm.models.queueing.tipping_points import tipping

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
SHOWN = ("rate", "service_level", "asa", "wait", "abandonment", "occupancy")


@click.command("whatif")
@click.option("--fresh", type=float, metavar="C", help="Contacts per interval that nobody's wait or handling caused.")
@click.option("--interval-minutes", type=float, metavar="M", help="Length of the interval.")
@click.option("--aht", type=float, metavar="S", help="Mean handle time in seconds.")
@click.option("--agents", type=float, metavar="N", help="Agents present; may have decimals.")
@click.option("--patience", type=float, metavar="S", help="Mean patience in seconds; inf: nobody gives up.")
@click.option("--redial", type=float, metavar="P", help="Share of those who give up that try again.")
@click.option("--repeat", type=float, metavar="P", help="Share of those answered at once that come back.")
@click.option("--repeat-wait-rise", type=float, metavar="P", help="How much that share rises for the longest waits.")
@click.option("--repeat-wait-scale", type=float, metavar="S", help="The wait over which it rises; 120 unless told.")
@click.option("--aht-wait-rise", type=float, metavar="F", help="Part by which the longest waits make handling longer.")
@click.option("--redial-delay", type=float, metavar="S", help="Mean seconds until a redial.")
@click.option(
    "--repeat-delay", type=float, metavar="S", help="Mean seconds until a repeat; both delays give `corrected`."
)
@click.option("--threshold", type=float, metavar="S", help="Answered within so many seconds is in target.")
@click.option("--variant", type=click.Choice(VARIANTS), help="Which service level; offered unless told.")
@click.option("--short-abandon", type=float, metavar="S", help="Limit of a short abandon; 5 seconds unless told.")
@click.option("--fit", "fitted", is_flag=True, help="Numbers not given are fitted to the store; see --from, --where.")
@click.option("--target", type=float, metavar="SHARE", help="Service level to find the agents for, such as 0.8.")
@with_filter_options
@with_store_options
def command(
    target: float | None,
    fitted: bool,
    database: Path | None,
    as_json: bool,
    first: datetime | None,
    last: datetime | None,
    where: tuple[str, ...],
    **options: Any,
) -> None:
    """Where a centre settles when customers come back, from numbers alone or fitted to the store."""
    filters = filters_of(first, last, where)
    if filters != Filters() and not fitted:
        raise click.UsageError("--from, --to and --where narrow what is fitted; give --fit with them.")
    found = _fitted(database, filters) if fitted else None
    try:
        answer = whatif(_scenario(options, None if found is None else typical(found)), target)
        if found is not None:
            answer["fit"] = summary(found)
    except ImpossibleError as error:
        raise QMError(str(error)) from error
    if as_json:
        print_json(answer)
    else:
        if found is not None:
            _show_fit(found, answer["fit"])
        _show(answer, target)


def _fitted(database: Path | None, filters: Filters) -> Fit:
    with opened(database) as store:
        found = fit(store, filters, store.definitions())
    if found is None:
        raise QMError(f"There are no contacts to fit in {filters.describe()}; import some or make a demo centre.")
    return found


def _show_fit(found: Fit, answer: dict[str, Any]) -> None:
    click.echo(f"Fitted to {found.queue.name}: {found.queue.contacts:,} contacts, {found.days} days.")
    rows = [
        [p.label, f"{p.value:.4g}", "–" if p.low is None else f"{p.low:.4g} to {p.high:.4g}", p.unit, p.n, p.source]
        for p in found.parameters.values()
    ]
    print_table(["", "value", "interval", "unit", "n", "from"], rows)
    seen, model = answer["observed"], answer["model"]
    if seen["service_level"] == seen["service_level"]:
        observed, modelled = seen["service_level"], model["service_level"]
        click.echo(f"Back-test: service level {observed:.1%}, the model says {modelled:.1%}.")
        days = {name: 100 * error for name, error in answer["day_errors"].items()}
        click.echo(
            f"Told what came, a day is {days['typical']:.1f} points off on average; chance alone would make "
            f"{days['by_chance']:.1f}."
        )
    for note in found.notes:
        click.echo(note)
    click.echo("A typical interval of it:")


def whatif(scenario: Scenario, target: float | None) -> dict[str, Any]:
    """The whole answer for plain numbers. Raises ImpossibleError and QMError."""
    found = equilibria(checked(scenario))
    # An impossible target is told before anything else is.
    needed = None if target is None else agents_needed(scenario, Target(service_level=target)).agents
    if not found:
        raise QMError(_nothing_settles(scenario, target, needed))
    edge = tipping(scenario)
    return {
        "equilibria": [_figures(scenario, state) for state in found],
        "agents_needed": needed,
        "gain": next((state.gain for state in found if state.stable), None),
        "tipping": asdict(edge) | {"headroom": edge.headroom, "recovery": edge.recovery},
    }


def _scenario(options: dict[str, Any], fitted: Scenario | None = None) -> Scenario:
    """The scenario of the options; what is not given comes from `fitted`."""
    given = {OPTIONS[name]: value for name, value in options.items() if value is not None}
    if fitted is not None:
        return replace(fitted, **given)
    missing = [name for name in NEEDED if OPTIONS[name] not in given]
    if missing:
        raise click.UsageError(f"Missing option --{missing[0].replace('_', '-')}.")
    return Scenario(**given)


def _figures(scenario: Scenario, state: Equilibrium) -> dict[str, Any]:
    corrected = correct(scenario, state)
    return {
        "stable": state.stable,
        **{name: getattr(state, name) for name in SHOWN},
        "gain": state.gain,
        "redials": state.redials,
        "repeats": state.repeats,
        "aht": state.handle_seconds,
        "corrected": None if corrected is None else asdict(corrected),
    }


def _nothing_settles(scenario: Scenario, target: float | None, needed: int | None) -> str:
    least = float(whole_agents(scenario, "occupancy", 1.0))
    enough = f"it takes at least {least:.0f}" if least == least else "no number of agents is enough"
    wish = f", and {needed} for a service level of {written(target or 0)}" if needed else ""
    agents, fresh, minutes = (written(float(v)) for v in (scenario.agents, scenario.fresh, scenario.interval_minutes))
    return (
        f"Nothing settles with {agents} agents: {fresh} fresh contacts in {minutes} minutes"
        f" bring more work than they can do; {enough}{wish}."
    )


def _show(answer: dict[str, Any], target: float | None) -> None:
    states = answer["equilibria"]
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
        number = answer["agents_needed"]
        click.echo(f"Agents for {target:.1%}: {number}" if number else f"No number of agents gives {target:.1%}.")


def _cells(state: dict[str, Any]) -> list[str]:
    rate, level, asa, wait, abandoned, busy = (state[name] for name in SHOWN)
    shown = "–" if level != level else f"{level:.1%}"
    return [f"{rate:,.1f}", shown, f"{asa:,.1f}", f"{wait:,.1f}", f"{abandoned:.1%}", f"{busy:.1%}"]
