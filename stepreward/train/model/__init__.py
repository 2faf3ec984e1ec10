"""The model: folders, a tiny one, sampling, and how likely it finds what was sampled."""
