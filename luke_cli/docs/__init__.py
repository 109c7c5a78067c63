"""Design documents as blocks, each with its lines."""
