"""How lists come in pages: by number, by the rows before them, or behind a cursor."""

from collections.abc import Iterator, Sequence
from typing import Final

from luke_cli.names import snake
from luke_cli.spec.model import Spec
from luke_cli.spec.values import items

NEXT_SETTING: Final = "next_cursor"
"""The setting that names the member of a page with the cursor of the next; dotted if it is nested."""
MORE_SETTING: Final = "has_more"
"""The setting that names the member of a page which tells whether there is a next."""
SIZES: Final = frozenset(
    """
    limit per_page perpage page_size pagesize size page_limit count max first take rows
    items_per_page max_results
    """.split()
)
NUMBERS: Final = frozenset("page page_number pagenumber page_no".split())
OFFSETS: Final = frozenset("offset skip start".split())
CURSORS: Final = frozenset(
    """
    cursor after page_token pagetoken next_token nexttoken starting_after next_cursor page_cursor
    after_cursor cursor_after continuation_token continuation start_cursor after_id
    """.split()
)
_OTHER_MEMBERS: Final = frozenset(
    "meta next cursor pages total_pages page_count prev previous".split()
)
_AMBIGUOUS: Final = frozenset("after after_id continuation".split())
NEXT_MEMBERS: Final = frozenset(
    """
    next_cursor end_cursor next_page_token next_token next_page_cursor cursor_next continuation_token
    next_continuation_token after_cursor next_after
    """.split()
)
"""What documents call the cursor of the next page in an answer, whatever it stands beside."""
ITEM_MEMBERS: Final = frozenset(
    """
    items data results records rows content values list entries objects hits elements docs payload
    """.split()
)
"""What documents call the rows of a page where they do not call them after what they are."""
TOTAL_MEMBERS: Final = frozenset(
    "total count total_count total_items total_results totalcount".split()
)
"""What they call the number of all rows."""
MORE_MEMBERS: Final = frozenset("has_more has_next has_next_page more_available".split())


def is_cursor(word: str) -> bool:
    """Tell whether a query parameter says behind what a page begins."""
    return snake(word) in CURSORS


def of_cursor(value: str) -> bool:
    """Tell whether a way of paging, as `after, first`, begins behind a cursor."""
    return any(map(is_cursor, items(value)[:1]))


def is_plain(word: str) -> bool:
    """Tell whether a parameter is about pages whatever stands beside it: `after` may be a day."""
    return snake(word) in (CURSORS | NUMBERS) - _AMBIGUOUS


def asked(names: Sequence[str], *, sure: bool = True) -> Iterator[str]:
    """Yield how pages are asked for by the parameters of one query: `cursor, limit`, or `cursor`.

    `sure` says that these are parameters for certain; else `page` alone may be any word.
    """
    size = next((name for name in names if snake(name) in SIZES), "")
    for is_asked in (is_page, is_cursor):
        word = next((name for name in names if is_asked(name)), "")
        certain = is_plain(word) and (sure or is_cursor(word))
        if word and (size or certain):
            yield f"{word}, {size}" if size else word


def is_page(word: str) -> bool:
    """Tell whether a query parameter says which page it is, or how many rows come before."""
    return snake(word) in NUMBERS | OFFSETS


def by_cursor(spec: Spec) -> bool:
    """Tell whether the pages of a plan begin behind a cursor."""
    return of_cursor(spec.setting("paging"))


def is_beside(word: str) -> bool:
    """Tell whether a member of a page stands beside its rows, and holds no other members."""
    plain = NUMBERS | OFFSETS | SIZES | NEXT_MEMBERS | MORE_MEMBERS | TOTAL_MEMBERS
    return snake(word) in plain or snake(word) in _OTHER_MEMBERS
