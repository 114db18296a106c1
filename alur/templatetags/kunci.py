from django import template
from django.utils.html import format_html

from alur.kunci import kunci_baru

register = template.Library()


@register.simple_tag(takes_context=True)
def kunci_formulir(context):
    """The hidden field that every unsafe form carries: {% load kunci %} … {% kunci_formulir %}."""
    return format_html('<input type="hidden" name="kunci" value="{}">', kunci_baru(context["request"]))
