"""Findings of documents that say different things about one thing."""

from typing import Final

from luke_cli.codes.code import Code

_CURE: Final = (
    "Make the documents say one thing; or write `accepted`, or another value, into the decision."
)
_MEANING: Final = "One side is taken, the decision in the plan names both places."

CONTRADICTIONS: Final = (
    Code(
        "LK-X101", "the type of a field", _MEANING,
        "A value that one side allows cannot be stored or sent by the other.",
        "DESIGN.md: date_incurred DATE    openapi.yaml: format: date-time",
        _CURE,
    ),
    Code(
        "LK-X102", "whether a field is required", _MEANING,
        "A form that may leave it out meets a database that refuses it.",
        "DESIGN.md: phone VARCHAR(20)    WEB-UI.md: phone (required)",
        _CURE,
    ),
    Code(
        "LK-X103", "the values of a list, or the states of a workflow", _MEANING,
        "A value that only one side knows breaks the other.",
        "DESIGN.md: draft, submitted, approved    PRD.md: submitted, under review, approved",
        _CURE,
    ),
    Code(
        "LK-X104", "the default of a field", _MEANING,
        "Rows would start differently than a document promises.",
        "DESIGN.md: DEFAULT 'EUR'    PRD.md: the currency is USD by default",
        _CURE,
    ),
    Code(
        "LK-X105", "the bounds of a number", _MEANING,
        "What one side accepts the other refuses.",
        "DESIGN.md: CHECK (rating <= 5)    PRD.md: a rating is between 1 and 10",
        _CURE,
    ),
    Code(
        "LK-X106", "the length of a text", _MEANING,
        "A text that fits the form is cut or refused by the database.",
        "DESIGN.md: title VARCHAR(160)    SECURITY.md: the title has at most 200 characters",
        _CURE,
    ),
    Code(
        "LK-X107", "whether two rows may have the same value", _MEANING,
        "The database refuses what a document allows, or keeps what it forbids.",
        "DESIGN.md: code VARCHAR(8) UNIQUE    PRD.md: two sites may share a code",
        _CURE,
    ),
    Code(
        "LK-X108", "a step between two states", _MEANING,
        "A row gets into a state that others hold for impossible, or stays in one for ever.",
        "DESIGN.md: sent --> paid, paid --> [*]    PRD.md: a paid bill can be reopened",
        _CURE,
    ),
    Code(
        "LK-X109", "how two fields of a row stand to each other", _MEANING,
        "A row that one side allows is refused by the database.",
        "DESIGN.md: CHECK (ends_on > starts_on)    PRD.md: the end must not be before the start",
        _CURE,
    ),
    Code(
        "LK-X201", "the method or path of an endpoint", _MEANING,
        "A client that follows the other document gets 404 or 405.",
        "DESIGN.md: POST /events/{id}/publish    WEB-UI.md: PUT /events/{id}/publish",
        _CURE,
    ),
    Code(
        "LK-X202", "the status of a success", _MEANING,
        "A client that waits for one status takes the other for a failure.",
        "openapi.yaml: '202': accepted    DESIGN.md: POST /imports - 201 Created",
        _CURE,
    ),
    Code(
        "LK-X301", "the list of roles", _MEANING,
        "Somebody would have no role, or rights that nobody meant.",
        "PRD.md: Employee, Manager, Admin    SECURITY.md: also Finance",
        _CURE,
    ),
    Code(
        "LK-X302", "who may do something", _MEANING,
        "A right too many is a hole, a right too few a feature that does not work.",
        "PRD.md: a manager can export    SECURITY.md: only finance may export",
        _CURE,
    ),
    Code(
        "LK-X303", "who sees or sets a field", _MEANING,
        "What is meant for some reaches all who have the row, or those who need it do not get it.",
        "PRD.md: only finance may see the salary    SECURITY.md: Visible to: finance, hr",
        _CURE,
    ),
    Code(
        "LK-X401", "a number or a word that configures something", _MEANING,
        "What is promised to users or auditors is not what runs.",
        "DESIGN.md: tokens live for 1 hour    SECURITY.md: 15 minutes",
        _CURE,
    ),
    Code(
        "LK-X901", "contradictions are not decided",
        "The plan is written; the exit code is 3.",
        "`--strict` keeps a pipeline from building on a choice that nobody made.",
        "luke --design --strict",
        _CURE,
    ),
    Code(
        "LK-X902", "luke would have to decide something new", "Nothing is written.",
        "`--frozen` keeps a pipeline from taking a choice that no person has seen.",
        "luke --design --frozen    after a document that leaves something open",
        "Run luke --design, look at the decision in section 14 of the plan, commit the plan.",
    ),
)  # fmt: skip
