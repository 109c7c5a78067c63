"""The deterministic engine: the same documents give the same bytes, with no network and no key."""
