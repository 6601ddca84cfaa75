// A trap three calls deep, one of them through a table, for tests of source lines.
typedef int (*shape_area)(int, int);

__attribute__((noinline)) static int divide(int a, int b)
{
    return a /
        b;
}

__attribute__((noinline)) static int slope(int width, int height)
{
    int rise = height * 2;
    return divide(rise, width) + 1;
}

static volatile shape_area s_slope = slope;

__attribute__((export_name("steepness"))) int steepness(int width, int height)
{
    int sum = 0;
    for (int i = 0; i < 2; i++)
        sum += s_slope(width - i, height);
    return sum;
}
