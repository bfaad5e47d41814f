"""The report's page in a real window, on a real journal."""
