"""Mails: what an address is, the draft that a mail program opens ready to send, and who signs it."""
