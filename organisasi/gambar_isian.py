"""Form widgets written in Python, tag for tag as Django's own templates write them.

A page with a form of ten fields and two lists of units spent a third of its time in `django/forms/widgets/*.html`:
a template for each option, and another for its attributes. tests/organisasi/test_gambar_isian.py compares the two.
"""

from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe


def _atribut(attrs):
    return "".join(
        f" {conditional_escape(nama)}" if nilai is True else f' {conditional_escape(nama)}="{_nilai(nilai)}"'
        for nama, nilai in attrs.items()
        if nilai is not False
    )


def _nilai(nilai):
    return conditional_escape(nilai if isinstance(nilai, str) else str(nilai))


def _masukan(widget):
    nilai = "" if widget["value"] is None else f' value="{_nilai(widget["value"])}"'
    jenis, nama = conditional_escape(widget["type"]), conditional_escape(widget["name"])
    return mark_safe(f'<input type="{jenis}" name="{nama}"{nilai}{_atribut(widget["attrs"])}>')  # noqa: S308 - escaped


def _uraian(widget):
    isi = conditional_escape(widget["value"]) if widget["value"] else ""
    kepala = f'<textarea name="{conditional_escape(widget["name"])}"{_atribut(widget["attrs"])}>'
    return mark_safe(f"{kepala}\n{isi}</textarea>")  # noqa: S308 - every part is escaped


def _pilihan(widget):
    bagian = [f'<select name="{conditional_escape(widget["name"])}"{_atribut(widget["attrs"])}>']
    for kelompok, daftar, _ in widget["optgroups"]:
        if kelompok:
            bagian.append(f'\n  <optgroup label="{conditional_escape(kelompok)}">')
        bagian += [
            f'\n  <option value="{_nilai(o["value"])}"{_atribut(o["attrs"])}>{conditional_escape(o["label"])}</option>'
            for o in daftar
        ]
        if kelompok:
            bagian.append("\n  </optgroup>")
    return mark_safe("".join([*bagian, "\n</select>"]))  # noqa: S308 - every part is escaped


GAMBAR = {
    "django/forms/widgets/select.html": _pilihan,
    "django/forms/widgets/textarea.html": _uraian,
    **{
        f"django/forms/widgets/{nama}.html": _masukan
        for nama in ("text", "number", "email", "password", "hidden", "checkbox", "file", "date", "time")
    },
}
"""Template name of a widget → function of its context."""
