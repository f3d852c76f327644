"""Does a web process start lean? What is heavy is imported where it is used, by the worker."""

import json
import os
import subprocess
import sys

HEAVY = {
    "dask",
    "distributed",
    "holidays",
    "numba",
    "numpy",
    "openpyxl",
    "ortools",
    "pandas",
    "phonenumbers",
    "playwright",
    "polars",
    "pytest",
    "scipy",
    "typst",
}
_PROGRAM = """
import json, sys
import django
django.setup()
from django.urls import get_resolver
get_resolver().url_patterns
from frontlinje.config import asgi
print(json.dumps(sorted({name.split(".")[0] for name in sys.modules})))
"""


def test_the_web_process_imports_nothing_heavy() -> None:
    run = subprocess.run(
        [sys.executable, "-c", _PROGRAM],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "frontlinje.config.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    imported = set(json.loads(run.stdout.splitlines()[-1]))
    assert "django" in imported
    assert imported & HEAVY == set()
