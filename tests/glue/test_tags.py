from .catalog_requests import error_of


def arn_of(glue, sts, resource):
    return f"arn:aws:glue:{glue.meta.region_name}:{sts.get_caller_identity()['Account']}:{resource}"


def test_tags(glue, sts, unique):
    glue.create_database(DatabaseInput={"Name": unique}, Tags={"team": "a"})
    arn = arn_of(glue, sts, f"database/{unique}")
    assert glue.get_tags(ResourceArn=arn)["Tags"] == {"team": "a"}
    glue.tag_resource(ResourceArn=arn, TagsToAdd={"team": "b", "cost": "1"})
    glue.untag_resource(ResourceArn=arn, TagsToRemove=["cost", "nothing"])
    assert glue.get_tags(ResourceArn=arn)["Tags"] == {"team": "b"}
    glue.delete_database(Name=unique)
    assert glue.get_tags(ResourceArn=arn)["Tags"] == {}


def test_limits(glue, sts, database):
    arn = arn_of(glue, sts, f"database/{database}")
    glue.tag_resource(ResourceArn=arn, TagsToAdd={f"k{n}": "v" for n in range(50)})
    assert error_of(glue.tag_resource, ResourceArn=arn, TagsToAdd={"one": "more"})[0] == "InvalidInputException"
    assert error_of(glue.get_tags, ResourceArn="arn:aws:s3:::bucket")[0] in ("InvalidInputException", "ValidationException")
