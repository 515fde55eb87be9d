"""Turn `python -m edition` into the command `edition`."""

from edition.commands import main

main(prog_name="edition")
