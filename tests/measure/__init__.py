"""What luke reads of documents whose meaning is known: `python -m tests.measure`.

Each folder of `sets/` is a project with `app/design/` and a `truth.yaml` beside it. Documents and
truth were written before luke read them; a set is never bent to what luke reads.
"""
