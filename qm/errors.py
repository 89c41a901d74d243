"""The one error that readers see. Bottom layer: imports nothing from the package."""


class QMError(Exception):
    """A sentence for the reader: what happened, to which value, and what to do.

    The app shows it and stops; the command line prints it and exits 1.
    Anything else that is raised is a bug.
    """
