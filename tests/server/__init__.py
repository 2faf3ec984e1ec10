"""Tests of the server: the real process, on loopback."""
