"""A centre in which everything that a file, a person or an address can name is also a picture in Markdown."""

import json
from datetime import date, datetime
from pathlib import Path

import pandas as pd

from qm.demo import simulate
from qm.intake import load_frames
from qm.store import open_store
from qm.store.entries import CoachingEntry, log_coaching, reply
from qm.store.scenarios import save_scenario

MARK = "![p](//leak.example)"

# What the product tells apart by its text stays as it is; the rest is free text, identifiers included.
FIXED = {"version", "critical", "dimension", "kind"}
CHANNEL = "chat"  # the others keep their names, for what is special to them


def planted(text: object) -> object:
    return f"{text} {MARK}" if isinstance(text, str) else text


def plant(frames: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The same rows with the mark in every free text."""
    marked = {}
    for table, frame in frames.items():
        free = [c for c in frame if c not in {*FIXED, "channel"} and frame[c].map(lambda v: isinstance(v, str)).any()]
        frame = frame.assign(**{c: frame[c].map(planted) for c in free})
        if "channel" in frame:
            frame = frame.assign(channel=frame["channel"].replace(CHANNEL, planted(CHANNEL)))
        marked[table] = frame
    return marked


def build(path: Path) -> None:
    """Write the centre to a store at `path`, with something in every table that people fill."""
    frames = plant(simulate(days=35, contacts_per_day=200, seed=4).frames)
    store = open_store(path)
    load_frames(store, frames, file=f"demo {MARK}.csv", kind="demo")
    agent = frames["agents"]["agent_id"].iloc[0]
    evaluation = frames["evaluations"].query("agent_id == @agent")["evaluation_id"].iloc[0]
    question = frames["answers"]["question_id"].iloc[0]
    said = f"well done {MARK}"
    held = datetime(2024, 6, 3, 9)
    entry = CoachingEntry(agent, held, "coaching", said, f"Coach {MARK}", question, date(2024, 6, 20))
    log_coaching(store, "one", entry, datetime(2024, 6, 4, 9))
    reply(store, "two", evaluation, "disputed", said, datetime(2030, 1, 1))
    save_scenario(store, f"plan {MARK}", frames["contacts"]["queue"].iloc[0], {}, {}, held)
    scorecards = (
        frames["evaluations"]["scorecard"].dropna().unique() if "scorecard" in frames["evaluations"] else [None]
    )
    questions = frames["questions"]["question_id"].tolist()
    with store.write() as cursor:
        cursor.run(
            "insert into scorecard_versions (scorecard, version, note, points, figures, saved_at) "
            "values ($s, $v, $n, $p, '{}', $at)",
            {
                "s": scorecards[0], "v": "2", "n": said, "at": held,
                "p": json.dumps({q: round(100 / len(questions), 2) for q in questions}),
            },
        )  # fmt: skip
        cursor.run(
            "insert into mappings (name, kind, header, mapping, saved_at) "
            "values ($name, 'contacts', 'x', 'kind = \"contacts\"', $at)",
            {"name": f"map {MARK}", "at": held},
        )
        for team in frames["agents"]["team"].dropna().unique():
            cursor.run(
                "insert into targets (team, metric, level, set_at) values ($t, 'csat', 0.8, $at)",
                {"t": team, "at": held},
            )
    store.close()
