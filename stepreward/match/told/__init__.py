"""What states a key step without its words: rankings, places beside, names called equal."""
