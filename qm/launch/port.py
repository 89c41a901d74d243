"""Is the port free?"""

import errno
import socket

from qm.errors import QMError


def check_port(address: str, port: int) -> None:
    """Raises QMError when qm cannot listen at address:port, with what to do instead."""
    if not 1 <= port <= 65535:
        raise QMError(f"There is no port {port}; give one from 1 to 65535, such as make run PORT=8501.")
    why = _refusal(address, port)
    if why is None:
        return
    if why == errno.EADDRINUSE:
        raise QMError(
            f"Port {port} is taken by another program; close that, or run qm on another port: "
            f"make run PORT={free_port(address, port + 1)}."
        )
    if why == errno.EACCES:
        raise QMError(f"Port {port} is reserved on this machine; take one above 1023, such as make run PORT=8501.")
    raise QMError(f"{address} is not an address of this machine; leave ADDRESS out, or give 0.0.0.0 for all.")


def free_port(address: str, start: int = 8501) -> int:
    """The first port from `start` on where something could listen."""
    for port in range(start, 65536):
        if _refusal(address, port) is None:
            return port
    raise QMError(f"There is no free port from {start} on.")


def _refusal(address: str, port: int) -> int | None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # As the server itself does: a port whose last connections are still closing is free.
        if hasattr(socket, "SO_REUSEADDR") and not hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
            probe.listen()
        except socket.gaierror:
            return errno.EADDRNOTAVAIL
        except OSError as error:
            return error.errno
    return None
