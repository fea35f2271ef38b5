"""Scans of tickets on every page, and the camera that makes some."""
