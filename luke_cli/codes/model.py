"""Findings about what a language model has said."""

from typing import Final

from luke_cli.codes.code import Code

MODEL: Final = (
    Code(
        "LK-M101", "a model quotes what no document says", "Its proposal is refused.",
        "A fact without words that say so would be an invention.",
        "Every trip has a purpose    where PRD.md says nothing of a purpose",
        "Nothing; if it is true, write it into a document.",
    ),
    Code(
        "LK-M102", "a proposal of a model has nothing to rest on", "It is refused.",
        "Rights, roles and limits are never assumed, and orders to a model are no facts.",
        "a right to approve that no sentence gives",
        "Nothing; if it is meant, write it into a document.",
    ),
    Code(
        "LK-M103", "a model would change what is said", "Its proposal is refused.",
        "What no document says overrides nothing.",
        "Trip.budget as text, without a quotation",
        "Nothing; to change it, edit the document or the plan.",
    ),
    Code(
        "LK-M104", "a proposal of a model cannot be a fact", "It is refused.",
        "A name, path, type or value has not the form that the plan knows.",
        "a field of type `money-ish`",
        "Nothing; if it is meant, write it into a document.",
    ),
    Code(
        "LK-M105", "a model speaks of what the plan does not", "Its sentence is left out.",
        "Whoever reads an overview believes that the plan is so.",
        "Trips are paid with Stripe.    where nothing of the plan is called so",
        "Nothing; if it is true, write it into a document.",
    ),
    Code(
        "LK-M201", "a model has not answered about a document",
        "The plan has what luke reads by itself; exit 1.",
        "What is missing may be what the model would have found.",
        "three answers in a row that are no JSON",
        "Run it again, or take another --model.",
    ),
    Code(
        "LK-M202", "a document holds what looks like a secret",
        "It is left out of what is sent and kept.",
        "Whoever reads the documents can use it.",
        "postgres://app:password@db.example.com/app",
        "Take it out of the document, and make it void.",
    ),
    Code(
        "LK-M203", "a model has not written an overview", "The plan is without a new one; exit 1.",
        "It was asked for.",
        "three answers in a row that are no JSON",
        "Run it again, or leave --prose out.",
    ),
    Code(
        "LK-M301", "a model has not written an operation", "It answers 501 as before; exit 1.",
        "Whoever calls it gets nothing; nothing that is not proved is kept.",
        "trip.export, of which no document says what it holds",
        "Say more about it in a document, or write it by hand.",
    ),
    Code(
        "LK-M302", "programs of a model are not fully confined", "They run all the same.",
        "Code that a model writes could reach the network, files or stay behind.",
        "a kernel without Landlock and without namespaces",
        "Run luke in a container that has neither network nor secrets.",
    ),
    Code(
        "LK-M303", "a model has written an operation", "It is kept as an edit of yours would be.",
        "Its contract, its rights and whose rows it shows are tested; the message names the "
        "requirements that no test tells of.",
        "trip.export, which answers 200 with rows that nobody asked for",
        "Read it, and write a test that says what it has to do.",
    ),
)  # fmt: skip
