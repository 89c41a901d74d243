"""Text that is drawn at part of its strength can be read on every ground it stands on, in both themes."""

import tomllib

import pytest

from tests.conftest import ROOT

THEME = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
LEAST = 4.5
CAPTION = 0.6  # of the text's strength: captions, placeholders and axes
DISABLED = 0.7  # as style.css says


def channels(colour: str) -> list[float]:
    return [int(colour.lstrip("#")[i : i + 2], 16) for i in (0, 2, 4)]


def luminance(colour: list[float]) -> float:
    parts = [c / 255 / 12.92 if c / 255 <= 0.04045 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(text: str, ground: str, strength: float = 1.0) -> float:
    over = channels(ground)
    seen = [strength * t + (1 - strength) * g for t, g in zip(channels(text), over, strict=True)]
    dark, bright = sorted((luminance(seen), luminance(over)))
    return (bright + 0.05) / (dark + 0.05)


def grounds(theme: dict) -> list[str]:
    keys = ("backgroundColor", "secondaryBackgroundColor")
    return [place[key] for place in (theme, theme["sidebar"]) for key in keys]


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("strength", [CAPTION, DISABLED, 1.0])
def test_text_at_part_of_its_strength_can_be_read(name, strength):
    theme = THEME[name]
    for ground in grounds(theme):
        assert contrast(theme["textColor"], ground, strength) >= LEAST, (ground, strength)


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("key", ["linkColor", "redColor", "orangeColor", "greenColor", "blueColor", "grayColor"])
def test_coloured_text_can_be_read(name, key):
    assert contrast(THEME[name][key], THEME[name]["backgroundColor"]) >= LEAST


@pytest.mark.parametrize("name", ["light", "dark"])
def test_headers_of_tables_can_be_read(name):
    theme = THEME[name]
    assert contrast(theme["dataframeHeaderTextColor"], theme["dataframeHeaderBackgroundColor"]) >= LEAST


def test_disabled_text_has_the_strength_that_is_tested_here():
    assert f"opacity: {DISABLED}" in (ROOT / "qm/ui/frame/style.css").read_text(encoding="utf-8")
