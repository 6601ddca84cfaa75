def double(x):
    return x + x


print(double(4), double("ab"), double(1.5))
