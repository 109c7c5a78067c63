"""The project on the disk: what is there, what luke wrote last, and how the two become one."""
