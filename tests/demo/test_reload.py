"""The demo centre comes in whole a second time; it is large enough to be written in bulk."""

from qm.demo import simulate
from qm.intake import load_frames
from qm.metrics import Filters, measure
from qm.store import Store


def test_a_second_demo_centre_takes_the_first_ones_place_in_one_transaction(store: Store) -> None:
    demo = simulate(days=140)
    contacts = len(demo.frames["contacts"])
    assert contacts > 122_880, "fewer than a row group are written another way"
    for _ in range(2):
        load_frames(store, demo.frames, file="demo centre", kind="demo")
        figure = measure(store, Filters(), ["contacts"])
        assert figure["value"].tolist() == [contacts]
    assert store.rows("select count(*) from contacts") == [(contacts,)]
