"""Published worked examples and the project's own."""
