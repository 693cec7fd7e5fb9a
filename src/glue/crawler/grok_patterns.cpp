// Glue's built-in grok patterns (glue-crawlers.md 3.4), as expressions that cannot run away: no nested repetition of the same thing.
#include <map>

#include "glue/crawler/grok.h"

namespace tarn::glue::crawler {
namespace {

const std::map<std::string_view, std::string_view> kPatterns{
    // basic
    {"USERNAME", R"([a-zA-Z0-9._-]+)"},
    {"USER", R"(%{USERNAME})"},
    {"INT", R"([+-]?[0-9]+)"},
    {"BASE10NUM", R"((?<![0-9.+-])[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+))"},
    {"NUMBER", R"(%{BASE10NUM})"},
    {"BASE16NUM", R"((?<![0-9A-Fa-f])[+-]?(?:0x)?[0-9A-Fa-f]+)"},
    {"BASE16FLOAT", R"(\b(?<![0-9A-Fa-f.])[+-]?(?:0x)?(?:[0-9A-Fa-f]+(?:\.[0-9A-Fa-f]*)?|\.[0-9A-Fa-f]+)\b)"},
    {"BOOLEAN", R"((?i:true|false))"},
    {"POSINT", R"(\b[1-9][0-9]*\b)"},
    {"NONNEGINT", R"(\b[0-9]+\b)"},
    {"WORD", R"(\b\w+\b)"},
    {"NOTSPACE", R"(\S+)"},
    {"SPACE", R"(\s*)"},
    {"DATA", R"(.*?)"},
    {"GREEDYDATA", R"(.*)"},
    {"QUOTEDSTRING", R"("(?:\\.|[^\\"])*"|'(?:\\.|[^\\'])*'|`(?:\\.|[^\\`])*`)"},
    {"UUID", R"([A-Fa-f0-9]{8}-(?:[A-Fa-f0-9]{4}-){3}[A-Fa-f0-9]{12})"},

    // network
    {"MAC", R"(%{CISCOMAC}|%{WINDOWSMAC}|%{COMMONMAC})"},
    {"CISCOMAC", R"((?:[A-Fa-f0-9]{4}\.){2}[A-Fa-f0-9]{4})"},
    {"WINDOWSMAC", R"((?:[A-Fa-f0-9]{2}-){5}[A-Fa-f0-9]{2})"},
    {"COMMONMAC", R"((?:[A-Fa-f0-9]{2}:){5}[A-Fa-f0-9]{2})"},
    {"IPV6", R"((?:(?:[0-9A-Fa-f]{1,4}:){7}(?:[0-9A-Fa-f]{1,4}|:)|(?:[0-9A-Fa-f]{1,4}:){1,6}(?::[0-9A-Fa-f]{1,4}){1,6}|(?:[0-9A-Fa-f]{1,4}:){1,7}:|:(?::[0-9A-Fa-f]{1,4}){1,7}|(?:[0-9A-Fa-f]{1,4}:){1,6}%{IPV4}|::(?:[0-9A-Fa-f]{1,4}:){0,5}%{IPV4}|::)(?:%[0-9A-Za-z._-]+)?)"},
    {"IPV4", R"((?<![0-9])(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})\.){3}(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})(?![0-9]))"},
    {"IP", R"(%{IPV6}|%{IPV4})"},
    {"HOSTNAME", R"(\b[0-9A-Za-z][0-9A-Za-z-]{0,62}(?:\.[0-9A-Za-z][0-9A-Za-z-]{0,62})*\.?)"},
    {"HOST", R"(%{HOSTNAME})"},
    {"IPORHOST", R"(%{IP}|%{HOSTNAME})"},
    {"HOSTPORT", R"((?:%{IPORHOST}):%{POSINT})"},

    // paths
    {"PATH", R"(%{UNIXPATH}|%{WINPATH})"},
    {"UNIXPATH", R"((?:/[\w%!$@:.,~+=-]*)+)"},
    {"TTY", R"(/dev/(?:pts|tty[pq]?)\w*/?[0-9]*)"},
    {"WINPATH", R"((?:[A-Za-z]:|\\)(?:\\[^\\?*]*)+)"},
    {"URIPROTO", R"([A-Za-z]+(?:\+[A-Za-z]+)?)"},
    {"URIHOST", R"((?:%{IPORHOST})(?::%{POSINT})?)"},
    {"URIPATH", R"((?:/[A-Za-z0-9$.+!*'(){},~:;=@#%_-]*)+)"},
    {"URIPARAM", R"(\?[A-Za-z0-9$.+!*'|(){},~@#%&/=:;_?\[\]-]*)"},
    {"URIPATHPARAM", R"(%{URIPATH}(?:%{URIPARAM})?)"},
    {"URI", R"(%{URIPROTO}://(?:%{USER}(?::[^@]*)?@)?(?:%{URIHOST})?(?:%{URIPATHPARAM})?)"},

    // dates
    {"MONTH", R"(\b(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sep(?:tember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b)"},
    {"MONTHNUM", R"(0?[1-9]|1[0-2])"},
    {"MONTHNUM2", R"(0[1-9]|1[0-2])"},
    {"MONTHDAY", R"(0[1-9]|[12][0-9]|3[01]|[1-9])"},
    {"DAY", R"(Mon(?:day)?|Tue(?:sday)?|Wed(?:nesday)?|Thu(?:rsday)?|Fri(?:day)?|Sat(?:urday)?|Sun(?:day)?)"},
    {"YEAR", R"((?:[0-9]{2}){1,2})"},
    {"HOUR", R"(2[0123]|[01]?[0-9])"},
    {"MINUTE", R"([0-5][0-9])"},
    {"SECOND", R"((?:[0-5]?[0-9]|60)(?:[:.,][0-9]+)?)"},
    {"TIME", R"((?<![0-9])(?:%{HOUR}):(?:%{MINUTE})(?::%{SECOND})(?![0-9]))"},
    {"DATE_US", R"((?:%{MONTHNUM})[/-](?:%{MONTHDAY})[/-]%{YEAR})"},
    {"DATE_EU", R"((?:%{MONTHDAY})[./-](?:%{MONTHNUM})[./-]%{YEAR})"},
    {"DATESTAMP_US", R"(%{DATE_US}[- ]%{TIME})"},
    {"DATESTAMP_EU", R"(%{DATE_EU}[- ]%{TIME})"},
    {"DATE", R"(%{DATE_US}|%{DATE_EU})"},
    {"DATESTAMP", R"((?:%{DATE})[- ]%{TIME})"},
    {"ISO8601_TIMEZONE", R"(Z|[+-](?:%{HOUR})(?::?%{MINUTE}))"},
    {"ISO8601_SECOND", R"(%{SECOND}|60)"},
    {"TIMESTAMP_ISO8601", R"(%{YEAR}-(?:%{MONTHNUM})-(?:%{MONTHDAY})[T ](?:%{HOUR}):?(?:%{MINUTE})(?::?%{SECOND})?(?:%{ISO8601_TIMEZONE})?)"},
    {"TZ", R"([PMCE][SD]T|UTC)"},
    {"DATESTAMP_RFC822", R"((?:%{DAY}) %{MONTH} (?:%{MONTHDAY}) %{YEAR} %{TIME} (?:%{TZ}))"},
    {"DATESTAMP_RFC2822", R"((?:%{DAY}), (?:%{MONTHDAY}) %{MONTH} %{YEAR} %{TIME} (?:%{ISO8601_TIMEZONE}))"},
    {"DATESTAMP_OTHER", R"((?:%{DAY}) %{MONTH} (?:%{MONTHDAY}) %{TIME} (?:%{TZ}) %{YEAR})"},
    {"DATESTAMP_EVENTLOG", R"(%{YEAR}(?:%{MONTHNUM2})(?:%{MONTHDAY})(?:%{HOUR})(?:%{MINUTE})%{SECOND})"},
    {"CISCOTIMESTAMP", R"(%{MONTH} +(?:%{MONTHDAY})(?: %{YEAR})? %{TIME})"},
    {"HTTPDATE", R"((?:%{MONTHDAY})/%{MONTH}/%{YEAR}:%{TIME} %{INT})"},

    // syslog
    {"SYSLOGTIMESTAMP", R"(%{MONTH} +(?:%{MONTHDAY}) %{TIME})"},
    {"PROG", R"([\w._/%-]+)"},
    {"SYSLOGPROG", R"(%{PROG:program}(?:\[%{POSINT:pid}\])?)"},
    {"SYSLOGHOST", R"(%{IPORHOST})"},
    {"SYSLOGFACILITY", R"(<%{NONNEGINT:facility}\.%{NONNEGINT:priority}>)"},
    {"SYSLOGBASE", R"(%{SYSLOGTIMESTAMP:timestamp} (?:%{SYSLOGFACILITY} )?%{SYSLOGHOST:logsource} %{SYSLOGPROG}:)"},
    {"MESSAGESLOG", R"(%{SYSLOGBASE} %{DATA})"},

    // web
    {"QS", R"(%{QUOTEDSTRING})"},
    {"COMMONAPACHELOG", R"~(%{IPORHOST:clientip} %{USER:ident} %{USER:auth} \[%{HTTPDATE:timestamp}\] "(?:%{WORD:verb} %{NOTSPACE:request}(?: HTTP/%{NUMBER:httpversion})?|%{DATA:rawrequest})" %{NUMBER:response} (?:%{NUMBER:bytes}|-))~"},
    {"COMBINEDAPACHELOG", R"~(%{COMMONAPACHELOG} %{QS:referrer} %{QS:agent})~"},
    {"COMMONAPACHELOG_DATATYPED", R"~(%{IPORHOST:clientip} %{USER:ident} %{USER:auth} \[%{HTTPDATE:timestamp}\] "(?:%{WORD:verb:string} %{NOTSPACE:request}(?: HTTP/%{NUMBER:httpversion:float})?|%{DATA:rawrequest})" %{NUMBER:response:int} (?:%{NUMBER:bytes:long}|-))~"},

    // levels
    {"LOGLEVEL", R"((?i:alert|trace|debug|notice|info|warn(?:ing)?|err(?:or)?|crit(?:ical)?|fatal|severe|emerg(?:ency)?))"},
};

}  // namespace

std::string_view builtin_grok_pattern(std::string_view name) {
  auto found = kPatterns.find(name);
  return found == kPatterns.end() ? std::string_view() : found->second;
}

}  // namespace tarn::glue::crawler
