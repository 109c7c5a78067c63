"""Lists, limits and shared checks to which code of JavaScript gives names.

const SIZES = ['small', 'large'] as const;      enum Size { Small = 'small', Large = 'large' }
const MAX_NAME = 60;                            const nameSchema = z.string().min(1).max(60);
export type Size = 'small' | 'large';
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from luke_cli.docs.document import Fence
from luke_cli.notations.script_objects import all_quoted

_LIST: Final = re.compile(
    r"\b(?:const|let|var)\s+(?P<name>\w+)\s*(?::[^=\n]{0,200})?=\s*(?:\w+\s*\.\s*enum\(\s*)?\[(?P<values>[^\][(){}]*)\]"
)
_ENUM: Final = re.compile(r"\benum\s+(?P<name>\w+)\s*\{(?P<values>[^{}]*)\}")
_UNION: Final = re.compile(
    r"\btype\s+(?P<name>\w+)\s*=\s*\|?\s*(?P<values>(?:['\"][^'\"\n]*['\"]\s*\|?\s*)+)"
)
_NUMBER: Final = re.compile(
    r"\bconst\s+(?P<name>\w+)\s*(?::\s*number\s*)?=\s*(?P<value>-?[\d_]{1,12}(?:\.\d{1,6})?)\s*(?:;|$)",
    re.MULTILINE,
)
_CHECK: Final = re.compile(
    r"\bconst\s+(?P<name>\w+)\s*=\s*(?P<value>(?:z|[yY]up|[jJ]oi)\s*\.\s*(?!(?:strict|loose)?[oO]bject\b)[^;]{1,400}?)(?:;|\n(?!\s*\.)|\Z)"
)


@dataclass(frozen=True, slots=True)
class Named:
    """What the names of a document's code stand for."""

    lists: Mapping[str, tuple[str, ...]]
    numbers: Mapping[str, str]
    checks: Mapping[str, str]

    def values_in(self, text: str) -> tuple[str, ...]:
        """Return the values in quotes, or those of the first name that stands for a list."""
        for word in re.findall(r"[A-Za-z_$][\w$]*", re.sub(r"(['\"`]).*?\1", "", text)):
            if word in self.lists:
                return self.lists[word]
        return tuple(value for value in all_quoted(text) if value)

    def number_in(self, text: str) -> str:
        """Return the number that a text begins with, or that its first name stands for; "" if none."""
        match = re.match(
            r"\s*\{?\s*(?:value\s*:\s*)?(-?[\d_]{1,12}(?:\.\d{1,6})?|[A-Za-z_]\w*)", text
        )
        if match is None:
            return ""
        said = self.numbers.get(match[1], match[1]).replace("_", "")
        return said if re.fullmatch(r"-?\d+(?:\.\d+)?", said) else ""


def named_in(fences: Iterable[Fence]) -> Named:
    """Collect what the names in fences stand for."""
    lists: dict[str, tuple[str, ...]] = {}
    numbers: dict[str, str] = {}
    checks: dict[str, str] = {}
    for fence in fences:
        for pattern in (_LIST, _UNION):
            for match in pattern.finditer(fence.text):
                lists[match["name"]] = all_quoted(match["values"])
        for match in _ENUM.finditer(fence.text):
            lists[match["name"]] = _members(match["values"])
        numbers |= {match["name"]: match["value"] for match in _NUMBER.finditer(fence.text)}
        checks |= {match["name"]: match["value"] for match in _CHECK.finditer(fence.text)}
    return Named({name: values for name, values in lists.items() if values}, numbers, checks)


def _members(text: str) -> tuple[str, ...]:
    """Return the values of an enum; a member without one is its own."""
    quoted = all_quoted(text)
    return quoted or tuple(re.findall(r"\w+", re.sub(r"=[^,]*|//[^\n]*", "", text)))
