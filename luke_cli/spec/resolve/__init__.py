"""From claims to a spec: named passes, each from a spec to a fuller one."""
