"""A page to print for the agents: what each question counts, what it counted before, and why. One file, nothing else.

Every word from the data is escaped; there are no scripts and nothing is fetched.
"""

from html import escape

from qm.analysis.resolved_filters import filters_text
from qm.analysis.scorecard.scorecard_answer import ScorecardAnswer
from qm.models.scorecard.drivers import explains_more_than_chance, importance_shares
from qm.models.scorecard.weight_comparison import WeightComparison
from qm.wording import counted

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


def handout(answer: ScorecardAnswer, compared: WeightComparison, note: str) -> bytes:
    """The page as HTML, UTF-8."""
    rows = "\n".join(_row(answer, compared, j) for j in range(len(answer.names)))
    why = f"<p>{escape(note)}</p>" if note.strip() else ""
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Scorecard {escape(answer.title)}</title>
<style>{STYLE}</style></head>
<body>
<h1>How your contacts are scored</h1>
<p class="small">Scorecard {escape(answer.title)} · made from {escape(filters_text(answer.filters))}</p>
{why}
<h2>What each question counts</h2>
<table>
<thead><tr><th>Question</th><th class="n">Weight before</th><th class="n">Weight now</th>
<th>What it is worth to customers</th></tr></thead>
<tbody>
{rows}
</tbody></table>
<h2>Does the score follow customers?</h2>
<p>{escape(_judged(compared))}</p>
<p class="small">Questions that did not apply, and failed critical questions, count as before.
Based on {counted(compared.scored, "evaluation")} and {counted(compared.pairs, "customer rating")}.</p>
</body></html>
""".encode()


def _row(answer: ScorecardAnswer, compared: WeightComparison, place: int) -> str:
    row = answer.questions.iloc[place]
    name, text = answer.names[place], answer.texts[place]
    text = f"{name} · {text}" if text != name else name
    critical = (
        f" <span class='small'>(critical: {escape(str(row['critical']))})</span>"
        if isinstance(row["critical"], str)
        else ""
    )
    share, low, high = (part[place] for part in importance_shares(answer.drivers))
    worth = "not known yet"
    if share == share and explains_more_than_chance(answer.drivers):
        worth = f"worth {share:.0%} ({low:.0%} to {high:.0%})"
    passed = f"; {row['passed']:.0%} pass" if row["n"] else "; never applied"
    return (
        f"<tr><td>{escape(text)}{critical}</td><td class='n'>{answer.points[place]:.1f}</td>"
        f"<td class='n'><b>{compared.points[place]:.1f}</b></td><td>{escape(worth + passed)}</td></tr>"
    )


def _judged(compared: WeightComparison) -> str:
    if compared.rank.value is None:
        return f"Too few to tell whether the score follows customers: {compared.rank.why}."
    text = f"Correlation with customers' ratings: {compared.rank.value:.2f}"
    if compared.gain.value is not None and abs(compared.gain.value) >= 0.005:
        text += f", before {compared.rank.value - compared.gain.value:.2f}"
    return f"{text}, on {counted(compared.pairs, 'contact')}. 0 is no link, 1 the same order."
