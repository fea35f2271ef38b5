"""The Setup page: building, meeting, figures, printer, copies, stations."""
