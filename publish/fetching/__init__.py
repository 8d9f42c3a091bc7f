"""Fetching from the web: bounded in time and size, polite, and never into the private network."""

from publish.fetching.fetcher import Fetched, Fetcher

__all__ = ["Fetched", "Fetcher"]
