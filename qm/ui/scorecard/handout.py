"""A page to print for the agents: what each question counts, what it counted before, and why. One file, nothing else.

Every word from the data is escaped; there are no scripts and nothing is fetched.
"""

from html import escape

from qm.analysis.scorecard.questions import importance_shares, tells
from qm.analysis.scorecard.weight_comparison import Proposal
from qm.ui.scorecard.question import Question

STYLE = """
body { font: 15px/1.45 'Segoe UI', system-ui, sans-serif; color: #1D2A30; margin: 2.5rem auto; max-width: 50rem;
  padding: 0 1rem; }
h1 { font-size: 1.6rem; margin: 0 0 .3rem; }
h2 { font-size: 1.1rem; margin: 1.6rem 0 .4rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .35rem .5rem; border-bottom: 1px solid #D9DCD5; }
th { font-weight: 600; }
td.n, th.n { text-align: right; white-space: nowrap; }
.small { color: #56646B; font-size: .87rem; }
tr { break-inside: avoid; }
@media print { body { margin: 0; } }
"""


def handout(question: Question, made: Proposal, note: str) -> bytes:
    """The page as HTML, UTF-8."""
    rows = "\n".join(_row(question, made, j) for j in range(len(question.names)))
    why = f"<p>{escape(note)}</p>" if note.strip() else ""
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Scorecard {escape(question.title)}</title>
<style>{STYLE}</style></head>
<body>
<h1>How your contacts are scored</h1>
<p class="small">Scorecard {escape(question.title)} · made from {escape(question.view.lines[0])}</p>
{why}
<h2>What each question counts</h2>
<table>
<thead><tr><th>Question</th><th class="n">Before</th><th class="n">Points of 100</th>
<th>What customers' grades say</th></tr></thead>
<tbody>
{rows}
</tbody></table>
<h2>How these weights were judged</h2>
<p>{escape(_judged(made))}</p>
<p class="small">A question that did not apply is treated as on the scorecard so far. What failing a critical
question does stays as it is. Figures are of {made.scored:,} evaluations and {made.n:,} customers' grades.</p>
</body></html>
""".encode()


def _row(question: Question, made: Proposal, place: int) -> str:
    row = question.known.iloc[place]
    name, text = question.names[place], question.texts[place]
    said = f"{name} · {text}" if text != name else name
    critical = (
        f" <span class='small'>(critical: {escape(str(row['critical']))})</span>"
        if isinstance(row["critical"], str)
        else ""
    )
    share, low, high = (part[place] for part in importance_shares(question.found))
    worth = "not known"
    if share == share and tells(question.found, len(question.names)):
        worth = f"{share:.0%} of what questions explain ({low:.0%} to {high:.0%})"
    passed = f"; {row['passed']:.0%} pass" if row["n"] else "; never applied"
    return (
        f"<tr><td>{escape(said)}{critical}</td><td class='n'>{question.on.points[place]:.1f}</td>"
        f"<td class='n'><b>{made.points[place]:.1f}</b></td><td>{escape(worth + passed)}</td></tr>"
    )


def _judged(made: Proposal) -> str:
    if made.rank.value is None:
        return f"Whether the score follows customers' grades cannot be told: {made.rank.why}."
    said = f"The score's correlation with customers' grades is {made.rank.value:.2f} with these weights"
    if made.gain.value is not None and abs(made.gain.value) >= 0.005:
        said += f", {made.rank.value - made.gain.value:.2f} with those before"
    return said + f" (over {made.n:,} contacts; 0 would be none, 1 the same order)."
