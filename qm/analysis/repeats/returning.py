"""Customers who came back: who most, and whether a few of them make up much of it."""

import pandas as pd

MOST, CONCENTRATED = 10, 0.05
"""So many customers with this part of all repeats are worth a remark."""


def who_came_back_most(customers: pd.DataFrame, within: str) -> str:
    """The customer who came back most; `customers` as `returning_customers` gives them."""
    if customers.empty:
        return f"No customer of this selection came back within {within}; any customer can be typed."
    top = customers.iloc[0]
    return (
        f"{top['customer_id']} came back most: {top['repeated']:,} of {top['contacts']:,} contacts were followed by "
        f"another within {within}."
    )


def concentration(customers: pd.DataFrame, repeated: int) -> str:
    """A sentence where a few customers make up much of what came back: perhaps numbers that many people share."""
    most = int(customers["repeated"].head(MOST).sum())
    if len(customers) <= MOST or most < CONCENTRATED * repeated:
        return ""
    return (
        f" The {MOST} who came back most account for {most / repeated:.0%} of all who did: perhaps shared numbers or "
        "machines, which no better answer would keep away."
    )
