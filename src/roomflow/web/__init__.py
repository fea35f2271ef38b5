"""The web part: doors, displays and desks in browsers on the building's network, and the public's pages."""
