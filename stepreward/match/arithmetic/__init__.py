"""The arithmetic a trace asserts: operations by their values, shapes and marks."""
