"""How much of a workbook with counts is read: 100,000 rows of eight columns fit easily."""

from offensief.lib.packed import Limits

LIMITS = Limits(members=200, unpacked=400 * 1024**2, ratio=100, elements=12_000_000, area=1_000_000)
MEMORY_BYTES = 768 * 1024**2
CPU_SECONDS = 100
SECONDS = 120
