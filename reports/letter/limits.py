"""How much of a letter is read. A letter to parliament has ten to forty pages."""

from offensief.lib.packed import Limits
from offensief.lib.uploads import LETTER

MOST_BYTES = LETTER.most_bytes
MOST_PAGES = 200
# Of its text: more is no letter, and the page with the result could not show it.
MOST_CHARACTERS = 600_000
# A letter of forty pages has a few hundred.
MOST_FOUND = 3_000
MEMORY_BYTES = 768 * 1024**2
# The web server ends a request after thirty seconds.
CPU_SECONDS = 15
SECONDS = 20
# Parts, unpacked size, ratio and tags of a Word document; pictures hardly shrink.
WORD = Limits(members=3_000, unpacked=200 * 1024**2, ratio=150, elements=1_500_000, area=1)
