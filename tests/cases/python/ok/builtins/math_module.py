import math

print(math.sqrt(2.0), math.sqrt(16), math.floor(2.7), math.floor(-2.7), math.ceil(2.1), math.ceil(-2.1), math.pi, math.e)
print(math.trunc(2.7), math.trunc(-2.7), math.fabs(-1.5), math.isnan(float("nan")), math.isinf(float("inf")), math.inf, math.isfinite(1.0))
print(math.gcd(12, 18), math.copysign(1.0, -0.0), math.isqrt(17))
