"""The app that already serves a store, known by a small file beside the store."""

import json
import os
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType


@dataclass(frozen=True)
class Running:
    """A server on a store: `url` is where it is reached; the file exists while it runs."""

    url: str
    file: Path

    @classmethod
    def at(cls, database: Path, address: str, port: int) -> "Running":
        """The server this process is about to start."""
        host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(address, f"[{address}]" if ":" in address else address)
        below = os.environ.get("STREAMLIT_SERVER_BASE_URL_PATH", "").strip("/")
        return cls(f"http://{host}:{port}/{below}".rstrip("/"), _file(database))

    @classmethod
    def on(cls, database: Path) -> "Running | None":
        """The server that has the store open and answers, if there is one."""
        file = _file(database)
        try:
            url = json.loads(file.read_text(encoding="utf-8"))["url"]
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return cls(url, file) if is_healthy(url) else None

    def __enter__(self) -> "Running":
        self.file.write_text(json.dumps({"url": self.url, "process": os.getpid()}), encoding="utf-8")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.file.unlink(missing_ok=True)


def is_healthy(url: str) -> bool:
    """Something answers at `url` as the app does."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"{url}/_stcore/health", timeout=2) as answer:
            return answer.read().strip() == b"ok"
    except (OSError, ValueError):
        return False


def _file(database: Path) -> Path:
    return database.with_name(database.name + ".serving")
