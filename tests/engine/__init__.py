"""Files scored, checked and explained."""
