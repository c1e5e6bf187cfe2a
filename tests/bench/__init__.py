"""Benchmarks: the desk from end to end (`-m tests.bench`), and as it grows (`.growth`)."""
