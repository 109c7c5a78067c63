"""luke: a compiler for design documents."""

__version__ = "0.1.0"
