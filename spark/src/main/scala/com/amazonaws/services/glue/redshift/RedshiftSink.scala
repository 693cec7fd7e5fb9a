package com.amazonaws.services.glue.redshift

import java.sql.{Connection, DriverManager}
import java.util.{Properties, UUID}

import com.amazonaws.auth.{AWSSessionCredentials, DefaultAWSCredentialsProviderChain}
import org.apache.spark.sql.{DataFrame, SaveMode}
import org.apache.spark.sql.functions.{col, to_json}
import org.apache.spark.sql.types._

/** Where to load: the JDBC URL with its database, and who logs in. */
final case class RedshiftTarget(url: String, user: String, password: String, table: String)

/**
 * Loads a frame into Redshift as Glue does: CSV files below the temporary folder, then one transaction of preactions, CREATE TABLE IF NOT EXISTS,
 * COPY and postactions. COPY reads with `aws_iam_role` where it is given, else with the job's temporary credentials. The staged files stay.
 */
object RedshiftSink {
  private val NullText = "@NULL@"

  def write(df: DataFrame, target: RedshiftTarget, tempDir: String, options: Map[String, String]): Unit = {
    require(tempDir.nonEmpty, "redshift_tmp_dir is missing: Redshift is loaded through S3")
    val flat = df.select(df.schema.fields.toSeq.map { field =>
      val column = col("`" + field.name.replace("`", "``") + "`")
      field.dataType match {
        case _: StructType | _: ArrayType | _: MapType => to_json(column).as(field.name)
        case _ => column
      }
    }: _*)
    val staged = tempDir.stripSuffix("/") + "/" + UUID.randomUUID() + "/"
    flat.write.mode(SaveMode.Append).option("nullValue", NullText).option("emptyValue", "").option("escape", "\"").option("timestampFormat", "yyyy-MM-dd HH:mm:ss.SSSSSS").csv(staged)
    inTransaction(target) { connection =>
      run(connection, options.getOrElse("preactions", ""))
      execute(connection, s"CREATE TABLE IF NOT EXISTS ${target.table} (${flat.schema.map(f => s"${identifier(f.name)} ${typeOf(f.dataType)}").mkString(", ")})")
      execute(connection, copy(target.table, flat.schema.fieldNames.toSeq, staged, options))
      run(connection, options.getOrElse("postactions", ""))
    }
  }

  private def copy(table: String, columns: Seq[String], staged: String, options: Map[String, String]): String = {
    val authorization = options.get("aws_iam_role") match {
      case Some(role) => s"IAM_ROLE '$role'"
      case None => temporaryCredentials
    }
    s"COPY $table (${columns.map(identifier).mkString(", ")}) FROM '$staged' $authorization FORMAT AS CSV NULL AS '$NullText' " +
      s"TIMEFORMAT 'auto' DATEFORMAT 'auto' ${options.getOrElse("extracopyoptions", "")}"
  }

  private def temporaryCredentials: String = {
    val credentials = DefaultAWSCredentialsProviderChain.getInstance().getCredentials
    val token = credentials match {
      case session: AWSSessionCredentials => s" SESSION_TOKEN '${session.getSessionToken}'"
      case _ => ""
    }
    s"ACCESS_KEY_ID '${credentials.getAWSAccessKeyId}' SECRET_ACCESS_KEY '${credentials.getAWSSecretKey}'$token"
  }

  private def inTransaction(target: RedshiftTarget)(body: Connection => Unit): Unit = {
    Class.forName("com.amazon.redshift.Driver")
    val properties = new Properties()
    properties.setProperty("user", target.user)
    properties.setProperty("password", target.password)
    // As Glue's connections: TLS only where the URL asks for it (JDBC_ENFORCE_SSL is false unless set).
    if (!target.url.toLowerCase.contains("ssl")) properties.setProperty("ssl", "false")
    val connection = DriverManager.getConnection(target.url, properties)
    try {
      connection.setAutoCommit(false)
      body(connection)
      connection.commit()
    } finally connection.close()
  }

  private def run(connection: Connection, statements: String): Unit = statements.split(";").map(_.trim).filter(_.nonEmpty).foreach(execute(connection, _))

  private def execute(connection: Connection, sql: String): Unit = {
    val statement = connection.createStatement()
    try statement.execute(sql)
    finally statement.close()
  }

  private def identifier(name: String): String = "\"" + name.replace("\"", "\"\"") + "\""

  private def typeOf(dataType: DataType): String = dataType match {
    case BooleanType => "BOOLEAN"
    case ByteType | ShortType => "SMALLINT"
    case IntegerType => "INTEGER"
    case LongType => "BIGINT"
    case FloatType => "REAL"
    case DoubleType => "DOUBLE PRECISION"
    case decimal: DecimalType => s"DECIMAL(${decimal.precision},${decimal.scale})"
    case DateType => "DATE"
    case TimestampType | TimestampNTZType => "TIMESTAMP"
    case _ => "VARCHAR(65535)"
  }
}
