package com.amazonaws.services.glue.catalog

import java.lang.reflect.{InvocationHandler, Method, Proxy}
import java.util

import scala.jdk.CollectionConverters._

import com.amazonaws.services.glue.catalog.GlueClient.{document, mapper}
import com.fasterxml.jackson.databind.node.ObjectNode
import org.apache.hadoop.hive.conf.HiveConf
import org.apache.hadoop.hive.metastore.{IMetaStoreClient, Warehouse}
import org.apache.hadoop.hive.metastore.api._

/** Hive's metastore client over the Glue API: what Spark SQL calls is answered, anything else fails by name. */
object GlueMetastore {
  private val BatchSize = 100 // BatchCreatePartition, PartitionInputList

  def client(conf: HiveConf): IMetaStoreClient = {
    val metastore = new GlueMetastore(GlueClient.fromEnvironment)
    val handler: InvocationHandler = (_, method, arguments) => metastore.call(method, Option(arguments).getOrElse(Array.empty[AnyRef]))
    Proxy.newProxyInstance(getClass.getClassLoader, Array(classOf[IMetaStoreClient]), handler).asInstanceOf[IMetaStoreClient]
  }
}

private class GlueMetastore(glue: GlueClient) {
  import HiveShapes._

  def call(method: Method, arguments: Array[AnyRef]): AnyRef = {
    def text(i: Int) = arguments(i).asInstanceOf[String]
    def texts(i: Int) = arguments(i).asInstanceOf[util.List[String]]
    method.getName match {
      case "getDatabase" => findDatabase(text(0))
      case "getAllDatabases" | "getDatabases" => glue.all("GetDatabases", document(), "DatabaseList").map(_.path("Name").asText()).toBuffer.asJava
      case "createDatabase" => done(send("CreateDatabase", mapper.createObjectNode().set("DatabaseInput", databaseInput(arguments(0).asInstanceOf[Database]))))
      case "dropDatabase" => done(send("DeleteDatabase", document("Name" -> text(0))))
      case "getTable" => findTable(text(0), text(1)).getOrElse(throw new NoSuchObjectException(s"${text(0)}.${text(1)} table not found"))
      case "tableExists" => Boolean.box(findTable(text(0), text(1)).nonEmpty)
      case "getTableObjectsByName" => texts(1).asScala.flatMap(findTable(text(0), _)).asJava
      case "getAllTables" | "getTables" => glue.all("GetTables", document("DatabaseName" -> text(0)), "TableList").map(_.path("Name").asText()).toBuffer.asJava
      case "createTable" => done(createTable(arguments(0).asInstanceOf[Table]))
      case "alter_table" | "alter_table_with_environmentContext" =>
        done(send("UpdateTable", document("DatabaseName" -> text(0)).set("TableInput", tableInput(arguments(2).asInstanceOf[Table]))))
      case "dropTable" => done(send("DeleteTable", document("DatabaseName" -> text(0), "Name" -> text(1))))
      case "listPartitions" | "listPartitionsWithAuthInfo" =>
        val wanted = arguments(2) match { case values: util.List[_] => values.asScala.map(_.toString); case _ => Seq.empty[String] }
        listPartitions(text(0), text(1), "").filter(p => wanted.zip(p.getValues.asScala).forall { case (w, v) => w.isEmpty || w == v }).toBuffer.asJava
      // Hive writes text in double quotes; GetPartitions wants single ones.
      case "listPartitionsByFilter" => listPartitions(text(0), text(1), text(2).replace('"', '\'')).toBuffer.asJava
      case "listPartitionNames" =>
        val keys = call(method.getDeclaringClass.getMethod("getTable", classOf[String], classOf[String]), arguments.take(2)).asInstanceOf[Table].getPartitionKeys
        listPartitions(text(0), text(1), "").map(p => Warehouse.makePartName(keys, p.getValues)).toBuffer.asJava
      case "getPartition" | "getPartitionWithAuthInfo" => findPartition(text(0), text(1), texts(2))
      case "add_partition" => addPartitions(Seq(arguments(0).asInstanceOf[Partition])); arguments(0)
      case "add_partitions" =>
        val added = arguments(0).asInstanceOf[util.List[Partition]]
        addPartitions(added.asScala.toSeq)
        if (arguments.length > 1) added else Int.box(added.size)
      case "alter_partition" =>
        val changed = arguments(2).asInstanceOf[Partition]
        done(send("UpdatePartition", document("DatabaseName" -> text(0), "TableName" -> text(1)).set[ObjectNode]("PartitionValueList", strings(changed.getValues))
          .set("PartitionInput", partitionInput(changed))))
      case "dropPartition" =>
        send("DeletePartition", document("DatabaseName" -> text(0), "TableName" -> text(1)).set("PartitionValues", strings(texts(2))))
        Boolean.box(true)
      case "getAllFunctions" => new GetAllFunctionsResponse()
      case "getFunctions" => new util.ArrayList[String]()
      case "getFunction" => throw new NoSuchObjectException("function not found")
      case "getPrimaryKeys" | "getForeignKeys" => new util.ArrayList[AnyRef]()
      case "isCompatibleWith" => Boolean.box(true)
      case "isLocalMetaStore" => Boolean.box(false)
      case "close" | "flushCache" | "reconnect" | "setMetaConf" | "setHiveAddedJars" | "getTokenStrForm" => null
      case "hashCode" => Int.box(System.identityHashCode(this))
      case "equals" => Boolean.box(arguments(0) eq this)
      case "toString" => "Glue Data Catalog"
      case other => throw new UnsupportedOperationException(s"the Data Catalog does not answer the metastore call $other")
    }
  }

  private def done(ignored: Any): AnyRef = null

  /** Refusals as the exceptions that Hive's callers tell apart. */
  private def send(operation: String, input: ObjectNode) =
    try glue.call(operation, input)
    catch {
      case e: GlueException if e.code == "EntityNotFoundException" => throw new NoSuchObjectException(e.getMessage)
      case e: GlueException if e.code == "AlreadyExistsException" => throw new AlreadyExistsException(e.getMessage)
      case e: GlueException => throw new MetaException(e.getMessage)
    }

  /** Spark expects "default" to be there. */
  private def findDatabase(name: String): Database =
    try database(send("GetDatabase", document("Name" -> name)).path("Database"))
    catch {
      case _: NoSuchObjectException if name == "default" => new Database("default", "", sys.env.getOrElse("TARN_WAREHOUSE", ""), new util.HashMap())
    }

  private def findTable(databaseName: String, name: String): Option[Table] =
    try Some(table(databaseName, send("GetTable", document("DatabaseName" -> databaseName, "Name" -> name)).path("Table")))
    catch { case _: NoSuchObjectException => None }

  private def createTable(created: Table): Unit = {
    if (created.getSd.getLocation == null && created.getViewOriginalText == null) {
      val base = findDatabase(created.getDbName).getLocationUri
      if (base.isEmpty) throw new MetaException(s"database ${created.getDbName} has no LocationUri: give the table a LOCATION")
      created.getSd.setLocation(base.stripSuffix("/") + "/" + created.getTableName)
    }
    send("CreateTable", document("DatabaseName" -> created.getDbName).set("TableInput", tableInput(created)))
  }

  private def listPartitions(databaseName: String, tableName: String, expression: String): Seq[Partition] = {
    val input = document("DatabaseName" -> databaseName, "TableName" -> tableName)
    if (expression.nonEmpty) input.put("Expression", expression)
    glue.all("GetPartitions", input, "Partitions").map(partition(databaseName, tableName, _))
  }

  private def findPartition(databaseName: String, tableName: String, values: util.List[String]): Partition =
    partition(databaseName, tableName,
      send("GetPartition", document("DatabaseName" -> databaseName, "TableName" -> tableName).set("PartitionValues", strings(values))).path("Partition"))

  private def addPartitions(added: Seq[Partition]): Unit = added.grouped(GlueMetastore.BatchSize).foreach { batch =>
    val input = document("DatabaseName" -> batch.head.getDbName, "TableName" -> batch.head.getTableName)
    val list = input.putArray("PartitionInputList")
    batch.foreach(p => list.add(partitionInput(p)))
    val errors = send("BatchCreatePartition", input).path("Errors")
    if (errors.size > 0) {
      val first = errors.get(0).path("ErrorDetail")
      if (first.path("ErrorCode").asText() == "AlreadyExistsException") throw new AlreadyExistsException(first.path("ErrorMessage").asText())
      throw new MetaException(first.path("ErrorMessage").asText())
    }
  }
}
