"""The repeat contacts one by one, each beside the contact it follows."""

import pandas as pd

from qm.analysis.cache import kept
from qm.analysis.repeats.answer import first_judged
from qm.analysis.repeats.repeat_rates import repeat_rows
from qm.analysis.repeats.setting import RepeatSetting
from qm.store import Session

SHOWN, SAVED = 200, 200_000


@kept(most=8)
def newest_repeats(session: Session, setting: RepeatSetting) -> pd.DataFrame:
    """The newest `SHOWN` contacts that follow an earlier one."""
    return _rows(session, setting, SHOWN)


def all_repeats(session: Session, setting: RepeatSetting) -> pd.DataFrame:
    """The newest `SAVED` of them, for a file."""
    return _rows(session, setting, SAVED)


def _rows(session: Session, setting: RepeatSetting, limit: int) -> pd.DataFrame:
    view = setting.view
    return repeat_rows(session.store, view.current, setting.definitions, first_judged(view), limit)
