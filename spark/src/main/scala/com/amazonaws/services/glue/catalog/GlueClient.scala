package com.amazonaws.services.glue.catalog

import java.io.ByteArrayInputStream
import java.net.URI
import java.net.http.{HttpClient, HttpRequest, HttpResponse}
import java.nio.charset.StandardCharsets.UTF_8

import scala.jdk.CollectionConverters._

import com.amazonaws.DefaultRequest
import com.amazonaws.auth.{AWS4Signer, DefaultAWSCredentialsProviderChain}
import com.amazonaws.http.HttpMethodName
import com.fasterxml.jackson.databind.{JsonNode, ObjectMapper}
import com.fasterxml.jackson.databind.node.ObjectNode

/** A refusal of the Glue API: AWS's code and message. */
class GlueException(val code: String, message: String) extends RuntimeException(s"$code: $message")

/** Signed calls of the Glue API at AWS_ENDPOINT_URL (or AWS itself), with the credentials of the job's environment. */
class GlueClient(endpoint: String, region: String) extends Serializable {
  import GlueClient._

  def call(operation: String, input: ObjectNode): JsonNode = {
    val body = mapper.writeValueAsBytes(input)
    val response = http.send(sign(operation, body), HttpResponse.BodyHandlers.ofByteArray())
    val answer = if (response.body().isEmpty) mapper.createObjectNode() else mapper.readTree(response.body())
    if (response.statusCode() == 200) answer
    else throw new GlueException(answer.path("__type").asText("UnknownError").split("#").last, answer.path("message").asText(answer.path("Message").asText()))
  }

  /** Every item of a paged list. */
  def all(operation: String, input: ObjectNode, member: String): Seq[JsonNode] = {
    val page = call(operation, input)
    val items = page.path(member).asScala.toSeq
    page.path("NextToken").asText("") match {
      case "" => items
      case token => items ++ all(operation, input.deepCopy().put("NextToken", token), member)
    }
  }

  private def sign(operation: String, body: Array[Byte]): HttpRequest = {
    val request = new DefaultRequest[Void]("glue")
    request.setEndpoint(URI.create(endpoint))
    request.setHttpMethod(HttpMethodName.POST)
    request.setResourcePath("/")
    request.addHeader("Content-Type", "application/x-amz-json-1.1")
    request.addHeader("X-Amz-Target", s"AWSGlue.$operation")
    request.setContent(new ByteArrayInputStream(body))
    val signer = new AWS4Signer()
    signer.setServiceName("glue")
    signer.setRegionName(region)
    signer.sign(request, credentials.getCredentials)
    val builder = HttpRequest.newBuilder(URI.create(endpoint + "/")).POST(HttpRequest.BodyPublishers.ofByteArray(body))
    request.getHeaders.asScala.foreach { case (name, value) => if (!ManagedHeaders(name.toLowerCase)) builder.header(name, value) }
    builder.build()
  }
}

object GlueClient {
  val mapper = new ObjectMapper()
  private val ManagedHeaders = Set("host", "content-length")
  private lazy val http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()
  private lazy val credentials = DefaultAWSCredentialsProviderChain.getInstance()

  lazy val fromEnvironment: GlueClient = {
    val region = sys.env.getOrElse("AWS_REGION", sys.env.getOrElse("AWS_DEFAULT_REGION", "us-east-1"))
    val endpoint = sys.env.get("AWS_ENDPOINT_URL_GLUE").orElse(sys.env.get("AWS_ENDPOINT_URL")).getOrElse(s"https://glue.$region.amazonaws.com")
    new GlueClient(endpoint.stripSuffix("/"), region)
  }

  def document(members: (String, String)*): ObjectNode = {
    val node = mapper.createObjectNode()
    members.foreach { case (name, value) => node.put(name, value) }
    node
  }
}
