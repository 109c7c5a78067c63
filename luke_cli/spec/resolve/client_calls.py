"""What screens call that no document of the API has, though it has what they mean.

`DELETE /bookings/{id}` behind a button `Cancel`, where the API has `POST /bookings/{id}/cancel`;
`POST /cheese-batches` where it has `POST /batches`; `PUT /marks/{pupil_id}` where it has
`PUT /pupils/{id}/marks`; `POST /games/{id}/begin` where it has `/start`: who calls what is not built
gets a 404. How a call is meant that shares only words or a row with an endpoint is certain
where no screen calls that endpoint as the API has it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from luke_cli.names import singular, snake
from luke_cli.spec.facts import Authority, EndpointFact
from luke_cli.spec.resolve.endpoint_conflicts import Conflict
from luke_cli.spec.resolve.endpoints import Endpoint
from luke_cli.spec.resolve.said import CLIENTS, Said
from luke_cli.spec.resolve.verbs import noun, participles

_FEWEST: Final = 3
"""Endpoints that make a list of what the API has."""
_STEM: Final = 5
_WRITES: Final = ("POST", "PUT", "PATCH", "DELETE")
_VERBS: Final = {
    "POST": r"add|creat|mak|enter|register|open|sav|record|submit|new",
    "PUT": r"chang|edit|updat|sav|renam|correct",
    "PATCH": r"chang|edit|updat|sav|renam|correct",
    "DELETE": r"delet|remov|throw|eras",
}
_IN_PATH: Final = {
    **dict.fromkeys(("delete", "remove", "destroy"), ("DELETE",)),
    **dict.fromkeys(("update", "edit", "modify", "save"), ("PATCH", "PUT")),
    **dict.fromkeys(("create", "add", "new"), ("POST",)),
}
"""What a method says of a path, as a word in it."""
_UNDO: Final = frozenset(
    "cancel abort call_off withdraw revoke annul cancelar anular annuler annullare stornieren absagen abbrechen".split()
)
_SAME: Final = (
    _UNDO,
    *(
        frozenset(line.split())
        for line in """
    start begin commence launch open iniciar comenzar empezar comecar demarrer commencer starten beginnen avviare iniziare
    end finish complete conclude stop close finalizar terminar cerrar fechar concluir encerrar terminer cloturer fermer beenden abschliessen schliessen chiudere concludere
    approve accept grant authorise authorize confirm aprobar aprovar aceptar aceitar approuver accepter genehmigen freigeben annehmen approvare accettare
    reject decline deny refuse turn_down rechazar denegar rejeitar recusar rejeter refuser ablehnen rifiutare respingere
    send dispatch ship enviar envoyer expedier senden versenden inviare spedire
    pay settle pagar abonar payer regler bezahlen begleichen pagare saldare
    assign allocate asignar atribuir assigner attribuer zuweisen zuteilen assegnare attribuire
    return bring_back give_back hand_back devolver rendre retourner rendere restituire zurueckgeben rueckgabe
    collect pick_up pickup fetch hand_over handover hand_out
    publish release publicar publier veroeffentlichen pubblicare
    lock block suspend freeze disable deactivate bloquear suspender bloquer suspendre sperren bloccare sospendere
    unlock unblock reinstate enable activate reactivate desbloquear activar debloquer activer entsperren aktivieren sbloccare attivare
    move relocate transfer shift
    leave quit drop drop_out withdraw
    join enrol enroll sign_up
    copy duplicate clone
    reopen restart resume
    check_in checkin arrive receive
    check_out checkout depart leave close end finish
    """.strip().splitlines()
    ),
)
"""Words for one act."""
_PARAMETER: Final = re.compile(r"\{\w+\}")
_LABEL: Final = re.compile(
    r"\*\*([^*]{2,40})\*\*|\*([^*]{2,40})\*|[\"“«]\s?([^\"“”«»]{2,40}?)\s?[\"”»]|^\W*\|?\s*([\w -]{2,40}?)\s*\||"
    r"\b(?:button|action|link)\s+([A-Z]\w+)|\b(?!The\b|This\b|That\b|An?\b|Each\b|Every\b|One\b)([A-Z]\w+)\s+button\b|"
    r"^([A-Z][a-z]+)\s+(?:sends|posts|calls|invokes|uses|triggers|fires|saves|goes)\b"
)
"""What a button is called, in a sentence or in the first cell of a row."""
_SENTENCE: Final = re.compile(r"[.!?]\s+(?=[A-Z*\"`])")


def called_otherwise(
    said: Said, endpoints: Iterable[Endpoint]
) -> tuple[tuple[Endpoint, ...], tuple[Conflict, ...]]:
    """Return the endpoints without those that only screens call for what the API has, and those."""
    all_ = tuple(endpoints)
    called = [one for one in all_ if _is_called_only(said, one)]
    served = [one for one in all_ if _is_served(said, one)]
    if not called or len(served) < _FEWEST:
        return all_, ()
    uncalled = [one for one in served if not any(_is_of_client(said, it) for it in one.facts)]
    conflicts = tuple(
        Conflict(meant, one)
        for one in called
        if (meant := _meant(said, one, served, uncalled)) is not None
    )
    aside = {id(conflict.aside) for conflict in conflicts}
    return tuple(one for one in all_ if id(one) not in aside), conflicts


def _is_called_only(said: Said, one: Endpoint) -> bool:
    return not one.tested_only and all(_is_of_client(said, fact) for fact in one.facts)


def _is_served(said: Said, one: Endpoint) -> bool:
    return any(
        fact.authority >= Authority.LIST and not fact.tested_only and not _is_of_client(said, fact)
        for fact in one.facts
    )


def _is_of_client(said: Said, fact: EndpointFact) -> bool:
    return said.owners.get(fact.place.file) in CLIENTS


def _meant(
    said: Said, one: Endpoint, served: Sequence[Endpoint], uncalled: Sequence[Endpoint]
) -> Endpoint | None:
    """Return the one endpoint of the API that a call means; None if none or several."""
    if one.method not in _WRITES:
        # What is only read has no act that a sentence could name: its words alone tell.
        found = [*_spelled(one, uncalled)]
        return found[0] if len(found) == 1 else None
    sentence = _sentence(said, one)
    searches = (
        _plain(one, served),
        _acts(one, served, sentence),
        _spelled(one, served),
        _told(one, served, sentence),
        _turned(one, uncalled),
        _same_acts(one, uncalled),
        _named_acts(one, uncalled, sentence),
        _described(one, uncalled, sentence),
        _undoing(one, uncalled),
        _headed(one, uncalled),
        _left(said, one, uncalled),
    )
    # Each is a generator: what an earlier one tells is not looked for again.
    return next((found[0] for search in searches if len(found := [*search]) == 1), None)


def _plain(one: Endpoint, served: Iterable[Endpoint]) -> Iterator[Endpoint]:
    """Yield `DELETE /glazes/{id}` for `POST /glazes/{id}/delete`, `POST /glazes` for `/glazes/create`."""
    row, _, last = _bare(one.path).rpartition("/")
    methods = _IN_PATH.get(last, ())
    for other in served:
        if other.method in methods and _bare(other.path) == row:
            yield other


def _acts(one: Endpoint, served: Iterable[Endpoint], sentence: str) -> Iterator[Endpoint]:
    """Yield the acts on the same row that the words beside the call, or its last word, name."""
    row, _, last = one.path.rpartition("/")
    is_row = _PARAMETER.fullmatch(last) is not None
    for other in served:
        above, _, act = other.path.rpartition("/")
        if other.method not in _WRITES or _PARAMETER.fullmatch(act) or "{" not in above:
            continue
        if (is_row and _bare(above) == _bare(one.path) and _speaks_of(sentence, act)) or (
            not is_row and _bare(above) == _bare(row) and _is_alike(act, last)
        ):
            yield other


def _spelled(one: Endpoint, served: Iterable[Endpoint]) -> Iterator[Endpoint]:
    """Yield what differs in a word before or behind the name of the rows: `/cheese-batches`."""
    parts = _bare(one.path).split("/")
    for other in served:
        facing = _bare(other.path).split("/")
        if other.method != one.method or len(facing) != len(parts):
            continue
        differing = [(a, b) for a, b in zip(parts, facing, strict=True) if a != b]
        if len(differing) == 1 and _is_longer(*differing[0]):
            yield other


def _told(one: Endpoint, served: Iterable[Endpoint], sentence: str) -> Iterator[Endpoint]:
    """Yield what the sentence says is made or changed, where the call names something else."""
    shape = [part == "{}" for part in _bare(one.path).split("/")]
    for other in served:
        parts = _bare(other.path).split("/")
        names = [part for part in parts if part not in ("", "{}")]
        if other.method != one.method or [part == "{}" for part in parts] != shape or not names:
            continue
        name = re.escape(singular(snake(names[-1]))).replace("_", "[ _-]")
        form = rf"\b(?:{_VERBS[one.method]})\w*\s+(?:(?:an?|the|new|another|this|that)\s+){{0,2}}{name}s?\b"
        if re.search(form, sentence, re.IGNORECASE):
            yield other


def _turned(one: Endpoint, uncalled: Iterable[Endpoint]) -> Iterator[Endpoint]:
    """Yield what has the same words in another order, those of parameters too; so the method counts less."""
    words = _words(one.path)
    found = [other for other in uncalled if other.method in _WRITES and _words(other.path) == words]
    same = [other for other in found if other.method == one.method]
    if len(words) > 1:
        yield from same or found


def _words(path: str) -> frozenset[str]:
    """Return the words of a path, `lesson` for `{lesson_id}`."""
    parts = (snake(part.strip("{}")).removesuffix("_id") for part in path.split("/"))
    return frozenset(singular(part) for part in parts if part not in ("", "id"))


def _same_acts(one: Endpoint, uncalled: Iterable[Endpoint]) -> Iterator[Endpoint]:
    """Yield the acts on the same row that are called by another word: `begin` for `start`."""
    for other, act, last in _beside(one, uncalled):
        if act != last and (any({act, last} <= same for same in _SAME) or last in _forms(act)):
            yield other


def _named_acts(one: Endpoint, uncalled: Iterable[Endpoint], sentence: str) -> Iterator[Endpoint]:
    """Yield the acts on the same row that the button of a call, or the API by its word, speaks of."""
    labels = _LABEL.findall(sentence)
    label = next(filter(None, labels[-1]), "") if labels else ""
    for other, act, last in _beside(one, uncalled):
        is_button = _is_called(label, act) and not _speaks_of(label, last)
        if act != last and (is_button or _speaks_of(other.summary, last)):
            yield other


def _described(one: Endpoint, uncalled: Iterable[Endpoint], sentence: str) -> Iterator[Endpoint]:
    """Yield what the API describes by the verb of the sentence: `reports a delay with ...`."""
    for other, _, last in _beside(one, uncalled):
        verb = other.summary.partition(" ")[0]
        is_verb = verb.isalpha() and len(verb) >= _STEM and other.method == one.method
        if is_verb and _speaks_of(sentence, verb) and not _speaks_of(sentence, last):
            yield other


def _undoing(one: Endpoint, uncalled: Iterable[Endpoint]) -> Iterator[Endpoint]:
    """Yield the acts that undo a row, for a call that deletes it: `POST /bookings/{id}/cancel`."""
    for other in uncalled if one.method == "DELETE" else ():
        above, _, act = other.path.rpartition("/")
        if other.method == "POST" and _bare(above) == _bare(one.path) and snake(act) in _UNDO:
            yield other


def _headed(one: Endpoint, uncalled: Iterable[Endpoint]) -> Iterator[Endpoint]:
    """Yield the acts on the same row that the heading above a call names: `Playlist`."""
    heading = one.facts[0].section[-1] if one.facts[0].section else ""
    for other, act, last in _beside(one, uncalled):
        is_named = _speaks_of(heading, act) and not _speaks_of(heading, last)
        if other.method == one.method and is_named:
            yield other


def _left(said: Said, one: Endpoint, uncalled: Iterable[Endpoint]) -> Iterator[Endpoint]:
    """Yield the acts on the same row of which no screen speaks: where one is left, it is meant."""
    lines = (line.text for line in said.lines if said.owners.get(line.place.file) in CLIENTS)
    text = "\n".join(lines)
    for other, act, _ in _beside(one, uncalled):
        is_act = other.method == one.method and "{" in other.path
        if is_act and not _speaks_of(text, act):
            yield other


def _is_called(label: str, act: str) -> bool:
    """Tell whether a button is called after an act: *Remind* after `reminders`."""
    return _speaks_of(label, act) or any(
        len(word) > _STEM and act.startswith(word) for word in snake(label).split("_")
    )


def _beside(one: Endpoint, uncalled: Iterable[Endpoint]) -> Iterator[tuple[Endpoint, str, str]]:
    """Yield the acts on the row or list that a call is about, with their last words and its own."""
    row, _, last = one.path.rpartition("/")
    if "{" in last or not row.strip("/"):
        return
    for other in uncalled:
        above, _, act = other.path.rpartition("/")
        if other.method in _WRITES and "{" not in act and _bare(above) == _bare(row):
            yield other, snake(act), snake(last)


def _forms(act: str) -> tuple[str, ...]:
    return (*participles(act), noun(act), f"{act.removesuffix('e')}ing")


def _sentence(said: Said, one: Endpoint) -> str:
    """Return the sentence in which a call stands, with the words that lead to it."""
    place = one.facts[0].place
    around = (said.at(place.file, line) for line in (place.line - 1, place.line))
    text = " ".join(line.text for lines in around for line in lines)
    at = max(text.find(one.facts[0].path), 0)
    starts = [match.end() for match in _SENTENCE.finditer(text, 0, at)]
    # `A button *Cancel*. It asks, and then calls ...`
    return text[(starts[-2] if len(starts) > 1 else 0) : at]


def _speaks_of(sentence: str, act: str) -> bool:
    stem = snake(act).replace("_", " ")[: max(_STEM, len(act) - 1)]
    return re.search(rf"\b{re.escape(stem)}", sentence, re.IGNORECASE) is not None


def _is_alike(act: str, other: str) -> bool:
    """Tell whether `approval` is the act `approve`."""
    return len(act) > _STEM and len(other) > _STEM and act[:_STEM] == other[:_STEM] and act != other


def _is_longer(one: str, other: str) -> bool:
    left, right = singular(snake(one)), singular(snake(other))
    short, long = sorted((left, right), key=len)
    is_compound = len(short) >= _STEM and long.endswith(short)
    return is_compound or long.endswith(f"_{short}")


def _bare(path: str) -> str:
    return _PARAMETER.sub("{}", path.rstrip("/")).lower()
