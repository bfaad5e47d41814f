"""The window, driven by real keys."""
