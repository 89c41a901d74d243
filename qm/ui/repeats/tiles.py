"""The tiles: how many come back, how many of those not by coincidence, and how much of the work that is."""

import streamlit as st

from qm.ui.repeats.figures import Figures
from qm.wording import days_text, duration


def tiles(figures: Figures) -> None:
    """Four tiles; without contacts that can be judged a sentence takes their place."""
    if not figures.rate["n"] and not figures.work.contacts:
        st.info(_why_nothing(figures), icon=":material/hourglass_empty:")
        return
    with st.grid(4, min_column_width=190, gap="small"):
        with st.container(border=True, height="stretch", gap="xsmall", key="tile.rate"):
            _rate(figures)
        with st.container(border=True, height="stretch", gap="xsmall", key="tile.net"):
            _net(figures)
        with st.container(border=True, height="stretch", gap="xsmall", key="tile.work"):
            _work(figures)
        with st.container(border=True, height="stretch", gap="xsmall", key="tile.hours"):
            _hours(figures)


def _why_nothing(figures: Figures) -> str:
    question = figures.question
    return (
        f"No contact of {days_text(question.view.days)} can be judged yet: each needs a customer and {question.within} "
        f"of data after its end, which stop at {days_text(question.view.span).split('–')[-1].strip()}. "
        "Choose a shorter window or an earlier period."
    )


def _rate(figures: Figures) -> None:
    question, row = figures.question, figures.rate
    scale = question.scale
    label = f"Back within {question.within}"
    if not row["n"]:
        st.metric(label, None, help=question.metric.meaning)
        st.caption(f"No window of {question.within} is complete yet.")
        return
    st.metric(label, scale.text(row["value"]), help=question.metric.meaning)
    was = figures.before
    parts = [f"was {scale.text(was['value'])}"] if was is not None and was["n"] else []
    parts += [f"95% {scale.text(row['low'])} to {scale.text(row['high'])}", f"n {int(row['n']):,}"]
    st.caption(" · ".join(parts))


def _net(figures: Figures) -> None:
    scale, chance = figures.question.scale, figures.chance
    help_ = (
        "Some customers would have been in touch anyway. Their pace is read from days 15 to 28 after a contact, when "
        "returns for a reason have faded, over the weeks behind this period; 1 − (1 − rate) / (1 − coincidence)."
    )
    st.metric(
        "Net of coincidence",
        scale.text(figures.net_rate) if figures.rate["n"] and chance.is_known else None,
        help=help_,
    )
    if chance.is_known:
        st.caption(f"{scale.text(figures.by_coincidence)} would have been in touch anyway")
    else:
        st.caption("Coincidence is not known yet: it needs 28 days of data after contacts, with some returns.")


def _work(figures: Figures) -> None:
    work, scale = figures.work, figures.question.scale
    st.metric(
        "Repeat contacts",
        scale.text(figures.work_share) if work.contacts else None,
        help="Looking back: the share of contacts that follow an earlier one of the same customer within the window. "
        "It differs from the share that come back, looking ahead.",
    )
    unknown = work.all_contacts - work.contacts
    left_out = f" · {unknown:,} cannot be judged" if unknown else ""
    st.caption(f"{work.repeats:,} of {work.contacts:,} contacts{left_out}")


def _hours(figures: Figures) -> None:
    work, label = figures.work, "Time they take"
    help_ = "The handle time of contacts that follow an earlier one."
    if not work.handle_seconds:
        st.metric(label, None, help=help_)
        st.caption("No handle times in this selection; a contacts file with handle times would fill this.")
        return
    hours = work.repeat_seconds / 3600
    st.metric(label, f"{hours:,.0f} h" if hours >= 10 else duration(work.repeat_seconds), help=help_)
    st.caption(f"{work.repeat_seconds / work.handle_seconds:.1%} of the handle time{_longer(figures)}")


def _longer(figures: Figures) -> str:
    """How much longer a repeat takes than another contact, over all that arrived."""
    work = figures.work
    others = work.contacts - work.repeats
    if not work.repeats or not others:
        return ""
    own, other = work.repeat_seconds / work.repeats, (work.handle_seconds - work.repeat_seconds) / others
    if not other:
        return ""
    return f" · each takes {abs(own / other - 1):.0%} {'longer' if own >= other else 'less'} than another contact"
