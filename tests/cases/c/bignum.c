// Whole numbers of any size: factorials, Fibonacci numbers, division, modular powers, digits of pi.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Limbs of 32 bits, the lowest first; count has no leading zeros.
struct number {
    uint32_t *limbs;
    int count;
};

static struct number with_room(int count)
{
    struct number result = {calloc((size_t)(count == 0 ? 1 : count), sizeof(uint32_t)), count};
    return result;
}

static struct number trimmed(struct number a)
{
    while (0 < a.count && a.limbs[a.count - 1] == 0)
        a.count--;
    return a;
}

static struct number small(uint32_t value)
{
    struct number result = with_room(1);
    result.limbs[0] = value;
    return trimmed(result);
}

static struct number copy(struct number a)
{
    struct number result = with_room(a.count);
    memcpy(result.limbs, a.limbs, (size_t)a.count * sizeof(uint32_t));
    return result;
}

static void replace(struct number *a, struct number by)
{
    free(a->limbs);
    *a = by;
}

static int compare(struct number a, struct number b)
{
    if (a.count != b.count)
        return a.count < b.count ? -1 : 1;
    for (int i = a.count - 1; 0 <= i; i--) {
        if (a.limbs[i] != b.limbs[i])
            return a.limbs[i] < b.limbs[i] ? -1 : 1;
    }
    return 0;
}

static struct number sum(struct number a, struct number b)
{
    int count = (a.count < b.count ? b.count : a.count) + 1;
    struct number result = with_room(count);
    uint64_t carry = 0;
    for (int i = 0; i < count; i++) {
        carry += (i < a.count ? a.limbs[i] : 0) + (uint64_t)(i < b.count ? b.limbs[i] : 0);
        result.limbs[i] = (uint32_t)carry;
        carry >>= 32;
    }
    return trimmed(result);
}

// a - b for a >= b.
static struct number difference(struct number a, struct number b)
{
    struct number result = with_room(a.count);
    int64_t borrow = 0;
    for (int i = 0; i < a.count; i++) {
        borrow += (int64_t)a.limbs[i] - (i < b.count ? b.limbs[i] : 0);
        result.limbs[i] = (uint32_t)borrow;
        borrow >>= 32;
    }
    return trimmed(result);
}

static struct number product(struct number a, struct number b)
{
    struct number result = with_room(a.count + b.count);
    for (int i = 0; i < a.count; i++) {
        uint64_t carry = 0;
        for (int j = 0; j < b.count; j++) {
            carry += (uint64_t)a.limbs[i] * b.limbs[j] + result.limbs[i + j];
            result.limbs[i + j] = (uint32_t)carry;
            carry >>= 32;
        }
        result.limbs[i + b.count] = (uint32_t)carry;
    }
    return trimmed(result);
}

static uint32_t divide_small(struct number *a, uint32_t divisor)
{
    uint64_t rest = 0;
    for (int i = a->count - 1; 0 <= i; i--) {
        rest = rest << 32 | a->limbs[i];
        a->limbs[i] = (uint32_t)(rest / divisor);
        rest %= divisor;
    }
    *a = trimmed(*a);
    return (uint32_t)rest;
}

static struct number shifted(struct number a, int bits)
{
    struct number result = with_room(a.count + bits / 32 + 1);
    for (int i = 0; i < a.count; i++) {
        uint64_t wide = (uint64_t)a.limbs[i] << bits % 32;
        result.limbs[i + bits / 32] |= (uint32_t)wide;
        result.limbs[i + bits / 32 + 1] |= (uint32_t)(wide >> 32);
    }
    return trimmed(result);
}

static int bit_length(struct number a)
{
    return a.count == 0 ? 0 : 32 * a.count - __builtin_clz(a.limbs[a.count - 1]);
}

// Quotient and rest by shifting and subtracting.
static struct number divided(struct number a, struct number b, struct number *rest)
{
    struct number quotient = with_room(a.count + 1);
    struct number left = copy(a);
    for (int bit = bit_length(a) - bit_length(b); 0 <= bit; bit--) {
        struct number part = shifted(b, bit);
        if (0 <= compare(left, part)) {
            replace(&left, difference(left, part));
            quotient.limbs[bit / 32] |= 1u << bit % 32;
        }
        free(part.limbs);
    }
    if (rest != NULL)
        *rest = left;
    else
        free(left.limbs);
    return trimmed(quotient);
}

static void print(const char *name, struct number a)
{
    char *digits = malloc((size_t)a.count * 10 + 10);
    struct number left = copy(a);
    int count = 0;
    do {
        uint32_t part = divide_small(&left, 1000000000);
        for (int i = 0; i < 9; i++, part /= 10)
            digits[count++] = (char)('0' + part % 10);
    } while (0 < left.count);
    while (1 < count && digits[count - 1] == '0')
        count--;
    printf("%s = ", name);
    while (0 < count)
        putchar(digits[--count]);
    printf("\n");
    free(left.limbs);
    free(digits);
}

static struct number power(struct number base, struct number exponent, struct number modulus)
{
    struct number result = small(1);
    for (int bit = bit_length(exponent) - 1; 0 <= bit; bit--) {
        struct number squared = product(result, result), rest;
        free(divided(squared, modulus, &rest).limbs);
        replace(&squared, rest);
        if (exponent.limbs[bit / 32] >> bit % 32 & 1) {
            replace(&squared, product(squared, base));
            free(divided(squared, modulus, &rest).limbs);
            replace(&squared, rest);
        }
        replace(&result, squared);
    }
    return result;
}

// scale times the angle whose tangent is 1 / divisor: the terms with plus and those with minus are added up apart.
static struct number arctangent(uint32_t divisor, struct number scale)
{
    struct number sums[2] = {small(0), small(0)};
    struct number power_left = copy(scale);
    divide_small(&power_left, divisor);
    for (uint32_t k = 0; 0 < power_left.count; k++) {
        struct number term = copy(power_left);
        divide_small(&term, 2 * k + 1);
        replace(&sums[k % 2], sum(sums[k % 2], term));
        free(term.limbs);
        divide_small(&power_left, divisor * divisor);
    }
    replace(&sums[0], difference(sums[0], sums[1]));
    free(sums[1].limbs);
    free(power_left.limbs);
    return sums[0];
}

// pi = 16 arctan(1/5) - 4 arctan(1/239), with some digits more than are printed.
static void pi(int digits)
{
    struct number scale = small(1), ten = small(10);
    for (int i = 0; i < digits + 10; i++)
        replace(&scale, product(scale, ten));
    struct number first = arctangent(5, scale), second = arctangent(239, scale), factor = small(16), four = small(4);
    replace(&first, product(first, factor));
    replace(&second, product(second, four));
    replace(&first, difference(first, second));
    for (int i = 0; i < 10; i++)
        divide_small(&first, 10);
    print("pi without its point", first);
    free(scale.limbs), free(ten.limbs), free(first.limbs), free(second.limbs), free(factor.limbs), free(four.limbs);
}

int main(void)
{
    struct number factorial = small(1);
    for (uint32_t i = 2; i <= 300; i++) {
        struct number factor = small(i);
        replace(&factorial, product(factorial, factor));
        free(factor.limbs);
    }
    print("300!", factorial);

    struct number a = small(0), b = small(1);
    for (int i = 0; i < 2000; i++) {
        struct number next = sum(a, b);
        replace(&a, b);
        b = next;
    }
    print("fibonacci(2000)", a);

    struct number rest;
    struct number quotient = divided(factorial, a, &rest);
    print("300! / fibonacci(2000)", quotient);
    print("rest", rest);
    struct number back = product(quotient, a);
    replace(&back, sum(back, rest));
    printf("and back: %s\n", compare(back, factorial) == 0 ? "equal" : "different");

    // 2^127 - 1 is a prime, so 3^(p - 1) mod p is 1.
    struct number one = small(1), three = small(3);
    struct number prime = shifted(one, 127);
    replace(&prime, difference(prime, one));
    struct number exponent = difference(prime, one);
    print("p", prime);
    print("3^(p-1) mod p", power(three, exponent, prime));
    print("3^(p-2) mod p", power(three, difference(exponent, one), prime));
    pi(200);
    return 0;
}
