"""The words around a count that make it one of the rows of a page, as parts of patterns."""

from typing import Final

PAGE: Final = (
    r"\bpag(?:e|es|ed|ing|inat\w*|iné\w*|inad\w*)\b|per[ _-]?page|\blimit\b|page_?size|\blists?\b"
)
PER_PAGE: Final = r"(?:per|/|each|an?|pro|je|por|par)\s*(?:page|seite|p[áa]gina)\b"
ROWS: Final = (
    r"(?:items|results|records|rows|entries|elements|lines|einträge|zeilen|elementos|"
    r"registros|filas|resultados|éléments|lignes|résultats|entrées)"
)
UP_TO: Final = (
    r"(?:\bmax(?:imum|imal|\.)?(?: of| de)?|up to|at most|(?:no|not|never|nobody \w+) more than|as many as|"
    r"(?:not|never) exceeds?|maximum is|"
    r"höchstens|bis zu|au plus|máximo(?: de)?|hasta|jusqu'à|capped at)"
)
NOT_UP_TO: Final = (
    r"(?<!max )(?<!max\. )(?<!max: )(?<!maximum )(?<!maximum of )(?<!maximal )(?<!up to )"
    r"(?<!at most )(?<!more than )(?<!many as )(?<!höchstens )(?<!bis zu )(?<!au plus )"
    r"(?<!máximo )(?<!máximo de )(?<!hasta )(?<!jusqu'à )(?<!capped at )"
)
PAGED: Final = (
    r"per[ _-]?page|page[ _]?size|\bpag(?:ed|ing|inat\w*|inier\w*|iné\w*|inad\w*)\b|\bpages? (?:of|ha[sv]e?|"
    r"holds?|contains?)\b|\b(?:cut|split|divided|broken|come|answered|delivered) (?:up )?(?:in|into) pages\b|(?:pro|je) seite|seiten(?:größe|länge)|por página|par page|paginaci|"
    r"tamaño de (?:la )?página|taille de (?:la )?page|\b(?:rows|items|entries|results) an? page\b"
)
OTHER: Final = r"file|upload|image|payload|\b[KMG]B\b|\brate\b|\bpool\b|length"
SIZE: Final = (
    r"(?:seiten(?:größe|länge)|tamaño (?:de|máximo de) (?:la )?página|taille (?:maximale )?de "
    r"(?:la )?page)"
)
