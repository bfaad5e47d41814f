"""The quick guide on paper: what it says, and how that is drawn with the note's own pen."""
