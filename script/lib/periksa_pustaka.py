"""Prints "soname package" for each system library that the loader cannot open; runs on the bare python3."""

import ctypes

PUSTAKA = (
    ("libpango-1.0.so.0", "libpango-1.0-0"),
    ("libpangoft2-1.0.so.0", "libpangoft2-1.0-0"),
    ("libharfbuzz-subset.so.0", "libharfbuzz-subset0"),  # 12 times faster PDFs than without
)

for soname, paket in PUSTAKA:
    try:
        ctypes.CDLL(soname)
    except OSError:
        print(soname, paket)
