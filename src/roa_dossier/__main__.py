"""The command line, as `python -m roa_dossier`."""

from roa_dossier.cli import main

main()
