"""Where things lie on the disk, and the short directory of the embedded servers' sockets."""

import hashlib
import os
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# The longest socket name is `.s.PGSQL.5432.lock`; the kernel takes about 104 characters in all.
LONGEST_DIRECTORY = 80


def runtime_directory(var: Path) -> Path:
    """`var/run`, or a short directory of this user under the temporary one where the checkout lies deep."""
    inside = var / "run"
    if len(str(inside)) <= LONGEST_DIRECTORY:
        return inside
    digest = hashlib.sha256(str(var).encode()).hexdigest()[:10]
    return Path(tempfile.gettempdir()) / f"entente-{os.getuid()}-{digest}"
