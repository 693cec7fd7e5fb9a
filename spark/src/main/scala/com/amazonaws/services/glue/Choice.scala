package com.amazonaws.services.glue

import org.apache.spark.sql.types._

/**
 * A field whose records differ in type. It is held as a struct with one member for each type, named by the type, of which at most one is not null:
 * what toDF shows. The field's metadata marks it, so that a struct of the data is never taken for one.
 */
object Choice {
  private val Mark = "glue.choice"
  val metadata: Metadata = new MetadataBuilder().putBoolean(Mark, true).build()

  def isChoice(field: StructField): Boolean = field.metadata.contains(Mark) && field.dataType.isInstanceOf[StructType]

  /** The members, in the order in which their types were first seen. */
  def members(field: StructField): Seq[StructField] = field.dataType.asInstanceOf[StructType].fields.toSeq

  def field(name: String, types: Seq[DataType]): StructField =
    StructField(name, StructType(types.map(t => StructField(GlueTypes.nameOf(t), t))), nullable = true, metadata)
}
