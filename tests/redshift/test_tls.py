"""The warehouse behind TLS: libpq's modes, and the clients that log in with IAM, which insist on TLS."""

import subprocess

import awswrangler
import boto3
import psycopg
import pytest
import redshift_connector


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
         "-keyout", folder / "key.pem", "-out", folder / "cert.pem"], check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def tls_server(start_server, certificate):
    return start_server("--tls-cert", certificate / "cert.pem", "--tls-key", certificate / "key.pem")


def libpq(server, **options):
    env = server.env
    return psycopg.connect(host="127.0.0.1", port=env["PGPORT"], dbname="dev", user="admin", password=env["PGPASSWORD"], **options)


@pytest.mark.parametrize("mode", ["disable", "prefer", "require", "verify-ca", "verify-full"])
def test_the_modes_of_libpq(tls_server, certificate, mode):
    with libpq(tls_server, sslmode=mode, sslrootcert=str(certificate / "cert.pem")) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
        assert connection.pgconn.ssl_in_use == (mode != "disable")


def test_an_unknown_authority_is_not_trusted(tls_server):
    with pytest.raises(psycopg.OperationalError, match="certificate verify failed"):
        libpq(tls_server, sslmode="verify-full", sslrootcert="system")


def test_psql(tls_server, certificate):
    env = {**tls_server.env, "PGSSLMODE": "verify-full", "PGSSLROOTCERT": str(certificate / "cert.pem"), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(["psql", "-At", "-c", "SELECT 42"], env=env, capture_output=True, text=True)
    assert (done.stdout, done.returncode) == ("42\n", 0), done.stderr


def test_a_server_without_tls_refuses_require(server):
    with pytest.raises(psycopg.OperationalError, match="server does not support SSL"):
        libpq(server, sslmode="require")


@pytest.fixture
def aws_environment(tls_server, certificate, monkeypatch):
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_ENDPOINT_URL", "AWS_REGION", "AWS_DEFAULT_REGION"):
        monkeypatch.setenv(name, tls_server.env[name])
    monkeypatch.setenv("AWS_CA_BUNDLE", str(certificate / "cert.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "cert.pem"))  # redshift_connector's, beside the certificates of its own


@pytest.mark.parametrize("target", [
    {"cluster_identifier": "tarn", "db_user": "admin"},
    {"cluster_identifier": "tarn", "group_federation": True},
    {"is_serverless": True, "serverless_work_group": "default", "serverless_acct_id": "000000000000", "host": "127.0.0.1"},
])
def test_redshift_connector_logs_in_with_iam(tls_server, aws_environment, target):
    connection = redshift_connector.connect(
        iam=True, database="dev", region=tls_server.env["AWS_REGION"], ssl=True, iam_disable_cache=True, endpoint_url=tls_server.endpoint,
        access_key_id=tls_server.env["AWS_ACCESS_KEY_ID"], secret_access_key=tls_server.env["AWS_SECRET_ACCESS_KEY"], **{"port": int(tls_server.env["PGPORT"]), **target})
    cursor = connection.cursor()
    cursor.execute("SELECT current_user")
    assert cursor.fetchone() == [target.get("db_user", "IAM:root")]
    connection.close()


def test_awswrangler_connects_with_temporary_credentials(tls_server, aws_environment):
    session = boto3.Session(region_name=tls_server.env["AWS_REGION"])
    connection = awswrangler.redshift.connect_temp(cluster_identifier="tarn", user="admin", database="dev", auto_create=False, ssl=True, boto3_session=session)
    assert awswrangler.redshift.read_sql_query("SELECT 7 AS n", con=connection).values.tolist() == [[7]]
    connection.close()
