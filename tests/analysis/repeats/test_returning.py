"""What is said where a few customers come back most."""

import pandas as pd

from qm.analysis.repeats.returning import concentration


def test_a_few_customers_with_much_of_it_are_remarked_on():
    found = pd.DataFrame({"customer_id": [f"P{i}" for i in range(20)], "repeated": [10] * 10 + [1] * 10})
    assert "The 10 who came back most account for 50% of all who did" in concentration(found, 200)
    assert concentration(found, 2001) == ""
    assert concentration(found.head(10), 100) == ""  # ten customers are ten customers
