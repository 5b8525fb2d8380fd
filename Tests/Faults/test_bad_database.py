"""A database that can't be used is said in one sentence, and nothing is changed, neither there nor in the directory."""

import pytest

from support.city import picture
from support.node import free_port
from support.postgres import DATABASE, USER
from support.program import tongban
from support.proxy import OldServer
from support.waiting import until
from test_bad_state import says_one_sentence

CROOKED = ["postgres://", "postgres:///?host=", "http://localhost/tongban", "nonsense", "postgres://user@localhost:notaport/tongban",
           "postgres://user@localhost/tongban?sslmode=sometimes"]


def refused(city, url: str, words: str = "") -> None:
    before = picture(city.directory)
    ran = tongban("serve", city.directory, "--port", free_port(), env={"TONGBAN_DATABASE": url}, seconds=40)
    says_one_sentence(ran)
    assert "a-password" not in ran.text and "wrong-one" not in ran.text, "a password is told"
    assert words in ran.err, ran.err
    assert picture(city.directory) == before, "something was changed"


@pytest.mark.parametrize("url", CROOKED)
def test_a_wrong_url_is_said_in_a_sentence(city_on_postgres, url):
    refused(city_on_postgres, url)


def test_a_host_that_nobody_knows_is_said_in_a_sentence(city_on_postgres):
    refused(city_on_postgres, "postgres://tongban@no-such-host.invalid/tongban", "host")


def test_a_port_where_nobody_listens_is_said_in_a_sentence(city_on_postgres):
    refused(city_on_postgres, f"postgres://tongban@127.0.0.1:{free_port()}/tongban")


def test_a_wrong_password_is_said_in_a_sentence(city_on_postgres, server):
    refused(city_on_postgres, server.url(password="wrong-one"), "password")


def test_a_database_that_is_not_there_is_said_in_a_sentence(city_on_postgres, server):
    refused(city_on_postgres, server.url(database="atlantis"), "atlantis")


def test_a_server_that_is_too_old_is_said_in_a_sentence(city_on_postgres):
    with OldServer("12.4") as old:
        refused(city_on_postgres, f"postgres://tongban@127.0.0.1:{old.port}/tongban", "12")


def test_a_database_that_sorts_otherwise_is_said_in_a_sentence(city_on_postgres, server):
    server.sql(f"CREATE DATABASE sorted OWNER {USER} TEMPLATE template0 ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C'")
    refused(city_on_postgres, server.url(database="sorted"), "CREATE DATABASE")
    assert server.sql("SELECT COUNT(*) FROM pg_tables WHERE schemaname = 'public'", "sorted") == "0"


def test_an_empty_database_is_not_taken_for_the_citys(city_on_postgres, server):
    server.sql(f"CREATE DATABASE another OWNER {USER} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'")
    refused(city_on_postgres, server.url(database="another"))
    assert server.sql("SELECT COUNT(*) FROM pg_tables WHERE schemaname = 'public'", "another") == "0", "tables were made in it"


def test_a_schema_from_the_future_is_said_in_a_sentence(city_on_postgres, server):
    server.sql("CREATE TEMP TABLE last AS SELECT * FROM schema_migration ORDER BY name DESC LIMIT 1;"
               "UPDATE last SET name = '9999_future'; INSERT INTO schema_migration SELECT * FROM last", DATABASE)
    before = server.sql("SELECT COUNT(*) FROM act", DATABASE)
    refused(city_on_postgres, server.url(), "9999_future")
    assert server.sql("SELECT COUNT(*) FROM act", DATABASE) == before
    server.sql("DELETE FROM schema_migration WHERE name = '9999_future'", DATABASE)


def test_init_leaves_a_database_with_something_in_it_alone(city_on_postgres, server, place):
    before = server.sql("SELECT COUNT(*) FROM act", DATABASE)
    says_one_sentence(tongban("init", place / "second", "--demo", "--database", server.url(), seconds=60))
    assert server.sql("SELECT COUNT(*) FROM act", DATABASE) == before
    assert not (place / "second/tongban.json").exists(), "half a directory is taken for one"


def test_init_with_a_wrong_password_leaves_nothing_that_looks_like_a_city(server, place):
    says_one_sentence(tongban("init", place / "new", "--demo", "--database", server.url(password="wrong-one"), seconds=60))
    assert not (place / "new/tongban.json").exists()


def test_a_server_that_loses_what_it_confirmed_is_said_in_a_sentence(city_on_postgres, server):
    def let_fsync_be(value: str) -> None:
        server.set(fsync=value)
        server.sql("SELECT pg_reload_conf()")
        until(lambda: server.sql("SHOW fsync") == value, f"fsync is {value}")
    let_fsync_be("off")
    refused(city_on_postgres, server.url(), "--i-accept-losing-data")
    let_fsync_be("on")


def test_a_server_that_takes_no_changes_is_said_in_a_sentence(city_on_postgres, server):
    server.set(default_transaction_read_only="on")
    server.sql("SELECT pg_reload_conf()")
    refused(city_on_postgres, server.url(), "read-only")
