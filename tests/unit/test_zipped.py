"""Packed files: the same parts are the same bytes, whoever packed them first and when."""

from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

import pytest

from reports.formats.zipped import normalised, pack, parts_of

AT = datetime(2026, 1, 12, 9, 30, 4, tzinfo=UTC)
PARTS = {"b.xml": b"<b/>", "_rels/.rels": b"<r/>", "[Content_Types].xml": b"<t/>", "a": b"a" * 999}


def packed_by_another(names: list[str], *, year: int) -> bytes:
    content = BytesIO()
    with ZipFile(content, "w", ZIP_STORED) as archive:
        for name in names:
            archive.writestr(ZipInfo(name, (year, 5, 6, 7, 8, 10)), PARTS[name])
    return content.getvalue()


def entries(content: bytes) -> list[ZipInfo]:
    with ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
        return archive.infolist()


def test_order_moment_and_packer_leave_no_trace() -> None:
    names = list(PARTS)

    first = normalised(packed_by_another(names, year=1999), AT)
    second = normalised(packed_by_another(names[::-1], year=2031), AT)

    assert first == second == pack(PARTS, AT)
    assert parts_of(first) == PARTS


def test_what_readers_look_for_first_comes_first() -> None:
    assert [e.filename for e in entries(pack(PARTS, AT))] == [
        "[Content_Types].xml",
        "_rels/.rels",
        "a",
        "b.xml",
    ]


@pytest.mark.parametrize(
    ("at", "written"),
    [
        (AT, (2026, 1, 12, 9, 30, 4)),
        (datetime.fromisoformat("2026-01-12T00:30:00+02:00"), (2026, 1, 11, 22, 30, 0)),
        (datetime(1979, 12, 31, tzinfo=UTC), (1980, 1, 1, 0, 0, 0)),
        (datetime(2108, 1, 1, tzinfo=UTC), (1980, 1, 1, 0, 0, 0)),
    ],
)
def test_the_moment_is_that_of_the_edition_in_utc(at: datetime, written: tuple[int, ...]) -> None:
    assert {e.date_time for e in entries(pack(PARTS, at))} == {written}
