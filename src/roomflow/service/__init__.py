"""The service: the desk's one thread, its clock and timers, and the answers it gives."""
