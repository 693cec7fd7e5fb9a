"""Files that crawlers meet, and the table that each must become. One module a family; each case stands with what is expected of it."""

from dataclasses import dataclass, field


@dataclass
class Case:
    """One folder of files below the crawl's target, and the table of the folder's name; columns None: no table of a known format."""

    name: str
    files: dict[str, bytes]
    columns: dict[str, str] | None
    classification: str = "csv"
    keys: list[str] = field(default_factory=list)
    parameters: dict[str, str] = field(default_factory=dict)
    serde: dict[str, str] = field(default_factory=dict)
