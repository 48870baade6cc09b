"""The columns that tables share."""

from typing import Any

from conflictcli.cells import View
from conflictcli.layout import Column, Place


def plain(place: Place, *names: str) -> list[Column]:
    """Give columns of fields, by their names."""
    return [Column(name, place) for name in names]


DATE = Column("date", "left", View.days)
TYPE = Column("type", "rail", View.type)
TITLE = Column("title", "main", View.title)
SOURCES = Column("sources", "beside", View.references)
EVIDENCE = Column("sources", "line", View.evidence)
WHO = Column("who", "under", View.who)
EVENT = Column("event", "under", View.event_ids)
DIFFERS = Column("differs", "line", View.differs)

EVENT_CARD = [
    TITLE,
    *plain("line", "id", "kind"),
    Column("date", "line", View.date),
    Column("place", "line", View.place),
    *plain("line", "summary", "note"),
    Column("who", "line", View.participants),
    *plain("line", "part_of"),
    Column("compare", "line", View.differs),
    EVIDENCE,
]
ACTOR_COLUMNS = [
    TYPE,
    TITLE,
    *plain("under", "id", "kind", "role"),
    Column("side", "under", lambda view, actor: view.name(actor.member_of)),
    Column("aliases", "line", lambda view, actor: ", ".join(actor.aliases)),
    *plain("line", "note"),
]
SOURCE_COLUMNS = [
    TYPE,
    Column("reference", "main", View.reference),
    *plain("under", "id", "language"),
    *plain("line", "url", "note"),
]
CITE = Column("cite", "line", View.cite_in_full)


def fields(kind: type, *more: str) -> list[str]:
    """Name the fields of a record, and more."""
    return [*kind.__dataclass_fields__, *more]  # type: ignore[attr-defined]


def with_more(record: Any, **more: Any) -> dict[str, Any]:
    """Give the fields of a record, and more."""
    return {name: getattr(record, name) for name in record.__dataclass_fields__} | more
