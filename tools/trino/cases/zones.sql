-- Time zones that are names and offsets.
timestamp '2020-01-01 00:00:00 UTC' at time zone 'foo'
timestamp '2020-01-01 00:00:00 UTC' at time zone '+25:00'
timestamp '2020-01-01 00:00:00 UTC' at time zone '+0100'
timestamp '2020-01-01 00:00:00 UTC' at time zone 'america/new_york'
timestamp '2020-01-01 00:00:00 UTC' at time zone 'GMT'
timestamp '2020-01-01 00:00:00 UTC' at time zone 'utc+5'
timestamp '2020-01-01 00:00:00 UTC' at time zone interval '-3' hour
from_unixtime(1.5, 5, 30)
timestamp '2020-01-01 00:00:00 UTC' at time zone 'UTC+5'
timestamp '2020-01-01 00:00:00 UTC' at time zone 'UTC+05:00'
timestamp '2020-01-01 00:00:00 UTC' at time zone 'GMT+05:00'
timestamp '2020-01-01 00:00:00 UTC' at time zone '+5'
timestamp '2020-01-01 00:00:00 UTC' at time zone '+05'
timestamp '2020-01-01 00:00:00 UTC' at time zone '+5:00'
timestamp '2020-01-01 00:00:00 UTC' at time zone 'Etc/GMT-5'
timestamp '2020-01-01 00:00:00 UTC' at time zone 'Z'
timestamp '2020-01-01 00:00:00 UTC' at time zone 'utc'
timestamp '2020-01-01 00:00:00 UTC' at time zone '+15:00'
timestamp '2020-01-01 00:00:00 UTC' at time zone '+14:00'
timestamp '2020-01-01 00:00:00 UTC' at time zone '-00:00'
timestamp '2020-01-01 00:00:00 UTC' at time zone '+01:00:00'
timestamp '2020-01-01 00:00:00 UTC' at time zone 'EST'
with_timezone(timestamp '2020-01-01 00:00:00', 'foo')
with_timezone(timestamp '2020-01-01 00:00:00', '+01:00')
cast('2020-01-01 00:00:00 +0100' as timestamp with time zone)
cast('2020-01-01 00:00:00 foo' as timestamp with time zone)
date_trunc('day', timestamp '2020-01-01 00:30:00 +01:00')
date_add('day', 1, timestamp '2020-03-28 12:00:00 Europe/Berlin')
date_add('hour', 24, timestamp '2020-03-28 12:00:00 Europe/Berlin')
timestamp '2020-03-28 12:00:00 Europe/Berlin' + interval '1' month
date_diff('day', timestamp '2020-01-01 00:30:00 +01:00', timestamp '2020-01-02 00:00:00 UTC')
date_diff('day', timestamp '2020-03-28 12:00:00 Europe/Berlin', timestamp '2020-03-29 12:00:00 Europe/Berlin')
format_datetime(timestamp '2020-01-01 00:00:00 +05:30', 'yyyy-MM-dd HH:mm ZZ z')
cast(timestamp '2020-01-01 23:30:00 -03:30' as date)
cast(timestamp '2020-01-01 23:30:00 -03:30' as varchar)
cast(timestamp '2020-01-01 23:30:00 -03:30' as timestamp)
cast(timestamp '2020-01-01 23:30:00 -03:30' as time)
timezone_hour(timestamp '2020-01-01 23:30:00 -03:30'), timezone_minute(timestamp '2020-01-01 23:30:00 -03:30')
timestamp '2020-01-01 00:00:00 +01:00' = timestamp '2019-12-31 23:00:00 UTC'
last_day_of_month(timestamp '2020-01-31 23:30:00 -03:30')
date_format(timestamp '2020-01-01 23:30:00 -03:30', '%H:%i')
hour(timestamp '2020-01-01 23:30:00 +05:30'), minute(timestamp '2020-01-01 23:30:00 UTC' at time zone '+05:30')
