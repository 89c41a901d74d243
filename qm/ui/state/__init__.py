"""All that a viewer can set: declared, read, written and defended in one place.

A parameter is declared once, beside the page it belongs to, with its name in the address, its kind and default:

    from qm.ui import state

    METRIC = state.Parameter("metric", state.Choice({"csat": "CSAT", "aht": "AHT"}), scope="overview")
    TARGET = state.Parameter("target", state.Number(50, 99, decimals=1, factor=100), scope="whatif")
    WEIGHTS = state.Parameter("weight", state.Pairs(0, 100), scope="scorecard")

and used in three ways:

    metric = state.selectbox(METRIC, "Look closer at")  # draws its widget; gives where it stands
    metric = state.value_of(METRIC)  # where it stands, without or before a widget
    state.put_all({METRIC: "aht", TARGET: None})  # in a callback: one step of the history; None is the default

The scope is the page's name (`Entry.name`); parameters of all pages have the scope SHARED and are entered with
`declare`. What is only known at run time (a scorecard's questions, a dimension that a user adds, the queues of a
store) is made at run time: `METRIC.among(labels)` gives a parameter the choices of this run, and a new `Parameter`
can be made in any run. What the address gets wrong is said by `problems` (the chips draw them), and stands at the
default.

A widget that shows a parameter in another way takes its key and callback from `widget`: a slider and a number for one
lever, say, or a slider of which one move sets many weights:

    def slid(points: float) -> None:
        state.put(WEIGHTS, moved(weights, name, points))

    st.slider("Points of Q01", 0.0, 60.0, shown, **state.widget("points.Q01", shown, slid, shape=(0.0, 60.0)))

`shown` must be what the widget is drawn with: `act` is called where a value arrives that is not what the browser shows
under that key. So neither late values nor clicks made before the last answer arrived undo each other
(see `late_values`).

A part of a page that reruns alone is a `ui.fragment`, which hears the address by itself. Links to other pages take
`query_params=state.link("agents", {AGENT: "A1"})`; a callback that goes to another page calls `state.go` first. What is
no parameter (a sentence said once, a picked mark, a draft) has its own small helpers: `say`, `picking`, `keep`.

Nothing else in `qm` or `pages` mentions the session or the query parameters; a test holds that.
"""

from qm.ui.state.memory import among, keep, kept, key, new_token, picking, renew, say, show_said, taken, token, typed
from qm.ui.state.parameter import (
    SHARED,
    TABLE,
    WITHOUT_FILTERS,
    Choice,
    DayRange,
    Flag,
    Number,
    Pairs,
    Parameter,
    Several,
    Text,
    declare,
)
from qm.ui.state.session import (
    address_in_full,
    asked_for,
    begin,
    begin_part,
    check,
    follow,
    go,
    is_usual,
    link,
    page,
    problems,
    put,
    put_all,
    value_of,
)
from qm.ui.state.widgets import (
    date_input,
    multiselect,
    number_input,
    pick_one,
    pick_or_type,
    refuse,
    refused,
    segmented_control,
    selectbox,
    slider,
    tabs,
    text_input,
    toggle,
    widget,
)

__all__ = [
    "SHARED",
    "TABLE",
    "WITHOUT_FILTERS",
    "Choice",
    "DayRange",
    "Flag",
    "Number",
    "Pairs",
    "Parameter",
    "Several",
    "Text",
    "address_in_full",
    "among",
    "asked_for",
    "begin",
    "begin_part",
    "check",
    "date_input",
    "declare",
    "follow",
    "go",
    "is_usual",
    "keep",
    "kept",
    "key",
    "link",
    "multiselect",
    "new_token",
    "number_input",
    "page",
    "pick_one",
    "pick_or_type",
    "picking",
    "problems",
    "put",
    "put_all",
    "refuse",
    "refused",
    "renew",
    "say",
    "segmented_control",
    "selectbox",
    "show_said",
    "slider",
    "tabs",
    "taken",
    "text_input",
    "toggle",
    "token",
    "typed",
    "value_of",
    "widget",
]
