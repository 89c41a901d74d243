"""The levers on the screen: a slider and a number for each, and where today stands."""

from math import log

import streamlit as st

from qm.models.queueing.levers import ImpossibleError, Levers, check, rate_at_score
from qm.ui.whatif.address import held, put, widget
from qm.ui.whatif.centre import Centre
from qm.ui.whatif.settings import BY_KEY, Control, Setting, controls_of, today

FIRST = {
    "calls": ("staff", "repeats", "aht", "volume", "target"),
    "chat": ("staff", "chats", "repeats", "aht", "volume", "target"),
    "deferred": ("staff", "repeats", "aht", "volume", "within", "target"),
}


def controls(centre: Centre, setting: Setting) -> None:
    """All levers; those used most come first, the others fold away."""
    through_score = _through_score(centre)
    first = FIRST[centre.kind]
    for key in first:
        if key == "repeats" and through_score:
            _score_control(centre, setting)
        else:
            _control(BY_KEY[key], centre, setting)
    others = [control for control in controls_of(centre.kind) if control.key not in first]
    is_moved = any(control.key in held().texts or control.key in held().problems for control in others)
    folded = st.expander("Customers and cost", is_moved, icon=":material/tune:", key="whatif.others", on_change="rerun")
    if folded.open:  # closed, its levers would only delay the answer
        with folded:
            for control in others:
                _control(control, centre, setting)


def _control(control: Control, centre: Centre, setting: Setting) -> None:
    standing, value = today(centre).value(control.name), setting.value(control.name)
    low, high = _range(control, standing * control.factor, value * control.factor)
    label = control.label + (f" ({centre.currency})" if control.key == "cost" else "")
    form = f"%.{control.decimals}f{control.unit.replace('%', '%%')}"

    def slid(moved: float) -> None:
        put(control, float(moved) / control.factor, standing, by=control.key)

    def typed(number: float | None) -> None:
        try:
            found = check(control.name, None if number is None else number / control.factor, control.factor == 100)
        except ImpossibleError as error:
            held().problems[control.key] = str(error)
            return
        put(control, found, standing, by=f"{control.key}.typed")

    with st.container(key=f"lever.{control.key}", gap="xsmall"):
        left, right = st.columns([0.62, 0.38], vertical_alignment="bottom")
        left.slider(
            label,
            low,
            high,
            min(max(value * control.factor, low), high),
            step=float(control.step),
            format=form,
            help=control.help or None,
            **widget(control.key, slid),
        )
        right.number_input(
            label,
            value=round(value * control.factor, control.decimals),
            step=float(control.step),
            format=f"%.{control.decimals}f",
            label_visibility="collapsed",
            **widget(f"{control.key}.typed", typed),
        )
        wrong = held().problems.get(control.key)
        if wrong:
            st.error(wrong, icon=":material/error:")
        elif abs(value - standing) * control.factor >= control.step / 2:
            st.caption(f"today {control.shown(standing)}")


def _range(control: Control, standing: float, value: float) -> tuple[float, float]:
    """The slider's ends: about half to one and a half of today, or all there is; wide enough for the value."""
    ends = {
        "repeats": (0.0, 50.0),
        "waits": (0.0, 4.0),
        "redials": (0.0, 100.0),
        "target": (50.0, 99.0),
        "patience": (10.0, max(600.0, round(2 * standing, -1))),
        "cost": (0.0, max(60.0, round(2 * standing, -1))),
        "chats": (1.0, 6.0),
        "within": (1.0, 120.0),
        "chasers": (0.0, 60.0),
        "aim": (0.0, 30.0),
        "elsewhere": (0.0, 50.0),
        "open": (0.0, max(1000.0, round(3 * standing, -2))),
        "coaching": (0.0, max(40.0, round(2 * standing, -1))),
        "checking": (0.0, max(40.0, round(2 * standing, -1))),
    }
    usual = (
        round(standing * 0.5 - control.step, control.decimals),
        round(standing * 1.6 + control.step, control.decimals),
    )
    low, high = ends.get(control.key, (max(usual[0], control.step), usual[1]))
    return float(min(low, value)), float(max(high, value))


def _through_score(centre: Centre) -> bool:
    link = centre.fitted.parameters["quality_link"]
    if link.source != "fitted":
        return False
    chosen = st.segmented_control(
        "Quality moves through",
        ["Repeat rate", "Quality score"],
        default="Repeat rate",
        key="whatif.through",
        help="The quality score acts on repeats through the link found in this queue's evaluations.",
    )
    return chosen == "Quality score"


def _score_control(centre: Centre, setting: Setting) -> None:
    link, score = centre.fitted.parameters["quality_link"], centre.fitted.parameters["score"].value
    standing = centre.today.repeat_rate

    def scored(moved: float) -> None:
        rate = rate_at_score(standing, link.value, float(moved) - score)
        put(BY_KEY["repeats"], rate, standing, by="repeats.score")

    with st.container(key="lever.score", gap="xsmall"):
        st.slider(
            "Quality score",
            40.0,
            100.0,
            float(min(max(_score_at(centre, setting.levers), 40.0), 100.0)),
            step=0.1,
            format="%.1f",
            help=link.note,
            **widget("repeats.score", scored),
        )
        st.caption(f"today {score:.1f} · that makes a repeat rate of {setting.levers.repeat_rate:.1%}")
        if link.value >= 0 or (link.high is not None and link.high >= 0):
            st.warning(
                "These data do not tie the score to repeats: what this slider does is not shown by them.",
                icon=":material/warning:",
            )


def _score_at(centre: Centre, levers: Levers) -> float:
    """The score that goes with the repeat rate, by the fitted link."""
    link, score = centre.fitted.parameters["quality_link"].value, centre.fitted.parameters["score"].value
    if link == 0:
        return score

    def odds(rate: float) -> float:
        inside = min(max(rate, 0.001), 0.9)
        return log(inside / (1 - inside))

    return score + (odds(levers.repeat_rate) - odds(centre.today.repeat_rate)) / link
