package com.amazonaws.services.glue

import scala.jdk.CollectionConverters._

import org.apache.spark.sql.{Column, DataFrame}
import org.apache.spark.sql.functions.{col, struct}
import org.apache.spark.sql.types._

/**
 * Glue's DynamicFrame: self-describing records of which a field may differ in type from record to record. Held as a DataFrame whose choice fields
 * are marked (see Choice). Immutable; transforms give new frames.
 */
class DynamicFrame(val df: DataFrame, val glueContext: GlueContext, val name: String = "") {

  def toDF(): DataFrame = df

  def schema: StructType = df.schema

  def count: Long = df.count()

  def withDF(other: DataFrame): DynamicFrame = new DynamicFrame(other, glueContext, name)

  def withName(newName: String): DynamicFrame = new DynamicFrame(df, glueContext, newName)

  def applyMapping(mappings: Seq[(String, String, String, String)], caseSensitive: Boolean = true): DynamicFrame =
    withDF(Mapping(df, mappings.map { case (source, _, target, targetType) => MappingSpec(source, target, targetType) }, caseSensitive))

  def selectFields(paths: Seq[String]): DynamicFrame = {
    val wanted = paths.map(FieldPath.parse(_).head).toSet
    withDF(df.select(df.schema.fieldNames.filter(wanted).map(quoted).toSeq: _*))
  }

  def dropFields(paths: Seq[String]): DynamicFrame = withDF(dropPaths(df, paths.map(FieldPath.parse)))

  def renameField(oldName: String, newName: String): DynamicFrame = {
    val (from, to) = (FieldPath.parse(oldName), FieldPath.parse(newName))
    Mapping.findField(df.schema, from, caseSensitive = true) match {
      case None => this
      case Some(_) if from.size == 1 && to.size == 1 => withDF(df.withColumnRenamed(from.head, to.head))
      case Some((path, _)) =>
        val rest = leaves(df.schema).filterNot(_.startsWith(path)).map(leaf => MappingSpec(FieldPath.quote(leaf), FieldPath.quote(leaf), ""))
        withDF(Mapping(df, rest :+ MappingSpec(FieldPath.quote(path), FieldPath.quote(to), ""), caseSensitive = true))
    }
  }

  /** Inner equi-join; a field of the other frame whose name this frame has comes out with a leading dot. */
  def join(keys1: Seq[String], keys2: Seq[String], other: DynamicFrame): DynamicFrame = {
    require(keys1.size == keys2.size && keys1.nonEmpty, "join: both frames need the same number of keys")
    val mine = df.schema.fieldNames.toSet
    val renamed = other.df.select(other.df.schema.fieldNames.map(n => quoted(n).as(if (mine(n)) "." + n else n)).toSeq: _*)
    val conditions = keys1.zip(keys2).map { case (a, b) =>
      val right = FieldPath.parse(b)
      df(FieldPath.quote(FieldPath.parse(a))) === renamed(FieldPath.quote((if (mine(right.head)) "." + right.head else right.head) +: right.tail))
    }
    new DynamicFrame(df.join(renamed, conditions.reduce(_ && _)), glueContext, name + other.name)
  }

  /** Drops the fields that are null in every record; structs are looked into. */
  def dropNulls(): DynamicFrame = dropFields(nullPaths.map(FieldPath.quote))

  def nullPaths: Seq[Vector[String]] = {
    def walk(schema: StructType, above: Vector[String]): Seq[Vector[String]] = schema.fields.toSeq.flatMap { field =>
      field.dataType match {
        case NullType => Seq(above :+ field.name)
        case inner: StructType => walk(inner, above :+ field.name)
        case _ => Seq.empty
      }
    }
    walk(df.schema, Vector.empty)
  }

  def resolveChoice(specs: Seq[(String, String)] = Seq.empty, choice: String = "", database: String = "", tableName: String = ""): DynamicFrame = {
    require(specs.nonEmpty || choice.nonEmpty, "Parameter specs and option are both missing, add one.")
    require(specs.isEmpty || choice.isEmpty, "Parameter specs and option are both specified, choose one.")
    if (choice == "match_catalog") withDF(ResolveChoice.matchCatalog(df, glueContext.catalog.table(database, tableName).schema))
    else withDF(ResolveChoice(df, specs, choice))
  }

  def union(other: DynamicFrame): DynamicFrame = withDF(df.unionByName(other.df, allowMissingColumns = true))

  def repartition(partitions: Int): DynamicFrame = withDF(df.repartition(partitions))

  def coalesce(partitions: Int): DynamicFrame = withDF(df.coalesce(partitions))

  def schemaText: String = SchemaText(df.schema)

  def printSchema(): Unit = println(schemaText)

  def show(rows: Int = 20): Unit = df.toJSON.take(rows).foreach(println)

  // ---- what the Python package calls: Java collections in, the same transforms behind

  def applyMappingJava(mappings: java.util.List[java.util.List[String]], caseSensitive: Boolean): DynamicFrame =
    applyMapping(mappings.asScala.map(m => (m.get(0), m.get(1), m.get(2), m.get(3))).toSeq, caseSensitive)
  def selectFieldsJava(paths: java.util.List[String]): DynamicFrame = selectFields(paths.asScala.toSeq)
  def dropFieldsJava(paths: java.util.List[String]): DynamicFrame = dropFields(paths.asScala.toSeq)
  def joinJava(keys1: java.util.List[String], keys2: java.util.List[String], other: DynamicFrame): DynamicFrame =
    join(keys1.asScala.toSeq, keys2.asScala.toSeq, other)
  def resolveChoiceJava(specs: java.util.List[java.util.List[String]], choice: String, database: String, tableName: String): DynamicFrame =
    resolveChoice(specs.asScala.map(s => (s.get(0), s.get(1))).toSeq, choice, database, tableName)
  def nullPathsJava: java.util.List[String] = nullPaths.map(_.mkString(".")).asJava

  private def quoted(name: String): Column = col(FieldPath.quote(Seq(name)))

  private def leaves(schema: StructType, above: Vector[String] = Vector.empty): Seq[Vector[String]] = schema.fields.toSeq.flatMap { field =>
    field.dataType match {
      case inner: StructType if !Choice.isChoice(field) && inner.nonEmpty => leaves(inner, above :+ field.name)
      case _ => Seq(above :+ field.name)
    }
  }

  private def dropPaths(frame: DataFrame, paths: Seq[Vector[String]]): DataFrame = {
    def keep(schema: StructType, at: Vector[String], name: String => Column): Seq[Column] = schema.fields.toSeq.flatMap { field =>
      val path = at :+ field.name
      if (paths.contains(path)) None
      else
        field.dataType match {
          case inner: StructType if paths.exists(p => p.size > path.size && p.startsWith(path)) =>
            Some(struct(keep(inner, path, n => name(field.name).getField(n)): _*).as(field.name))
          case _ => Some(name(field.name).as(field.name, field.metadata))
        }
    }
    frame.select(keep(frame.schema, Vector.empty, quoted): _*)
  }
}

object DynamicFrame {
  def apply(df: DataFrame, glueContext: GlueContext): DynamicFrame = new DynamicFrame(df, glueContext)
}
