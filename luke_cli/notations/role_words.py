"""Words that name roles in documents of all domains, and lists of them."""

import re
from collections.abc import Collection
from functools import lru_cache
from typing import Final

from luke_cli.names import folded, singular, snake, words

_SINGLE: Final = frozenset(
    """
    admin administrator superadmin superuser root owner manager supervisor lead leader head
    director executive ceo cfo editor author contributor writer reviewer approver moderator
    curator publisher viewer reader guest visitor anonymous member subscriber follower user
    customer client buyer seller vendor merchant supplier partner employee staff worker
    contractor freelancer technician engineer developer operator dispatcher driver courier
    rider agent broker representative support finance accountant accounting bookkeeper auditor
    controller treasurer hr recruiter candidate applicant interviewer teacher instructor tutor
    professor lecturer student pupil learner parent guardian librarian patron borrower doctor
    physician nurse patient veterinarian vet therapist receptionist pharmacist caregiver host
    tenant landlord resident organizer organiser attendee participant speaker coach trainer
    athlete player captain referee volunteer donor coordinator planner scheduler analyst
    consultant lawyer paralegal judge clerk cashier waiter chef cook barista maintainer
    collaborator assignee reporter requester submitter creator assessor inspector investigator
    compliance security warehouse picker packer shipper carrier traveler traveller passenger
    pilot crew farmer grower beneficiary caseworker counselor counsellor mentor mentee sponsor
    administrador administradora administrateur amministratore usuario usuaria usuário empleado
    empleada encargado gerente supervisora cliente miembro socio invitado profesor profesora alumno
    alumna estudiante médico paciente vendedor comprador contador funcionário aluno aluna cidadão
    benutzer mitglied mitarbeiter mitarbeiterin verwalter kunde gast lehrer lehrerin schüler leiter
    leiterin sachbearbeiter buchhalter trainerin pfleger arzt patientin utilisateur utilisatrice
    employé employée gestionnaire responsable membre invité client élève enseignant médecin comptable
    utente socio impiegato gebruiker medewerker beheerder klant lid
    officer janitor nanny gardener steward skipper trustee treasurer secretary president chair board observer evaluator examiner
    """.split()
)
_PREFIXES: Final = frozenset(
    """
    super system sys org organization organisation company tenant team project department site
    account content hr finance senior junior general regional store branch shop clinic school
    hospital office read only billing community workspace platform global local area group key
    primary secondary ward practice harbor harbour port venue door floor shift warehouse property field front desk back it technical product event service customer sales
    marketing property registered regular basic power external internal authorized
    authenticated lead chief head assistant deputy application app
    """.split()
)
_ENDINGS: Final = ("e", "en", "n", "er", "in", "innen", "es", "s")
"""Of the cases and the plural of a name, in whatever language."""
_NOISE: Final = re.compile(
    r"^(?:(?:the|an?|any|all|each|every|only|assigned|logged-in|by|to|for|and|or|own|their|(?:users?|accounts?)\s+with|"
    r"r[oô]les?|rollen?|rol|ruol[oi]|papel|pap[eé]is|perfil)\s+)+"
    r"|\s+(?:roles?|accounts?|only|persona|level|access|privileges?|group)$",
    re.IGNORECASE,
)
_SPLIT: Final = re.compile(
    r"\s*(?:[,;|+&·、，]|(?<!\w)/(?!\w)|\s/\s|\band\b|\bor\b|\bund\b|\boder\b|\by\b|\bo\b|"
    r"\bet\b|\bou\b|\be\b|\bdan\b|\batau\b)\s*"
)


@lru_cache(maxsize=4096)
def is_role_word(text: str) -> bool:
    """Tell whether words name a role in most domains: `Org admin`, `Managers`, `ROLE_USER`."""
    found = [word for word in words(text) if word != "role"]
    if not found or len(found) > 4:
        return False
    if len(found) == 2 and found[0] in _SINGLE and found[1] in _PREFIXES:
        return True
    last = singular(found[-1])
    if last not in _SINGLE and found[-1] not in _SINGLE:
        return False
    return all(
        word in _PREFIXES or word in _SINGLE or singular(word) in _SINGLE for word in found[:-1]
    )


def names_role(text: str, known: Collection[str]) -> bool:
    """Tell whether words name a role, in whichever number, case and spelling.

    `known`: the roles that the documents list, in lower case; an `Élu` is an `elu` of a schema.
    """
    word = text.lower()
    forms = {word, singular(word), *(word.removesuffix(ending) for ending in _ENDINGS)}
    return any(
        is_role_word(form) or form in known or folded(snake(form)) in known for form in forms
    )


def role_name(text: str) -> str:
    """Return a role as written, in the singular, without articles: `Manager` for `the managers`."""
    text = text.strip(" \t`*_\"'.:()[]")
    for _ in range(3):
        text = _NOISE.sub("", text).strip(" `*_\"'.:()[]")
    head, space, last = text.rpartition(" ")
    return head + space + _singular(last)


def role_names(text: str) -> tuple[str, ...]:
    """Return the roles of a list: `OWNER, CLINIC_ADMIN`, `admins and managers`, `Admin/Finance`."""
    parts = _SPLIT.split(text)
    names = [role_name(piece) for part in parts for piece in _slashed(part)]
    return tuple(dict.fromkeys(name for name in names if name))


def _slashed(part: str) -> list[str]:
    pieces = part.split("/")
    return pieces if len(pieces) > 1 and all(is_role_word(piece) for piece in pieces) else [part]


def _singular(word: str) -> str:
    lower = word.lower()
    if word.isupper() or lower in _SINGLE or singular(lower) not in _SINGLE:
        return word
    return word[: len(singular(lower))] if lower.startswith(singular(lower)) else singular(lower)
