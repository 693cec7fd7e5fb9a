package com.amazonaws.services.glue.catalog

import scala.jdk.CollectionConverters._

import com.amazonaws.services.glue.catalog.GlueClient.document
import com.fasterxml.jackson.databind.JsonNode
import org.apache.spark.sql.types._

final case class CatalogPartition(values: Seq[String], location: String)

final case class ConnectionInfo(name: String, kind: String, properties: Map[String, String])

/** A table of the Data Catalog as the readers and writers need it. */
final case class CatalogTable(database: String, name: String, node: JsonNode) {
  private val storage = node.path("StorageDescriptor")

  val location: String = storage.path("Location").asText("")
  val serde: String = storage.path("SerdeInfo").path("SerializationLibrary").asText("")
  val partitionKeys: Seq[StructField] = columns(node.path("PartitionKeys"))
  val dataColumns: Seq[StructField] = columns(storage.path("Columns"))
  val schema: StructType = StructType(dataColumns ++ partitionKeys)

  /** Table parameters win over the SerDe's. */
  val parameters: Map[String, String] =
    texts(storage.path("Parameters")) ++ texts(storage.path("SerdeInfo").path("Parameters")) ++ texts(node.path("Parameters"))

  def classification: String = parameters.getOrElse("classification", "").toLowerCase match {
    case "" | "unknown" => formatOfSerde.getOrElse(throw new IllegalArgumentException(s"No classification or connection in $database.$name"))
    case named => named
  }

  private def formatOfSerde: Option[String] =
    Seq("parquet", "orc", "avro").find(format => serde.toLowerCase.contains(format) || storage.path("InputFormat").asText("").toLowerCase.contains(format))

  private def columns(list: JsonNode): Seq[StructField] =
    list.asScala.map(c => StructField(c.path("Name").asText(), DataType.fromDDL(c.path("Type").asText("string")))).toSeq

  private def texts(node: JsonNode): Map[String, String] = node.fields().asScala.map(e => e.getKey -> e.getValue.asText()).toMap
}

/** The Data Catalog through the public API, with the rights of the job's role. */
class DataCatalog(client: GlueClient) extends Serializable {

  def table(database: String, name: String): CatalogTable =
    CatalogTable(database, name, client.call("GetTable", document("DatabaseName" -> database, "Name" -> name)).path("Table"))

  /** `expression` is GetPartitions' own filter language; empty for all. */
  def partitions(table: CatalogTable, expression: String): Seq[CatalogPartition] = {
    val input = document("DatabaseName" -> table.database, "TableName" -> table.name)
    if (expression.nonEmpty) input.put("Expression", expression)
    client.all("GetPartitions", input, "Partitions").map { partition =>
      CatalogPartition(partition.path("Values").asScala.map(_.asText()).toSeq, partition.path("StorageDescriptor").path("Location").asText())
    }
  }

  def connection(name: String): ConnectionInfo = {
    val node = client.call("GetConnection", document("Name" -> name)).path("Connection")
    val properties = node.path("ConnectionProperties").fields().asScala.map(e => e.getKey -> e.getValue.asText()).toMap
    ConnectionInfo(name, node.path("ConnectionType").asText(), properties)
  }
}
