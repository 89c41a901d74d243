"""What the better part of a centre does already."""

import pandas as pd
import pytest

from qm.analysis.repeats.targets import from_agents, from_reasons


def test_targets_come_from_enough_agents_and_reasons_or_not_at_all():
    agents = pd.DataFrame({"shrunk": [0.1, 0.2, 0.2, 0.3], "expected": [0.2, 0.2, 0.2, 0.2], "n": [100, 100, 100, 100]})
    assert from_agents(agents, 0.25) == pytest.approx(0.15)  # the best quarter is 10 points below what was expected
    assert from_agents(agents.assign(n=29), 0.25) is None
    reasons = pd.DataFrame({"reason": ["a", "b", "c", None], "value": [0.1, 0.2, 0.3, 0.0], "n": [100] * 4})
    assert from_reasons(reasons) is None
    assert from_reasons(reasons.assign(reason=list("abcd"))) == 0.0
