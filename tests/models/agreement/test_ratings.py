"""Ratings: several scores of one rater, gaps, scales."""

import numpy as np

from qm.models.agreement.ratings import nominal, numeric


def test_several_scores_of_one_rater_for_one_item_are_averaged():
    ratings = numeric(["a", "a", "a", "b"], ["x", "x", "y", "x"], [1, 2, 3, 1])
    assert ratings.averaged == 1
    assert ratings.score.tolist() == [1.5, 3, 1]
    assert (ratings.items, ratings.raters, ratings.categories) == (2, 2, 3)


def test_averages_that_are_categories_are_recognised():
    ratings = numeric([0, 0, 0, 0], [0, 0, 0, 1], [0.1, 0.2, 0.3, 0.2])
    assert ratings.categories == 1


def test_blank_scores_are_gaps():
    ratings = numeric([0, 0, 1], [0, 1, 0], [1, np.nan, 2])
    assert (len(ratings.item), ratings.raters) == (2, 1)


def test_a_scale_adds_the_categories_that_nobody_used():
    assert numeric([0, 0], [0, 1], [2, 4], scale=(1, 5)).values.tolist() == [1, 2, 3, 4, 5]
    assert numeric([0, 0], [0, 1], [2.5, 4], scale=(1, 5)).values.tolist() == [1, 2.5, 4, 5]
    assert numeric([0, 0], [0, 1], [1, 1], possible=[0, 1]).values.tolist() == [0, 1]


def test_different_words_of_one_rater_for_one_item_are_left_out():
    ratings, left_out = nominal([0, 0, 0, 1, 1], [0, 0, 1, 0, 0], [0, 1, 0, 2, 2])
    assert left_out == 2
    assert (len(ratings.item), ratings.categories) == (2, 2)


def test_pairs_are_all_two_ratings_of_one_item():
    pairs = numeric([0, 0, 0, 1, 1, 2], [0, 1, 2, 0, 2, 1], [1, 2, 3, 4, 5, 6]).pairs
    assert sorted(zip(pairs.item, pairs.left, pairs.right, strict=True)) == [(0, 0, 1), (0, 0, 2), (0, 1, 2), (1, 0, 2)]
    assert pairs.count == 3
