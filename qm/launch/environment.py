"""python -m qm.launch.environment [--tests]: make .venv and install what is pinned, if anything changed.

Runs on the machine's own Python, before anything is installed: standard library alone.
"""

import re
import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OLDEST = (3, 11)


class Unprepared(Exception):
    """A sentence: what is missing on this machine and what to do."""


def prepare(root: Path = ROOT, tests: bool = False) -> None:
    """Make root/.venv hold exactly what the requirements name; quick when nothing changed.

    Raises Unprepared when Python is too old or has no venv, or the installation fails.
    """
    check_python()
    requirements = root / ("requirements-dev.txt" if tests else "requirements.txt")
    wanted = _wanted(root, tests)
    stamp = root / ".venv" / "installed.txt"
    python = venv_python(root)
    if stamp.exists() and wanted in stamp.read_text(encoding="utf-8").split("\f") and _runs(python):
        return
    if not _runs(python):
        _make_venv(root)
    print(f"Installing what {requirements.name} names into .venv (once; a few minutes at most) …", flush=True)
    _install(root, python, requirements)
    known = [_wanted(root, False), wanted] if tests else [wanted]
    stamp.write_text("\f".join(known), encoding="utf-8")


def check_python(version: tuple[int, ...] = sys.version_info[:3]) -> None:
    """Raises Unprepared when Python is older than qm needs or cannot make environments."""
    spoken = ".".join(map(str, version))
    if version[:2] < OLDEST:
        raise Unprepared(
            f"qm needs Python {OLDEST[0]}.{OLDEST[1]} or newer and this is {spoken}; install a newer one, "
            "or name it: make run PYTHON=/path/to/python3."
        )
    try:
        import ensurepip  # noqa: F401 - Debian ships Python without it
        import venv  # noqa: F401
    except ImportError:
        raise Unprepared(
            f"Python {spoken} here comes without its venv module; install it (Debian, Ubuntu: "
            f"sudo apt install python{version[0]}.{version[1]}-venv) and run this again."
        ) from None


def venv_python(root: Path = ROOT) -> Path:
    folder, name = ("Scripts", "python.exe") if sysconfig.get_platform().startswith("win") else ("bin", "python")
    return root / ".venv" / folder / name


def _wanted(root: Path, tests: bool) -> str:
    names = ["requirements.txt", "requirements-dev.txt"] if tests else ["requirements.txt"]
    return "\n".join((root / name).read_text(encoding="utf-8").strip() for name in names)


def _runs(python: Path) -> bool:
    """A .venv that was moved, or whose Python was removed or replaced by an older one, does not."""
    check = f"import sys, pip; sys.exit(sys.version_info < {OLDEST})"
    try:
        return subprocess.run([str(python), "-c", check], capture_output=True).returncode == 0
    except OSError:
        return False


def _make_venv(root: Path) -> None:
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(root / ".venv")], capture_output=True, text=True
    )
    if made.returncode:
        raise Unprepared(f"{root / '.venv'} could not be made: {_last_line(made.stdout + made.stderr)}.")


def _install(root: Path, python: Path, requirements: Path) -> None:
    log = root / ".venv" / "install.log"
    command = [
        str(python),
        "-m",
        "pip",
        "install",
        "--disable-pip-version-check",
        "--no-input",
        "-r",
        requirements.name,
    ]
    with log.open("w", encoding="utf-8") as out:
        done = subprocess.run(command, cwd=root, stdout=out, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
    if done.returncode:
        why = _last_line(log.read_text(encoding="utf-8", errors="replace"))
        raise Unprepared(
            f"The packages of {requirements.name} could not be installed ({why}); check that this machine reaches "
            "a package index, directly or by pip's own settings, and run this again (everything pip said: "
            ".venv/install.log)."
        )


def _last_line(text: str) -> str:
    """The line that says why: pip's last ERROR, else the last line."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith("ERROR")]
    last = (errors or lines or ["no reason given"])[-1]
    return re.sub(r"^ERROR:\s*", "", last).rstrip(".")


def main() -> None:
    try:
        prepare(tests="--tests" in sys.argv[1:])
    except Unprepared as sentence:
        sys.exit(str(sentence))
    except KeyboardInterrupt:
        sys.exit("Stopped; run it again to go on.")


if __name__ == "__main__":
    main()
