"""In which other forms a key step may be put, before any trace is read."""
