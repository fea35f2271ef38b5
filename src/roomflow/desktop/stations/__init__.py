"""Stations: phones and displays that are paired with this desk."""
