"""python -m qm COMMAND …: the command line. Every answer also as --json."""

from qm.commands import main

if __name__ == "__main__":
    main()
