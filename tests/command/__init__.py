"""The command line as a script sees it: real processes, real files."""
