"""Tests of the bundle for an EHR."""
