"""Tests of the quick guide."""
