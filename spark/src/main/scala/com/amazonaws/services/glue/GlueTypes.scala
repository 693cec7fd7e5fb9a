package com.amazonaws.services.glue

import org.apache.spark.sql.types._

/** Glue's names for types, as mappings, choices and printSchema write them, beside Spark's types. */
object GlueTypes {
  private val DecimalPattern = """decimal\((\d+),\s*(\d+)\)""".r

  /** "int", "long", "struct", ...: the name of a choice's member and of printSchema. */
  def nameOf(dataType: DataType): String = dataType match {
    case StringType | _: VarcharType | _: CharType => "string"
    case IntegerType => "int"
    case LongType => "long"
    case ShortType => "short"
    case ByteType => "byte"
    case FloatType => "float"
    case DoubleType => "double"
    case BooleanType => "boolean"
    case _: DecimalType => "decimal"
    case DateType => "date"
    case TimestampType => "timestamp"
    case TimestampNTZType => "timestampntz"
    case BinaryType => "binary"
    case NullType => "null"
    case _: StructType => "struct"
    case _: ArrayType => "array"
    case _: MapType => "map"
    case other => other.typeName
  }

  /** The type that a mapping or a cast names: Glue's names and the SQL spellings. Bare complex names keep the source's type. */
  def parse(text: String): Option[DataType] = text.trim.toLowerCase match {
    case "string" | "varchar" | "char" => Some(StringType)
    case "int" | "integer" => Some(IntegerType)
    case "long" | "bigint" => Some(LongType)
    case "short" | "smallint" => Some(ShortType)
    case "byte" | "tinyint" => Some(ByteType)
    case "float" | "real" => Some(FloatType)
    case "double" => Some(DoubleType)
    case "boolean" => Some(BooleanType)
    case "date" => Some(DateType)
    case "timestamp" => Some(TimestampType)
    case "timestampntz" => Some(TimestampNTZType)
    case "binary" => Some(BinaryType)
    case "decimal" => Some(DecimalType(10, 2))
    case DecimalPattern(precision, scale) => Some(DecimalType(precision.toInt, scale.toInt))
    case "struct" | "array" | "map" | "null" | "choice" => None
    case other => Some(DataType.fromDDL(other))
  }
}
