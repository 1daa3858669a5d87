"""``python -m tests.bench overview|form|saving|print|check|import``"""

import os
import sys
from importlib import import_module

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()
import_module("tests.bench.measure").main(sys.argv[1])
