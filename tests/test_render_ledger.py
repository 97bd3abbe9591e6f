"""The ledger of disagreements: how its points are numbered."""

from types import SimpleNamespace

from roa_dossier import wording
from roa_dossier.model.chapter import Dispute
from roa_dossier.render import ledger


def numbered(*scope_only):
    """Give the numbers in the order of print, with the facts they stand for, by division."""
    disputes = tuple(
        Dispute((f"f{at}",), f"f{at}", "x", (), scope, False) for at, scope in enumerate(scope_only)
    )
    desk = SimpleNamespace(
        say=wording.of("en"), ours=str, resolved=SimpleNamespace(ledger=disputes, chapters=())
    )
    divided = ledger.divisions(SimpleNamespace(desk=desk))
    return [[(one.number, one.subject) for one in division.disputes] for division in divided]


def test_points_are_numbered_as_they_are_printed_without_a_gap():
    assert numbered(False, False, True, False) == [[(1, "f0"), (2, "f1"), (3, "f3")], [(4, "f2")]]
    assert numbered(True) == [[(1, "f0")]]
