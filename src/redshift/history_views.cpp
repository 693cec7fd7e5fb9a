// What ran and what was loaded: stl_, svl_ and sys_ views over the history that history.h writes.
#include "redshift/system_views.h"

namespace tarn::redshift {
namespace {

constexpr SystemView kViews[] = {
    {"pg_catalog", "stl_query",
     "userid integer, query integer, label character(320), xid bigint, pid integer, database character(32), querytxt character(4000), starttime timestamp, endtime timestamp, "
     "aborted integer, insert_pristine integer, concurrency_scaling_status integer",
     "SELECT userid, query, label, xid, pid, f.database, text[:4000], started, ended, aborted, 0, 0 FROM tarn.queries CROSS JOIN tarn.format f"},
    {"pg_catalog", "stl_querytext", "userid integer, xid bigint, pid integer, query integer, sequence integer, text character(200)",
     "SELECT userid, xid, pid, query, i, text[i * 200 + 1:i * 200 + 200] FROM tarn.queries, range(0, CAST((len(text) + 199) / 200 AS BIGINT)) AS r(i)"},
    {"pg_catalog", "stl_ddltext", "userid integer, xid bigint, pid integer, label character(320), starttime timestamp, endtime timestamp, sequence integer, text character(200)",
     "SELECT userid, xid, pid, label, started, ended, 0, text[:200] FROM tarn.queries WHERE type = 'DDL'"},
    {"pg_catalog", "stl_utilitytext", "userid integer, xid bigint, pid integer, label character(320), starttime timestamp, endtime timestamp, sequence integer, text character(200)",
     "SELECT userid, xid, pid, label, started, ended, 0, text[:200] FROM tarn.queries WHERE type = 'UTILITY'"},
    {"pg_catalog", "svl_statementtext",
     "userid integer, xid bigint, pid integer, label character(320), starttime timestamp, endtime timestamp, sequence integer, type text, text character(200)",
     "SELECT userid, xid, pid, label, started, ended, 0, type, text[:200] FROM tarn.queries"},
    {"pg_catalog", "svl_qlog",
     "userid integer, query integer, xid bigint, pid integer, starttime timestamp, endtime timestamp, elapsed bigint, aborted integer, label character(320), substring character(60)",
     "SELECT userid, query, xid, pid, started, ended, date_diff('microsecond', started, ended), aborted, label, text[:60] FROM tarn.queries"},
    {"pg_catalog", "sys_query_history",
     "user_id integer, query_id bigint, query_label character(320), transaction_id bigint, session_id integer, database_name character(128), query_type character(32), "
     "status character(10), result_cache_hit boolean, start_time timestamp, end_time timestamp, elapsed_time bigint, queue_time bigint, execution_time bigint, "
     "error_message character(512), returned_rows bigint, returned_bytes bigint, query_text character(4000), redshift_version character(256)",
     "SELECT userid, query, label, xid, pid, f.database, type, CASE aborted WHEN 0 THEN 'success' ELSE 'failed' END, false, started, ended, date_diff('microsecond', started, "
     "ended), 0, date_diff('microsecond', started, ended), error, rows, 0, text[:4000], '1.0.0' FROM tarn.queries CROSS JOIN tarn.format f"},
    {"pg_catalog", "sys_query_text", "user_id integer, query_id bigint, transaction_id bigint, session_id integer, start_time timestamp, sequence integer, text character(200)",
     "SELECT userid, query, xid, pid, started, i, text[i * 200 + 1:i * 200 + 200] FROM tarn.queries, range(0, CAST((len(text) + 199) / 200 AS BIGINT)) AS r(i)"},
    {"pg_catalog", "stl_load_errors",
     "userid integer, slice integer, tbl integer, starttime timestamp, session integer, query integer, filename character(256), line_number bigint, colname character(127), "
     "type character(10), col_length character(10), position integer, raw_line character(1024), raw_field_value character(1024), err_code integer, err_reason character(100), "
     "is_partial integer, start_offset bigint, copy_job_id bigint",
     "SELECT userid, 0, tbl, starttime, session, query, filename, line_number, colname, type, col_length, position, raw_line, raw_field_value, err_code, err_reason, 0, 0, 0 "
     "FROM tarn.load_errors"},
    {"pg_catalog", "stl_loaderror_detail",
     "userid integer, slice integer, session integer, query integer, filename character(256), line_number bigint, field integer, colname character(127), value character(1024), "
     "is_null integer, type character(10), col_length character(10)",
     "SELECT userid, 0, session, query, filename, line_number, 0, colname, raw_field_value, 0, type, col_length FROM tarn.load_errors"},
    {"pg_catalog", "sys_load_error_detail",
     "user_id integer, query_id bigint, transaction_id bigint, session_id integer, database_name character(64), table_id integer, start_time timestamp, file_name character(256), "
     "line_number bigint, column_name character(127), column_type character(10), column_length character(10), position integer, error_code integer, error_message character(512)",
     "SELECT userid, query, query, session, f.database, tbl, starttime, filename, line_number, colname, type, col_length, position, err_code, err_reason FROM tarn.load_errors "
     "CROSS JOIN tarn.format f"},
    {"pg_catalog", "stl_load_commits",
     "userid integer, query integer, slice integer, name character(256), filename character(256), byte_offset integer, lines_scanned integer, errors integer, curtime timestamp, "
     "status integer, file_format character(16)",
     "SELECT userid, query, 0, relation, filename, 0, rows, errors, ended, 1, format FROM tarn.loads"},
    {"pg_catalog", "sys_load_history",
     "user_id integer, query_id bigint, transaction_id bigint, session_id integer, database_name text, status text, table_name text, start_time timestamp, end_time timestamp, "
     "duration bigint, data_source text, file_format text, loaded_rows bigint, loaded_bytes bigint, source_file_count integer, source_file_bytes bigint, "
     "file_count_scanned integer, file_bytes_scanned bigint, error_count bigint, copy_job_id bigint",
     "SELECT userid, query, query, session, any_value(f.database), 'completed', any_value(relation), min(started), max(ended), date_diff('microsecond', min(started), max(ended)), "
     "any_value(source), any_value(format), sum(rows), sum(bytes), count(*), sum(bytes), count(*), sum(bytes), sum(errors), 0 FROM tarn.loads CROSS JOIN tarn.format f GROUP BY "
     "userid, query, session"},
};

}  // namespace

std::span<const SystemView> history_views() { return kViews; }

}  // namespace tarn::redshift
