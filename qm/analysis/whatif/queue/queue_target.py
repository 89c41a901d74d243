"""The target of one queue: the threshold and goal it is judged by, as if they were the whole centre's."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from qm.analysis.whatif.fit import Queue
from qm.metrics import Filters
from qm.store import Definitions
from qm.store.service_targets import ServiceTarget, ServiceTargets

REPLACED = {
    "threshold_seconds": "service_level.threshold_seconds",
    "variant": "service_level.variant",
    "short_abandon_seconds": "short_abandon_seconds",
}
"""Numbers of the model that are definitions, by field of `Scenario`."""


def queue_target(definitions: Definitions, filters: Filters, queue: Queue) -> ServiceTarget:
    """The target that judges a queue's newest contacts under filters: its own, its channel's, or the centre's."""
    return definitions.targets.on(filters.date_to or date.max, queue.channel, queue.queue)


def judged_by(definitions: Definitions, target: ServiceTarget, replaced: Mapping[str, float | str]) -> Definitions:
    """The definitions with this target for everything, and with numbers of the model that are asked for instead."""
    alone = replace(target, scope="centre", name=None, valid_from=None)
    asked = {REPLACED[name]: value for name, value in replaced.items() if name in REPLACED}
    return definitions.with_targets(ServiceTargets((alone,))).with_(asked)
