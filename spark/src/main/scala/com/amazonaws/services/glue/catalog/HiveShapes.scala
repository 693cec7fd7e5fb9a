package com.amazonaws.services.glue.catalog

import java.util

import scala.jdk.CollectionConverters._

import com.amazonaws.services.glue.catalog.GlueClient.{document, mapper}
import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.node.{ArrayNode, ObjectNode}
import org.apache.hadoop.hive.metastore.api._

/** Glue's documents as Hive's thrift objects and back. */
object HiveShapes {
  def database(node: JsonNode): Database =
    new Database(node.path("Name").asText(), node.path("Description").asText(""), node.path("LocationUri").asText(""), texts(node.get("Parameters")))

  def databaseInput(database: Database): ObjectNode = {
    val input = document("Name" -> database.getName)
    if (database.getDescription != null) input.put("Description", database.getDescription)
    if (database.getLocationUri != null && database.getLocationUri.nonEmpty) input.put("LocationUri", database.getLocationUri)
    input.set[ObjectNode]("Parameters", mapOf(database.getParameters))
  }

  def table(databaseName: String, node: JsonNode): Table = {
    val created = node.path("CreateTime").asDouble(0).toInt
    new Table(node.path("Name").asText(), databaseName, node.path("Owner").asText("hadoop"), created, 0, 0, storage(node.path("StorageDescriptor")),
      columns(node.get("PartitionKeys")), texts(node.get("Parameters")), node.path("ViewOriginalText").asText(null),
      node.path("ViewExpandedText").asText(null), node.path("TableType").asText("EXTERNAL_TABLE"))
  }

  def tableInput(table: Table): ObjectNode = {
    val input = document("Name" -> table.getTableName, "TableType" -> Option(table.getTableType).getOrElse("MANAGED_TABLE"))
    Seq("Owner" -> table.getOwner, "ViewOriginalText" -> table.getViewOriginalText, "ViewExpandedText" -> table.getViewExpandedText).foreach {
      case (name, value) => if (value != null) input.put(name, value)
    }
    input.set[ObjectNode]("StorageDescriptor", storageInput(table.getSd))
    input.set[ObjectNode]("PartitionKeys", columnsInput(table.getPartitionKeys))
    input.set[ObjectNode]("Parameters", mapOf(table.getParameters))
  }

  def partition(databaseName: String, tableName: String, node: JsonNode): Partition =
    new Partition(node.path("Values").asScala.map(_.asText()).toBuffer.asJava, databaseName, tableName, node.path("CreationTime").asDouble(0).toInt, 0,
      storage(node.path("StorageDescriptor")), texts(node.get("Parameters")))

  def partitionInput(partition: Partition): ObjectNode = {
    val input = mapper.createObjectNode()
    input.set[ObjectNode]("Values", strings(partition.getValues))
    input.set[ObjectNode]("StorageDescriptor", storageInput(partition.getSd))
    input.set[ObjectNode]("Parameters", mapOf(partition.getParameters))
  }

  def strings(values: util.List[String]): ArrayNode = {
    val list = mapper.createArrayNode()
    values.asScala.foreach(value => list.add(value))
    list
  }

  private def storage(node: JsonNode): StorageDescriptor = {
    val serde = node.path("SerdeInfo")
    val storage = new StorageDescriptor()
    storage.setCols(columns(node.get("Columns")))
    storage.setLocation(node.path("Location").asText(null))
    storage.setInputFormat(node.path("InputFormat").asText(null))
    storage.setOutputFormat(node.path("OutputFormat").asText(null))
    storage.setCompressed(node.path("Compressed").asBoolean())
    storage.setNumBuckets(node.path("NumberOfBuckets").asInt(-1))
    storage.setBucketCols(new util.ArrayList())
    storage.setSortCols(new util.ArrayList())
    storage.setParameters(texts(node.get("Parameters")))
    storage.setSerdeInfo(new SerDeInfo(serde.path("Name").asText(null), serde.path("SerializationLibrary").asText(null), texts(serde.get("Parameters"))))
    storage.setSkewedInfo(new SkewedInfo(new util.ArrayList(), new util.ArrayList(), new util.HashMap()))
    storage
  }

  private def storageInput(storage: StorageDescriptor): ObjectNode = {
    val input = mapper.createObjectNode()
    input.set[ObjectNode]("Columns", columnsInput(storage.getCols))
    Seq("Location" -> storage.getLocation, "InputFormat" -> storage.getInputFormat, "OutputFormat" -> storage.getOutputFormat).foreach {
      case (name, value) => if (value != null) input.put(name, value)
    }
    input.put("Compressed", storage.isCompressed)
    input.set[ObjectNode]("Parameters", mapOf(storage.getParameters))
    Option(storage.getSerdeInfo).foreach { serde =>
      val info = input.putObject("SerdeInfo")
      if (serde.getSerializationLib != null) info.put("SerializationLibrary", serde.getSerializationLib)
      info.set[ObjectNode]("Parameters", mapOf(serde.getParameters))
    }
    input
  }

  private def columns(list: JsonNode): util.List[FieldSchema] = {
    val fields = new util.ArrayList[FieldSchema]()
    if (list != null) list.forEach(c => fields.add(new FieldSchema(c.path("Name").asText(), c.path("Type").asText(), c.path("Comment").asText(null))))
    fields
  }

  private def columnsInput(fields: util.List[FieldSchema]): ArrayNode = {
    val list = mapper.createArrayNode()
    if (fields != null) fields.forEach { field =>
      val column = document("Name" -> field.getName, "Type" -> field.getType)
      if (field.getComment != null) column.put("Comment", field.getComment)
      list.add(column)
    }
    list
  }

  private def texts(node: JsonNode): util.Map[String, String] = {
    val map = new util.HashMap[String, String]()
    if (node != null) node.fields().forEachRemaining(entry => map.put(entry.getKey, entry.getValue.asText()))
    map
  }

  private def mapOf(map: util.Map[String, String]): ObjectNode = {
    val node = mapper.createObjectNode()
    if (map != null) map.forEach((key, value) => if (value != null) node.put(key, value))
    node
  }
}
