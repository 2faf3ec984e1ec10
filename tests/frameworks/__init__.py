"""Our rewards through the real classes of frameworks; a file is skipped where its own is missing.

``make test-verl`` and its like make an environment of their own and run one of them.
"""
