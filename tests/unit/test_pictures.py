"""A picture is kept as it looks, without place, device, comments and what hides behind it."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from offensief.lib import pictures
from offensief.lib.filetypes import FileType, WrongFile
from tests.unit.test_filetypes import picture

HIDDEN = b"PK\x03\x04 hidden behind the picture"
LEFT, RIGHT = (200, 30, 30), (30, 30, 200)


def two_halves(mode: str = "RGB") -> Image.Image:
    """Red on the left, blue on the right: 40 by 20."""
    drawn = Image.new("RGB", (40, 20), LEFT)
    drawn.paste(RIGHT, (20, 0, 40, 20))
    return drawn.convert(mode)


def camera(*, orientation: int = 1) -> Image.Exif:
    """What a telephone writes along: its make, and where it was."""
    exif = Image.Exif()
    exif[0x010F] = "Geheime Telefoon"
    exif[0x0112] = orientation
    exif.get_ifd(0x8825)[2] = (52.0, 5.0, 7.0)
    exif.get_ifd(0x8825)[29] = "2025:07:01"
    return exif


def saved(drawn: Image.Image, kind: str, **how: object) -> bytes:
    content = BytesIO()
    drawn.save(content, kind, **how)
    return content.getvalue()


def opened(data: bytes) -> Image.Image:
    found = Image.open(BytesIO(data))
    found.load()
    return found


def told(data: bytes) -> Iterator[str]:
    yield from map(str, opened(data).info)
    yield from map(str, opened(data).getexif())


def test_a_photo_loses_its_place_and_its_device() -> None:
    how = {"exif": camera(), "comment": b"van Jan", "icc_profile": b"profile of a device"}
    data = saved(two_halves(), "JPEG", **how) + HIDDEN

    kept = pictures.clean(data, FileType.JPEG)

    assert "exif" in opened(data).info
    for word in (b"Geheime Telefoon", b"2025:07:01", b"van Jan", b"profile of", HIDDEN, b"Exif"):
        assert word in data
        assert word not in kept
    assert not opened(kept).getexif()
    assert opened(kept).format == "JPEG"


def test_a_png_loses_its_texts_and_what_stands_behind_it() -> None:
    texts = PngInfo()
    texts.add_text("Author", "Jan de Vries")
    texts.add_text("Comment", "van Jan", zip=True)
    data = saved(two_halves(), "PNG", pnginfo=texts, exif=camera()) + HIDDEN

    kept = pictures.clean(data, FileType.PNG)

    assert {"Author", "Comment", "exif"} <= set(told(data))
    assert not list(told(kept))
    assert HIDDEN not in kept
    assert opened(kept).tobytes() == two_halves().tobytes()


def test_a_photo_stands_upright() -> None:
    data = saved(two_halves(), "JPEG", exif=camera(orientation=6), quality=95)

    kept = opened(pictures.clean(data, FileType.JPEG))

    # Held on its side: what was left is on top.
    assert kept.size == (20, 40)
    top, bottom = kept.getpixel((10, 4)), kept.getpixel((10, 36))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert top[0] > top[2]
    assert bottom[2] > bottom[0]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png_keeps_its_looks(mode: str) -> None:
    drawn = two_halves() if mode == "I;16" else two_halves(mode)
    drawn = drawn.convert("I").convert("I;16") if mode == "I;16" else drawn
    data = saved(drawn, "PNG")

    kept = opened(pictures.clean(data, FileType.PNG))

    assert kept.mode == opened(data).mode
    assert kept.tobytes() == opened(data).tobytes()


def test_a_see_through_colour_stays_see_through() -> None:
    data = saved(two_halves("P"), "PNG", transparency=0)

    kept = opened(pictures.clean(data, FileType.PNG))

    assert kept.convert("RGBA").tobytes() == opened(data).convert("RGBA").tobytes()


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
def test_every_kind_of_photo_can_be_kept(mode: str) -> None:
    kept = opened(pictures.clean(saved(two_halves(mode), "JPEG"), FileType.JPEG))

    assert kept.size == (40, 20)
    assert kept.mode == ("L" if mode == "L" else "RGB")


def test_of_a_telephone_the_photo_is_kept_and_not_its_light_map() -> None:
    more = Image.new("L", (10, 5), 128)
    content = BytesIO()
    two_halves().save(content, "MPO", save_all=True, append_images=[more])

    kept = opened(pictures.clean(content.getvalue(), FileType.JPEG))

    assert (kept.size, kept.format) == ((40, 20), "JPEG")


def test_a_moving_picture_is_refused() -> None:
    frames = [Image.new("RGB", (10, 10), colour) for colour in ("red", "blue")]
    data = saved(frames[0], "PNG", save_all=True, append_images=frames[1:])

    with pytest.raises(WrongFile, match="Deze afbeelding beweegt"):
        pictures.clean(data, FileType.PNG)


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (FileType.PNG, picture("PNG")[:200]),
        (FileType.JPEG, b"\xff\xd8\xff"),
        # The colours do not fit the pixels: only drawing finds it.
        (FileType.PNG, picture("JPEG")),
        (FileType.JPEG, picture("PNG")),
    ],
    ids=range(4),
)
def test_a_broken_picture_is_refused_in_a_sentence(kind: FileType, data: bytes) -> None:
    with pytest.raises(WrongFile, match="kan niet worden gelezen"):
        pictures.clean(data, kind)


def test_the_largest_picture_that_may_be_added_fits_in_memory() -> None:
    data = saved(
        Image.new("RGBA", (10_000, 5_000), (9, 9, 9, 99)), "PNG", exif=camera(orientation=6)
    )

    assert opened(pictures.clean(data, FileType.PNG)).size == (5_000, 10_000)
