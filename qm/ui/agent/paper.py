"""One agent on one side of A4: a self-contained HTML file in which every text is escaped."""

import base64
import hashlib
from datetime import date
from html import escape

import pandas as pd

from qm.analysis.agents.coaching_log import coaching_log
from qm.analysis.contact.contact import answers_of
from qm.metrics import METRICS
from qm.store import Store
from qm.ui.agent.asked import WORDS
from qm.ui.agent.course import course, takeaway
from qm.ui.agent.course import scale_of as scale
from qm.ui.agent.figures import Figures
from qm.ui.agent.line import line_svg
from qm.ui.agent.log import change, follow_up, follow_ups, with_effects
from qm.ui.agent.standing import CAN_TELL, figure, next_text
from qm.ui.agent.work import VERDICTS
from qm.wording import day_text, written

QUESTIONS, REMARKS, HELD = 14, 4, 4
LONGEST = 160

SCRIPT = "document.getElementById('print').onclick = function () { window.print() }"
STYLE = """
@page { size: A4; margin: 11mm }
* { box-sizing: border-box }
html { background: #fff }
body { font: 9pt/1.3 system-ui, 'Segoe UI', Roboto, sans-serif; color: #1d2a30; margin: 0 auto; padding: 4mm;
       max-width: 190mm }
h1 { font-size: 16pt; margin: 0 } h2 { font-size: 10.5pt; margin: 3.2mm 0 0.8mm; color: #17607a }
p, ul { margin: 0 0 1mm } ul { padding-left: 4.5mm } .quiet { color: #55636a; font-size: 8.5pt }
.two { display: grid; grid-template-columns: 1fr 1fr; gap: 0 6mm }
.next { border-left: 3px solid #17607a; padding-left: 3mm }
table { border-collapse: collapse; width: 100%; font-size: 8pt } th { text-align: left; font-weight: 600 }
th, td { padding: 0.25mm 1.5mm 0.25mm 0; border-bottom: 1px solid #e2e4de;
         vertical-align: top; overflow-wrap: anywhere }
td.n, th.n { text-align: right; white-space: nowrap; padding-left: 2mm }
td:last-child { white-space: nowrap }
svg { width: 100%; height: 26mm; display: block }
.lines div { border-bottom: 1px solid #b9c1c4; height: 6mm } button { float: right; font: inherit; padding: 1mm 4mm }
@media print { button { display: none } body { padding: 0 } }
"""


def as_html(store: Store, figures: Figures) -> str:
    """The page. Its policy lets nothing be loaded and no script run but the print button's."""
    digest = base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"
    facts = figures.profile.facts
    told = [
        f"Team {facts['team']}" if facts["team"] else "",
        f"supervisor {facts['supervisor']}" if facts["supervisor"] else "",
        *figures.view.lines,
    ]
    body = [
        '<button id="print">Print</button>',
        f"<h1>{escape(figures.called)}</h1>",
        f'<p class="quiet">{escape(" · ".join(part for part in told if part))}</p>',
        f'<div class="two"><div>{_items("Strengths to build on", figures.profile.strengths)}</div>'
        f"<div>{_items('Growth areas', figures.profile.growth)}</div></div>",
        f'<h2>What to do next</h2><p class="next">{escape(next_text(figures))}</p>',
        _course(store, figures),
        f'<div class="two"><div>{_questions(figures)}</div>'
        f"<div>{_metrics(figures)}{_remarks(store, figures)}</div></div>",
        _log(store, figures),
        '<h2>What we agree on</h2><div class="lines"><div></div><div></div><div></div></div>',
    ]
    title = escape(f"{figures.called} – {day_text(figures.view.days.last)}")
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        f'<meta name="viewport" content="width=device-width"><title>{title}</title><style>{STYLE}</style></head>'
        f"<body>{''.join(body)}<script>{SCRIPT}</script></body></html>"
    )


def _items(title: str, items: list[dict]) -> str:
    rows = []
    for item in items[:5]:
        form = METRICS[item["id"]].format if item["kind"] == "metric" else "percent"
        rows.append(
            f"<li><b>{escape(str(item['name']))}</b> {figure(item['value'], form)}, peers with the same mix "
            f"{figure(item['expected'], form)} (n {item['n']:,})</li>"
        )
    return f"<h2>{title}</h2>" + (f"<ul>{''.join(rows)}</ul>" if rows else f'<p class="quiet">{CAN_TELL}</p>')


def _course(store: Store, figures: Figures) -> str:
    metric = METRICS["quality_score"].under(figures.definitions)
    found = course(store, figures, metric)
    if found is None:
        return ""
    frame, control, events = found
    events = events[events["kind"] == "coaching"]  # feedback would be a mark on every other day
    said = takeaway(frame, control, scale(metric), events)
    return f'<h2>{escape(metric.label)} over time</h2>{line_svg(frame, events)}<p class="quiet">{escape(said)}</p>'


def _questions(figures: Figures) -> str:
    found = figures.profile.questions
    if found.empty:
        return '<h2>Question by question</h2><p class="quiet">Not evaluated in this period.</p>'
    shown = found.head(QUESTIONS)
    rows = [
        [
            f"{row['question']} {_short(row['text'], 48)}" if isinstance(row["text"], str) else row["question"],
            f"{row['n']:,}",
            written(row["value"], "percent"),
            written(row["expected"], "percent"),
            WORDS[row["verdict"]],
        ]
        for row in shown.to_dict("records")
    ]
    more = f'<p class="quiet">The first {QUESTIONS} of {len(found)} questions.</p>' if len(found) > QUESTIONS else ""
    return "<h2>Question by question</h2>" + _table(["Question", "n", "Share", "Peers", ""], rows, {1, 2, 3}) + more


def _metrics(figures: Figures) -> str:
    rows = []
    for row in figures.profile.metrics.to_dict("records"):
        form = METRICS[row["metric"]].format
        rows.append(
            [
                row["name"],
                f"{row['n']:,}",
                figure(row["value"], form),
                figure(row["expected"], form),
                VERDICTS[row["verdict"]],
            ]
        )
    if not rows:
        return ""
    return "<h2>Against the same mix of work</h2>" + _table(["", "n", "Agent", "Expected", ""], rows, {1, 2, 3})


def _remarks(store: Store, figures: Figures) -> str:
    """What evaluators wrote lately."""
    answers = answers_of(store, figures.profile.evaluations["evaluation_id"].tolist())
    if answers.empty:
        return ""
    said = answers[answers["comment"].notna()].head(REMARKS)
    items = "".join(
        f"<li>{escape(str(q))}: {escape(_short(c))}</li>"
        for q, c in zip(said["question"], said["comment"], strict=True)
    )
    return f"<h2>What evaluators wrote</h2><ul>{items}</ul>" if items else ""


def _log(store: Store, figures: Figures) -> str:
    log = coaching_log(store, figures.agent)
    if log.empty:
        return ""
    rows = [
        [
            day_text(row["held_at"].date()),
            *(_short(row[name]) if isinstance(row[name], str) else "" for name in ("kind", "question", "note")),
            follow_up(row),
            change(row),
        ]
        for row in _newest(with_effects(store, figures, log, len(log))).to_dict("records")
    ]
    due = follow_ups(log, date.today())
    said = f'<p class="quiet">{escape(due)}</p>' if due else ""
    table = _table(["Held", "Kind", "Question", "Note", "Follow-up", "Change"], rows, set())
    return f"<h2>Coaching and feedback</h2>{table}{said}"


def _newest(log: pd.DataFrame) -> pd.DataFrame:
    """The newest of the log; what was coached is not crowded out by feedback."""
    coached = log[log["kind"] == "coaching"].head(HELD // 2)
    others = log.drop(coached.index).head(HELD - len(coached))
    return pd.concat([coached, others]).sort_index()


def _table(head: list[str], rows: list[list[str]], right: set[int]) -> str:
    def line(cells: list[str], tag: str) -> str:
        return (
            "<tr>"
            + "".join(
                f"<{tag}{' class=n' if i in right else ''}>{escape(str(cell))}</{tag}>" for i, cell in enumerate(cells)
            )
            + "</tr>"
        )

    return f"<table>{line(head, 'th')}{''.join(line(row, 'td') for row in rows)}</table>"


def _short(text: str, most: int = LONGEST) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= most else one_line[: most - 1].rstrip() + "…"
