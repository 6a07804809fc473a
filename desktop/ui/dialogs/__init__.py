"""What is asked for apart: settings, export, texts to paste, how a file was read."""
