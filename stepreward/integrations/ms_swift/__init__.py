"""The plug-in of ms-swift, in a folder of its own: ms-swift puts that folder on the import path."""
