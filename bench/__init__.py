"""Measuring the office: seeds letters past the engine, runs the real server, prints one figure a line.

Started by script/bench, read in docs/kinerja.md. No part of the product: nothing of the eight rooms imports it, and
its page and settings exist only while it runs.
"""
