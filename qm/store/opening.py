"""Opening a store: made where there is none, brought forward where it is older, locked down."""

import filecmp
import logging
import os
import shutil
from pathlib import Path

import duckdb

from qm.errors import QMError
from qm.store.db import Store, staging_folder
from qm.store.failures import explained
from qm.store.migrations import NEWEST, STEPS
from qm.store.service_targets import ServiceTarget

SCHEMA = Path(__file__).with_name("schema.sql")
CHECKOUT = Path(__file__).resolve().parents[2]
DEFAULT_PATH = Path("data") / "qm.duckdb"
LOG = logging.getLogger(__name__)


def default_path() -> Path:
    """Where the store is unless told: the environment's QM_DATABASE, else data/qm.duckdb.

    That is in the checkout where qm runs from one, else under the working directory.
    """
    if named := os.environ.get("QM_DATABASE"):
        return Path(named)
    return (CHECKOUT if (CHECKOUT / "app.py").is_file() else Path.cwd()) / DEFAULT_PATH


def open_store(path: Path | str | None = None) -> Store:
    """Open the store at `path`, making it if there is none and bringing an older one forward.

    Raises QMError when another program holds the file, when it is not a store, when a newer qm made it, and
    when the disk does not hold what it needs.
    """
    path = Path(path) if path is not None else default_path()
    staging = staging_folder(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        staging.mkdir(exist_ok=True)
        connection = duckdb.connect(str(path))
        notice = ""
        try:
            _clear(staging)
            version = _version(connection, path)
            if 0 < version < NEWEST:
                connection, kept = _reopened(connection, path, version)
                notice = f"{path} was brought from version {version} to {NEWEST}; as it was it is kept as {kept}."
            _lock_down(connection, path, staging)
            if version < NEWEST:
                _bring_forward(connection, version)
            if 0 < version < 4:
                notice += _judged_otherwise(connection)
        except BaseException:
            connection.close()
            raise
    except (duckdb.Error, OSError) as error:
        raise explained(error, path) from error
    if notice:
        LOG.info(notice)
    return Store(connection, path, notice)


def _judged_otherwise(connection: duckdb.DuckDBPyConnection) -> str:
    """Which channels another target judges since version 4, old and new."""
    rows = connection.execute(
        "select name, threshold_seconds, goal, before from service_targets where before is not null order by name"
    ).fetchall()
    if not rows:
        return ""
    news = (
        f"{name} {before} → {ServiceTarget('channel', name, seconds, goal).text}"
        for name, seconds, goal, before in rows
    )
    return f" Service level has targets by channel now: {', '.join(news)}; qm define shows and changes them."


def _clear(staging: Path) -> None:
    """Remove what an import that was killed left behind; nobody else can be using it."""
    for left in staging.iterdir():
        shutil.rmtree(left) if left.is_dir() and not left.is_symlink() else left.unlink()


def _lock_down(connection: duckdb.DuckDBPyConnection, path: Path, staging: Path) -> None:
    """Nothing but the staging folder and DuckDB's own spill files can be read or written from SQL."""
    spill = staging / "spill"
    folders = ", ".join("'" + str(folder).replace("'", "''") + "'" for folder in (staging, spill))
    # Memory: DuckDB would take 80 % of the machine; imports of any size fit into this by spilling.
    connection.execute("set memory_limit = '2GB'")
    connection.execute(f"set temp_directory = '{str(spill).replace(chr(39), chr(39) * 2)}'")
    connection.execute("set preserve_insertion_order = true")
    connection.execute("set autoinstall_known_extensions = false")
    connection.execute("set autoload_known_extensions = false")
    connection.execute(f"set allowed_directories = [{folders}]")
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")


def _version(connection: duckdb.DuckDBPyConnection, path: Path) -> int:
    """The version of the store's tables, 0 where there are none; QMError for what is no store, or a newer qm's."""
    tables = {row[0] for row in connection.execute("select table_name from duckdb_tables()").fetchall()}
    if not tables:
        return 0
    if "schema_version" not in tables:
        raise QMError(f"{path} is a DuckDB file but not a qm store; name another file with --database.")
    (version,) = connection.execute("select max(version) from schema_version").fetchone() or (0,)
    if version > NEWEST:
        raise QMError(
            f"{path} was made by a newer qm (store version {version}; this one knows {NEWEST}); "
            "update qm or name another file with --database."
        )
    return int(version)


def _reopened(
    connection: duckdb.DuckDBPyConnection, path: Path, version: int
) -> tuple[duckdb.DuckDBPyConnection, Path]:
    """The file opened again after a copy of it was made, and the copy.

    Nothing in this process may read the file while it is open: closing any descriptor of it would drop the lock
    that DuckDB holds. So others could come in between, which is found out before anything is changed.
    """
    connection.execute("checkpoint")
    connection.close()
    before = path.stat()
    kept = keep_copy(path, version)
    connection = duckdb.connect(str(path))
    now = path.stat()
    if (before.st_mtime_ns, before.st_size) != (now.st_mtime_ns, now.st_size):
        connection.close()
        raise QMError(f"{path} was changed by another program while it was being copied; try again.")
    return connection, kept


def keep_copy(path: Path, version: int) -> Path:
    """Copy the closed store beside itself, whole or not at all; what is there already is never written over."""
    part = path.with_name(f"{path.name}.part")
    try:
        with path.open("rb") as source, part.open("wb") as copy:
            shutil.copyfileobj(source, copy, 1 << 20)
            copy.flush()
            os.fsync(copy.fileno())
        kept, number = path.with_name(f"{path.stem}.version-{version}{path.suffix}"), 1
        while kept.exists() and not filecmp.cmp(part, kept, shallow=False):
            number += 1
            kept = path.with_name(f"{path.stem}.version-{version}-{number}{path.suffix}")
        part.replace(kept)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return kept


def _bring_forward(connection: duckdb.DuckDBPyConnection, version: int) -> None:
    """From `version` to the newest in one transaction: killed at any moment, the store is as before or as after."""
    connection.execute("begin transaction")
    if version == 0:
        connection.execute(SCHEMA.read_text(encoding="utf-8"))
        connection.execute("insert into schema_version values ($1)", [NEWEST])
    for number, step in STEPS.items():
        if 0 < version < number:
            connection.execute(step.read_text(encoding="utf-8"))
            connection.execute("insert into schema_version values ($1)", [number])
    connection.execute("commit")
    if version:
        connection.execute("checkpoint")
