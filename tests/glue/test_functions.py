"""User-defined functions."""

from .catalog_requests import error_of


def test_life_of_a_function(glue, database):
    function = {"FunctionName": "Mask", "ClassName": "org.example.Mask", "OwnerName": "me", "OwnerType": "USER", "ResourceUris": [{"ResourceType": "JAR", "Uri": "s3://jars/mask.jar"}]}
    glue.create_user_defined_function(DatabaseName=database, FunctionInput=function)
    assert error_of(glue.create_user_defined_function, DatabaseName=database, FunctionInput=function)[0] == "AlreadyExistsException"
    stored = glue.get_user_defined_function(DatabaseName=database, FunctionName="MASK")["UserDefinedFunction"]
    assert (stored["FunctionName"], stored["ClassName"], stored["ResourceUris"]) == ("mask", "org.example.Mask", function["ResourceUris"])
    glue.update_user_defined_function(DatabaseName=database, FunctionName="mask", FunctionInput=function | {"ClassName": "org.example.Other"})
    glue.create_user_defined_function(DatabaseName=database, FunctionInput={"FunctionName": "other"})
    listed = glue.get_user_defined_functions(DatabaseName=database, Pattern="m.*")["UserDefinedFunctions"]
    assert [(f["FunctionName"], f["ClassName"]) for f in listed] == [("mask", "org.example.Other")]
    page = glue.get_user_defined_functions(DatabaseName=database, Pattern=".*", MaxResults=1)
    rest = glue.get_user_defined_functions(DatabaseName=database, Pattern=".*", MaxResults=1, NextToken=page["NextToken"])
    assert [f["FunctionName"] for f in page["UserDefinedFunctions"] + rest["UserDefinedFunctions"]] == ["mask", "other"] and "NextToken" not in rest
    glue.delete_user_defined_function(DatabaseName=database, FunctionName="mask")
    assert error_of(glue.get_user_defined_function, DatabaseName=database, FunctionName="mask")[0] == "EntityNotFoundException"


def test_functions_go_with_their_database(glue, database):
    glue.create_user_defined_function(DatabaseName=database, FunctionInput={"FunctionName": "f"})
    glue.delete_database(Name=database)
    glue.create_database(DatabaseInput={"Name": database})
    assert glue.get_user_defined_functions(DatabaseName=database, Pattern=".*")["UserDefinedFunctions"] == []
