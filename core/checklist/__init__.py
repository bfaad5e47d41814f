"""The claim check: what a biller should know to be right before a claim is sent, item by item."""
