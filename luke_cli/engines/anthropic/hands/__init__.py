"""What a model may do while it writes code: look, write the files of its task, run a few programs."""
