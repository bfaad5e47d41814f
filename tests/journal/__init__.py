"""The journal: records, chain, key, file, backup and command line."""
