"""What the demo centre says is true can be found in its data, by simple statistics on the frames alone."""

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import minimize

from qm.demo import Demo

WEEK = pd.Timedelta(days=7)


def followed(contacts: pd.DataFrame) -> pd.Series:
    """Per contact: 1 if the same customer made contact again within a week of its end, NaN if that can't be known."""
    known = contacts[contacts.customer_id.notna()].sort_values(["customer_id", "arrived_at"], kind="stable")
    ended = known.arrived_at + pd.to_timedelta(known.wait_seconds + known.handle_seconds.fillna(0), unit="s")
    gap = known.groupby("customer_id").arrived_at.shift(-1) - ended
    seen = ended <= contacts.arrived_at.max() - WEEK
    again = ((gap > pd.Timedelta(0)) & (gap <= WEEK)).where(seen)
    return again.astype(float).reindex(contacts.index)


@pytest.fixture(scope="module")
def contacts(whole: Demo) -> pd.DataFrame:
    frame = whole.frames["contacts"]
    return frame.assign(again=followed(frame), handled=~frame.abandoned, weekday=frame.arrived_at.dt.day_of_week)


@pytest.fixture(scope="module")
def voice(contacts: pd.DataFrame) -> pd.DataFrame:
    return contacts[contacts.channel == "voice"].assign(
        in_target=lambda v: v.handled & (v.wait_seconds <= 20), hour=lambda v: v.arrived_at.dt.hour
    )


@pytest.fixture(scope="module")
def surveyed(whole: Demo, contacts: pd.DataFrame) -> pd.DataFrame:
    joined = whole.frames["surveys"].merge(contacts, on="contact_id")
    return joined.assign(satisfied=(joined.csat >= 4).astype(float), solved=joined.resolved.astype(float))


@pytest.fixture(scope="module")
def ratings(whole: Demo) -> pd.DataFrame:
    """One row per answer that applied, with its evaluation and the question's weight."""
    f = whole.frames
    answers = f["answers"].dropna(subset="points").merge(f["questions"][["question_id", "weight"]], on="question_id")
    return answers.merge(f["evaluations"], on="evaluation_id")


def scores(ratings: pd.DataFrame, by: str) -> pd.Series:
    """Weighted points over weighted points possible, by group."""
    parts = ratings.assign(got=ratings.weight * ratings.points).groupby(by)[["got", "weight"]].sum()
    return parts.got / parts.weight


def expit(x: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-x))


def logistic(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Intercept and slopes by maximum likelihood."""
    design = np.column_stack([np.ones(len(y)), x])

    def loss(b: np.ndarray) -> tuple[float, np.ndarray]:
        eta = design @ b
        return float(np.mean(np.logaddexp(0, eta) - y * eta)), design.T @ (expit(eta) - y) / len(y)

    return minimize(loss, np.zeros(design.shape[1]), jac=True, method="BFGS").x


class TestTheCentreIsRealistic:
    def test_size(self, whole: Demo, contacts: pd.DataFrame):
        assert 950 < len(contacts) / 182 < 1050
        assert whole.frames["agents"].agent_id.nunique() == 60
        assert whole.frames["agents"].team.nunique() == 5
        assert contacts.reason.nunique() == 6
        assert whole.frames["evaluations"].evaluator_id.nunique() == 6

    def test_key_figures(
        self, whole: Demo, contacts: pd.DataFrame, voice: pd.DataFrame, surveyed: pd.DataFrame, ratings: pd.DataFrame
    ):
        assert 0.75 < voice.in_target.mean() < 0.85
        assert 0.04 < voice.abandoned.mean() < 0.08
        assert 300 < voice.handle_seconds.mean() < 420
        assert 0.18 < contacts.again.mean() < 0.26
        assert 0.75 < surveyed.satisfied.mean() < 0.85
        assert 0.80 < scores(ratings, "evaluation_id").mean() < 0.88
        assert 0.14 < len(surveyed) / contacts.handled.sum() < 0.16
        ordinary = whole.frames["evaluations"].calibration_id.isna().sum()
        assert 0.045 < ordinary / contacts.handled.sum() < 0.055

    def test_occupancy_and_the_shape_of_the_week(self, whole: Demo, voice: pd.DataFrame):
        staffing = whole.frames["staffing"]
        hours = (staffing.agents * staffing.minutes / 60)[staffing.channel == "voice"].sum()
        assert 0.5 < voice.handle_seconds.sum() / 3600 / hours < 0.8
        by_weekday = voice.groupby("weekday").size()
        assert by_weekday.idxmax() == 0
        assert 6 not in by_weekday.index
        assert voice.hour.min() == 8
        assert voice.hour.max() == 19

    def test_mail_backs_up_over_the_weekend_and_is_worked_off(self, contacts: pd.DataFrame):
        mail = contacts[contacts.channel == "email"]
        wait = mail.groupby("weekday").wait_seconds.median()
        assert wait[6] > 10 * 3600
        assert wait[2] < wait[6] / 2
        assert mail.wait_seconds.max() < 5 * 86_400


class TestRepeats:
    def test_rise_with_the_wait(self, voice: pd.DataFrame, whole: Demo):
        handled = voice[voice.handled & voice.again.notna()]
        bands = pd.cut(handled.wait_seconds, [-1, 0, 60, 180, np.inf])
        share = handled.groupby(bands, observed=True).again.mean()
        assert share.is_monotonic_increasing
        assert share.iloc[-1] > 1.5 * share.iloc[0]
        told = [band["chance"] for band in whole.truth["repeats"]["voice_chance_by_wait"]]
        assert told == sorted(told)

    def test_are_as_likely_as_the_truth_says(self, voice: pd.DataFrame, whole: Demo):
        """Waits of nothing: the told chance, plus some who come with a new matter."""
        at_once = voice[voice.handled & (voice.wait_seconds == 0)].again.mean()
        told = whole.truth["repeats"]["voice_chance_by_wait"][0]["chance"]
        assert told < at_once < told + 0.035

    def test_fall_with_quality(self, contacts: pd.DataFrame, ratings: pd.DataFrame, whole: Demo):
        by_solved = contacts[contacts.handled].groupby("resolved").again.mean()
        assert by_solved[False] > 2 * by_solved[True]
        felt = ratings[ratings.question_id.isin(["Q06", "Q07"])].groupby("contact_id").points.mean()
        again = contacts.set_index("contact_id").again.reindex(felt.index)
        assert again[felt <= 0.5].mean() > again[felt == 1].mean() + 0.1
        fifths = whole.truth["repeats"]["voice_chance_by_quality_fifth"]
        assert fifths == sorted(fifths, reverse=True)

    def test_who_hangs_up_mostly_redials_within_the_hour(self, voice: pd.DataFrame, whole: Demo):
        known = voice[voice.customer_id.notna()].sort_values(["customer_id", "arrived_at"], kind="stable")
        gap = known.groupby("customer_id").arrived_at.shift(-1) - known.arrived_at
        soon = (gap < pd.Timedelta(hours=3))[known.abandoned].mean()
        assert abs(soon - whole.truth["demand"]["redial_share"]) < 0.06

    def test_most_come_back_about_the_same_reason(self, contacts: pd.DataFrame):
        known = contacts[contacts.customer_id.notna()].sort_values(["customer_id", "arrived_at"], kind="stable")
        same = known.groupby("customer_id").reason.shift(-1) == known.reason
        assert same[known.again == 1].mean() > 0.75


class TestSatisfaction:
    def test_the_drivers_have_their_coefficients(self, surveyed: pd.DataFrame, whole: Demo):
        """Resolution and wait by logistic regression; courtesy isn't recorded, which shrinks both a little."""
        told = whole.truth["csat"]
        strain = 1 - np.exp(-surveyed.wait_seconds / surveyed.channel.map(told["wait_scale_seconds"]))
        _, resolution, wait = logistic(
            np.column_stack([surveyed.solved, strain]), surveyed.satisfied.to_numpy(dtype=float)
        )
        assert 0.8 * told["resolution"] < resolution < 1.1 * told["resolution"]
        assert -1.2 * told["wait"] < wait < -0.7 * told["wait"]

    def test_only_the_questions_about_resolution_and_courtesy_go_with_it(self, surveyed, ratings, whole: Demo):
        passed = ratings[ratings.calibration_id.isna()].pivot_table(
            index="contact_id", columns="question_id", values="points"
        )
        both = surveyed.set_index("contact_id").satisfied.to_frame().join(passed, how="inner")
        assert len(both) > 1_000
        correlation = both.corr().satisfied.drop("satisfied")
        measures = pd.Series(whole.truth["scorecard"]["measures"])
        for driver, least in (("resolution", 0.12), ("courtesy", 0.07)):
            assert (correlation[measures[measures == driver].index] > least).all()
        nothing = measures[measures == "nothing the customer feels"].index.drop(
            whole.truth["scorecard"]["everybody_passes"]
        )
        assert (correlation[nothing].abs() < 0.1).all()

    def test_the_weights_stress_what_does_not(self, whole: Demo):
        card = whole.truth["scorecard"]
        felt = [q for driver in whole.truth["csat"]["questions"].values() for q in driver]
        assert sum(card["weights"][q] for q in card["stressed"]) > 40
        assert sum(card["weights"][q] for q in felt) < 25
        assert all(card["measures"][q] == "nothing the customer feels" for q in card["stressed"])


class TestAgents:
    def expected(self, frame: pd.DataFrame, outcome: str) -> pd.DataFrame:
        """Per agent: mean outcome less what others get with the same mix of reason and channel, and its z."""
        usual = frame.groupby(["channel", "reason"])[outcome].transform("mean")
        parts = (frame[outcome] - usual).groupby(frame.agent_id).agg(["mean", "size"])
        spread = (usual * (1 - usual)).groupby(frame.agent_id).mean() ** 0.5
        return parts.assign(z=parts["mean"] * parts["size"] ** 0.5 / spread)

    def test_exactly_the_six_stand_out_in_resolution(self, contacts: pd.DataFrame, whole: Demo):
        handled = contacts[contacts.handled].assign(solved=lambda c: c.resolved.astype(float))
        found = self.expected(handled, "solved")
        agents = whole.truth["agents"]
        better, worse = ({a["agent_id"] for a in agents[kind]} for kind in ("better", "worse"))
        assert set(found.index[found.z > 5]) == better
        assert set(found.index[found.z < -5]) == worse
        for entry in agents["better"] + agents["worse"]:
            assert found["mean"][entry["agent_id"]] == pytest.approx(entry["effect_on_resolution"], abs=0.04)

    def test_the_six_can_be_told_from_satisfaction(self, surveyed: pd.DataFrame, whole: Demo):
        found = self.expected(surveyed, "satisfied")
        agents = whole.truth["agents"]
        assert (found.z[[a["agent_id"] for a in agents["better"]]] > 2.5).all()
        assert (found.z[[a["agent_id"] for a in agents["worse"]]] < -3.5).all()
        others = found.z.drop([a["agent_id"] for a in agents["better"] + agents["worse"]])
        assert others.abs().max() < 3.7
        assert 0.7 < others.std() < 1.3

    def test_others_only_look_so(self, whole: Demo):
        agents = whole.truth["agents"]
        true = {a["agent_id"] for a in agents["better"] + agents["worse"]}
        assert agents["look_better"]
        assert agents["look_worse"]
        assert not true & {*agents["look_better"], *agents["look_worse"]}


class TestEvaluators:
    def test_two_are_severe(self, ratings: pd.DataFrame, whole: Demo):
        mean = scores(ratings[ratings.calibration_id.isna()], "evaluator_id")
        severe = {e["evaluator_id"] for e in whole.truth["evaluators"]["severe"]}
        assert len(severe) == 2
        others = mean.drop(list(severe))
        assert (mean[list(severe)] < others.min() - 0.05).all()
        assert others.max() - others.min() < 0.03

    def test_one_is_unreliable_though_the_mean_looks_fine(self, ratings: pd.DataFrame, whole: Demo):
        """Correlation, in the calibration rounds, with what the ordinary evaluators gave: severity leaves it alone."""
        told = whole.truth["evaluators"]
        unreliable = told["unreliable"]["evaluator_id"]
        together = ratings[ratings.calibration_id.notna()].pivot_table(
            index=["contact_id", "question_id"], columns="evaluator_id", values="points"
        )
        ordinary = together.drop(columns=[unreliable, *(e["evaluator_id"] for e in told["severe"])])
        assert len(ordinary.columns) == 3
        follows = {
            who: together[who].corr(ordinary.drop(columns=who, errors="ignore").mean(axis=1)) for who in together
        }
        assert follows[unreliable] < min(share for who, share in follows.items() if who != unreliable) - 0.15

    def test_pass_shares_are_as_told(self, ratings: pd.DataFrame, whole: Demo):
        measures = pd.Series(whole.truth["scorecard"]["measures"])
        plain = ratings[
            ratings.question_id.map(measures).eq("nothing the customer feels")
            & (ratings.question_id != whole.truth["scorecard"]["everybody_passes"])
            & ~ratings.agent_id.isin([c["agent_id"] for c in whole.truth["coaching"]])
        ]
        found = (plain.points == 1).groupby([plain.question_id, plain.evaluator_id]).mean().groupby(level=1).mean()
        told = whole.truth["evaluators"]
        expected = {e["evaluator_id"]: e["pass_share"] for e in [*told["severe"], told["unreliable"]]}
        for who in found.index:
            assert found[who] == pytest.approx(expected.get(who, told["usual_pass_share"]), abs=0.02)

    def test_one_question_everybody_passes(self, ratings: pd.DataFrame, whole: Demo):
        share = ratings.groupby("question_id").points.mean()
        trivial = whole.truth["scorecard"]["everybody_passes"]
        assert share[trivial] > 0.98
        assert (share.drop(trivial) < 0.98).all()


class TestEvents:
    def test_coaching_that_worked_and_coaching_that_did_not(self, ratings: pd.DataFrame, whole: Demo):
        told = whole.truth["coaching"]
        assert [c["worked"] for c in told].count(True) == 4
        assert [c["worked"] for c in told].count(False) == 4
        arrived = whole.frames["contacts"].set_index("contact_id").arrived_at
        ordinary = ratings[ratings.evaluator_id.isin(["EV1", "EV3", "EV5"])]
        for coached in told:
            own = ordinary[
                (ordinary.agent_id == coached["agent_id"]) & (ordinary.question_id == coached["question_id"])
            ]
            after = arrived[own.contact_id].to_numpy() >= np.datetime64(coached["held_at"])
            share_before, share_after = (own.points[~after] == 1).mean(), (own.points[after] == 1).mean()
            assert share_after == pytest.approx(coached["pass_share_after"], abs=0.2)
            assert (coached["pass_share_after"] > coached["pass_share_before"] + 0.3) == coached["worked"]
            if coached["worked"]:
                assert share_after > share_before + 0.25

    def test_most_follow_ups_that_are_due_were_held_and_some_are_overdue(self, whole: Demo):
        log = whole.frames["coaching"]
        held, end = log.followed_up_at.notna(), pd.Timestamp(whole.truth["last_day"])
        day = log.followed_up_at[held].dt.normalize()
        assert (day >= log.follow_up_on[held]).all()
        assert (day.dt.day_of_week < 5).all()
        assert (day <= end).all()
        overdue = ~held[log.follow_up_on < end]
        assert 0.02 < overdue.mean() < 0.12

    def test_who_was_coached_after_a_bad_run_gets_better_by_itself(self, ratings: pd.DataFrame, whole: Demo):
        chosen = [c for c in whole.truth["coaching"] if "bad run" in c["why"]]
        assert len(chosen) == 2
        for coached in chosen:
            own = ratings[(ratings.agent_id == coached["agent_id"]) & (ratings.question_id == coached["question_id"])]
            days = (own.evaluated_at - pd.Timestamp(coached["held_at"])).dt.days
            assert own.points[days >= 0].mean() > own.points[(days < 0) & (days >= -42)].mean() + 0.1
            assert coached["pass_share_after"] == coached["pass_share_before"]

    def test_every_coaching_of_the_truth_is_in_the_table(self, whole: Demo):
        table = whole.frames["coaching"]
        events = table[table.kind == "coaching"]
        kept = {(e.agent_id, e.held_at.isoformat(), e.question_id) for e in events.itertuples()}
        assert kept == {(c["agent_id"], c["held_at"], c["question_id"]) for c in whole.truth["coaching"]}
        assert (table.kind == "feedback").sum() > 100
        assert (table.held_at.dt.day_of_week < 5).all()

    def test_the_release_made_one_reason_spike(self, contacts: pd.DataFrame, whole: Demo):
        release = whole.truth["release"]
        day = pd.Timestamp(release["day"])
        assert day.weekday() == 1
        span = pd.Timedelta(days=release["full_days"])
        during = contacts[(contacts.arrived_at >= day) & (contacts.arrived_at < day + span)]
        before = contacts[(contacts.arrived_at >= day - span) & (contacts.arrived_at < day)]
        growth = during.groupby("reason").size() / before.groupby("reason").size()
        assert growth.idxmax() == release["reason"]
        assert growth[release["reason"]] == pytest.approx(release["factor"], rel=0.2)
        assert (growth.drop(release["reason"]) < 1.25).all()

    def test_monday_mornings_are_short_of_staff(self, voice: pd.DataFrame, whole: Demo):
        told = whole.truth["monday_mornings"]
        morning = voice.hour.isin(told["hours"])
        monday = voice.weekday == told["weekday"] - 1
        other_days = voice.weekday.isin([1, 2, 3, 4])
        assert voice.in_target[morning & monday].mean() < voice.in_target[morning & other_days].mean() - 0.1
        assert voice.in_target[~morning & monday].mean() > voice.in_target[morning & monday].mean() + 0.1

    def test_the_release_leaves_the_technical_line_short(self, voice: pd.DataFrame, whole: Demo):
        release = whole.truth["release"]
        day = pd.Timestamp(release["day"])
        during = (voice.arrived_at >= day) & (voice.arrived_at < day + pd.Timedelta(days=release["full_days"]))
        technical = voice.queue == "Technical line"
        assert voice.in_target[technical & during].mean() < voice.in_target[technical & ~during].mean() - 0.1


class TestStories:
    def test_fresh_demand_is_the_same_and_the_outcome_is_not(self):
        from qm.demo import simulate

        told = {name: simulate(name, days=28, contacts_per_day=600, seed=2) for name in ("default", "spiral", "calm")}
        fresh = {name: demo.truth["demand"]["fresh_contacts_per_day"] for name, demo in told.items()}
        assert len(set(fresh.values())) == 1
        share_fresh = {name: demo.truth["demand"]["share_fresh"] for name, demo in told.items()}
        assert share_fresh["calm"] > share_fresh["default"] > share_fresh["spiral"]
        abandoned = {name: demo.frames["contacts"].abandoned.mean() for name, demo in told.items()}
        assert abandoned["calm"] < abandoned["default"] < abandoned["spiral"]
        assert told["calm"].truth["release"] is None
