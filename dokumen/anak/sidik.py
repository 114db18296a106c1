"""Signatures: what a refused file seems to be, and traces of a second nature inside an accepted one."""

import mmap
import re
from pathlib import Path

PANJANG_AWAL = 1024

# Six bytes and more, so that compressed pixels hit one by accident about once in a hundred million files.
TANDA_RANGKAP = re.compile(
    rb"<\?php[\s(]|<script[\s>]|<html[\s>]|<svg[\s>]|<body[\s>]|<iframe[\s>]|<!doctype\s|%PDF-1\.|%PDF-2\.|<%@\s|#!/bin/|#!/usr/",
    re.IGNORECASE,
)
TANDA_PHP = re.compile(rb"<\?php[\s(]", re.IGNORECASE)

LAIN = (
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"#!", "program"),
    (b"\xca\xfe\xba\xbe", "program"),
    (b"GIF8", "gambar_lain"),
    (b"BM", "gambar_lain"),
    (b"\x00\x00\x01\x00", "gambar_lain"),
    (b"8BPS", "gambar_lain"),
    (b"Rar!", "arsip"),
    (b"7z\xbc\xaf", "arsip"),
    (b"\x1f\x8b", "arsip"),
    (b"BZh", "arsip"),
    (b"\xfd7zXZ", "arsip"),
    (b"ID3", "suara_video"),
    (b"OggS", "suara_video"),
    (b"\x1aE\xdf\xa3", "suara_video"),
    (b"{\\rtf", "rtf"),
    (b"%!PS", "postscript"),
)


def awal_berkas(jalur):
    with open(jalur, "rb") as berkas:
        return berkas.read(PANJANG_AWAL)


def nama_jenis_lain(jalur, awal):
    """A key for what the file seems to be, only to tell the user; nothing is decided by it."""
    if awal.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        # An encrypted DOCX travels in the old Office container.
        return (
            "office_terkunci" if "EncryptedPackage".encode("utf-16-le") in Path(jalur).read_bytes() else "office_lama"
        )
    if awal[:4] == b"RIFF":
        return "gambar_lain" if awal[8:12] == b"WEBP" else "suara_video"
    if awal[4:8] == b"ftyp":
        return "gambar_lain" if awal[8:12] in {b"avif", b"avis"} else "suara_video"
    for tanda, nama in LAIN:
        if awal.startswith(tanda):
            return nama
    teks = awal.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if re.match(rb"<(!doctype html|html|head|body|script|!--)", teks):
        return "web"
    if teks.startswith((b"<svg", b"<?xml")):
        return "svg" if b"<svg" in teks else "xml"
    if teks.startswith(b"<?php"):
        return "program"
    try:
        if awal and b"\x00" not in awal and awal.decode("utf-8", "strict" if len(awal) < PANJANG_AWAL else "ignore"):
            return "teks"
    except UnicodeDecodeError:
        pass
    return "tak_dikenal"


def memuat(jalur, pola):
    """Whether the pattern occurs anywhere in the file, without loading it."""
    with open(jalur, "rb") as berkas, mmap.mmap(berkas.fileno(), 0, access=mmap.ACCESS_READ) as isi:
        return pola.search(isi) is not None


def berekor_zip(jalur):
    """Whether the file is at the same time a ZIP archive: an end record whose comment ends exactly at the end."""
    with open(jalur, "rb") as berkas:
        panjang = berkas.seek(0, 2)
        berkas.seek(max(0, panjang - 65_557))
        ekor = berkas.read()
    di = ekor.rfind(b"PK\x05\x06")
    while di >= 0:
        if di + 22 <= len(ekor) and di + 22 + int.from_bytes(ekor[di + 20 : di + 22], "little") == len(ekor):
            return True
        di = ekor.rfind(b"PK\x05\x06", 0, di)
    return False
