"""Operations on several rows, by their names: which operation on one row they repeat.

expense.bulk_approve, expense.approve_multiple      expense.approve
task.batch_remove                                   task.delete
"""

from typing import Final

from luke_cli.spec.model import Kind

MOST: Final = 100
"""Rows of one request."""
IDS: Final = "ids"
"""The member of a body that names the rows, where no document calls it otherwise."""
SINGLE: Final = (Kind.TRANSITION, Kind.DELETE)
"""Kinds of operations on one row that can be repeated."""
_MANY: Final = frozenset("bulk batch mass multiple multi".split())
_SAME: Final = {"remove": "delete", "destroy": "delete"}


def single_verb(verb: str) -> str:
    """Return the verb on one row that a verb on several repeats; "" if it is about one."""
    words = verb.split("_")
    rest = [word for word in words if word not in _MANY]
    named = "_".join(rest)
    return _SAME.get(named, named) if len(rest) < len(words) else ""
