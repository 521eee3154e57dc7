"""Adds people to a data file, two rows a step, and says each step's number only when it is stored. Until killed.

Run as a program: `python writes_until_killed.py FILE`.
"""

import sys
from pathlib import Path

from sqlalchemy import func
from sqlmodel import select

from nhipcau.database import open_file
from nhipcau.participants.models import Consent, Person

if __name__ == "__main__":
    database = open_file(Path(sys.argv[1]), backups=False)
    with database.read() as db:
        number = db.exec(select(func.count()).select_from(Person)).one()
    while True:
        number += 1
        with database.step("participants.step.add", n=number) as db:
            person = Person(full_name=f"Người {number}", note="x" * 5000)
            db.add(person)
            db.flush()
            assert person.id
            db.add(Consent(person_id=person.id))
        if number % 5 == 0:
            database.undo()
            database.redo()
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()
