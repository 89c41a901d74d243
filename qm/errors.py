"""The one error that readers see. Bottom layer: imports nothing from the package."""


class QMError(Exception):
    """A sentence for the reader: what happened, to which value, and what to do.

    The app shows it and stops; the command line prints it and exits 1.
    Anything else that is raised is a bug.
    """


class HeldError(QMError):
    """Another program holds the file at `path`; `holder` names it, as far as it is known."""

    def __init__(self, path: object, holder: str) -> None:
        super().__init__(f"{path} is held by {holder}; close it, or name another file with --database.")
        self.path = path
        self.holder = holder
