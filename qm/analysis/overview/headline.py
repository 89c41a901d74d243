"""The headline in words: what happened, when, where, what went with it, how sure, and what to look at."""

from collections.abc import Sequence
from datetime import date

from qm.analysis.overview.episode_splits import Excess, Place
from qm.analysis.overview.episodes import KeyEpisode, Moved
from qm.analysis.overview.sentences import normal_range_text
from qm.analysis.overview.tiles import Tile
from qm.metrics import DIMENSIONS
from qm.wording import Days, Scale, counted, day_text, listed, written


def day_in_full(day: date, year: int) -> str:
    """A day for a headline: 20 April; with its year where that is not `year`."""
    return f"{day.day} {day:%B}" + ("" if day.year == year else f" {day.year}")


def episode_text(episode: KeyEpisode, end: date) -> str:
    """An episode in one sentence; `end` is the last day of the data."""
    text = f"{_when(episode.days, end.year)}: {_moved_text(episode.leading)}"
    if episode.excess is not None:
        joined = ", most of all" if episode.metric == "contacts" else ", with"
        text += f"{joined} {_excess_text(episode.excess)}"
    if not episode.is_over:
        return f"{text}; not over yet."
    after = day_in_full(episode.days.shifted(-len(episode.days)).first, end.year)
    return f"{text}; {'recovered' if episode.kind == 'worsening' else 'back to usual'} since {after}."


def _excess_text(excess: Excess) -> str:
    """3,607 more Login and access contacts than usual."""
    many = f"{abs(round(excess.contacts)):,} {'more' if excess.contacts > 0 else 'fewer'}"
    if excess.dimension == "reason" and excess.group != "unknown":
        return f"{many} {excess.group} contacts than usual"
    return f"{many} contacts than usual in {DIMENSIONS[excess.dimension].label.lower()} {excess.group}"


def detail_text(episode: KeyEpisode) -> str:
    """Where it was, and what else moved."""
    parts = []
    if episode.place is not None:
        parts.append(f"Most of it in {_place_text(episode.place)}.")
    if episode.also:
        parts.append(f"At the same time: {listed([_moved_text(one) for one in episode.also])}.")
    return " ".join(parts)


def evidence_lines(episode: KeyEpisode) -> tuple[str, ...]:
    """How sure it is."""
    spread = f"{episode.outside} of {counted(episode.points, episode.grain)} outside the normal range."
    chance = "1 in 1,000" if episode.chance < 0.001 else f"1 in {max(int(1 / episode.chance), 20):,}"
    leading, place = episode.leading, episode.place
    where = f"{_capital(_place_text(place))} made {min(place.part, 1.0):.0%} of the change." if place else ""
    return tuple(
        filter(
            None,
            [
                f"{leading.scale.label} {leading.scale.text(leading.value)}, usually "
                f"{leading.scale.text(leading.usual)}.",
                where,
                spread,
                f"Chance alone shows this in fewer than {chance} histories as long.",
                normal_range_text(episode.baseline, episode.aside, episode.grain),
            ],
        )
    )


def look_text(episode: KeyEpisode) -> str:
    """What the link to an episode says."""
    return f"Look at {_when(episode.days, episode.days.last.year)} by {DIMENSIONS[episode.dimension].label.lower()}"


def quiet_text(tiles: Sequence[Tile], first: date, is_told: bool) -> str:
    """What is said when there is no episode; figures whose tile has a real change or a signal are named."""
    if not is_told:
        return "Too little history to tell what is unusual; more than 28 days are needed."
    news = [f"{one.scale.label.lower()} ({_news(one)})" for one in tiles if one.is_news]
    since = day_text(first)
    if not news:
        return f"Nothing unusual since {since}: all key figures are within normal variation."
    return f"No unusual episode since {since}; worth a look: {listed(news)}."


def _news(one: Tile) -> str:
    words = [one.change_verdict_text] if one.change_verdict not in ("ordinary", "unknown") else []
    if one.latest.verdict.is_signal:
        words.append(f"{one.latest_label.lower()} {one.latest_verdict_text}")
    return ", ".join(words)


def _moved_text(moved: Moved) -> str:
    """Service level 9.3 points down; 5,012 more contacts than usual (18%)."""
    scale, label = moved.scale, moved.scale.label.lower()
    if scale.kind == "count":
        more = "more" if moved.change > 0 else "fewer"
        part = f" ({abs(moved.change) / moved.usual:.0%})" if moved.usual else ""
        return f"{written(abs(moved.change), scale.format)} {more} {label} than usual{part}"
    return f"{label} {_amount(scale, moved.change)} {'up' if moved.change > 0 else 'down'}"


def _amount(scale: Scale, change: float) -> str:
    return scale.change_text(change).lstrip("+−")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _place_text(place: Place) -> str:
    return f"{DIMENSIONS[place.dimension].label.lower()} {place.group}"


def _when(days: Days, year: int) -> str:
    if days.first == days.last:
        return day_in_full(days.first, year)
    return f"{day_in_full(days.first, year)} to {day_in_full(days.last, year)}"
