"""{% load catat %}: parts of the clerk's forms."""

from django import template

register = template.Library()


@register.filter
def tertulis(field):
    """The text that stands in a field: as typed, or the initial value as a clerk would write it."""
    nilai = field.field.widget.format_value(field.field.prepare_value(field.value()))
    return "" if nilai is None else nilai


@register.filter
def ukuran(bita):
    """ "212 KB", "1,4 MB"."""
    if bita < 1_000_000:
        return f"{max(1, round(bita / 1000))} KB"
    return f"{bita / 1_000_000:.1f} MB".replace(".", ",")
