"""Dateline: raw texts of news pages in, a warehouse out that says who mentions whom, how often and when."""

__version__ = "0.1.0"
