"""The audit's page in the real window."""
