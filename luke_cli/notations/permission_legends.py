"""What the marks and footnotes of a table of rights mean, where the words around it say so.

👤 only what belongs to the user     **Desk** - read and update     ¹ only those they wrote     A = assign
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from luke_cli.docs.document import Block, Document, Item, Paragraph, Quote, Table
from luke_cli.docs.markdown import plain
from luke_cli.notations.marks import mark_of, scope_named
from luke_cli.notations.permission_lists import reach_told
from luke_cli.notations.permission_verbs import verbs_of

_NOTE: Final = re.compile(
    r"^\s*(?P<key>[¹²³⁴⁵⁶⁷⁸⁹⁰]+|[†‡§]+|\[\^\w{1,9}\]|\^\d+|\*{1,3}(?=\s))\s*[:.)]?\s*(?P<text>\S.*)$",
    re.MULTILINE,
)
_NAMED_SIGN: Final = re.compile(
    r"\b(?:an?|the)\s+(?:(?P<star>asterisk|star)|(?P<dagger>dagger))\s+(?:means|marks|stands\s+for|says|indicates|is)\s*:?\s*"
    r"(?P<text>[^.;\n]\S.{0,200}?)(?=\.(?:\s|$)|;|\n\n|$)",
    re.IGNORECASE | re.DOTALL,
)
"""`An asterisk means: only own records`."""
_MARKER: Final = re.compile(
    r"\s?(?P<key>[¹²³⁴⁵⁶⁷⁸⁹⁰]+|[†‡§]+|\[\^\w{1,9}\]|\^\d+|(?<=\w)\*{1,3}(?!\w))"
)
_MEANS: Final = (
    r"(?:means?|stands?\s+for|heißt|bedeutet|steht\s+für|significa|signifie|veut\s+dire|indica)"
)
_ENTRY: Final = re.compile(
    r"^\W*?(?:(?P<mark>\*\*|__|`)(?P<marked>[^*`\n]{1,20})(?P=mark)|[«“\"„]\s*(?P<quoted>\w[\w ]{0,18}?)\s*[»”\"“]"
    r"|(?P<word>[^\W_][\w ]{0,18}?)|(?P<sign>[^\w\s=(\[]{1,3}|\([^\s()]{1,2}\)))"
    rf"(?:\s*(?:[=:–—→]|(?(quoted),|(?!))|\s-)\s*|\s+{_MEANS}\s+|(?(sign)\s+|(?!)))(?P<means>\S.{{0,160}})$",
    re.IGNORECASE,
)
_PARTS: Final = re.compile(
    r"\s*[·|,;.\n•]\s*(?=(?:[*`_]{1,2})?[^\s,;]{1,14}\s*(?:=|:|–|—|→)\s|[^\w\s,;*`(-]{1,3}\s"
    rf"|[^\s,;]{{1,3}}\s+{_MEANS}\s|[«“\"„]\w[\w ]{{0,18}}[»”\"“]\s*(?:,|=|:|–|—|→)\s)"
)
_LEGEND: Final = re.compile(
    r"^\W*(?:(?:legend|key|legende|notation|symbols|letters)\s*[:：]?"
    r"|(?:legend|key|signs?|symbols?|marks?|letters|cells|zeichen|symbole|signes|légende|signos|símbolos|leyenda|sinais|segni|simboli)"
    r"(?:\s[^:：.;,=]{1,40})?\s*[:：])\s*",
    re.IGNORECASE,
)
_HEAD: Final = re.compile(
    r"legend|\bkey\b|notation|symbols|letters|levels?|meaning|zeichenerklärung|légende|leyenda",
    re.IGNORECASE,
)
_NOTHING: Final = re.compile(
    r"\b(?:no(?:t|thing|body|ne)?|never|denied|forbidden|prohibited|without|nicht|kein\w*|nein|verboten"
    r"|não|non|ne|interdit|prohibido|proibido|vietato)\b|n't\b",
    re.IGNORECASE,
)
_YES: Final = re.compile(
    r"(?:yes|may|can|full access|everything|ja|darf|oui|sí|sim)\b|(?P<sure>(?:(?:it\s+)?(?:is|are|ist|est|está)\s+)?"
    r"(?:allowed|granted|permitted|authori[sz]ed|erlaubt|gestattet|zulässig|berechtigt|autoris[ée]e?s?|permise?s?"
    r"|permitid[oa]s?|autorizad[oa]s?|consentit[oa])\b(?!\s+to\b))",
    re.IGNORECASE,
)
"""`sure`: the mark says no more than that something may be done."""
_END: Final = re.compile(r"[.;]\s")
_USUAL: Final = {"c": "create", "r": "read", "u": "update", "d": "delete"}
_ONLY: Final = re.compile(
    r"\W*(?:only|just|s[oó]lo|solamente|nur|seulement|uniquement|apenas|soltanto|limited\s+to|restricted\s+to)\b",
    re.IGNORECASE,
)
_WHOSE: Final = r"own|their|his|her|same|sus?|propi[oa]s?|ihre?[mnrs]?|eigene[mnrs]?|leurs?|son|sa|ses|seus?|suas?|loro|suoi?|sue"
_OF: Final = (
    r"of|del?|de\s+la|de\s+los|des?|der|du|do|da|dell[ao']|that|which|die|que|dont|assigned"
)
_LETTERS: Final = 4
"""A word of a group has, at least."""
_MOST: Final = 40
_SHORT: Final = 2
_SCOPES: Final = ("own", "team", "tenant", "all")


class Legends:
    """What a document says of marks, by the section that says it."""

    def __init__(self, document: Document) -> None:
        self._notes: dict[tuple[str, ...], dict[str, str]] = {}
        self._meanings: dict[tuple[str, ...], dict[str, str]] = {}
        for block in document.blocks:
            if isinstance(block, Paragraph | Item | Quote):
                self._read(block, block.text)

    def explained(self, table: Table) -> Table:
        """Return a table with the meanings of its marks in their place."""
        notes, meanings = self._notes.get(table.section, {}), self._meaning_of(table.section)
        if not notes and not meanings:
            return table
        rows = tuple(
            replace(row, cells=(row.cells[0], *(_cell(c, notes, meanings) for c in row.cells[1:])))
            for row in table.rows
        )
        return replace(table, rows=rows)

    def _meaning_of(self, section: tuple[str, ...]) -> Mapping[str, str]:
        return self._meanings.get(section) or self._meanings.get(section[:-1], {})

    def _read(self, block: Block, text: str) -> None:
        notes = self._notes.setdefault(block.section, {})
        for note in _NOTE.finditer(text):
            notes.setdefault(note["key"], reach_told(plain(note["text"])[:200]))
        for named_sign in _NAMED_SIGN.finditer(text):
            key = "*" if named_sign["star"] else "†"
            notes.setdefault(key, reach_told(plain(named_sign["text"])[:200]))
        named = block.section[-1] if block.section else ""
        is_legend = bool(
            _HEAD.search(f"{named} {getattr(block, 'lead', '')}") or _LEGEND.match(text)
        )
        sections = [block.section, *([block.section[:-1]] if _HEAD.search(named) else [])]
        for part in _PARTS.split(_LEGEND.sub("", text))[:_MOST]:
            entry = _ENTRY.match(part.strip())
            key = _key(entry) if entry else ""
            meaning = _meaning(plain(entry["means"]), key) if entry else ""
            if entry is None or not meaning or not (is_legend or _is_sign(entry)):
                continue
            if key in _SCOPES:
                # What `team` is of, the words of its legend tell; that it is one, the cell.
                continue
            for section in sections:
                self._meanings.setdefault(section, {}).setdefault(key, meaning)


def _is_sign(entry: re.Match[str]) -> bool:
    """Tell whether what is explained is no word, so that it can only be a mark."""
    return len(_key(entry).strip(" ()")) <= _SHORT


def _key(entry: re.Match[str]) -> str:
    """Return what is explained, in lower case."""
    said = entry["marked"] or entry["quoted"] or entry["word"] or entry["sign"]
    return str(said).strip(" :").lower()


def _cell(cell: str, notes: Mapping[str, str], meanings: Mapping[str, str]) -> str:
    """Return a cell in which each mark stands as what it means."""
    if notes:
        cell = _MARKER.sub(lambda match: _noted(match, notes), cell)
    word = plain(cell).strip(" *`")
    if word.lower() in meanings:
        return meanings[word.lower()]
    signs = re.split(r"[\s,/+]+", word) if len(word) > 1 else []
    joined = list(word) if re.fullmatch(r"[A-Z]{2,6}", word) else []
    for parts in (signs, joined):
        known = [meanings.get(part.lower(), _USUAL.get(part.lower(), "")) for part in parts]
        if known and all(known) and any(map(_is_told, parts, known)):
            return ", ".join(known)
    return cell


def _noted(match: re.Match[str], notes: Mapping[str, str]) -> str:
    """Return what a footnote says of a reach; nothing where it says something else."""
    if match["key"] not in notes:
        return match[0]
    scope = notes[match["key"]]
    return f"({scope})" if scope else ""


def _is_told(letter: str, meaning: str) -> bool:
    return _USUAL.get(letter.lower()) != meaning


def _meaning(text: str, key: str) -> str:
    """Return what words say a mark means, as a cell says it; "" if they say something else."""
    if _is_group(text, key):
        return "yes (team)"
    if len(text) > 160 or _NOTHING.match(text):
        return "no" if _NOTHING.match(text) else ""
    first = _END.split(text, maxsplit=1)[0]
    if (yes := _YES.match(first)) and yes["sure"]:
        # `allowed` is no step of a thing, and what follows speaks of other cells.
        scope = reach_told(first)
        return f"yes ({scope})" if scope else "yes"
    verbs = list(_verbs(text))
    if verbs:
        return ", ".join(verbs)
    scope = reach_told(text)
    if scope or _YES.match(text):
        return f"yes ({scope})" if scope else "yes"
    return "yes" if mark_of(text) else ""


def _is_group(text: str, key: str) -> bool:
    """Tell whether a word stands for the rows of a group: `site`, only those of the sites of the warden."""
    if len(key) < _LETTERS or not key.isalpha() or scope_named(key) not in ("", "team"):
        return False
    of = re.compile(
        rf"\b(?:{_WHOSE})\s+{re.escape(key)}\w{{0,3}}\b|\b{re.escape(key)}\w{{0,3}}\s+(?:{_OF})\s",
        re.IGNORECASE,
    )
    return bool(_ONLY.match(text) and of.search(text))


def _verbs(text: str) -> Iterator[str]:
    for part in re.split(r"\s*[;.]\s*", text.strip(" .")):
        found, rest = verbs_of(part, is_told=False)
        if not found and (mark := mark_of(part)) is not None:
            found = list(mark.actions)
        scope = reach_told(rest)
        yield from (f"{verb} ({scope})" if scope else verb for verb in found)
