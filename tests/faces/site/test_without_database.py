"""Whom to call is said even when the database is away."""

from tests.faces.site.walking import CHECK, begin, press


def test_the_public_pages_need_no_database(client):
    # no mark: the test has no database, and a query would raise
    assert client.get("/help/").status_code == 200
    assert client.get(CHECK).status_code == 200
    assert "tel:988" in press(client, begin(client), answer="yes").text
