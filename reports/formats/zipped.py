"""Files that are a ZIP inside (Word, Excel, a bundle): written so that only their parts count.

The programs that write them note the moment and their own order; here both come from us.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

# Readers look for these at the front of the file.
_FIRST = ("mimetype", "[Content_Types].xml", "_rels/.rels")
_LEVEL = 9
_UNIX, _PLAIN_FILE = 3, 0o100644
# The years that a ZIP can write.
_EARLIEST, _LATEST = 1980, 2107


def pack(parts: Mapping[str, bytes], at: datetime) -> bytes:
    """A ZIP of these parts in a fixed order, all of the same moment.

    The moment is written in UTC: what a clock on the wall said would change with the rules for it.
    """
    moment = _moment(at)
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        for name in sorted(parts, key=_order):
            entry = ZipInfo(name, date_time=moment)
            entry.create_system, entry.external_attr = _UNIX, _PLAIN_FILE << 16
            archive.writestr(entry, parts[name], ZIP_DEFLATED, _LEVEL)
    return packed.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    """What is in a ZIP that we wrote ourselves: name and content."""
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def normalised(data: bytes, at: datetime) -> bytes:
    """The same ZIP without the moment, the order and the machine it was made in."""
    return pack(parts_of(data), at)


def _order(name: str) -> tuple[int, str]:
    return (_FIRST.index(name) if name in _FIRST else len(_FIRST), name)


def _moment(at: datetime) -> tuple[int, int, int, int, int, int]:
    there = at.astimezone(UTC)
    if not _EARLIEST <= there.year <= _LATEST:
        return (_EARLIEST, 1, 1, 0, 0, 0)
    return (there.year, there.month, there.day, there.hour, there.minute, there.second)
