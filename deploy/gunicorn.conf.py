"""gunicorn for script/server and for the containers.

From the environment: PORT and ESURAT_IKAT (where to listen, 127.0.0.1:8000), WEB_CONCURRENCY (number of processes),
FORWARDED_ALLOW_IPS and ESURAT_DI_BELAKANG_PROXY.
"""

import gc
import os

_inti = len(os.sched_getaffinity(0))
_proxy = os.environ.get("ESURAT_DI_BELAKANG_PROXY", "").lower() in {"1", "true", "yes", "on"}

bind = f"{os.environ.get('ESURAT_IKAT', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
# Behind a buffering proxy plain processes answer 1.6 times as many pages as threads. Without one, a phone on a bad
# line would hold a whole process while it sends a scan: there threads wait instead.
worker_class = "sync" if _proxy else "gthread"
threads = 1 if _proxy else 4
workers = int(os.environ.get("WEB_CONCURRENCY") or min(2 * _inti if _proxy else max(2, _inti), 16))
preload_app = True  # one import instead of one per process: faster start, shared memory
max_requests, max_requests_jitter = 5000, 500
timeout, graceful_timeout, keepalive = 60, 20, 15
limit_request_line, limit_request_fields = 8190, 60
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108  a slow disk must not look like a hang
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1")
control_socket_disable = True  # one socket per account would be shared by two offices
accesslog = None  # addresses of letters stay out of the log; the proxy keeps its own
errorlog = "-"
proc_name = "esurat-web"


def post_fork(server, worker):
    """A connection opened while the code was loading belongs to the parent; no child may share its socket."""
    from django.db import connections  # noqa: PLC0415  Django is set up only after the app was loaded

    connections.close_all()
    # What was loaded stays for good: a collection that walks it all holds a page up for 60 ms. And a page makes some
    # ten thousand objects that end with it: looking for rubbish every 700 of them is a fiftieth of its time.
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
