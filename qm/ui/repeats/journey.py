"""One customer's journey: every contact, what happened in it, and how soon the next one followed."""

import math

import pandas as pd
import streamlit as st

from qm.analysis.repeats.journey import journey
from qm.charts.journey import journey as timeline
from qm.store import Store
from qm.ui.chart import Figure, show_chart
from qm.ui.lookup import version
from qm.ui.repeats import answers
from qm.ui.repeats.figures import Figures
from qm.wording import Days, day_text, days_text, duration

SHOWN = 40
MOST, CONCENTRATED = 10, 0.05  # so many customers with this part of all repeats are worth a remark


def journey_section(store: Store, figures: Figures) -> None:
    """A customer chosen, typed or sent in the address, and their contacts as a timeline and as rows."""
    question = figures.question
    found = answers.customers(version(store), store, question.view.current, question.definitions)
    st.markdown("**One customer's journey**")
    customer = st.selectbox(
        "Customer",
        found["customer_id"].tolist(),
        index=None,
        key="customer",
        bind="query-params",
        width=420,
        accept_new_options=True,
        placeholder="Type a customer, or choose one who came back often",
        help="Offered are those whose contacts were followed by another most often in this selection, most first.",
    )
    if not customer:
        st.caption(_invitation(found, question.within) + concentration(found, int(figures.rate["numerator"])))
        return
    contacts = journey(store, str(customer), question.definitions)
    if contacts.empty:
        st.warning(f"There is no customer '{customer}' in the data.", icon=":material/link_off:")
        return
    shown = contacts.tail(SHOWN).reset_index(drop=True)
    title = f"The journey of customer {customer}"
    lines = ["all contacts of the customer, whatever the filters", question.metric.meaning]
    show_chart(
        Figure(timeline(steps(shown)), contacts, title, takeaway(contacts, question.within), lines, "journey"),
        key="journey",
    )
    if len(contacts) > SHOWN:
        st.caption(f"Drawn are the latest {SHOWN} of {len(contacts):,} contacts; the rows below hold all.")
    with st.expander("The rows of this journey", icon=":material/table_rows:"):
        st.dataframe(contacts.dropna(axis="columns", how="all"), hide_index=True, alt=title)


def _invitation(found: pd.DataFrame, within: str) -> str:
    if found.empty:
        return f"No customer of this selection came back within {within}; any customer can be typed."
    top = found.iloc[0]
    return (
        f"{top['customer_id']} came back most: {top['repeated']:,} of {top['contacts']:,} contacts were followed by "
        f"another within {within}."
    )


def concentration(found: pd.DataFrame, repeated: int) -> str:
    """A sentence where a few customers make up much of what came back: perhaps numbers that many people share."""
    most = int(found["repeated"].head(MOST).sum())
    if len(found) <= MOST or most < CONCENTRATED * repeated:
        return ""
    return (
        f" The {MOST} who came back most account for {most / repeated:.0%} of all who did: perhaps shared numbers or "
        "machines, which no better answer would keep away."
    )


def steps(contacts: pd.DataFrame) -> pd.DataFrame:
    """One row per contact, as `qm.charts.journey` wants it."""
    before = contacts["ended_at"].shift(1).fillna(contacts["arrived_at"])
    gap = (contacts["arrived_at"] - before).dt.total_seconds()
    rows = contacts.to_dict("records")
    return pd.DataFrame(
        {
            "name": _unlike([f"{_when(r['arrived_at'])} {r['channel'] if _known(r['channel']) else ''}" for r in rows]),
            "at": contacts["arrived_at"],
            # One that began while the one before still went on hangs on nothing.
            "before": before.where(gap >= 0, contacts["arrived_at"]),
            "is_repeat": contacts["is_repeat"],
            "abandoned": contacts["abandoned"],
            "gap": ["the first" if i == 0 else duration(s) if s >= 0 else "still going on" for i, s in enumerate(gap)],
            "mark": [_mark(r, s if i else 0) for i, (r, s) in enumerate(zip(rows, gap, strict=True))],
            "details": [details(r) for r in rows],
        }
    )


def _when(at: pd.Timestamp) -> str:
    return f"{at.day} {at:%b %H:%M}"


def _unlike(names: list[str]) -> list[str]:
    """Names made unlike each other: two contacts of one minute must not fall on one row."""
    seen: dict[str, int] = {}
    unlike = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        unlike.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return unlike


def _known(value: object) -> bool:
    return value is not None and not pd.isna(value)


def _mark(row: dict, gap: float) -> str:
    parts = [str(row["reason"])] if _known(row["reason"]) else []
    parts += [f"after {duration(gap)}"] if gap > 0 else []
    parts += ["hung up"] if row["abandoned"] else []
    parts += [f"rated {row['csat']:g}"] if _known(row["csat"]) else []
    parts += [f"scored {row['quality_score']:.0%}"] if _known(row["quality_score"]) else []
    return " · ".join(parts)


def details(row: dict) -> str:
    """What happened in a contact, in words."""
    parts = [f"waited {duration(row['wait_seconds'])}"] if _known(row["wait_seconds"]) else []
    if row["abandoned"]:
        parts.append("hung up")
    elif _known(row["handle_seconds"]):
        parts.append(f"handled in {duration(row['handle_seconds'])}")
    parts += [f"by {row['agent_id']}"] if _known(row["agent_id"]) else []
    if _known(row["resolved"]):
        parts.append("solved" if row["resolved"] else "not solved")
    if _known(row["csat"]):
        parts.append(f"rated {row['csat']:g} of {row['csat_max'] if _known(row['csat_max']) else 5:g}")
    parts += [f"scored {row['quality_score']:.0%}"] if _known(row["quality_score"]) else []
    return ", ".join(parts)


def takeaway(contacts: pd.DataFrame, within: str) -> str:
    """How many contacts, over how long, how many of them repeats, and what they took."""
    first, last = contacts["arrived_at"].iloc[0], contacts["arrived_at"].iloc[-1]
    if len(contacts) == 1:
        return f"One contact, on {day_text(first.date())}."
    repeats = int(contacts["is_repeat"].sum())
    took = float(contacts["handle_seconds"].sum())
    handled = f" They took {duration(took)} of handling." if took and not math.isnan(took) else ""
    spell = days_text(Days(first.date(), last.date()))
    count = f"{repeats} of them follow" if repeats != 1 else "one of them follows"
    return f"{len(contacts)} contacts, {spell}; {count} an earlier one within {within}.{handled}"
