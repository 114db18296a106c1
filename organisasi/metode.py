"""Which requests a page with a form answers, said once: beside Django's own `require_safe` and `require_POST`."""

from django.views.decorators.http import require_http_methods

baca_dan_tulis = require_http_methods(["GET", "HEAD", "POST"])
