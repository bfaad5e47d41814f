"""The note: what it says, and what stands on its paper."""
