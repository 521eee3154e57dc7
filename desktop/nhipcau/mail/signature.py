"""Who a mail is from: said at the beginning of its subject and at the end of its body."""

from dataclasses import dataclass, replace

from nhipcau.common.words import Words
from nhipcau.mail.draft import Mail
from nhipcau.mail.letter_texts import Voice


@dataclass(frozen=True, slots=True)
class Sender:
    """The programme, its organisation, and the name of whoever signs; what is not known is empty."""

    programme: str
    organisation: str = ""
    name: str = ""


def signed(mail: Mail, sender: Sender, words: Words, voice: Voice = "formal") -> Mail:
    """Return the mail with the programme before its subject and a signature under its body, as its voice closes.

    A mail that names neither is taken for junk by those who get it.
    """
    programme = " ".join(sender.programme.split())
    organisation = " ".join(sender.organisation.split())
    subject = words("mail.subject", programme=programme, subject=mail.subject) if programme else mail.subject
    team = words("mail.team", programme=programme) if programme else words("mail.team.unnamed")
    lines = [words(f"mail.closing.{voice}"), " ".join(sender.name.split()), team, organisation]
    return replace(
        mail, subject=subject, body=f"{mail.body.strip()}\n\n" + "\n".join(filter(None, lines)) + "\n"
    )
