package org.apache.hadoop.hive.metastore;

import java.util.concurrent.ConcurrentHashMap;

import com.amazonaws.services.glue.catalog.GlueMetastore;
import org.apache.hadoop.hive.conf.HiveConf;

/**
 * Takes the place of Hive's class of this name, which Hive 2.3 asks for its metastore client: Spark SQL then reads and writes the Data Catalog. It
 * must come before Spark's own jars on the class path.
 */
public class RetryingMetaStoreClient {
  private RetryingMetaStoreClient() {}

  public static IMetaStoreClient getProxy(HiveConf conf, boolean allowEmbedded) {
    return GlueMetastore.client(conf);
  }

  public static IMetaStoreClient getProxy(HiveConf conf, HiveMetaHookLoader hooks, String implementation) {
    return GlueMetastore.client(conf);
  }

  public static IMetaStoreClient getProxy(
      HiveConf conf, HiveMetaHookLoader hooks, ConcurrentHashMap<String, Long> timings, String implementation, boolean allowEmbedded) {
    return GlueMetastore.client(conf);
  }
}
