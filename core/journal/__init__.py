"""The journal: every finished note kept, encrypted and in one chain, found again and amended honestly."""
