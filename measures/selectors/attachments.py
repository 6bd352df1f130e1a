"""The content of an attachment, a piece at a time: 20 MB never stand in memory at once."""

from collections.abc import Iterator

from django.db.models import BinaryField
from django.db.models.functions import Substr

from measures.models import Attachment, AttachmentContent

PIECE = 1024 * 1024


def pieces(attachment: Attachment) -> Iterator[bytes]:
    """The bytes of the file in order, at most 1 MB each."""
    content = AttachmentContent.objects.filter(pk=attachment.pk)
    for start in range(1, attachment.size + 1, PIECE):
        piece = Substr("data", start, PIECE, output_field=BinaryField())
        yield bytes(content.annotate(piece=piece).values_list("piece", flat=True).get())
