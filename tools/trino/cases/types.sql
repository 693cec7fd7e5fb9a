-- Every type: literals, casts to text and back, errors of casts. Where a result's type is asked for, typeof shows it whole.
cast(decimal '0.10' as varchar)
cast(decimal '-0.10' as varchar)
cast(decimal '123.45' as varchar)
cast(decimal '0' as varchar)
cast(decimal '0.00' as varchar(10))
cast(decimal '.5' as varchar)
cast(decimal '12345678901234567890.123456789' as varchar)
decimal '0.10'
decimal '-0.05'
decimal '10.00'
cast('1.5' as decimal(5,2))
cast(' 1.5 ' as decimal(5,2))
cast('1e2' as decimal(5,2))
cast('x' as decimal(5,2))
cast(1000 as decimal(5,2))
cast(decimal '1000.0' as decimal(5,2))
cast(1.005e0 as decimal(5,2))
cast(1e10 as decimal(5,2))
cast(decimal '1.995' as decimal(5,2))
cast(decimal '12.5' as integer)
cast(decimal '-12.5' as bigint)
cast(decimal '12.5' as double)
cast(decimal '12.5' as real)
cast(decimal '0.0' as boolean)
cast(decimal '300' as tinyint)
cast(300 as tinyint)
cast(40000 as smallint)
cast(3000000000 as integer)
cast(1e20 as bigint)
cast(nan() as integer)
cast(infinity() as bigint)
cast(1.5e0 as tinyint)
cast(-1.5e0 as integer)
cast(true as integer)
cast(false as double)
cast(2 as boolean)
cast(0e0 as boolean)
cast('yes' as boolean)
cast('TRUE' as boolean)
cast('1' as boolean)
cast('abc' as integer)
cast('' as integer)
cast(' 12 ' as integer)
cast('12.5' as integer)
cast('300' as tinyint)
cast('99999999999' as integer)
cast('99999999999999999999' as bigint)
cast('+5' as bigint)
cast('1.5' as double)
cast(' 1.5 ' as double)
cast('abc' as double)
cast('NaN' as double)
cast('Infinity' as double)
cast('inf' as double)
cast('1e400' as double)
cast('abc' as real)
cast('1.1' as real)
cast(1e0 as varchar)
cast(1e7 as varchar)
cast(1e-4 as varchar)
cast(123456.789e0 as varchar)
cast(1e100 as varchar)
cast(-0e0 as varchar)
cast(nan() as varchar)
cast(infinity() as varchar)
cast(real '1.1' as varchar)
cast(real '1e10' as varchar)
cast(real '1.1' as double)
cast(1.1e0 as real)
1e0
1e7
12345678.9e0
0.001e0
0.00012e0
1e300 * 1e10
real '3.4028235e38'
real '0.1'
nan()
-infinity()
2147483647
2147483648
9223372036854775807
9223372036854775808
-9223372036854775808
1 + 2147483647
9223372036854775807 + 1
-2147483648 - 1
2147483647 * 2
tinyint '127' + tinyint '1'
smallint '32767' * smallint '2'
1 / 0
1 % 0
1e0 / 0
0e0 / 0
5 % -3
decimal '1.0' / 0
decimal '1.0' % decimal '0'
decimal '10' / decimal '3'
decimal '1.23' + decimal '4.5'
decimal '1.23' - decimal '4.567'
decimal '1.23' * decimal '4.567'
decimal '7.5' % decimal '2'
-decimal '1.5'
typeof(decimal '1.23' + decimal '4.5')
typeof(decimal '1.23' * decimal '4.567')
typeof(decimal '10' / decimal '3')
typeof(decimal '7.55' % decimal '2.1')
typeof(decimal '1.5' + 1)
typeof(decimal '1.5' + bigint '1')
typeof(decimal '1.5' + 1e0)
typeof(1 + bigint '1')
typeof(tinyint '1' + smallint '1')
typeof(real '1' + 1)
typeof(real '1' + 1e0)
typeof('a' || 'bc')
typeof(cast('a' as char(3)) || 'b')
typeof(cast('a' as varchar(5)) || cast('b' as varchar(3)))
typeof(cast('abc' as varchar(2)))
typeof(array[1, 2.5e0])
typeof(array[1, bigint '2'])
typeof(array[decimal '1.5', 2])
typeof(array['a', 'bcd'])
typeof(array[])
typeof(map())
typeof(map(array['a'], array[1]))
typeof(row(1, 'a'))
typeof(cast(row(1, 2) as row(a integer, b bigint)))
typeof(date '2020-01-01')
typeof(timestamp '2020-01-01 00:00:00')
typeof(timestamp '2020-01-01 00:00:00.123456')
typeof(timestamp '2020-01-01 00:00:00 UTC')
typeof(time '10:00:00')
typeof(time '10:00:00.123')
typeof(interval '1' day)
typeof(interval '1' month)
typeof(x'00')
typeof(uuid '12151fd2-7586-11e9-8f9e-2a86e4085a59')
typeof(ipaddress '10.0.0.1')
typeof(json '1')
typeof(now())
typeof(current_time)
typeof(current_date)
typeof(localtimestamp)
typeof(date '2020-01-01' - date '2019-12-31')
typeof(date '2020-01-01' + interval '1' day)
typeof(timestamp '2020-01-01 00:00:00' - timestamp '2019-01-01 00:00:00')
typeof(case when true then 1 else 2.5e0 end)
typeof(coalesce(1, bigint '2'))
typeof(if(true, 'a', 'bcd'))
typeof(nullif(1, 2e0))
typeof(greatest(1, decimal '1.5'))
typeof(1 = 1)
date '2020-02-30'
cast('2020-1-5' as date)
cast(' 2020-01-05 ' as date)
cast('2020-01-05 10:00:00' as date)
cast('20200105' as date)
cast('abc' as date)
cast(timestamp '2020-01-01 23:59:59' as date)
cast(timestamp '2020-01-01 23:59:59 America/New_York' as date)
cast(date '2020-01-01' as varchar)
cast(date '0001-01-01' as varchar)
cast(date '2020-01-01' as timestamp(6))
cast(date '2020-01-01' as timestamp with time zone)
timestamp '2020-01-01'
timestamp '2020-01-01 10:00'
timestamp '2020-01-01 10:00:00'
timestamp '2020-01-01 10:00:00.1'
timestamp '2020-01-01 10:00:00.123456'
timestamp '2020-01-01 10:00:00.123456789'
timestamp '2020-01-01T10:00:00'
cast('2020-01-01T10:00:00' as timestamp)
cast('2020-01-01 10:00:00 UTC' as timestamp)
cast('2020-01-01' as timestamp)
cast('abc' as timestamp)
cast('2020-01-01 10:00:00.9999' as timestamp(3))
cast(timestamp '2020-01-01 10:00:00.9996' as timestamp(3))
cast(timestamp '2020-01-01 10:00:00.999' as timestamp(0))
cast(timestamp '2020-01-01 10:00:00.12' as varchar)
cast(timestamp '2020-01-01 10:00:00.123456' as varchar)
cast(timestamp '2020-01-01 10:00:00' as time)
timestamp '2020-01-01 10:00:00 UTC'
timestamp '2020-01-01 10:00:00 +01:00'
timestamp '2020-01-01 10:00:00.123 America/New_York'
timestamp '2020-06-01 10:00:00 Europe/Berlin'
timestamp '2020-01-01 10:00:00 Nowhere/City'
cast('2020-01-01 10:00:00 +02:00' as timestamp with time zone)
cast('2020-01-01 10:00:00' as timestamp with time zone)
cast(timestamp '2020-01-01 10:00:00 +01:00' as varchar)
cast(timestamp '2020-01-01 10:00:00 +01:00' as timestamp)
cast(timestamp '2020-01-01 10:00:00' as timestamp with time zone)
timestamp '2020-01-01 10:00:00 UTC' at time zone '+01:00'
timestamp '2020-01-01 10:00:00 UTC' at time zone '-05:30'
timestamp '2020-01-01 10:00:00' at time zone '+01:00'
timestamp '2020-01-01 10:00:00 UTC' at time zone 'America/New_York'
timestamp '2020-06-01 10:00:00 UTC' at time zone 'Europe/Berlin'
timestamp '2020-01-01 10:00:00 UTC' at time zone 'Nowhere'
timestamp '2020-01-01 10:00:00 UTC' at time zone interval '2' hour
hour(timestamp '2020-01-01 10:00:00 UTC' at time zone '+01:00')
at_timezone(timestamp '2020-01-01 10:00:00 UTC', '+05:30')
with_timezone(timestamp '2020-01-01 10:00:00', '+05:30')
with_timezone(timestamp '2020-01-01 10:00:00', 'Asia/Tokyo')
timestamp '2020-01-01 10:00:00 +01:00' = timestamp '2020-01-01 09:00:00 UTC'
timestamp '2020-01-01 10:00:00 +01:00' < timestamp '2020-01-01 09:30:00 UTC'
timestamp '2020-01-01 10:00:00 UTC' = timestamp '2020-01-01 10:00:00'
time '10:00:00'
time '10:00:00.123'
time '25:00:00'
cast('10:11:12' as time)
cast(time '10:11:12.345' as varchar)
time '10:00:00 +01:00'
time '23:30:00' + interval '1' hour
time '10:00:00' - time '09:00:00'
interval '1' day
interval '-1' day
interval '36' hour
interval '2' hour + interval '30' minute
interval '1 02:03:04.567' day to second
interval '1-3' year to month
interval '14' month
interval '-14' month
- interval '1' day
interval '1' year * 2
interval '1' day / 2
interval '1' month / 2
2 * interval '1' day
interval '1' day * 1.5e0
interval '1' day = interval '24' hour
interval '1' day > interval '1' hour
interval '1' day + interval '1' month
cast(interval '1' day as varchar)
cast(interval '1-3' year to month as varchar)
date '2020-01-31' + interval '1' month
date '2020-01-31' + interval '25' hour
date '2020-03-31' - interval '1' month
date '2020-03-31' - interval '1' day
interval '1' day + date '2020-01-01'
timestamp '2020-01-31 10:00:00' + interval '1' month
timestamp '2020-01-31 10:00:00' - interval '36' hour
timestamp '2020-01-31 10:00:00 America/New_York' + interval '1' day
timestamp '2020-03-07 10:00:00 America/New_York' + interval '1' day
timestamp '2020-03-07 10:00:00 America/New_York' + interval '24' hour
timestamp '2020-01-02 10:00:00' - timestamp '2020-01-01 09:59:59.5'
timestamp '2020-01-02 10:00:00 UTC' - timestamp '2020-01-01 10:00:00 +01:00'
date '2020-01-01' - timestamp '2019-12-31 12:00:00'
date '2020-01-01' < timestamp '2020-01-01 00:00:01'
x'0aff'
x''
cast('abc' as varbinary)
x'0a' || x'0b'
x'0a' < x'0b'
x'61' = to_utf8('a')
cast(x'61' as varchar)
uuid '12151fd2-7586-11e9-8f9e-2a86e4085a59'
cast('12151FD2-7586-11e9-8f9e-2a86e4085a59' as uuid)
cast('abc' as uuid)
cast(uuid '12151fd2-7586-11e9-8f9e-2a86e4085a59' as varchar)
cast(uuid '12151fd2-7586-11e9-8f9e-2a86e4085a59' as varbinary)
ipaddress '10.0.0.1'
cast('2001:db8::1' as ipaddress)
cast('abc' as char(5))
cast('abcdef' as char(3))
cast('a' as char(3)) = 'a  '
cast('a ' as char(3)) = cast('a' as char(5))
cast(cast('a' as char(3)) as varchar)
cast('a' as char(3)) < cast('b' as char(1))
length(cast('a ' as char(4)))
cast('abc' as varchar(2))
cast(12345 as varchar(3))
cast(true as varchar(2))
cast(date '2020-01-01' as varchar(4))
cast(1 as varchar)
cast(null as integer)
null
array[1, 2, null]
array[array[1], array[], null]
array['a', null, '']
array[date '2020-01-01']
array[timestamp '2020-01-01 10:00:00']
array[decimal '0.10', decimal '1.5']
array[1e0, 2.5e10]
array[true, false]
map(array[1, 2], array['a', null])
map(array['b', 'a'], array[1, 2])
map(array[2, 10, 1], array['x', 'y', 'z'])
map(array[date '2020-01-01'], array[array[1, 2]])
map()
row(1, 'a')
row(1, null)
cast(row(1, 'a') as row(x integer, y varchar))
cast(row(1, null) as row(x integer, y varchar))
array[row(1, 'a'), row(2, 'b')]
cast(array[row(1, 'a')] as array(row(x integer, y varchar)))
map(array['k'], array[row(1, 'a')])
row(array[1], map(array[1], array[2]))
cast(array[1, 2] as array(varchar))
cast(array['1', '2'] as array(integer))
cast(array['1', 'x'] as array(integer))
try_cast(array['1', 'x'] as array(integer))
cast(map(array['1'], array['2']) as map(integer, bigint))
cast(map(array['1', '01'], array['2', '3']) as map(integer, bigint))
cast(row('1', '2') as row(integer, double))
cast(row(1, 2, 3) as row(a integer, b integer))
cast(array[1] as varchar)
cast(1 as date)
cast(date '2020-01-01' as integer)
cast(1 as foo)
cast('a' as string)
cast(1 as int)
cast(1 as float)
cast('a' as varchar(0))
cast(1 as decimal(39,1))
cast(1 as decimal(5,6))
cast(1 as decimal)
cast(1.5e0 as decimal)
typeof(cast(1 as decimal))
typeof(cast('a' as char))
typeof(cast('2020-01-01 00:00:00' as timestamp))
json '{"b":1, "a":[1,2, {"c": null}]}'
json '1.50'
json 'x'
cast(1 as json)
cast(1.5e0 as json)
cast(decimal '1.50' as json)
cast(true as json)
cast(null as json)
cast('a"b' as json)
cast(date '2020-01-01' as json)
cast(timestamp '2020-01-01 10:00:00' as json)
cast(array[1, null, 2] as json)
cast(array[decimal '0.10'] as json)
cast(array[date '2020-01-01'] as json)
cast(array[1e0, nan()] as json)
cast(map(array['b', 'a'], array[1, 2]) as json)
cast(map(array[1, 2], array['x', 'y']) as json)
cast(row(1, 'a') as json)
cast(cast(row(1, 'a') as row(x integer, y varchar)) as json)
cast(x'61' as json)
cast(json '1' as integer)
cast(json '"1"' as integer)
cast(json '1.6' as integer)
cast(json 'true' as integer)
cast(json '"x"' as integer)
cast(json '[1]' as integer)
cast(json 'null' as integer)
cast(json '1.5' as double)
cast(json '"1.5"' as double)
cast(json '1.56' as decimal(3,1))
cast(json '1' as varchar)
cast(json '1.0' as varchar)
cast(json 'true' as varchar)
cast(json '{"a":1}' as varchar)
cast(json 'true' as boolean)
cast(json '1' as boolean)
cast(json '"2020-01-01"' as date)
cast(json '["a", 1, null]' as array(varchar))
cast(json '[[1],[2,3]]' as array(array(integer)))
cast(json '{"a":1,"b":null}' as map(varchar,integer))
cast(json '{"1":true}' as map(integer,boolean))
cast(json '{"x":1,"y":"b"}' as row(x integer, y varchar))
cast(json '{"Y":"b"}' as row(x integer, y varchar))
cast(json '[1,"b"]' as row(x integer, y varchar))
cast(json '[{"x":1}]' as array(row(x integer)))
cast(json '{"a":[1,2]}' as map(varchar,json))
cast(json '[1,{"a":2}]' as array(json))
cast(json '{"a":1}' as array(integer))
try_cast(json '"x"' as integer)
