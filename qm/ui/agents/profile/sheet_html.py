"""The page for a one-to-one as a self-contained HTML file in which every text is escaped."""

import base64
import hashlib
from html import escape

import pandas as pd

from qm.analysis.agents.profile.agent_trend import AgentTrend
from qm.analysis.agents.profile.one_to_one_sheet import OneToOneSheet
from qm.analysis.agents.profile.profile_text import (
    CAN_TELL,
    METRIC_VERDICTS,
    QUESTION_VERDICTS,
    figure_text,
    item_format,
)
from qm.charts.trend_svg import trend_svg
from qm.metrics import METRICS
from qm.wording import shortened, written

QUESTIONS, QUESTION_LENGTH = 14, 48

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
         vertical-align: top; overflow-wrap: break-word }
td.n, th.n { text-align: right; white-space: nowrap; padding-left: 2mm }
td:last-child { white-space: nowrap } table.wide td:last-child { white-space: normal }
table.wide td:first-child, table.wide td:nth-child(3) { white-space: nowrap }
svg { width: 100%; height: 26mm; display: block }
.lines div { border-bottom: 1px solid #b9c1c4; height: 6mm } button { float: right; font: inherit; padding: 1mm 4mm }
@media print { button { display: none } body { padding: 0 } }
"""


def sheet_html(sheet: OneToOneSheet) -> str:
    """The page. Its policy lets nothing be loaded and no script run but the print button's."""
    digest = base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"
    profile = sheet.profile
    body = [
        '<button id="print">Print</button>',
        f"<h1>{escape(sheet.called)}</h1>",
        f'<p class="quiet">{escape(sheet.heading)}</p>',
        f'<div class="two"><div>{_items("Strengths to build on", profile.strengths)}</div>'
        f"<div>{_items('Growth areas', profile.growth)}</div></div>",
        f'<h2>What to do next</h2><p class="next">{escape(sheet.next_step)}</p>',
        _trend(sheet.trend),
        f'<div class="two"><div>{_questions(profile.questions)}</div>'
        f"<div>{_metrics(profile.metrics)}{_remarks(sheet)}</div></div>",
        _coaching(sheet),
        '<h2>What we agree on</h2><div class="lines"><div></div><div></div><div></div></div>',
    ]
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(sheet.title)}</title>'
        f"<style>{STYLE}</style></head>"
        f"<body>{''.join(body)}<script>{SCRIPT}</script></body></html>"
    )


def _items(title: str, items: list[dict]) -> str:
    rows = [
        f"<li><b>{escape(str(item['name']))}</b> {figure_text(item['value'], item_format(item))}, peers with the same "
        f"mix {figure_text(item['expected'], item_format(item))} (n {item['n']:,})</li>"
        for item in items[:5]
    ]
    return f"<h2>{title}</h2>" + (f"<ul>{''.join(rows)}</ul>" if rows else f'<p class="quiet">{CAN_TELL}</p>')


def _trend(trend: AgentTrend | None) -> str:
    if trend is None:
        return ""
    drawn = trend_svg(trend.frame, trend.events)
    return f'<h2>{escape(trend.metric.label)} over time</h2>{drawn}<p class="quiet">{escape(trend.takeaway)}</p>'


def _questions(questions: pd.DataFrame) -> str:
    if questions.empty:
        return '<h2>Question by question</h2><p class="quiet">Not evaluated in this period.</p>'
    rows = [
        [
            f"{row['question']} {shortened(row['text'], QUESTION_LENGTH)}"
            if isinstance(row["text"], str)
            else row["question"],
            f"{row['n']:,}",
            written(row["value"], "percent"),
            written(row["expected"], "percent"),
            QUESTION_VERDICTS[row["verdict"]],
        ]
        for row in questions.head(QUESTIONS).to_dict("records")
    ]
    more = ""
    if len(questions) > QUESTIONS:
        more = f'<p class="quiet">The first {QUESTIONS} of {len(questions)} questions.</p>'
    return "<h2>Question by question</h2>" + _table(["Question", "n", "Share", "Peers", ""], rows, {1, 2, 3}) + more


def _metrics(metrics: pd.DataFrame) -> str:
    rows = []
    for row in metrics.to_dict("records"):
        form = METRICS[row["metric"]].format
        value, expected = figure_text(row["value"], form), figure_text(row["expected"], form)
        rows.append([row["name"], f"{row['n']:,}", value, expected, METRIC_VERDICTS[row["verdict"]]])
    if not rows:
        return ""
    return "<h2>Against the same mix of work</h2>" + _table(["", "n", "Agent", "Expected", ""], rows, {1, 2, 3})


def _remarks(sheet: OneToOneSheet) -> str:
    """What evaluators wrote lately."""
    items = "".join(f"<li>{escape(question)}: {escape(remark)}</li>" for question, remark in sheet.remarks)
    return f"<h2>What evaluators wrote</h2><ul>{items}</ul>" if items else ""


def _coaching(sheet: OneToOneSheet) -> str:
    if not sheet.held:
        return ""
    due = f'<p class="quiet">{escape(sheet.follow_ups)}</p>' if sheet.follow_ups else ""
    head = ["Held", "Kind", "Question", "Note", "Follow-up", "Change"]
    table = _table(head, [list(row) for row in sheet.held], set())
    return f"<h2>Coaching and feedback</h2>{table}{due}"


def _table(head: list[str], rows: list[list[str]], right: set[int]) -> str:
    def line(cells: list[str], tag: str) -> str:
        return (
            "<tr>"
            + "".join(
                f"<{tag}{' class=n' if i in right else ''}>{escape(str(cell))}</{tag}>" for i, cell in enumerate(cells)
            )
            + "</tr>"
        )

    wide = " class=wide" if len(head) > 5 else ""
    return f"<table{wide}>{line(head, 'th')}{''.join(line(row, 'td') for row in rows)}</table>"
