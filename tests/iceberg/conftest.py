"""PyIceberg's two catalogs over one server: Glue's API, and the Iceberg REST catalog with SigV4."""

import json

import pytest
from pyiceberg.catalog import load_catalog


def keys_of(server):
    return server.env["AWS_ACCESS_KEY_ID"], server.env["AWS_SECRET_ACCESS_KEY"], None


def storage(server, key):
    access_key, secret, token = key
    properties = {"s3.endpoint": server.endpoint, "s3.access-key-id": access_key, "s3.secret-access-key": secret, "s3.region": "us-east-1"}
    return properties | ({"s3.session-token": token} if token else {})


@pytest.fixture(scope="session")
def glue_catalog_of(server):
    def make(key=None):
        key = key or keys_of(server)
        return load_catalog("glue", type="glue", **{"glue.endpoint": server.endpoint, "glue.region": "us-east-1", "glue.access-key-id": key[0],
                                                    "glue.secret-access-key": key[1]}, **storage(server, key))

    return make


@pytest.fixture(scope="session")
def rest_catalog_of(server):
    """rest_catalog_of(key) -> a catalog of that caller; with_storage=False: it has no keys for S3 but those that are vended."""

    def make(key=None, with_storage=True, **properties):
        from pyiceberg.catalog.rest import RestCatalog

        key = key or keys_of(server)
        properties |= {"uri": server.endpoint + "/iceberg", "rest.sigv4-enabled": "true", "rest.signing-name": "glue", "rest.signing-region": "us-east-1",
                       "client.access-key-id": key[0], "client.secret-access-key": key[1], "client.region": "us-east-1"}
        if not with_storage:
            properties |= {"client.access-key-id": key[0], "header.X-Iceberg-Access-Delegation": "vended-credentials"}
        return RestCatalog("rest", **properties, **(storage(server, key) if with_storage else {}))

    return make


@pytest.fixture(params=["glue", "rest"])
def catalog(request):
    return request.getfixturevalue(request.param + "_catalog_of")()


@pytest.fixture
def rest_catalog(rest_catalog_of):
    return rest_catalog_of()


@pytest.fixture
def namespace(rest_catalog, bucket, unique):
    rest_catalog.create_namespace(unique, {"location": f"s3://{bucket}/{unique}", "comment": "of a test"})
    return unique


@pytest.fixture
def user(iam, unique):
    """user(statements) -> the keys of a new user with that policy."""
    made = []

    def make(*statements):
        name = f"u-{unique}-{len(made)}"
        made.append(name)
        iam.create_user(UserName=name)
        policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", **statement} for statement in statements]}
        iam.put_user_policy(UserName=name, PolicyName="p", PolicyDocument=json.dumps(policy))
        key = iam.create_access_key(UserName=name)["AccessKey"]
        return key["AccessKeyId"], key["SecretAccessKey"], None

    return make
