7/2
-7/2
7%3
-7%3
1.5
0.1+0.2
round(2.5)
round(-2.5)
truncate(1.9)
ln(0)
sqrt(-1)
mod(7,3)
power(2,10)
width_bucket(5, 0, 10, 5)
bitwise_right_shift(-1, 60)
bitwise_left_shift(1, 62)
bitwise_left_shift(1,63)
bit_count(9,64)
bit_count(-7,8)
to_base(255,16)
chr(65)
5 between 1 and 10
