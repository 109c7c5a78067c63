"""A kind of finding, and what `luke explain` says of it."""

from typing import NamedTuple


class Code(NamedTuple):
    """A kind of finding; a code is never used for anything else later."""

    code: str
    """`LK-`, a letter for the stage, a number."""
    title: str
    meaning: str
    """What is wrong, and what luke does meanwhile."""
    why: str
    """Why it matters."""
    example: str
    """What brings it about, as one writes it."""
    cure: str
    """What to do."""
