// setjmp and longjmp: out of deep calls, into outer frames, through several targets in one function, with values kept.
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

static jmp_buf outer;
static jmp_buf inner;
static int depth;

__attribute__((noinline)) static void descend(int levels, jmp_buf target, int value)
{
    depth = levels;
    if (levels == 0)
        longjmp(target, value);
    descend(levels - 1, target, value);
    printf("never printed\n");
}

__attribute__((noinline)) static int two_targets(int choose_outer)
{
    volatile int steps = 1;
    switch (setjmp(inner)) {
    case 0:
        steps += 10;
        descend(50, choose_outer ? outer : inner, 3);
        break;
    case 3:
        steps += 100;
        longjmp(inner, 4);
    case 4:
        steps += 1000;
        break;
    }
    return steps;
}

// Evaluates "(1+2)*3" and the like; an error anywhere leaves the whole evaluation.
static jmp_buf failure;
static const char *text;

static int sum(void);

static int atom(void)
{
    if (*text == '(') {
        text++;
        int value = sum();
        if (*text != ')')
            longjmp(failure, ')');
        text++;
        return value;
    }
    if (*text < '0' || '9' < *text)
        longjmp(failure, *text == 0 ? 'E' : *text);
    return (int)strtol(text, (char **)&text, 10);
}

static int product(void)
{
    int value = atom();
    while (*text == '*' || *text == '/') {
        char operation = *text++;
        int right = atom();
        if (operation == '/' && right == 0)
            longjmp(failure, '0');
        value = operation == '*' ? value * right : value / right;
    }
    return value;
}

static int sum(void)
{
    int value = product();
    while (*text == '+' || *text == '-') {
        char operation = *text++;
        int right = product();
        value = operation == '+' ? value + right : value - right;
    }
    return value;
}

static void evaluate(const char *expression)
{
    text = expression;
    int code = setjmp(failure);
    if (code == 0)
        printf("%s = %d\n", expression, sum());
    else
        printf("%s: '%c' after %d characters\n", expression, code, (int)(text - expression));
}

int main(void)
{
    int value = setjmp(outer);
    if (value == 0)
        descend(1000, outer, 42);
    printf("came back with %d at depth %d\n", value, depth);

    // A value of 0 comes back as 1.
    value = setjmp(outer);
    if (value == 0)
        longjmp(outer, 0);
    printf("zero became %d\n", value);

    printf("two targets: %d\n", two_targets(0));
    value = setjmp(outer);
    if (value == 0)
        printf("two targets: %d\n", two_targets(1));
    else
        printf("left through the outer target with %d\n", value);

    for (volatile int i = 0; i < 3; i++) {
        if (setjmp(inner) == 0)
            descend(i, inner, 1);
        printf("round %d\n", i);
    }

    evaluate("1+2*3");
    evaluate("(1+2)*3-4/2");
    evaluate("((((7))))");
    evaluate("8/(4-4)");
    evaluate("(1+2");
    evaluate("3*x");
    evaluate("2+");
    return 7;
}
