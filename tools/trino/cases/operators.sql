-- Operators and predicates, their types and errors.
1 = '1'
1 < 'a'
'a' = 1
'a' + 1
true + 1
-'a'
not 1
1 and true
true or null
null and false
1 between 0 and null
'b' between 'a' and 'c'
1 in (1, 2, null)
3 in (1, 2, null)
1 in (1, 'a')
1 in (1, 2e0)
'a' in ('a ', 'b')
null is null
1 is distinct from 1
null is not distinct from null
1 = null
row(1, 2) = row(1, null)
row(1, 2) = row(2, null)
row(1, 2) < row(1, 3)
row(1, 2) in (row(1, 2), row(3, 4))
array[1, null] = array[1, null]
array[1, 2] = array[1, 2]
array[1, 2] < array[1, 3]
array[1, null] = array[2, null]
map(array[1], array[2]) = map(array[1], array[2])
map(array[1], array[2]) < map(array[1], array[3])
array[1, 2][1]
array[1, 2][0]
array[1, 2][3]
array[1, 2][-1]
array[1, 2]['a']
map(array['a'], array[1])['b']
map(array[1], array['x'])[2]
map(array[1], array['x'])['a']
row(1, 'a')[2]
row(1, 'a')[3]
row(1, 'a')[0]
'abc' like 'a%'
'abc' like 'a_c'
'a%c' like 'a\%c' escape '\'
'abc' like 'a\' escape '\'
'abc' like 'abc' escape 'xx'
'abc' not like 'b%'
null like 'a'
'a
b' like 'a%b'
'a' || null
'a' || 1
array[1] || array[2, 3]
array[1] || null
1 || array[2]
array[1] || 'a'
nan() = nan()
nan() < 1
1 < nan()
nan() is distinct from nan()
greatest(1e0, nan())
least(1e0, nan())
array_max(array[1e0, nan()])
greatest('a', 'B', 'c')
greatest(date '2020-01-01', timestamp '2020-01-01 10:00:00')
greatest(1, 'a')
least(1, 2, 3)
coalesce(null, null)
coalesce(1, 'a')
nullif('a', 'a')
nullif(1, 'a')
nullif(1, null)
if(true, 1)
if(null, 1, 2)
if(1, 2)
if(true, 1, 'a')
case when 1 > 2 then 'x' end
case 3 when 1 then 'a' when 2 then 'b' else 'c' end
case 1 when 'a' then 1 end
case when true then 1 else 'a' end
case when 1 then 2 end
try(1 / 0)
try(cast('a' as integer))
try(array[1][2])
try(2147483647 + 1)
(select 1 where 1 = 2)
(select x from (values 1, 2) t(x))
1 = any (values 1, 2)
1 > all (values 0, -1)
1 <> some (values 1, null)
1 in (select x from (values 2, null) t(x))
exists (select 1 where false)
1 in (select 'a')
(select 1, 2)
current_timezone()
current_user
current_catalog
current_schema
foo(1)
abs('a')
abs(1, 2)
sum(1, 2)
substr('a')
length(1)
lower(1)
sum('a')
x
t.x
SELECT * FROM nope
SELECT * FROM nope.t
SELECT * FROM nope.s.t
SELECT a, count(*) FROM (VALUES (1, 2)) t(a, b)
SELECT a, b FROM (VALUES (1, 2)) t(a, b) GROUP BY a
SELECT a FROM (VALUES 1) t(a) HAVING a > 1
SELECT a FROM (VALUES 1) t(a) WHERE sum(a) > 1
SELECT a FROM (VALUES 1) t(a) WHERE a
SELECT sum(sum(a)) FROM (VALUES 1) t(a)
SELECT a AS x FROM (VALUES 1) t(a) WHERE x = 1
SELECT a AS x FROM (VALUES 1, 2) t(a) ORDER BY x DESC
SELECT a AS x FROM (VALUES 1, 2) t(a) GROUP BY x
SELECT DISTINCT a FROM (VALUES (1, 2)) t(a, b) ORDER BY b
SELECT a FROM (VALUES 1) t(a) ORDER BY 2
SELECT a FROM (VALUES 1) t(a) GROUP BY 2
SELECT a FROM (VALUES 1) t(a) LIMIT -1
SELECT * FROM (VALUES 1, 2) t(a) ORDER BY a DESC NULLS FIRST LIMIT 1
SELECT * FROM (VALUES 1, null, 2) t(a) ORDER BY a
SELECT * FROM (VALUES 1, null, 2) t(a) ORDER BY a DESC
SELECT * FROM (VALUES 3, 1, 2) t(a) ORDER BY a OFFSET 1 LIMIT 1
SELECT * FROM (VALUES 1, 1, 2) t(a) ORDER BY a FETCH FIRST 1 ROW WITH TIES
SELECT * FROM (VALUES 1) t(a) FETCH FIRST 1 ROW WITH TIES
SELECT a FROM (VALUES 1) t(a), (VALUES 1) u(a)
SELECT t.* FROM (VALUES 1) t(a), (VALUES 2) u(a)
SELECT u.* FROM (VALUES 1) t(a)
SELECT *
SELECT * FROM (VALUES (1, 'a'), (2, 'b')) t(x, y) JOIN (VALUES (1, 'c')) u(x, z) USING (x)
SELECT * FROM (VALUES (1, 'a')) t(x, y) JOIN (VALUES ('1', 'c')) u(x, z) USING (x)
SELECT * FROM (VALUES 1) t(x) JOIN (VALUES 1) u(y) ON x
SELECT * FROM (VALUES 1) t(x) LEFT JOIN (VALUES 2) u(y) ON x = y
SELECT * FROM (VALUES 1) t(x) FULL JOIN (VALUES 2) u(y) ON x = y ORDER BY 1
SELECT * FROM (VALUES 1) t(x) NATURAL JOIN (VALUES 1) u(x)
SELECT * FROM (VALUES 1) t(a, b)
SELECT * FROM (VALUES (1, 2), (3)) t(a, b)
SELECT * FROM (VALUES (1, 'a'), (2e0, 'bcd')) t(a, b)
SELECT * FROM (VALUES (1), ('a')) t(a)
SELECT 1 UNION SELECT 'a'
SELECT 1, 2 UNION SELECT 1
SELECT 1 UNION ALL SELECT 2e0 ORDER BY 1
SELECT 'a' UNION ALL SELECT 'bcd' ORDER BY 1
SELECT 1 INTERSECT SELECT 1
SELECT * FROM (VALUES 1, 1, 2) EXCEPT ALL SELECT 1
SELECT * FROM (VALUES 1, 1, 2) INTERSECT ALL SELECT * FROM (VALUES 1, 1)
WITH a AS (SELECT 1 AS x) SELECT x FROM a
WITH a(y) AS (SELECT 1 AS x) SELECT y FROM a
WITH a AS (SELECT 1), a AS (SELECT 2) SELECT * FROM a
WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 4) SELECT sum(n) FROM t
SELECT * FROM UNNEST(array[1, 2]) t(x)
SELECT * FROM UNNEST(array[1, 2], array['a']) WITH ORDINALITY
SELECT * FROM UNNEST(map(array['a'], array[1])) t(k, v)
SELECT * FROM UNNEST(array[row(1, 'a'), row(2, 'b')]) t(x, y)
SELECT * FROM UNNEST(1)
SELECT * FROM (VALUES (array[1, 2])) t(a) CROSS JOIN UNNEST(a) u(x)
SELECT * FROM (VALUES (1, array[]), (2, array[5])) t(i, a) LEFT JOIN UNNEST(a) u(x) ON true ORDER BY 1
SELECT * FROM (VALUES (1, null)) t(i, a) CROSS JOIN UNNEST(cast(a as array(integer))) u(x)
SELECT x, y FROM (VALUES 1, 2) t(x) CROSS JOIN LATERAL (SELECT x * 2 AS y) ORDER BY 1
SELECT a, b, sum(c) FROM (VALUES (1, 2, 3), (1, 3, 4)) t(a, b, c) GROUP BY ROLLUP (a, b) ORDER BY 1, 2
SELECT a, b, sum(c) FROM (VALUES (1, 2, 3)) t(a, b, c) GROUP BY CUBE (a, b) ORDER BY 1, 2
SELECT a, grouping(a), sum(b) FROM (VALUES (1, 2)) t(a, b) GROUP BY GROUPING SETS ((a), ()) ORDER BY 2
SELECT grouping(a, b), count(*) FROM (VALUES (1, 2)) t(a, b) GROUP BY GROUPING SETS ((a), (b)) ORDER BY 1
SELECT a, count(*) FROM (VALUES 1, 1, 2) t(a) GROUP BY 1 HAVING count(*) > 1
SELECT a + 1, count(*) FROM (VALUES 1, 1, 2) t(a) GROUP BY a + 1 ORDER BY 1
SELECT count(DISTINCT a), sum(DISTINCT a) FROM (VALUES 1, 1, 2) t(a)
SELECT "a b" FROM (VALUES 1) t("a b")
SELECT A FROM (VALUES 1) t("A")
SELECT 1 AS "Foo", 2 AS Bar, 3
SELECT r.x FROM (SELECT cast(row(1) AS row(x integer)) AS r)
SELECT r.z FROM (SELECT cast(row(1) AS row(x integer)) AS r)
SELECT r.* FROM (SELECT cast(row(1, 2) AS row(x integer, y integer)) AS r)
SELECT (1, 2)
TABLE nope
VALUES (1, 'a'), (2, null)
SELECT row_number() OVER (ORDER BY a) FROM (VALUES 3, 1) t(a) ORDER BY 1
SELECT a, rank() OVER (ORDER BY a), dense_rank() OVER (ORDER BY a), percent_rank() OVER (ORDER BY a), cume_dist() OVER (ORDER BY a) FROM (VALUES 1, 1, 2) t(a) ORDER BY 1, 2
SELECT a, ntile(2) OVER (ORDER BY a) FROM (VALUES 1, 2, 3) t(a) ORDER BY 1
SELECT a, lag(a) OVER (ORDER BY a), lead(a, 2, 0) OVER (ORDER BY a) FROM (VALUES 1, 2, 3) t(a) ORDER BY 1
SELECT a, first_value(a) OVER (ORDER BY a DESC), last_value(a) OVER (ORDER BY a), nth_value(a, 2) OVER (ORDER BY a) FROM (VALUES 1, 2, 3) t(a) ORDER BY 1
SELECT a, lag(a) IGNORE NULLS OVER (ORDER BY k) FROM (VALUES (1, 5), (2, null), (3, 6)) t(k, a) ORDER BY k
SELECT a, sum(a) OVER (ORDER BY a ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM (VALUES 1, 2, 3) t(a) ORDER BY 1
SELECT a, sum(a) OVER (ORDER BY a RANGE BETWEEN 1 PRECEDING AND 1 FOLLOWING) FROM (VALUES 1, 2, 4) t(a) ORDER BY 1
SELECT a, count(*) OVER (ORDER BY a GROUPS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM (VALUES 1, 1, 2, 4) t(a) ORDER BY 1
SELECT a, avg(a) OVER () FROM (VALUES 1, 2) t(a) ORDER BY 1
SELECT sum(a) OVER w FROM (VALUES 1, 2) t(a) WINDOW w AS (ORDER BY a) ORDER BY 1
SELECT row_number() FROM (VALUES 1) t(a)
SELECT rank() OVER () FROM (VALUES 1) t(a)
SELECT a FROM (VALUES 1) t(a) WHERE row_number() OVER () = 1
SELECT array_agg(a) OVER (ORDER BY a) FROM (VALUES 1, 2) t(a) ORDER BY 1
SELEC 1
SELECT FROM
SELECT 1 FROM
SELECT 'a
SELECT 1 +
SELECT a b c
SELECT (1
SELECT * FROM (VALUES 1) t(a) WHERE
SELECT count(*) FROM (VALUES 1) t(a) GROUP
SELECT 1 LIMIT 1 LIMIT 2
SELECT "a FROM t
SELECT `a` FROM t
SELECT 1; SELECT 2
