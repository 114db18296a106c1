"""What stands between a request and every page: login is the rule, public pages are marked."""

from django.contrib.auth.middleware import LoginRequiredMiddleware


class MasukWajibMiddleware(LoginRequiredMiddleware):
    """Every view asks for a login unless it is marked `login_not_required`."""
