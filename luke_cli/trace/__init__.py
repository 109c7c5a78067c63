"""From a line to what it came from, what came of it, and what proves it: `luke why FILE:LINE`."""
