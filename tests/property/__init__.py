"""Properties that hold for every encounter."""
