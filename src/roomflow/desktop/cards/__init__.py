"""The cards that lie beside the work and ask the desk one thing."""
