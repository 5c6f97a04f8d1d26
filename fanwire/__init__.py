"""Fanwire: a static site generator for fan news blogs."""

__version__ = "0.1.0"
