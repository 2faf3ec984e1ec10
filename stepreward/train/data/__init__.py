"""What is trained on: examples out of a file or drawn on the spot, and their splits."""
