"""What may be uploaded where: one table that every upload asks (offensief.web.uploads)."""

from dataclasses import dataclass

from offensief.lib.filetypes import FileType

MB = 1024**2


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """One place where a file can be added.

    `kinds` are told by content, never by name; `text_ends` are ends of names of plain text, which
    has no mark of its own and is judged by reading it. `most_files` counts what one measure, one
    partner in a round or one edition keeps; without it there is another brake.
    """

    most_bytes: int
    kinds: tuple[FileType, ...] = ()
    text_ends: tuple[str, ...] = ()
    most_files: int | None = None
    # Whatever another person may open later is looked at by the antivirus.
    scanned: bool = True

    @property
    def most_mb(self) -> int:
        """For a sentence: 30 for 30 MB."""
        return self.most_bytes // MB

    @property
    def ends(self) -> tuple[str, ...]:
        """Ends of the names that a browser offers first: (".pdf", ".docx")."""
        return (*(end for kind in self.kinds for end in kind.extensions), *self.text_ends)


ATTACHMENT = Upload(most_bytes=20 * MB, kinds=tuple(FileType), most_files=30)
# The same file cannot lie at the desk twice.
DELIVERY = Upload(most_bytes=30 * MB, kinds=(FileType.XLSX,), text_ends=(".csv", ".txt"))
WORKBOOK = Upload(most_bytes=10 * MB, kinds=(FileType.XLSX,), most_files=100)
LETTER = Upload(most_bytes=30 * MB, kinds=(FileType.PDF, FileType.DOCX), most_files=200)
# Only its text is read, and shown before it is loaded.
PLAN = Upload(most_bytes=900_000, text_ends=(".toml",), scanned=False)
# Anybody may ask of which edition a file is; only its hash is computed.
EDITION_CHECK = Upload(most_bytes=30 * MB, scanned=False)
