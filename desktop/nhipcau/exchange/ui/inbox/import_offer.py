"""What the button under a preview says and whether it does anything."""

from nhipcau.common.words import Words
from nhipcau.exchange.inbox.import_run import Inbox


def import_offer(inbox: Inbox, words: Words, *, quoting: bool) -> tuple[str, bool]:
    """Return its text: take people in, keep rows or settle them, or store what may be told; and whether it may."""
    plan = inbox.plan
    wanted = plan.count("new") + plan.count("changed")
    kept = inbox.undecided if inbox.waiting is None else 0
    if wanted:
        text = words("inbox.import", n=wanted)
    elif kept:
        text = words("inbox.keep", n=kept)
    elif inbox.settles:
        text = words("inbox.settle", n=inbox.settles)
    else:
        nothing = "inbox.nothing_new" if inbox.waiting is None else "inbox.nothing_decided"
        text = words("inbox.store_choices" if quoting else nothing)
    return text, bool(wanted or kept or inbox.settles or quoting)
