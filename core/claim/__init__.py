"""The claim lines as claim forms and electronic claims want them, and what could be billed for giving the drug."""
