"""What a run leaves in its folder, and how that survives a kill."""
