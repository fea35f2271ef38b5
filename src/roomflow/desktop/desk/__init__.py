"""The Desk page: send, tickets, the line beside it, rooms and their menus."""
