import hashlib
from pathlib import Path

AXE = Path(__file__).parent.parent / "vendor" / "axe-core" / "axe.min.js"


def test_axe_core_is_the_published_file():
    assert hashlib.sha256(AXE.read_bytes()).hexdigest() == (
        "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c"
    )
    assert AXE.read_text(encoding="utf-8").startswith("/*! axe v4.14.1\n")
