"""What each contact of a queue follows: nothing, an answered contact, or one that was given up."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from qm.analysis.whatif.fit.intervals import DAY
from qm.analysis.whatif.fit.observations import seconds
from qm.store import Definitions

REDIAL_DAYS = 3
"""Within so many days somebody who gave up counts as trying again: the next opening day, over a Sunday too."""


@dataclass(frozen=True)
class ContactKinds:
    """One flag per contact for what it follows."""

    fresh: NDArray[np.bool_]
    repeat: NDArray[np.bool_]
    from_elsewhere: NDArray[np.bool_]


def contact_kinds(c: pd.DataFrame, definitions: Definitions) -> ContactKinds:
    """What each contact follows; one without a customer is neither fresh nor repeat. Some of the fresh ones come
    from elsewhere: they follow an answered contact in another queue."""
    known, gap = c["known"].to_numpy(), seconds(c["before_gap"])
    after_abandon = c["before_abandoned"].to_numpy(dtype=bool)
    window = definitions.repeat.window_seconds
    with np.errstate(invalid="ignore"):
        redial = known & after_abandon & (gap <= REDIAL_DAYS * DAY)
        repeat = known & ~after_abandon & (gap <= window)
    fresh = known & ~redial & ~repeat if known.any() else np.ones(len(c), dtype=bool)
    with np.errstate(invalid="ignore"):
        elsewhere = known & fresh & (seconds(c["elsewhere_gap"]) <= window)
    return ContactKinds(fresh, repeat, elsewhere)
