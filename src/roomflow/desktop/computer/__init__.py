"""What the window uses of this computer: its settings, log folder, printers, copies, network, sleep."""
