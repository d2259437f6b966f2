"""Sample content for the gallery: the same screens in several languages, with the longest words each language has."""

import json
from pathlib import Path

TEXTS = json.loads(Path(__file__).with_suffix(".json").read_text())
