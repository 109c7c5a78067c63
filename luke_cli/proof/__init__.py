"""The proof of a generated backend: what is run against it, and the evidence that is left."""
