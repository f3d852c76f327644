"""Does the embedded database start, stop and survive?"""

from django.db import connection
import pytest


@pytest.mark.django_db
def test_database_answers():
    with connection.cursor() as c:
        c.execute("select 1")
        assert c.fetchone() == (1,)
