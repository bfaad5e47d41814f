"""The journal, on a file and on a server."""
