"""The parts of the window. A panel shows the workspace and asks for commands; it knows no other panel."""
