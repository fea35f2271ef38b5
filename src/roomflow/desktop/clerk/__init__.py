"""The Clerk page: figures, the strip, files, keeping."""
