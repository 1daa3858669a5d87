"""Random secrets this installation makes for itself."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile


def kept(path: Path) -> str:
    """The secret in this file: made once, whoever asks first, and readable by its owner only."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile("w", dir=path.parent, encoding="ascii") as whole:
            whole.write(secrets.token_urlsafe(48))
            whole.flush()
            with suppress(FileExistsError):  # another process was quicker
                os.link(whole.name, path)
    return path.read_text(encoding="ascii").strip()
