"""Which requests a page answers, and whom, said once: beside Django's own `require_safe` and `require_POST`."""

from functools import wraps

from django.http import Http404
from django.views.decorators.http import require_http_methods

baca_dan_tulis = require_http_methods(["GET", "HEAD", "POST"])


def hanya_peran(*peran):
    """Decorator of a view: to whoever holds no post with one of `peran` today, the page does not exist (404)."""

    def bungkus(view):
        @wraps(view)
        def dijaga(request, *args, **kwargs):
            if not request.user.has_peran(*peran):
                raise Http404
            return view(request, *args, **kwargs)

        return dijaga

    return bungkus
