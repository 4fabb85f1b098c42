"""What can go wrong when a document is made."""


class RenderError(Exception):
    """The document could not be made; the message says why and what to do."""
