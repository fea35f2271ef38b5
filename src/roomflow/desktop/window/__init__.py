"""The main window around the pages: header, rail, footer, menus, keys."""
