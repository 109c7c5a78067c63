"""What German, French and Spanish sentences of one thing look like: their verbs, articles and endings."""

import re
from typing import Final, NamedTuple


class Language(NamedTuple):
    """How one language says what is kept and who makes what."""

    has: re.Pattern[str]
    kept: tuple[re.Pattern[str], ...]
    also: re.Pattern[str]
    """What is kept of what the sentence before was about."""
    state: re.Pattern[str]
    wish: re.Pattern[str]
    verbs: tuple[tuple[str, re.Pattern[str]], ...]
    leading: frozenset[str]
    """Words before a noun."""
    cut: re.Pattern[str]
    """Where the name of a part ends."""
    whether: re.Pattern[str]
    plural: tuple[tuple[re.Pattern[str], str], ...]


def _re(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


_NOUN: Final = r"(?P<of>[^\W\d_][\w-]*(?:\s(?:de\s|d['’])?[^\W\d_][\w-]+)??)"
GERMAN: Final = Language(
    has=_re(
        rf"^\W*(?:(?P<each>ein|eine|jeder|jede|jedes|alle|der|die|das)\s+|(?!wir\b|sie\b|alle\b)(?=\w{{4,}}\s+haben\b)){_NOUN}\s+(?:hat|haben|besitzt|enthält|umfasst|trägt|besteht\s+aus|"
        r"(?:gehört|gehören)\s+(?:zu\s+)?(?=(?:genau\s+)?eine[mr]\b))\s*(?P<rest>.+)$"
    ),
    kept=(
        _re(
            rf"^\W*(?:zu|für|von|bei|pro|über)\s+(?:(?:jede[mrns]?|eine[mrn]?|ein|alle[nm]?|den|die|der)\s+)?{_NOUN}\s+(?:speichern|erfassen|notieren|merken|halten|brauchen|wissen|hinterlegen|"
            r"benötigen|verwalten|führen|kennen)\s+wir\s+(?:uns\s+)?(?P<rest>.+?)(?:\s+(?:fest|auf))?$"
        ),
        _re(
            rf"^\W*(?:zu|für|von|bei|pro)\s+(?:(?:jede[mrns]?|eine[mrn]?|ein)\s+)?{_NOUN}\s+(?:wird|werden)\s+(?P<rest>.+?)\s+(?:erfasst|gespeichert|notiert|festgehalten|"
            r"hinterlegt|angegeben|aufgeschrieben)\b.*$"
        ),
    ),
    also=_re(
        r"^\W*(?:(?:außerdem|ausserdem|zudem|auch|dazu|ferner|weiter)\s+)?(?:(?:halten|notieren|speichern|erfassen|merken|vermerken|kennen|wissen)\s+wir\s+(?:uns\s+)?"
        r"(?:auch\s+|ausserdem\s+|noch\s+)?(?:fest,?\s+)?|(?:er|sie|es)\s+(?:hat|besitzt|enthält|gehört\s+(?:zu\s+)?(?=eine[mr]\b))\s*(?:auch\s+)?)(?P<rest>.+?)(?:\s+fest)?$"
    ),
    state=_re(
        rf"^\W*(?:ein|eine|jeder|jede|jedes|der|die|das)\s+{_NOUN}\s+(?:ist|kann)\s+(?:entweder\s+)?"
        r"(?P<rest>[\w-]+(?:\s[\w-]+)?(?:,\s[\w-]+(?:\s[\w-]+)?){0,8}\s+oder\s+[\w-]+)(?:\s+sein)?\W*$"
    ),
    wish=_re(
        r"\b(?:möchte|will|muss|kann|möchten|wollen|müssen|können|darf|dürfen)\s+(?:ich|wir)\s+(?P<rest>.+)$"
    ),
    verbs=(
        (
            "create",
            _re(
                r"^(?P<what>.+?)\s+(?:anlegen|erstellen|erfassen|eintragen|buchen|melden|schreiben|bestellen|reservieren|hinzufügen|aufnehmen|"
                r"registrieren|einreichen|anmelden|beantragen|planen|ausstellen|veröffentlichen)(?:\s+(?:können|dürfen))?\W*$"
            ),
        ),
        ("upload", _re(r"^(?P<what>.+?)\s+(?:hochladen|anhängen)(?:\s+können)?\W*$")),
        (
            "update",
            _re(
                r"^(?P<what>.+?)\s+(?:bearbeiten|ändern|anpassen|korrigieren|verschieben|verlängern)(?:\s+können)?\W*$"
            ),
        ),
        ("delete", _re(r"^(?P<what>.+?)\s+(?:löschen|entfernen)(?:\s+können)?\W*$")),
        ("manage", _re(r"^(?P<what>.+?)\s+(?:verwalten|pflegen)(?:\s+können)?\W*$")),
        (
            "read",
            _re(
                r"^(?P<what>.+?)\s+(?:sehen|einsehen|ansehen|anschauen|finden|suchen|lesen|durchsuchen|prüfen)(?:\s+können)?\W*$"
            ),
        ),
    ),
    leading=frozenset(
        "ein eine einen einem einer eines der die das den dem des ihr ihre ihren sein seine seinen unser unsere mein meine meinen "
        "meiner meines eines des alle allen jede jeden neue neuen neuer einige mehrere genau optional auch".split()
    ),
    cut=_re(
        r"\s+(?:in|aus|von|vom|für|mit|bis|als|zu|zum|zur|am|an|bei|auf|pro|im|um|nach|an\s+de[mr]|,?\s*d(?:er|ie|as|en)|des)\b.*$"
    ),
    whether=_re(
        r"^\W*ob\s+(?:(?:er|sie|es|man)|(?:der|die|das|ein|eine)\s+(?P<of>\w+))\s+(?:schon\s+|bereits\s+)?(?P<a>\w+)\s+(?:ist|sind|wurde|war)\W*$"
    ),
    plural=(
        (_re(r"(ung|heit|keit|schaft|ion|ant|ent)en$"), r"\1"),
        (_re(r"(name|kunde|kollege)n$"), r"\1"),
    ),
)
FRENCH: Final = Language(
    has=_re(
        rf"^\W*(?:(?P<each>une?|chaque|toute?|les?|la|tous\s+les|toutes\s+les)\s+|l['’]\s*){_NOUN}\s+(?:(?:a|ont)(?=\s)|possède(?:nt)?|contien(?:t|nent)|comporte(?:nt)?|comprend|dispose\s+(?:de|d['’])|"
        r"appartient\s+à|est\s+décrite?\s+par|se\s+compose\s+(?:de|d['’]))\s*(?P<rest>.+)$"
    ),
    kept=(
        _re(
            rf"^\W*(?:pour|de|à)\s+(?:chaque|une?|toute?)\s+{_NOUN},?\s+(?:nous|on|je|l['’]\w+)\s+(?:notons|enregistrons|conservons|gardons|stockons|saisissons|retenons|"
            r"voulons|note|enregistre|conserve|garde|stocke|saisit|retient|indique)\s+(?P<rest>.+)$"
        ),
        _re(
            rf"^\W*(?:pour|de)\s+(?:chaque|une?)\s+{_NOUN},?\s+(?P<rest>(?:le|la|les|l['’]|une?|son|sa)\s*.+?)\s+(?:est|sont|doivent\s+être|doit\s+être)\s+"
            r"(?:notée?s?|enregistrée?s?|conservée?s?|saisie?s?|stockée?s?|obligatoires?)\b.*$"
        ),
    ),
    also=_re(
        r"^\W*(?:(?:nous|on)\s+(?:notons|enregistrons|conservons|gardons|note|enregistre|conserve|garde)\s+(?:également\s+|aussi\s+)?|"
        r"(?:il|elle)\s+(?:a|possède|contient|comporte)\s+(?:aussi\s+|également\s+)?)(?P<rest>.+)$"
    ),
    state=_re(
        rf"^\W*(?:(?:une?|chaque|la|le)\s+|l['’]\s*){_NOUN}\s+(?:est|peut\s+être)\s+(?:soit\s+)?"
        r"(?P<rest>[\w-]+(?:\s[\w-]+)?(?:,\s(?:soit\s+)?[\w-]+(?:\s[\w-]+)?){0,8}\s+ou\s+[\w-]+)\W*$"
    ),
    wish=_re(r"\bje\s+(?:veux|souhaite|dois|peux|voudrais)\s+(?:pouvoir\s+)?(?P<rest>.+)$"),
    verbs=(
        (
            "create",
            _re(
                r"^(?:créer|enregistrer|ajouter|saisir|réserver|publier|déposer|commander|planifier|signaler|déclarer|rédiger|inscrire|demander|noter)\s+(?P<what>.+)$"
            ),
        ),
        (
            "upload",
            _re(r"^(?:téléverser|télécharger|joindre|envoyer)\s+(?P<what>(?:un|une|des)\s.+)$"),
        ),
        ("update", _re(r"^(?:modifier|mettre\s+à\s+jour|corriger|changer|éditer)\s+(?P<what>.+)$")),
        ("delete", _re(r"^(?:supprimer|effacer|retirer)\s+(?P<what>.+)$")),
        ("manage", _re(r"^(?:gérer|administrer|tenir)\s+(?P<what>.+)$")),
        (
            "read",
            _re(
                r"^(?:voir|consulter|rechercher|chercher|lire|afficher|trouver|suivre)\s+(?P<what>.+)$"
            ),
        ),
    ),
    leading=frozenset(
        "un une le la les des du de mon ma mes son sa ses leur leurs notre nos chaque tous toutes tout toute nouveau nouvelle nouvelles au aux".split()
    ),
    cut=_re(
        r"\s+(?:en|par|pour|avec|dans|sur|qui|que|à\s|au\s|aux\s|afin|où|dont|sous|chez|depuis|jusqu).*$"
    ),
    whether=_re(
        r"^\W*(?:si\s+(?:elle|il|on|la|le)|s['’](?:il|elle))\s+(?:\w+\s+)?(?:est|a\s+été|était)\s+(?P<a>[\w-]+)\W*$"
    ),
    plural=((_re(r"eaux$"), "eau"), (_re(r"(?<=[a-zé]{3})s$"), "")),
)
SPANISH: Final = Language(
    has=_re(
        rf"^\W*(?P<each>una?|cada|todos?\s+los|todas?\s+las|el|la|los|las|tod[oa])\s+{_NOUN}\s+(?:tiene[n]?|posee[n]?|contiene[n]?|incluye[n]?|consta\s+de|lleva|"
        r"pertenece\s+a(?:l)?|se\s+compone\s+de|se\s+describe\s+con)\s+(?P<rest>.+)$"
    ),
    kept=(
        _re(
            rf"^\W*(?:para|de|por|en)\s+(?:cada|una?|todo|toda)\s+{_NOUN},?\s+(?:nosotros\s+)?(?:guardamos|registramos|anotamos|almacenamos|necesitamos|apuntamos|conservamos|"
            r"queremos|se\s+(?:guardan?|registran?|anotan?|almacenan?|apuntan?))\s+(?P<rest>.+)$"
        ),
    ),
    also=_re(
        r"^\W*(?:(?:también|además)\s+)?(?:(?:guardamos|registramos|anotamos|apuntamos|conservamos|se\s+(?:guarda|registra|anota)n?)\s+(?:también\s+)?|"
        r"(?:tiene|contiene|incluye)\s+(?:también\s+)?)(?P<rest>.+)$"
    ),
    state=_re(
        rf"^\W*(?:una?|cada|el|la)\s+{_NOUN}\s+(?:está|es|puede\s+(?:estar|ser))\s+(?:o\s+)?"
        r"(?P<rest>[\w-]+(?:\s[\w-]+)?(?:,\s[\w-]+(?:\s[\w-]+)?){0,8}\s+[ou]\s+[\w-]+)\W*$"
    ),
    wish=_re(r"\b(?:quiero|necesito|deseo|puedo|quisiera)\s+(?:poder\s+)?(?P<rest>.+)$"),
    verbs=(
        (
            "create",
            _re(
                r"^(?:registrar|crear|añadir|agregar|reservar|publicar|pedir|solicitar|apuntar|anotar|planificar|programar|escribir|inscribir|reportar|dar\s+de\s+alta)\s+(?P<what>.+)$"
            ),
        ),
        ("upload", _re(r"^(?:subir|adjuntar|cargar)\s+(?P<what>.+)$")),
        ("update", _re(r"^(?:modificar|editar|cambiar|actualizar|corregir)\s+(?P<what>.+)$")),
        ("delete", _re(r"^(?:eliminar|borrar|quitar)\s+(?P<what>.+)$")),
        ("manage", _re(r"^(?:gestionar|administrar|llevar)\s+(?P<what>.+)$")),
        ("read", _re(r"^(?:ver|consultar|buscar|leer|revisar|encontrar|mirar)\s+(?P<what>.+)$")),
    ),
    leading=frozenset(
        "un una unos unas el la los las mi mis su sus nuestro nuestra cada todo toda todos todas nuevo nueva nuevos nuevas del al".split()
    ),
    cut=_re(
        r"\s+(?:en|por|para|con|desde|hasta|que|a\s|al\s|donde|cuando|según|sobre|cuyo|cuya).*$"
    ),
    whether=_re(r"^\W*si\s+(?:\w+\s+){0,2}?(?:está|es|fue|ha\s+sido)\s+(?P<a>\w+)\W*$"),
    plural=(
        (_re(r"ciones$"), "ción"),
        (_re(r"(?<=[dlrnz])es$"), ""),
        (_re(r"(?<=[a-z]{3})s$"), ""),
    ),
)
LANGUAGES: Final = (GERMAN, FRENCH, SPANISH)
