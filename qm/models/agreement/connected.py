"""Who can be compared with whom: raters linked by what they have in common, directly or through others."""

import numpy as np

from qm.models.agreement.ratings import Integers


def connected_raters(rater: Integers, place: Integers) -> Integers:
    """The group of each rater, numbered from 0 in the order of raters.

    Raters who were at the same `place` (an item, a stratum of alike items) are linked; both are numbers from 0, one
    entry per rating.
    """
    from scipy.sparse import coo_matrix  # slow to load, and few need it
    from scipy.sparse.csgraph import connected_components

    raters, places = int(rater.max(initial=-1)) + 1, int(place.max(initial=-1)) + 1
    size = raters + places
    graph = coo_matrix((np.ones(len(rater), dtype=bool), (rater, raters + place)), shape=(size, size))
    found = connected_components(graph, directed=False)[1][:raters]
    first = np.unique(found, return_index=True)[1]
    order = np.empty(int(found.max(initial=-1)) + 1, dtype=np.int64)
    order[found[np.sort(first)]] = np.arange(len(first))
    group: Integers = order[found]
    return group
