#include "aws/protocol.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include "aws/operation.h"

namespace tarn::aws {
namespace {

net::HttpRequest make_request(std::string method, std::string target, std::vector<net::Header> headers = {}) {
  net::HttpRequest request;
  request.method = std::move(method);
  request.target = std::move(target);
  request.headers = std::move(headers);
  request.headers.push_back({"Host", "localhost:4566"});
  return request;
}

Route route_s3(const net::HttpRequest& request) { return find_operation(*find_model("s3"), request, {}, {}); }

TEST(Routing, FindsS3Operations) {
  const struct {
    const char* method;
    const char* target;
    const char* header;
    const char* operation;  // "": refused
  } kCases[] = {
      {"GET", "/", "", "ListBuckets"},
      {"PUT", "/b", "", "CreateBucket"},
      {"PUT", "/b/", "", "CreateBucket"},
      {"HEAD", "/b", "", "HeadBucket"},
      {"GET", "/b?location", "", "GetBucketLocation"},
      {"GET", "/b", "", "ListObjects"},
      {"GET", "/b/?list-type=2&prefix=a%2Fb", "", "ListObjectsV2"},
      {"GET", "/b?versions", "", "ListObjectVersions"},
      {"GET", "/b?uploads", "", "ListMultipartUploads"},
      {"POST", "/b?delete", "", "DeleteObjects"},
      {"PUT", "/b?policy", "", "PutBucketPolicy"},
      {"GET", "/b?lifecycle", "", "GetBucketLifecycleConfiguration"},
      {"PUT", "/b?notification", "", "PutBucketNotificationConfiguration"},
      {"GET", "/b?analytics&id=x", "", "GetBucketAnalyticsConfiguration"},
      {"GET", "/b?analytics", "", "ListBucketAnalyticsConfigurations"},
      {"DELETE", "/b?acl", "", ""},
      {"DELETE", "/b", "", "DeleteBucket"},
      {"PUT", "/b/k", "", "PutObject"},
      {"PUT", "/b/k?x-id=PutObject", "", "PutObject"},
      {"PUT", "/b/k", "x-amz-copy-source", "CopyObject"},
      {"PUT", "/b/k?partNumber=1&uploadId=u", "", "UploadPart"},
      {"PUT", "/b/k?partNumber=1&uploadId=u", "x-amz-copy-source", "UploadPartCopy"},
      {"PUT", "/b/k?tagging", "", "PutObjectTagging"},
      {"POST", "/b/k?uploads", "", "CreateMultipartUpload"},
      {"POST", "/b/k?uploadId=u", "", "CompleteMultipartUpload"},
      {"DELETE", "/b/k?uploadId=u", "", "AbortMultipartUpload"},
      {"GET", "/b/k?uploadId=u", "", "ListParts"},
      {"GET", "/b/k?versionId=v", "", "GetObject"},
      {"GET", "/b/k?attributes", "", "GetObjectAttributes"},
      {"HEAD", "/b/k", "", "HeadObject"},
      {"DELETE", "/b/k", "", "DeleteObject"},
      {"POST", "/b/k?select&select-type=2", "", "SelectObjectContent"},
      {"POST", "/b/k", "", ""},
      {"PATCH", "/b/k", "", ""},
      {"PUT", "/", "", ""},
  };
  for (const auto& c : kCases) {
    std::vector<net::Header> headers;
    if (*c.header) headers.push_back({c.header, "/src/key"});
    Route route = route_s3(make_request(c.method, c.target, headers));
    EXPECT_EQ(route.operation ? std::string(route.operation->name) : "", c.operation) << c.method << " " << c.target;
    EXPECT_EQ(route.error ? route.error->code : "", route.operation ? "" : "MethodNotAllowed");
  }
}

TEST(Routing, ReadsTheAddress) {
  const struct {
    const char* host;
    const char* target;
    const char* bucket;
    const char* key;
  } kCases[] = {
      {"localhost:4566", "/b/a//b/../c%2F%2B+", "b", "a//b/../c/++"},
      {"127.0.0.1:4566", "/b/k", "b", "k"},
      {"my.bucket.localhost:4566", "/k", "my.bucket", "k"},
      {"MY.localhost", "/", "my", ""},
      {"localhost", "/b//x", "b", "/x"},
  };
  for (const auto& c : kCases) {
    net::HttpRequest request = make_request("GET", c.target);
    request.headers[0].value = c.host;
    Route route = route_s3(request);
    EXPECT_EQ(route.bucket, c.bucket) << c.host << c.target;
    EXPECT_EQ(route.key, c.key) << c.host << c.target;
  }
  EXPECT_EQ(route_s3(make_request("GET", "/b/%FF")).error->code, "InvalidURI");
  EXPECT_EQ(route_s3(make_request("GET", "/b/%4")).error->code, "InvalidURI");
}

TEST(Routing, FindsTheService) {
  const net::HttpRequest plain = make_request("GET", "/b/k");
  EXPECT_EQ(find_service(plain, "s3").name, "s3");
  EXPECT_EQ(find_service(plain, "").name, "s3");
  EXPECT_EQ(find_service(plain, "redshift-data").name, "redshift-data");
  EXPECT_EQ(find_service(make_request("POST", "/", {{"X-Amz-Target", "AWSGlue.GetTable"}}), "").name, "glue");
  EXPECT_EQ(find_service(make_request("POST", "/", {{"X-Amz-Target", "TrentService.Encrypt"}}), "kms").name, "unknown");
  EXPECT_EQ(find_service(make_request("POST", "/", {{"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"}}), "").name, "sts");
}

std::string decoded(const ServiceModel& service, const net::HttpRequest& request, std::string_view body) {
  Route route = find_operation(service, request, body, {});
  if (!route.operation) return route.error->code;
  auto document = decode(route, request, body);
  return document.ok() ? boost::json::serialize(*document) : document.error().code + ": " + document.error().message;
}

TEST(Json, DecodesByTheModel) {
  const ServiceModel& glue = *find_model("glue");
  auto call = [&](const char* operation, std::string_view body) {
    return decoded(glue, make_request("POST", "/", {{"X-Amz-Target", std::string("AWSGlue.") + operation}}), body);
  };
  EXPECT_EQ(call("GetTable", R"({"Name": "t", "DatabaseName": null, "Unknown": 1})"), R"({"Name":"t"})");
  EXPECT_EQ(call("GetTable", ""), "{}");
  EXPECT_EQ(call("CreateTable", R"({"TableInput": {"LastAccessTime": 1.5, "Retention": 7.9}})"), R"({"TableInput":{"LastAccessTime":1500000,"Retention":7}})");
  EXPECT_EQ(call("GetTable", R"({"Name": 1})"), "SerializationException: NUMBER_VALUE can not be converted to a String");
  EXPECT_EQ(call("GetTables", R"({"MaxResults": "1"})"), "SerializationException: STRING_VALUE can not be converted to an Integer");
  EXPECT_EQ(call("GetTable", R"({"Name": "t")"), "SerializationException: ");
  EXPECT_EQ(call("GetTable", R"(["t"])"), "SerializationException: Start of list found where not expected");
  EXPECT_EQ(call("GetNothing", "{}"), "UnknownOperationException");
}

TEST(Query, DecodesByTheModel) {
  const ServiceModel& iam = *find_model("iam");
  const net::HttpRequest request = make_request("POST", "/");
  EXPECT_EQ(decoded(iam, request, "Action=CreateUser&Version=2010-05-08&UserName=a%2Bb+c&Tags.member.2.Key=y&Tags.member.2.Value=2&Tags.member.1.Key=x&Tags.member.1.Value=1"),
            R"({"UserName":"a+b c","Tags":[{"Key":"x","Value":"1"},{"Key":"y","Value":"2"}]})");
  EXPECT_EQ(decoded(iam, request, "Action=ListUsers&MaxItems=3"), R"({"MaxItems":3})");
  EXPECT_EQ(decoded(iam, request, "Action=ListUsers&MaxItems=x"), "MalformedInput: Invalid value 'x' for MaxItems");
  EXPECT_EQ(decoded(iam, request, "Version=2010-05-08"), "MissingAction");
  EXPECT_EQ(decoded(iam, request, "Action=Fly"), "InvalidAction");
  EXPECT_EQ(decoded(iam, request, "Action=ListUsers&Version=1999-01-01"), "InvalidAction");
}

TEST(RestXml, DecodesHeadersQueryAndBody) {
  const ServiceModel& s3 = *find_model("s3");
  EXPECT_EQ(decoded(s3, make_request("GET", "/b?list-type=2&max-keys=5&prefix=a%20b"), ""), R"({"Bucket":"b","MaxKeys":5,"Prefix":"a b"})");
  EXPECT_EQ(decoded(s3, make_request("GET", "/b?max-keys=x"), ""), "InvalidArgument: Provided argument max-keys is not valid");
  EXPECT_EQ(decoded(s3, make_request("PUT", "/b/k", {{"X-Amz-Meta-One", "1"}, {"x-amz-meta-ONE", "2"}, {"Expires", "whenever"}}), ""),
            R"({"Bucket":"b","Expires":"whenever","Key":"k","Metadata":{"one":"1,2"}})");
  EXPECT_EQ(decoded(s3, make_request("PUT", "/b/k?x-amz-checksum-crc32=NhCmhg%3D%3D"), ""), R"({"Bucket":"b","ChecksumCRC32":"NhCmhg==","Key":"k"})");
  const std::string tagging = R"(<?xml version="1.0"?><x:Tagging xmlns:x="urn"><x:TagSet><Tag><Key>a</Key><Value> </Value></Tag><Odd/></x:TagSet></x:Tagging>)";
  EXPECT_EQ(decoded(s3, make_request("PUT", "/b/k?tagging"), tagging), R"({"Bucket":"b","Key":"k","Tagging":{"TagSet":[{"Key":"a","Value":" "}]}})");
  const std::string parts = "<CompleteMultipartUpload><Part><ETag>\"e\"</ETag><PartNumber>1</PartNumber></Part><Part><PartNumber>2</PartNumber></Part></CompleteMultipartUpload>";
  EXPECT_EQ(decoded(s3, make_request("POST", "/b/k?uploadId=u"), parts),
            R"({"Bucket":"b","Key":"k","MultipartUpload":{"Parts":[{"ETag":"\"e\"","PartNumber":1},{"PartNumber":2}]},"UploadId":"u"})");
  for (const char* bad : {"<Tagging>", "<Other/>", "plain", "<!DOCTYPE a><Tagging/>"})
    EXPECT_EQ(decoded(s3, make_request("PUT", "/b/k?tagging"), bad).substr(0, 12), "MalformedXML") << bad;
}

net::HttpReply reply(const char* service, const char* operation, std::string_view output) {
  const ServiceModel& model = *find_model(service);
  Route route{.service = &model, .operation = model.find_operation(operation)};
  return encode_reply(route, OperationReply{boost::json::parse(output), nullptr}, {"rid", "hid"});
}

TEST(Replies, HaveTheFormOfTheProtocol) {
  EXPECT_EQ(reply("glue", "GetDatabase", R"({"Database": {"Name": "d", "CreateTime": 1500000}})").body, R"({"Database":{"Name":"d","CreateTime":1.5E0}})");
  EXPECT_EQ(reply("sts", "GetCallerIdentity", R"({"Account": "1", "UserId": "u", "Arn": "a"})").body,
            R"(<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><UserId>u</UserId><Account>1</Account><Arn>a</Arn></GetCallerIdentityResult><ResponseMetadata><RequestId>rid</RequestId></ResponseMetadata></GetCallerIdentityResponse>)");
  EXPECT_EQ(reply("s3", "ListBuckets", R"({"Buckets": [{"Name": "b", "CreationDate": 0}], "Owner": {"ID": "i"}})").body,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            R"(<ListAllMyBucketsResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Buckets><Bucket><Name>b</Name><CreationDate>1970-01-01T00:00:00.000Z</CreationDate></Bucket></Buckets><Owner><ID>i</ID></Owner></ListAllMyBucketsResult>)");
  EXPECT_EQ(reply("s3", "GetBucketLocation", R"({"LocationConstraint": "eu-west-1"})").body,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<LocationConstraint xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">eu-west-1</LocationConstraint>");
  auto head = reply("s3", "HeadObject", R"({"ContentLength": 5, "ETag": "\"e\"", "LastModified": 0, "Metadata": {"a": "1"}})");
  EXPECT_EQ(head.content_length, 5u);
  EXPECT_EQ(head.body, "");
  EXPECT_EQ(reply("s3", "DeleteObject", "{}").status, 204);
  EXPECT_EQ(reply("s3", "ListObjectsV2", R"({"Contents": [{"Key": "a<&\r", "Size": 1}], "CommonPrefixes": [{"Prefix": "p/"}]})").body.find("a&lt;&amp;&#13;") == std::string::npos, false);
}

TEST(Errors, HaveTheFormOfTheProtocol) {
  const ReplyIds ids{"rid", "hid"};
  auto s3 = encode_error(*find_model("s3"), "GET", Error{"NoSuchKey", "gone", 0, {}}.with("Key", "k").with("x-amz-delete-marker", "true"), ids);
  EXPECT_EQ(s3.status, 404);
  EXPECT_EQ(s3.body, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>NoSuchKey</Code><Message>gone</Message><Key>k</Key><RequestId>rid</RequestId><HostId>hid</HostId></Error>");
  EXPECT_EQ(encode_error(*find_model("s3"), "HEAD", {"NoSuchKey", "gone", 0, {}}, ids).body, "");
  auto glue = encode_error(*find_model("glue"), "POST", {"EntityNotFoundException", "Entity Not Found", 0, {}}, ids);
  EXPECT_EQ(glue.status, 400);
  EXPECT_EQ(glue.body, R"({"__type":"EntityNotFoundException","Message":"Entity Not Found"})");
  EXPECT_EQ(encode_error(*find_model("glue"), "POST", internal_error("secret"), ids).body,
            R"({"__type":"InternalServiceException","Message":"We encountered an internal error. Please try again."})");
  EXPECT_EQ(encode_error(*find_model("glue"), "POST", internal_error("secret"), ids).status, 500);
  auto sts = encode_error(*find_model("sts"), "POST", {"AccessDenied", "no", 0, {}}, ids);
  EXPECT_EQ(sts.status, 403);
  EXPECT_EQ(sts.body, R"(<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>no</Message></Error><RequestId>rid</RequestId></ErrorResponse>)");
  EXPECT_EQ(encode_error(*find_model("glue"), "POST", {"ValidationException", "bad \xFF byte", 0, {}}, ids).body, R"({"__type":"ValidationException","Message":"bad ? byte"})");
  auto missing = not_implemented(*find_model("glue"), *find_model("glue")->find_operation("CreateMLTransform"));
  auto reply = encode_error(*find_model("glue"), "POST", missing, ids);
  EXPECT_EQ(reply.status, 501);
  EXPECT_NE(reply.body.find("CreateMLTransform"), std::string::npos);
}

}  // namespace
}  // namespace tarn::aws
