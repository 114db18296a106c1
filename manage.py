#!/usr/bin/env python3
import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "esurat.settings")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as galat:
        sys.exit(f"Pengaturan belum benar: {galat}\nPenjelasan setiap baris ada di .env.example.")
