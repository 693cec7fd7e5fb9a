package com.amazonaws.services.glue

import scala.jdk.CollectionConverters._

import com.fasterxml.jackson.databind.{JsonNode, ObjectMapper}
import com.fasterxml.jackson.databind.node.ArrayNode
import org.apache.spark.rdd.RDD
import org.apache.spark.sql.{DataFrame, Row, SparkSession}
import org.apache.spark.sql.types._

/** JSON documents as records: types from the data alone, differing ones kept as choices. Two passes: one for the schema, one for the rows. */
object JsonRecords {
  private lazy val mapper = new ObjectMapper()

  /**
   * `lines` has a column "value", one document a line (an array holds several records), and the partition columns after it, which are kept behind
   * the records' own fields. Lines that are no JSON are left out.
   */
  def toDataFrame(spark: SparkSession, lines: DataFrame): DataFrame = {
    val rows: RDD[Row] = lines.rdd
    val schema = rows
      .mapPartitions(part => Iterator(part.flatMap(row => parse(row.getString(0))).map(typeOf).foldLeft(RecordType.Unknown)(_ merge _)))
      .treeReduce(_ merge _)
    val structure = schema match {
      case record: Record => RecordType.toDataType(record).asInstanceOf[StructType]
      case _ => new StructType()
    }
    val records = rows.mapPartitions(_.flatMap { row =>
      parse(row.getString(0)).filter(_.isObject).map(node => Row.fromSeq(toRow(node, structure).toSeq ++ row.toSeq.tail))
    })
    spark.createDataFrame(records, StructType(structure.fields ++ lines.schema.fields.tail))
  }

  private def parse(line: String): Iterator[JsonNode] =
    if (line.isBlank) Iterator.empty
    else
      scala.util.Try(mapper.readTree(line)).toOption match {
        case Some(array: ArrayNode) => array.elements().asScala
        case Some(node) => Iterator(node)
        case None => Iterator.empty
      }

  private def typeOf(node: JsonNode): RecordType = node match {
    case n if n.isNull || n.isMissingNode => RecordType.Unknown
    case n if n.isObject => Record(n.fields().asScala.map(entry => entry.getKey -> typeOf(entry.getValue)).toVector)
    case n if n.isArray => Items(n.elements().asScala.map(typeOf).foldLeft(RecordType.Unknown)(_ merge _))
    case n if n.isBoolean => Scalar(BooleanType)
    case n if n.isInt || n.isShort => Scalar(IntegerType)
    case n if n.isLong => Scalar(LongType)
    case n if n.isBigInteger => Scalar(DecimalType(38, 0))
    case n if n.isNumber => Scalar(DoubleType)
    case _ => Scalar(StringType)
  }

  private def toRow(node: JsonNode, structure: StructType): Row =
    Row.fromSeq(structure.fields.toSeq.map(field => valueOf(node.get(field.name), field)))

  private def valueOf(node: JsonNode, field: StructField): Any =
    if (node == null || node.isNull) null
    else if (Choice.isChoice(field)) {
      val name = RecordType.nameOf(typeOf(node))
      Row.fromSeq(Choice.members(field).map(member => if (member.name == name) scalarOrTree(node, member.dataType) else null))
    } else scalarOrTree(node, field.dataType)

  private def scalarOrTree(node: JsonNode, dataType: DataType): Any = dataType match {
    case structure: StructType => if (node.isObject) toRow(node, structure) else null
    case ArrayType(element, _) =>
      if (node.isArray) node.elements().asScala.map(item => if (item.isNull) null else scalarOrTree(item, element)).toSeq else null
    case BooleanType => node.asBoolean()
    case IntegerType => node.asInt()
    case LongType => node.asLong()
    case DoubleType => node.asDouble()
    case decimal: DecimalType => new java.math.BigDecimal(node.bigIntegerValue()).setScale(decimal.scale)
    case NullType => null
    case _ => if (node.isValueNode) node.asText() else node.toString
  }
}
