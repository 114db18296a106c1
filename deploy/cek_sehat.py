"""Health check of the containers: exit code 0 when /sehat/ is content; with argument `worker`, somebody must work too.

Asks over plain HTTP from inside, in the name of the first allowed host; ESURAT_CEK (web:8000) says where.
"""

import http.client
import json
import os
import sys

nama = os.environ.get("ALLOWED_HOSTS", "").split(",")[0].strip().lstrip(".") or "127.0.0.1"
tanya = http.client.HTTPConnection(
    os.environ.get("ESURAT_CEK", f"127.0.0.1:{os.environ.get('PORT', '8000')}"), timeout=8
)
try:
    tanya.request("GET", "/sehat/", headers={"Host": nama})
    jawab = tanya.getresponse()
    isi = json.loads(jawab.read())
except (OSError, ValueError, http.client.HTTPException) as galat:
    sys.exit(f"/sehat/ tidak menjawab: {galat}")
sys.stdout.write(json.dumps(isi) + "\n")
sys.exit(jawab.status != 200 or ("worker" in sys.argv and isi.get("worker") != "hidup"))
