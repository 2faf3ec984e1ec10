"""Mathematics that cannot hang: text to a small tree, its exact value, its fingerprint."""
