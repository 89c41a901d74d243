"""The levers on the screen: a slider and a number for each, and where today stands."""

import streamlit as st

from qm.models.levers import ImpossibleError, Levers, check, rate_at_score
from qm.ui.whatif.address import BY_KEY, CONTROLS, Control, Setting, problems, put, today
from qm.ui.whatif.centre import Centre

FIRST = ("staff", "repeats", "aht", "volume", "target")


def controls(centre: Centre, setting: Setting) -> None:
    """All levers; those used most come first, the others fold away."""
    through_score = _through_score(centre)
    for key in FIRST:
        if key == "repeats" and through_score:
            _score_control(centre, setting)
        else:
            _control(BY_KEY[key], centre, setting)
    with st.expander("Customers and cost", icon=":material/tune:"):
        for control in CONTROLS:
            if control.key not in FIRST:
                _control(control, centre, setting)


def _control(control: Control, centre: Centre, setting: Setting) -> None:
    standing, value = today(centre).value(control.name), setting.value(control.name)
    low, high = _range(control, standing * control.factor, value * control.factor)
    wrong = problems().get(control.key)
    slider, number = f"lever.{control.key}", f"lever.{control.key}.typed"
    st.session_state[slider] = min(max(value * control.factor, low), high)
    if not wrong:
        st.session_state[number] = round(value * control.factor, control.decimals)
    label = control.label + (f" ({centre.currency})" if control.key == "cost" else "")
    left, right = st.columns([0.62, 0.38], vertical_alignment="bottom")
    form = f"%.{control.decimals}f{control.unit.replace('%', '%%')}"
    left.slider(
        label, low, high, step=float(control.step), key=slider, format=form, help=control.help or None,
        on_change=_slid, args=(control, standing),
    )  # fmt: skip
    right.number_input(
        label, key=number, step=float(control.step), format=f"%.{control.decimals}f",
        label_visibility="collapsed", on_change=_typed, args=(control, standing),
    )  # fmt: skip
    if wrong:
        st.error(wrong, icon=":material/error:")
    elif abs(value - standing) * control.factor >= control.step / 2:
        st.caption(f"today {control.shown(standing)}")


def _range(control: Control, standing: float, value: float) -> tuple[float, float]:
    """The slider's ends: about half to one and a half of today, or all there is; wide enough for the value."""
    ends = {
        "repeats": (0.0, 50.0), "waits": (0.0, 4.0), "redials": (0.0, 100.0), "target": (50.0, 99.0),
        "patience": (10.0, max(600.0, round(2 * standing, -1))), "cost": (0.0, max(60.0, round(2 * standing, -1))),
    }  # fmt: skip
    usual = (
        round(standing * 0.5 - control.step, control.decimals),
        round(standing * 1.6 + control.step, control.decimals),
    )
    low, high = ends.get(control.key, (max(usual[0], control.step), usual[1]))
    return float(min(low, value)), float(max(high, value))


def _slid(control: Control, standing: float) -> None:
    put(control, float(st.session_state[f"lever.{control.key}"]) / control.factor, standing)


def _typed(control: Control, standing: float) -> None:
    typed = st.session_state[f"lever.{control.key}.typed"]
    try:
        value = check(control.name, None if typed is None else typed / control.factor, control.factor == 100)
    except ImpossibleError as error:
        problems()[control.key] = str(error)
        return
    put(control, value, standing)


def _through_score(centre: Centre) -> bool:
    link = centre.fitted.parameters["quality_link"]
    if link.source != "fitted":
        return False
    chosen = st.segmented_control(
        "Quality moves through", ["Repeat rate", "Quality score"], default="Repeat rate", key="whatif.through",
        help="The quality score acts on repeats through the link found in this queue's evaluations.",
    )  # fmt: skip
    return chosen == "Quality score"


def _score_control(centre: Centre, setting: Setting) -> None:
    link, score = centre.fitted.parameters["quality_link"], centre.fitted.parameters["score"].value
    standing = centre.today.repeat_rate
    st.session_state["lever.score"] = float(min(max(_score_at(centre, setting.levers), 40.0), 100.0))
    st.slider(
        "Quality score", 40.0, 100.0, step=0.1, key="lever.score", format="%.1f", on_change=_scored,
        args=(standing, link.value, score), help=link.note,
    )  # fmt: skip
    st.caption(f"today {score:.1f} · that makes a repeat rate of {setting.levers.repeat_rate:.1%}")
    if link.value >= 0 or (link.high is not None and link.high >= 0):
        st.warning("These data do not tie the score to repeats: what this slider does is not shown by them.",
                   icon=":material/warning:")  # fmt: skip


def _scored(standing: float, link: float, score: float) -> None:
    points = float(st.session_state["lever.score"]) - score
    put(BY_KEY["repeats"], rate_at_score(standing, link, points), standing)


def _score_at(centre: Centre, levers: Levers) -> float:
    """The score that goes with the repeat rate, by the fitted link."""
    from math import log

    link, score = centre.fitted.parameters["quality_link"].value, centre.fitted.parameters["score"].value
    if link == 0:
        return score

    def odds(rate: float) -> float:
        inside = min(max(rate, 0.001), 0.9)
        return log(inside / (1 - inside))

    return score + (odds(levers.repeat_rate) - odds(centre.today.repeat_rate)) / link
