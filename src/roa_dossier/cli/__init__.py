"""The command line: the only room that prints or exits."""

import gc
import os
import sys

from roa_dossier.cli import ahead


def main() -> None:
    """Run the command line and exit with the status that DESIGN.md §7 gives."""
    gc.disable()  # starting makes much and drops nothing, so that collecting would only cost time
    ahead.listen()
    ahead.begin(sys.argv[1:])
    from roa_dossier.cli.commands import status
    from roa_dossier.depth import roomy

    gc.freeze()
    gc.set_threshold(2_000_000, 20, 50)  # a run makes much that stays till its end
    gc.enable()
    # what was said is flushed and what was opened closed; the system takes the rest back at once
    os._exit(roomy(status, sys.argv[1:]))
