"""An import beside the page."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from qm.intake import Report


@dataclass
class Job:
    """An import that runs beside the page, so that nobody's click can interrupt it."""

    share: float = 0.0
    text: str = "Starting"
    report: Report | None = None
    error: Exception | None = None
    done: threading.Event = field(default_factory=threading.Event)

    def progress(self, share: float, text: str) -> None:
        self.share, self.text = share, text

    def start(self, work: Callable[[Callable[[float, str], None]], Report | None]) -> None:
        """Run `work(progress)` in a thread of its own; its report or its error is kept."""

        def run() -> None:
            try:
                self.report = work(self.progress)
            except Exception as error:
                self.error = error
            finally:
                self.done.set()

        threading.Thread(target=run, name="import", daemon=True).start()
