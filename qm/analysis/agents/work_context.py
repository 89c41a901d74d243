"""What those compared can't control: how long customers waited in the queue, and which work came to them."""

import pandas as pd

from qm.analysis.agents.answer import AgentsAnswer, fits
from qm.analysis.cache import kept
from qm.metrics import Filters, measure
from qm.store import Session

COMMONEST = 5
"""So many reasons have a column each."""

SHARE_OF = "share of "


def work_context(session: Session, answer: AgentsAnswer) -> pd.DataFrame:
    """One row per unit by name: agent, contacts, asa (seconds), asa_n, expected (on the metric asked for), a share
    for each of the commonest reasons, named `share of …`, and name; empty where the filters do not fit contacts."""
    frame = _contacts_and_reasons(session, answer.filters, answer.by)
    if frame.empty:
        return frame
    if answer.comparison is not None:
        shares = [name for name in frame.columns if name.startswith(SHARE_OF)]
        expected = answer.comparison.frame[["agent", "expected"]]
        frame = frame.drop(columns=shares).merge(expected, on="agent", how="left").assign(**frame[shares])
    frame = frame.assign(name=answer.called(frame["agent"]))
    return frame.sort_values("name", key=lambda names: names.str.casefold(), ignore_index=True)


@kept(most=8)
def _contacts_and_reasons(session: Session, filters: Filters, by: str) -> pd.DataFrame:
    if not (fits(filters, "contacts", by) and fits(filters, "asa", by)):
        return pd.DataFrame()
    both = measure(session.store, filters, ("contacts", "asa"), (by,))
    both = both[both[by].notna()]
    wide = both.pivot(index=by, columns="metric", values=["value", "n"])
    if ("value", "contacts") not in wide:
        return pd.DataFrame()
    frame = pd.DataFrame({"agent": wide.index.astype(str), "contacts": wide["value", "contacts"].to_numpy()})
    has_waits = ("value", "asa") in wide
    frame["asa"] = wide["value", "asa"].to_numpy() if has_waits else float("nan")
    frame["asa_n"] = wide["n", "asa"].to_numpy() if has_waits else 0
    kinds = measure(session.store, filters, ("contacts",), (by, "reason"))
    kinds = kinds[kinds["reason"].notna() & kinds[by].notna()]
    total = kinds["value"].sum()
    for reason, count in kinds.groupby("reason")["value"].sum().nlargest(COMMONEST).items():
        own = kinds.loc[kinds["reason"] == reason].set_index(by)["value"]
        frame[f"{SHARE_OF}{reason} (all {count / total:.0%})"] = (
            frame["agent"].map(own).fillna(0).to_numpy() / frame["contacts"].to_numpy()
        )
    return frame
