// C++ exceptions: by type and base class, by value and pointer, thrown again, nested, out of constructors and loops.
#include <cstdio>
#include <exception>
#include <memory>
#include <new>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

struct tracer {
    explicit tracer(const char *name) : name(name) { std::printf("+%s ", name); }
    tracer(const tracer &other) : name(other.name) { std::printf("copy %s ", name); }
    ~tracer() { std::printf("-%s ", name); }
    const char *name;
};

struct failure : std::runtime_error {
    failure(const std::string &text, int code) : std::runtime_error(text), code(code) {}
    int code;
};

struct left { virtual ~left() = default; int l = 1; };
struct right { virtual ~right() = default; int r = 2; };
struct both : left, right { int b = 3; };
struct small_error { char bytes[3]; };

__attribute__((noinline)) void raise(int kind)
{
    tracer guard("raise");
    switch (kind) {
    case 0: return;
    case 1: throw 17;
    case 2: throw std::out_of_range("out of range");
    case 3: throw failure("failed", 5);
    case 4: throw "text";
    case 5: throw both();
    case 6: throw 2.5;
    case 7: { static left object; throw &object; }
    case 8: throw small_error{{1, 2, 3}};
    case 9: throw std::bad_alloc();
    default: throw nullptr;
    }
}

void sort_out(int kind)
{
    std::printf("%d: ", kind);
    try {
        tracer guard("outer");
        try {
            raise(kind);
            std::printf("nothing ");
        } catch (const failure &e) {
            std::printf("failure %s %d ", e.what(), e.code);
        } catch (const std::logic_error &e) {
            std::printf("logic %s, again ", e.what());
            throw;
        } catch (int value) {
            std::printf("int %d ", value);
        } catch (right &object) {
            std::printf("right %d ", object.r);
        } catch (const left *object) {
            std::printf("pointer %d ", object == nullptr ? -1 : object->l);
        } catch (const char *text) {
            std::printf("%s ", text);
        }
    } catch (const std::exception &e) {
        std::printf("exception ");
    } catch (small_error e) {
        std::printf("small %d ", e.bytes[0] + e.bytes[1] + e.bytes[2]);
    } catch (...) {
        std::printf("something ");
    }
    std::printf("\n");
}

struct parts {
    parts() : first("first"), second("second") { throw failure("no parts", 1); }
    ~parts() { std::printf("never "); }
    tracer first;
    tracer second;
};

struct thrower_on_copy {
    int number = 0;
    thrower_on_copy() = default;
    thrower_on_copy(const thrower_on_copy &other) : number(other.number) { if (number == 3) throw number; }
};

void nested()
{
    try {
        try {
            throw failure("inner", 1);
        } catch (const failure &inner) {
            try {
                throw failure(std::string("while handling ") + inner.what(), 2);
            } catch (const failure &outer) {
                std::printf("%s; ", outer.what());
            }
            std::printf("still %s; ", inner.what());
            throw;
        }
    } catch (const std::runtime_error &e) {
        std::printf("out with %s\n", e.what());
    }
}

int unwinds(int n)
{
    std::string keeps_memory(static_cast<std::size_t>(n % 50), 'x');
    if (n == 0)
        throw std::invalid_argument("bottom");
    return unwinds(n - 1) + static_cast<int>(keeps_memory.size());
}

struct says_uncaught {
    ~says_uncaught() { std::printf("uncaught %d; ", std::uncaught_exceptions()); }
};

int may_not_throw(int n) noexcept
{
    try {
        if (n % 2 == 0)
            throw n;
        return 0;
    } catch (int value) {
        return value;
    }
}

} // namespace

int main()
{
    for (int kind = 0; kind <= 10; kind++)
        sort_out(kind);

    try {
        parts whole;
    } catch (const failure &e) {
        std::printf("%s\n", e.what());
    }

    nested();

    try {
        unwinds(2000);
    } catch (const std::invalid_argument &e) {
        std::printf("%s\n", e.what());
    }

    try {
        thrower_on_copy four[5];
        for (int i = 0; i < 5; i++)
            four[i].number = i;
        std::vector<thrower_on_copy> copies(four, four + 5);
        std::printf("never\n");
    } catch (int value) {
        std::printf("copy %d threw\n", value);
    }

    std::exception_ptr kept;
    try {
        says_uncaught destroyed;
        throw failure("counted", 9);
    } catch (...) {
        std::printf("handled %d\n", std::uncaught_exceptions());
        kept = std::current_exception();
    }
    for (int i = 0; i < 2; i++) {
        try {
            std::rethrow_exception(kept);
        } catch (const failure &e) {
            std::printf("kept %s %d\n", e.what(), e.code);
        }
    }
    kept = nullptr;

    int caught = 0;
    for (int i = 0; i < 20000; i++) {
        try {
            std::unique_ptr<int> number(new int(i));
            if (i % 3 == 0)
                throw i;
            caught += may_not_throw(i) == i ? 1 : 0;
        } catch (int value) {
            caught += value % 7;
        }
    }
    std::printf("%d\n", caught);

    try {
        std::vector<int> numbers(3);
        numbers.at(10) = 1;
    } catch (const std::out_of_range &) {
        std::printf("at\n");
    }

    try {
        throw failure("the end", 23);
    } catch (const failure &e) {
        return e.code;
    }
}
