"""What is only so on a server. Everything else about it is tested together with the file."""

import pytest
import sqlalchemy as sa
from tests.support.database import POSTGRES, new_server

from nhipcau.common.errors import Unavailable
from nhipcau.database import open_server
from nhipcau.database.migration import PRESENT

pytestmark = pytest.mark.skipif(not POSTGRES, reason="no server to test on: set NHIPCAU_TEST_POSTGRES")


def test_a_server_of_a_newer_program_is_refused() -> None:
    url = new_server()
    open_server(url).close()
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = 'm9999'"))
    with pytest.raises(Unavailable, match=r"database\.newer"):
        open_server(url)
    with engine.begin() as connection:
        connection.execute(
            sa.text("UPDATE alembic_version SET version_num = :present"), {"present": PRESENT.revision}
        )
    open_server(url).close()


def test_nobody_writes_past_the_journal() -> None:
    url = new_server()
    open_server(url).close()
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    with pytest.raises(sa.exc.ProgrammingError, match="journal_stage"), engine.begin() as connection:
        connection.execute(sa.text("INSERT INTO level (uid, name) VALUES ('A', 'Cao')"))
