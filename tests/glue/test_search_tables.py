"""SearchTables: free text, filters by token, sorting, pages, and what the caller may see."""

import pytest


@pytest.fixture
def tables(glue, database):
    for name, comment, parameters in (("customer-link", "all clients", {"team": "blue"}), ("linked", "other", {"team": "blue-green"}), ("plain", "nothing", {})):
        columns = [{"Name": f"col_{name}", "Type": "int", "Comment": comment}]
        glue.create_table(DatabaseName=database, TableInput={"Name": name, "Parameters": parameters, "StorageDescriptor": {"Columns": columns}})
    return database


def names(glue, database, *filters, **more):
    mine = {"Key": "DatabaseName", "Value": database}
    return [table["Name"] for table in glue.search_tables(Filters=[mine, *filters], **more)["TableList"]]


def test_filters_match_whole_tokens(glue, tables):
    assert names(glue, tables, {"Key": "Name", "Value": "link"}) == ["customer-link"]
    assert names(glue, tables, {"Key": "team", "Value": "blue"}) == ["customer-link", "linked"]
    assert names(glue, tables, {"Key": "CreateTime", "Value": "1", "Comparator": "LESS_THAN"}) == []


def test_free_text(glue, tables):
    assert names(glue, tables, SearchText="CLIENTS") == ["customer-link"]
    assert names(glue, tables, SearchText="link") == ["customer-link", "linked"]
    assert names(glue, tables, SearchText='"link"') == ["customer-link"]


def test_order_and_pages(glue, tables):
    assert names(glue, tables, SortCriteria=[{"FieldName": "Name", "Sort": "DESC"}]) == ["plain", "linked", "customer-link"]
    first = glue.search_tables(Filters=[{"Key": "DatabaseName", "Value": tables}], MaxResults=2)
    rest = glue.search_tables(Filters=[{"Key": "DatabaseName", "Value": tables}], MaxResults=2, NextToken=first["NextToken"])
    assert len(first["TableList"]) == 2 and [t["Name"] for t in rest["TableList"]] == ["plain"] and "NextToken" not in rest


def test_pages_go_on_behind_the_last_table(glue, tables):
    mine, seen, token = [{"Key": "DatabaseName", "Value": tables}], [], {}
    while not seen or token:
        page = glue.search_tables(Filters=mine, SearchText="l", MaxResults=1, **token)
        seen += [table["Name"] for table in page["TableList"]]
        token = {"NextToken": page["NextToken"]} if "NextToken" in page else {}
    assert seen == ["customer-link", "linked", "plain"]
    by_name = {"SortCriteria": [{"FieldName": "Name", "Sort": "DESC"}], "MaxResults": 1}
    first = glue.search_tables(Filters=mine, **by_name)
    second = glue.search_tables(Filters=mine, **by_name, NextToken=first["NextToken"])
    assert [table["Name"] for page in (first, second) for table in page["TableList"]] == ["plain", "linked"]


def test_tables_that_the_caller_may_not_see_are_left_out(caller, tables):
    seer = caller({"Action": "glue:SearchTables", "Resource": ["arn:aws:glue:*:*:catalog", f"arn:aws:glue:*:*:table/{tables}/plain"]})
    assert names(seer, tables) == ["plain"]
