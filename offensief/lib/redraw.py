"""Draws a picture anew, in a process of its own that may end at any moment.

Only what can be seen comes out: not where and by whom it was taken, nor what stands behind its
end. offensief.lib.pictures starts it.
"""

import sys
from io import BytesIO

from PIL import Image, ImageOps

from offensief.lib import boxed
from offensief.lib.filetypes import MOST_PIXELS

MEMORY_BYTES = 1024**3
CPU_SECONDS = 12
JPEG_QUALITY = 90
DRAWN, MOVES = b"drawn\n", b"moves\n"


def main() -> None:
    """PNG or JPEG on the first line, then the file; on standard output what became of it."""
    boxed.limit_self(memory_bytes=MEMORY_BYTES, cpu_seconds=CPU_SECONDS)
    # Twice this is an error of Pillow; the exact bound was asked before (offensief.lib.filetypes).
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    name = sys.stdin.buffer.readline().decode().strip()
    sys.stdout.buffer.write(redrawn(sys.stdin.buffer.read(), name))


def redrawn(data: bytes, name: str) -> bytes:
    """A word that tells what happened, and the new file."""
    with Image.open(BytesIO(data), formats=(name,)) as picture:
        # A telephone adds pictures to a JPEG, such as its light map; the first is the photo.
        if name == "PNG" and getattr(picture, "is_animated", False):
            return MOVES
        picture.load()
        # Upright as the camera was held; what said so goes.
        upright = ImageOps.exif_transpose(picture)
    if name == "JPEG" and upright.mode not in {"L", "RGB"}:
        upright = upright.convert("RGB")
    transparency = upright.info.get("transparency")
    upright.info = {} if transparency is None else {"transparency": transparency}
    content = BytesIO()
    upright.save(content, name, **({"quality": JPEG_QUALITY} if name == "JPEG" else {}))
    return DRAWN + content.getvalue()


if __name__ == "__main__":
    main()
