"""What templates may see: every name, type and decision, computed."""
