"""Only a real change or a signal is drawn as one."""

from qm.ui.overview.tiles import verdict_mark


def test_colour_and_icon_only_for_what_is_real():
    assert verdict_mark("ordinary", "within normal variation") == "within normal variation"
    assert verdict_mark("unknown", "too few to tell") == "too few to tell"
    assert verdict_mark("worsening", "clearly down") == ":orange[:material/warning: clearly down]"
