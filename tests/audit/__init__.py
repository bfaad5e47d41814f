"""The audit: files of past claims read, mapped, judged, added up and written out."""
