"""From a spec to the files of its backend."""
