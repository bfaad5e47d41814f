"""A finished note for an electronic health record: a FHIR R4 (4.0.1) bundle."""
