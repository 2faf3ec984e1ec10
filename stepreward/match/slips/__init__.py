"""Where the arithmetic of a trace leaves that of the key steps."""
