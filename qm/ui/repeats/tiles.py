"""The tiles: how many come back, how many of those not by coincidence, and how much of the work that is."""

import streamlit as st

from qm.analysis.repeats import RepeatsAnswer
from qm.ui.markup import literal
from qm.wording import duration


def tiles(answer: RepeatsAnswer) -> None:
    """Four tiles; without contacts that can be judged a sentence takes their place."""
    if answer.is_empty:
        st.info(literal(answer.why_empty), icon=":material/hourglass_empty:")
        return
    with st.grid(4, min_column_width=190, gap="small"):
        for name, draw in (("rate", _rate), ("net", _net), ("work", _work), ("hours", _hours)):
            with st.container(border=True, height="stretch", gap="xsmall", key=f"tile.{name}"):
                draw(answer)


def _rate(answer: RepeatsAnswer) -> None:
    setting, rate, before = answer.setting, answer.rate, answer.before
    scale = setting.scale
    label = f"Back within {setting.within}"
    if not rate.n:
        st.metric(label, None, help=setting.metric.meaning)
        st.caption(f"No window of {setting.within} is complete yet.")
        return
    st.metric(label, scale.text(rate.value), help=setting.metric.meaning)
    parts = [f"was {scale.text(before.value)}"] if before is not None and before.n else []
    parts += [f"95% {scale.text(rate.low)} to {scale.text(rate.high)}", f"n {rate.n:,}"]
    st.caption(" · ".join(parts))


def _net(answer: RepeatsAnswer) -> None:
    scale, chance = answer.setting.scale, answer.chance
    help_ = (
        "Some customers would have been in touch anyway. Their pace is read from days 15 to 28 after a contact, when "
        "returns for a reason have faded, over the weeks behind this period; 1 − (1 − rate) / (1 − coincidence)."
    )
    value = scale.text(answer.net_rate) if answer.rate.n and chance.is_known else None
    st.metric("Net of coincidence", value, help=help_)
    if chance.is_known:
        st.caption(f"{scale.text(answer.by_coincidence)} would have been in touch anyway")
    else:
        st.caption("Coincidence is not known yet: it needs 28 days of data after contacts, with some returns.")


def _work(answer: RepeatsAnswer) -> None:
    work, scale = answer.work, answer.setting.scale
    st.metric(
        "Repeat contacts",
        scale.text(answer.work_share) if work.contacts else None,
        help="Looking back: the share of contacts that follow an earlier one of the same customer within the window. "
        "It differs from the share that come back, looking ahead.",
    )
    unknown = work.all_contacts - work.contacts
    left_out = f" · {unknown:,} cannot be judged" if unknown else ""
    st.caption(f"{work.repeats:,} of {work.contacts:,} contacts{left_out}")


def _hours(answer: RepeatsAnswer) -> None:
    work, label = answer.work, "Time they take"
    help_ = "The handle time of contacts that follow an earlier one."
    if not work.handle_seconds:
        st.metric(label, None, help=help_)
        st.caption("No handle times in this selection; a contacts file with handle times would fill this.")
        return
    hours = work.repeat_seconds / 3600
    st.metric(label, f"{hours:,.0f} h" if hours >= 10 else duration(work.repeat_seconds), help=help_)
    longer = work.times_longer
    compared = ""
    if longer is not None:
        compared = f" · each takes {abs(longer - 1):.0%} {'longer' if longer >= 1 else 'less'} than another contact"
    st.caption(f"{work.repeat_seconds / work.handle_seconds:.1%} of the handle time{compared}")
