"""Inline Markdown: what a reader of the page sees of it."""

import html
import re
from functools import lru_cache
from typing import Final

_MAX_MARKUP: Final = 4000
"""Characters of a text in which markup is looked for: unclosed marks cost quadratic time."""
_LINK: Final = re.compile(r"!?\[([^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])")
_TAG: Final = re.compile(r"</?[A-Za-z][^<>]*>")
_EMPHASIS: Final = re.compile(r"(\*{1,3}|(?<!\w)_{1,3}|~~|`+)(?=\S)([^\n]+?)(?<=\S)\1(?!\w)")
_PICTURE: Final = re.compile(
    "[\U0001f000-\U0001faff\u2600-\u2704\u2706-\u2712\u2715\u2719-\u274b\u274d-\u2775\u2794-\u27bf\u2b00-\u2bff]"
    "[\ufe0f\u200d\u20e3]*"
)
"""Emoji, without the ticks and crosses that say yes and no."""


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Return inline Markdown as the reader of the page sees it: no emphasis, links or tags."""
    text, rest = text[:_MAX_MARKUP], text[_MAX_MARKUP:]
    text = _TAG.sub("", _LINK.sub(r"\1", text))
    for _ in range(3):
        text, changed = _EMPHASIS.subn(r"\2", text)
        if not changed:
            break
    return html.unescape(text + rest).strip()


def unadorned(text: str) -> str:
    """Take emoji out of a title: `2.1 👤 User` is called `2.1 User`."""
    return re.sub(r"\s{2,}", " ", _PICTURE.sub("", text)).strip() if _PICTURE.search(text) else text


def without_bullet(text: str) -> str:
    """Take an emoji that stands as a bullet before a name off: `🔑 **id** (uuid)`."""
    match = _PICTURE.match(text)
    rest = text[match.end() :].lstrip() if match else ""
    return rest if rest.startswith(("**", "`", "__")) else text


def uncommented(text: str) -> str:
    """Take HTML comments out and keep the number of lines."""
    kept, position = [], 0
    while (start := text.find("<!--", position)) >= 0:
        end = text.find("-->", start + 4)
        if end < 0:
            break
        kept += [text[position:start], "\n" * text.count("\n", start, end)]
        position = end + 3
    return "".join([*kept, text[position:]])
