"""The few files that must subclass a framework's classes, or register with it."""
