import json

import pytest

from qm.commands import main

GOLDEN = {
    "fresh": 72.944,
    "interval-minutes": 30,
    "aht": 300,
    "agents": 18,
    "patience": 120,
    "redial": 0.5,
    "repeat": 0.25,
    "threshold": 20,
}


def run(capsys: pytest.CaptureFixture[str], *flags: str, **changed: object) -> tuple[int, str, str]:
    """Exit code, standard output, standard error; a value of None leaves an option out."""
    values = GOLDEN | {name.replace("_", "-"): value for name, value in changed.items()}
    options = [part for name, value in values.items() if value is not None for part in (f"--{name}", str(value))]
    try:
        main(["whatif", *options, *flags])
        code = 0
    except SystemExit as done:
        code = int(done.code or 0)
    said = capsys.readouterr()
    return code, said.out, said.err


def answer(capsys: pytest.CaptureFixture[str], **changed: object) -> dict:
    code, out, err = run(capsys, "--json", **changed)
    assert (code, err) == (0, "")
    return json.loads(out)


def test_the_golden_centre(capsys):
    """Numbers computed by hand for 100 contacts in 30 minutes."""
    found = answer(capsys, target=0.8)
    (state,) = found["equilibria"]
    assert state["stable"] is True
    assert state["rate"] == pytest.approx(100, abs=0.001)
    assert state["service_level"] == pytest.approx(0.7766, abs=5e-5)
    assert state["abandonment"] == pytest.approx(0.0822, abs=5e-5)
    assert state["occupancy"] == pytest.approx(0.8498, abs=5e-5)
    assert state["wait"] == pytest.approx(state["abandonment"] * 120)
    assert state["corrected"] is None
    assert found["gain"] == state["gain"] > 1
    assert found["agents_needed"] == 19


def test_agents_needed_is_null_without_a_target(capsys):
    assert answer(capsys)["agents_needed"] is None


def test_quick_returns_are_corrected_when_both_delays_are_known(capsys):
    """The fourth exact chain."""
    chain = {"fresh": 24.3, "agents": 5, "patience": 180, "repeat": 0.15, "redial_delay": 300, "repeat_delay": 900}
    (state,) = answer(capsys, **chain)["equilibria"]
    assert set(state["corrected"]) == {"rate", "service_level", "asa", "wait", "abandonment", "occupancy"}
    assert state["corrected"]["service_level"] == pytest.approx(0.505003, abs=0.012)
    assert state["corrected"]["abandonment"] == pytest.approx(0.226837, abs=0.003)
    assert answer(capsys, **chain | {"repeat_delay": None})["equilibria"][0]["corrected"] is None


def test_two_states_and_the_one_between(capsys):
    found = answer(
        capsys, fresh=474, agents=100, patience=300, redial=0.3, repeat=0.1, repeat_wait_rise=0.5, repeat_wait_scale=60
    )
    assert [state["stable"] for state in found["equilibria"]] == [True, False, True]
    assert [state["rate"] / 600 for state in found["equilibria"]] == pytest.approx([0.8932, 1.1221, 1.4071], abs=5e-5)
    assert found["gain"] == found["equilibria"][0]["gain"]
    assert found["tipping"]["upper_fold"] / 600 == pytest.approx(0.8218, abs=5e-5)


def test_longer_handling_after_waits(capsys):
    (plain,), (longer,) = (answer(capsys, aht_wait_rise=rise)["equilibria"] for rise in (0, 0.3))
    assert longer["aht"] > plain["aht"] == 300
    assert longer["service_level"] < plain["service_level"]


def test_nobody_gives_up(capsys):
    """Erlang C at 100 contacts of 300 s in 30 minutes: service level .7293 with 20 agents."""
    (state,) = answer(capsys, fresh=75, agents=20, patience="inf")["equilibria"]
    assert state["abandonment"] == 0
    assert state["service_level"] == pytest.approx(0.7293, abs=5e-5)


@pytest.mark.parametrize(("variant", "level"), [("offered", 0.7766), ("abandons_in_target_ignored", 0.8103)])
def test_variants(capsys, variant, level):
    assert answer(capsys, variant=variant)["equilibria"][0]["service_level"] == pytest.approx(level, abs=5e-5)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"aht": 0}, "The handle time can't be 0; give seconds above 0, such as 300."),
        ({"agents": -1}, "The number of agents can't be -1; give a number above 0."),
        ({"redial": 1.5}, "The redial share can't be 1.5; give a share from 0 to 1, such as 0.5."),
        ({"repeat": -0.1}, "The repeat share can't be -0.1; give a share from 0 to 1, such as 0.15."),
        (
            {"patience": "nan"},
            "The patience can't be nan; give seconds, 0 or more, or inf for customers who never give up.",
        ),
        ({"fresh": "inf"}, "The fresh contacts can't be inf; give a number above 0."),
        ({"target": 80}, "The target can't be 80; give a number above 0 and up to 1."),
        (
            {"repeat": 0.7, "repeat_wait_rise": 0.5},
            "The repeat share and its rise add up to 1.2; together they can't be more than 1.",
        ),
        (
            {"patience": "inf", "agents": 12},
            "Nothing settles with 12 agents: 72.944 fresh contacts in 30 minutes bring more work than they can do;"
            " it takes at least 17.",
        ),
        (
            {"patience": "inf", "agents": 12, "target": 0.8},
            "Nothing settles with 12 agents: 72.944 fresh contacts in 30 minutes bring more work than they can do;"
            " it takes at least 17, and 21 for a service level of 0.8.",
        ),
    ],
)
def test_what_can_not_be_is_one_sentence(capsys, changed, sentence):
    assert run(capsys, "--json", **changed) == (1, "", sentence + "\n")


@pytest.mark.parametrize(
    ("changed", "word"), [({"aht": "long"}, "--aht"), ({"aht": None}, "--aht"), ({"variant": "best"}, "--variant")]
)
def test_wrong_usage_names_the_option(capsys, changed, word):
    code, out, err = run(capsys, **changed)
    assert (code, out) == (2, "")
    assert word in err


def test_in_words(capsys):
    code, out, _ = run(capsys, target=0.8)
    assert code == 0
    assert "77.7%" in out
    assert "Agents for 80.0%: 19" in out
