"""The words of sentences that limit something: verbs by their base, and quantities as tokens.

a lesson can be cancelled up to 24 hours before    ->  a lesson can be cancelled up to qd0 before
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from luke_cli.notations.numbers.quantities import NUMBER, durations, number, percents, sizes
from luke_cli.notations.tongues.tongue import unaccented
from luke_cli.notations.verb_forms import bases_of, forms_of

TIME: Final = r"(?P<value>qd\d+)"
COUNT: Final = r"(?P<value>qn\d+)"
_NUMBER: Final = re.compile(
    rf"(?<![\w.,:/#$€£+-])(?:{NUMBER})(?!\s?[%€$£]|[\w/:%-]|[.,]\d|\s*(?:-|–|to|bis|or|and)\s*\d)",
    re.IGNORECASE,
)
_TIMES: Final = (
    (re.compile(r"\bonce(?=\s*(?:[.,;)]|$)|\s(?:only|per|at most)\b)"), "1 times"),
    (re.compile(r"\btwice\b"), "2 times"),
)
_ELSEWHERE: Final = tuple(
    (re.compile(rf"\b(?:{form})\b"), said)
    for form, said in (
        (r"storniert|abgesagt|annulee?s?|annulee?|cancelad[oa]s?|anulad[oa]s?", "cancelled"),
        (r"stornierung|absage|annulation|cancelacion|anulacion", "cancellation"),
        (r"angekundigt|annoncee?s?|anunciad[oa]s?|avisad[oa]s?", "announced"),
        (r"verlangert|prolongee?s?|renovad[oa]s?|prorrogad[oa]s?|renouvelee?s?", "renewed"),
        (r"ausgeliehen|empruntee?s?|prestad[oa]s?", "lent"),
        (r"gebucht|reservee?s?|reservad[oa]s?", "booked"),
        (r"aufbewahrt|aufgehoben|conservee?s?|conservad[oa]s?|gardee?s?|se conservan?", "kept"),
        (r"geloscht|supprimee?s?|effacee?s?|borrad[oa]s?|eliminad[oa]s?", "deleted"),
        (r"verfallt|verfallen|expire(?:nt)?|caducan?|vencen?", "expires"),
        (r"vorher|davor|vor beginn|zuvor|a l'avance|avant|antes|de antelacion", "before"),
        (r"im voraus|en avance|por adelantado|de antemano", "in advance"),
        (r"ausleihen|emprunter", "borrow"),
        (r"behalten|besitzen|halten|tener|avoir|posseder", "hold"),
        (r"dure(?:nt)?|duran?|dauert", "lasts"),
        (r"duree|duracion|dauer", "duration"),
        (r"superieure? a|mayor de|superior a|uber", "longer than"),
        (r"rejette(?:nt)?|rechaza|lehnt|refuse(?:nt)?", "rejects"),
        (r"como maximo|au plus|au maximum|hochstens|maximal|tout au plus|a lo sumo", "at most"),
        (r"como minimo|au moins|mindestens|al menos|por lo menos", "at least"),
        (r"becomes|est|sont|sera|seront|wird|werden", "is"),
        (r"(?:al|to the|por|by|am|pro|par) (?:dia|day|tag|jour)", "per day"),
        (r"(?:a la|to the|por|by|pro|par) (?:semana|week|woche|semaine)", "per week"),
        (r"(?:al|to the|por|by|pro|par) (?:mes|month|monat|mois)", "per month"),
        (r"ankundigungsfrist|delai d'annonce|plazo de aviso", "announcement notice"),
        (
            r"storno(?:ierungs)?frist|stornierungsfrist|absagefrist|delai d'annulation|plazo de cancelacion",
            "cancellation notice",
        ),
        (r"betragt", "is"),
        (r"jeweils|maxima?l?", "at most"),
    )
)
"""Words of other languages that are left where a text has been put into English."""
_FREELY: Final = re.compile(
    r"\b(?:free of charge|for free|at no (?:cost|charge)|kostenlos|kostenfrei|gratuitement|gratis)\b"
)
"""What something costs is not what is limited."""
_LATE: Final = tuple(
    (re.compile(form), said)
    for form, said in (
        (
            (
                r"\bis ((?:at least|at most|up to) q[dn]\d+(?: before| in advance)?) "
                r"(announced|cancelled|renewed|lent|booked|kept|deleted)\b"
            ),
            r"is \2 \1",
        ),
        (
            r"\b(may|can|must) ((?:at least|at most|up to|until) qd\d+ (?:before|in advance)) (\w+ed) (?:be|is)\b",
            r"\1 be \3 \2",
        ),
        (
            (
                r"\b(may|can|must) (at least|at most|up to) (q[dn]\d+) ([a-z-]+) "
                r"(borrow|hold|book|have|reserve|order)\b"
            ),
            r"\1 \5 \2 \3 \4",
        ),
    )
)
"""`wird mindestens 14 Tage vorher angekündigt`, `darf höchstens 5 Bücher ausleihen`"""
_VERBS: Final = {
    form: base
    for base, forms in {
        "cancel": "canceled cancelled cancellation cancellations cancelling canceling cancels",
        "renew": "renewed renewal renewals renewing renews",
        "extend": "extended extension extensions extending extends",
        "announce": "announced announcement announcements announcing",
        "reserve": "reserved reservation reservations reserving",
        "withdraw": "withdrawn withdrawal withdrawals withdrawing",
        "register": "registered registration registrations registering",
        "confirm": "confirmed confirmation confirmations",
        "submit": "submitted submission submissions submitting",
        "change": "changed changes changing",
        "move": "moved moves moving",
        "reschedule": "rescheduled rescheduling",
        "postpone": "postponed postponement postponements postponing",
        "swap": "swapped swaps swapping",
        "lend": "lent loaned",
        "book": "booked books booking bookings",
        "plan": "planned plans planning",
        "order": "ordered orders ordering",
        "request": "requested requests requesting",
        "publish": "published publication",
    }.items()
    for form in (base, *forms.split())
}


@dataclass(frozen=True, slots=True)
class Abstract:
    """A sentence whose quantities are tokens: `qd0` for a time, `qn1` for a number."""

    text: str
    """Lower case."""
    values: tuple[str, ...]
    """Canonical, by the number of the token."""
    starts: tuple[int, ...]
    """Where they stand in the sentence as it is written; in other languages about there."""

    def value(self, token: str) -> str:
        """Return the value that a token stands for."""
        return self.values[int(token[2:])]

    def start(self, token: str) -> int:
        """Return where the value of a token stands."""
        return self.starts[int(token[2:])]


def abstracted(text: str) -> Abstract:
    """Return a sentence with tokens for its quantities."""
    plain = unaccented(text).lower().replace("’", "'").replace("\u00a0", " ")
    for form, said in (*_TIMES, *_ELSEWHERE):
        plain = form.sub(said, plain)
    plain = re.sub(r"['\"*_`«»„“”]", " ", _FREELY.sub(" ", plain))
    parts: list[str] = []
    values: list[tuple[str, int]] = []
    at = 0
    for start, end, token, value in _quantities(plain):
        if start < at:
            continue
        parts += [plain[at:start], f"{token}{len(values)}" if token else " "]
        values += [(value, start)] if token else []
        at = end
    whole = " ".join("".join((*parts, plain[at:])).split())
    for form, said in _LATE:
        whole = form.sub(said, whole)
    return Abstract(whole, tuple(value for value, _ in values), tuple(at for _, at in values))


def _quantities(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Yield where quantities stand, in order, with what stands for each and its value."""
    found = [(one.start, one.end, "qd", one.value) for one in durations(text)]
    found += [(one.start, one.end, "", "") for one in (*sizes(text), *percents(text))]
    taken = [(start, end) for start, end, *_ in found]
    for match in _NUMBER.finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            found.append((match.start(), match.end(), "qn", number(match[0])))
    return iter(sorted(found))


def is_limiting(value: str) -> bool:
    """Tell whether a value limits something: no hint that goes after seconds, no `one`."""
    return not value.endswith((" s", " ms")) and value not in ("0", "1")


def is_verb(word: str) -> bool:
    """Tell whether a word is a form of a verb of limits, or the noun that is made of it."""
    return word in _VERBS


def base_verb(word: str) -> str:
    """Return the verb of a form, or of the noun that is made of it: `cancel` for cancellation."""
    if word in _VERBS:
        return _VERBS[word]
    if found := bases_of(word):
        return found[0]
    if not word.endswith("ed") or len(word) < 5:
        return word
    doubled = word[:-3] if word[-3] == word[-4] else ""
    bases = (doubled, f"{word[:-3]}y", word[:-1], word[:-2])
    usual = re.search(r"(?:[csvgzu]|[aeiou][tdlrnmkp]|[bcdgptz]l)ed$", word) is not None
    ordered = bases if usual else (doubled, f"{word[:-3]}y", word[:-2])
    return next((one for one in ordered if one and word in forms_of(one).done), word[:-2])
