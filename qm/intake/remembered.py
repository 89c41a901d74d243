"""Mappings kept in the store under a name: remembered with an import, found again by a file's header."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime

from qm.errors import QMError
from qm.intake.kinds import plain
from qm.intake.mapping import Mapping, parse_mapping, to_toml
from qm.store import Cursor, Store


@dataclass(frozen=True)
class RememberedMapping:
    """A mapping as it is kept: `text` is its file."""

    name: str
    kind: str
    text: str
    saved_at: datetime
    saved_by: str | None


def fingerprint(header: list[str]) -> str:
    """The same for every file with these column names, in whatever order or case."""
    return hashlib.sha256("\x1f".join(sorted(plain(name) for name in header)).encode()).hexdigest()


def remember(cursor: Cursor, name: str, mapping: Mapping, header: list[str], by: str | None = None) -> None:
    """Keep a mapping under a name, for this header, saved by somebody."""
    cursor.run(
        """
        insert into mappings (name, kind, header, mapping, saved_at, saved_by)
        values ($name, $kind, $header, $mapping, current_localtimestamp(), $by)
        on conflict do update set kind = excluded.kind, header = excluded.header,
                                  mapping = excluded.mapping, saved_at = excluded.saved_at,
                                  saved_by = excluded.saved_by
        """,
        {
            "name": name,
            "kind": mapping.kind,
            "header": fingerprint(header),
            "mapping": to_toml(mapping),
            "by": by or None,
        },
    )


def remembered(cursor: Cursor, name: str) -> Mapping:
    """The mapping kept under `name`; QMError lists the names."""
    found = cursor.rows("select mapping from mappings where name = $1", [name])
    if not found:
        names = ", ".join(n for (n,) in cursor.rows("select name from mappings order by name")) or "none yet"
        raise QMError(f"There is no mapping file or remembered mapping '{name}'; remembered are {names}.")
    return replace(parse_mapping(found[0][0], f"the mapping {name}"), name=name)


def remembered_for(cursor: Cursor, header: list[str], kind: str | None) -> tuple[str, Mapping] | None:
    """(name, mapping) last used for a file with this header, if any."""
    rows = cursor.rows(
        """
        select name, mapping from mappings
        where header = $header and ($kind is null or kind = $kind)
        order by saved_at desc limit 1
        """,
        {"header": fingerprint(header), "kind": kind},
    )
    return (rows[0][0], parse_mapping(rows[0][1], f"the mapping {rows[0][0]}")) if rows else None


def remembered_mappings(store: Store) -> list[RememberedMapping]:
    """All of them, the last saved first."""
    rows = store.rows("select name, kind, mapping, saved_at, saved_by from mappings order by saved_at desc")
    return [RememberedMapping(*row) for row in rows]


def forget_mapping(store: Store, name: str) -> None:
    """Take a mapping away; nothing that was imported with it changes."""
    with store.write(figures=False) as cursor:
        cursor.run("delete from mappings where name = $1", [name])
