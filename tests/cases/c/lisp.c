// A small Lisp: a reader, an evaluator with closures, builtins called through function pointers, and a collector that marks
// and sweeps.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum kind { NIL, NUMBER, SYMBOL, PAIR, BUILTIN, CLOSURE };

struct object;
typedef struct object *builtin(struct object *arguments);

struct object {
    enum kind kind;
    int marked;
    union {
        long number;
        char name[24];
        struct {
            struct object *first, *rest;
        } pair;
        struct {
            builtin *function;
            const char *name;
        } builtin;
        struct {
            struct object *parameters, *body, *scope;
        } closure;
    } as;
    struct object *next;
};

enum { ROOTS = 5000 };

static struct object nil_object, *all, *globals;
static struct object *roots[ROOTS];
static int root_count, live, collections;
static const char *at;
static const char *problem;

#define NOTHING (&nil_object)

static void mark(struct object *object)
{
    while (object != NULL && !object->marked) {
        object->marked = 1;
        if (object->kind == PAIR) {
            mark(object->as.pair.first);
            object = object->as.pair.rest;
        } else if (object->kind == CLOSURE) {
            mark(object->as.closure.parameters);
            mark(object->as.closure.body);
            object = object->as.closure.scope;
        } else {
            return;
        }
    }
}

static void collect(void)
{
    mark(globals);
    for (int i = 0; i < root_count; i++)
        mark(roots[i]);
    live = 0;
    for (struct object **place = &all; *place != NULL;) {
        struct object *object = *place;
        if (object->marked) {
            object->marked = 0;
            live++;
            place = &object->next;
        } else {
            *place = object->next;
            free(object);
        }
    }
    nil_object.marked = 0;
    collections++;
}

static struct object *keep(struct object *object)
{
    if (root_count < ROOTS)
        roots[root_count++] = object;
    else if (problem == NULL)
        problem = "nested too deep";
    return object;
}

static struct object *make(enum kind kind)
{
    static int limit = 20000;
    if (limit <= live) {
        collect();
        limit = 20000 < 2 * live ? 2 * live : 20000;
    }
    struct object *object = calloc(1, sizeof *object);
    object->kind = kind;
    object->next = all;
    all = object;
    live++;
    return keep(object);
}

static struct object *number(long value)
{
    struct object *object = make(NUMBER);
    object->as.number = value;
    return object;
}

static struct object *symbol(const char *name, size_t length)
{
    struct object *object = make(SYMBOL);
    snprintf(object->as.name, sizeof object->as.name, "%.*s", (int)length, name);
    return object;
}

static struct object *pair(struct object *first, struct object *rest)
{
    struct object *object = make(PAIR);
    object->as.pair.first = first;
    object->as.pair.rest = rest;
    return object;
}

static struct object *first(struct object *object)
{
    return object->kind == PAIR ? object->as.pair.first : NOTHING;
}

static struct object *rest(struct object *object)
{
    return object->kind == PAIR ? object->as.pair.rest : NOTHING;
}

static int is_named(struct object *object, const char *name)
{
    return object->kind == SYMBOL && strcmp(object->as.name, name) == 0;
}

static struct object *read(void)
{
    while (*at == ' ' || *at == '\n')
        at++;
    if (*at == 0) {
        problem = "the end was not expected";
        return NOTHING;
    }
    if (*at == '\'') {
        at++;
        struct object *quoted = read();
        return pair(symbol("quote", 5), pair(quoted, NOTHING));
    }
    if (*at == '(') {
        at++;
        struct object *items[100];
        int count = 0;
        for (;;) {
            while (*at == ' ' || *at == '\n')
                at++;
            if (*at == ')' || *at == 0 || count == 100)
                break;
            items[count++] = read();
        }
        if (*at != ')')
            problem = "a closing parenthesis was expected";
        else
            at++;
        struct object *list = NOTHING;
        while (0 < count)
            list = pair(items[--count], list);
        return list;
    }
    size_t length = strcspn(at, " \n()'");
    const char *word = at;
    at += length == 0 ? 1 : length;
    char *end;
    long value = strtol(word, &end, 10);
    return end == word + length && 0 < length ? number(value) : symbol(word, length);
}

static void print(struct object *object)
{
    switch (object->kind) {
    case NIL: printf("()"); break;
    case NUMBER: printf("%ld", object->as.number); break;
    case SYMBOL: printf("%s", object->as.name); break;
    case BUILTIN: printf("<%s>", object->as.builtin.name); break;
    case CLOSURE: printf("<function>"); break;
    case PAIR:
        printf("(");
        for (int i = 0;; i++) {
            print(object->as.pair.first);
            object = object->as.pair.rest;
            if (object->kind != PAIR)
                break;
            printf(" ");
        }
        if (object->kind != NIL) {
            printf(" . ");
            print(object);
        }
        printf(")");
    }
}

static struct object *find(struct object *scope, const char *name)
{
    for (; scope->kind == PAIR; scope = rest(scope)) {
        if (is_named(first(first(scope)), name))
            return first(scope);
    }
    for (scope = globals; scope->kind == PAIR; scope = rest(scope)) {
        if (is_named(first(first(scope)), name))
            return first(scope);
    }
    return NULL;
}

static struct object *evaluate(struct object *expression, struct object *scope);

static struct object *evaluate_all(struct object *expressions, struct object *scope)
{
    if (expressions->kind != PAIR)
        return NOTHING;
    struct object *value = evaluate(first(expressions), scope);
    return pair(value, evaluate_all(rest(expressions), scope));
}

static struct object *apply_special(struct object *expression, struct object *scope, int *is_done, struct object **tail)
{
    struct object *head = first(expression), *a = first(rest(expression)), *b = first(rest(rest(expression)));
    *is_done = 1;
    if (is_named(head, "quote"))
        return a;
    if (is_named(head, "if")) {
        *tail = evaluate(a, scope)->kind != NIL ? b : first(rest(rest(rest(expression))));
        return NULL;
    }
    if (is_named(head, "lambda")) {
        struct object *closure = make(CLOSURE);
        closure->as.closure.parameters = a;
        closure->as.closure.body = b;
        closure->as.closure.scope = scope;
        return closure;
    }
    if (is_named(head, "define")) {
        struct object *value = evaluate(b, scope);
        globals = pair(pair(a, value), globals);
        return a;
    }
    if (is_named(head, "set!")) {
        struct object *value = evaluate(b, scope), *slot = a->kind == SYMBOL ? find(scope, a->as.name) : NULL;
        if (slot != NULL)
            slot->as.pair.rest = value;
        return value;
    }
    *is_done = 0;
    return NULL;
}

// Roots made on the way are given up at the end, all but the result.
static struct object *evaluate(struct object *expression, struct object *scope)
{
    int roots_before = root_count;
    struct object *value = NOTHING;
    while (problem == NULL) {
        if (expression->kind == SYMBOL) {
            struct object *slot = find(scope, expression->as.name);
            if (slot == NULL) {
                problem = "an unknown name";
                break;
            }
            value = rest(slot);
            break;
        }
        if (expression->kind != PAIR) {
            value = expression;
            break;
        }
        int is_done;
        struct object *tail = NULL;
        value = apply_special(expression, scope, &is_done, &tail);
        if (tail != NULL) {
            expression = tail;
            continue;
        }
        if (is_done)
            break;
        struct object *function = evaluate(first(expression), scope);
        struct object *arguments = evaluate_all(rest(expression), scope);
        if (function->kind == BUILTIN) {
            value = function->as.builtin.function(arguments);
            break;
        }
        if (function->kind != CLOSURE) {
            value = NOTHING;
            if (problem == NULL)
                problem = "this is no function";
            break;
        }
        scope = function->as.closure.scope;
        for (struct object *names = function->as.closure.parameters; names->kind == PAIR; names = rest(names)) {
            scope = pair(pair(first(names), first(arguments)), scope);
            arguments = rest(arguments);
        }
        expression = function->as.closure.body;
        root_count = roots_before;
        keep(scope);
        keep(function);
    }
    root_count = roots_before;
    return keep(value == NULL ? NOTHING : value);
}

static long number_of(struct object *object)
{
    if (object->kind != NUMBER && problem == NULL)
        problem = "a number was expected";
    return object->kind == NUMBER ? object->as.number : 0;
}

static struct object *truth(int value)
{
    return value ? symbol("t", 1) : NOTHING;
}

static struct object *add(struct object *a)
{
    long sum = 0;
    for (; a->kind == PAIR; a = rest(a))
        sum += number_of(first(a));
    return number(sum);
}

static struct object *multiply(struct object *a)
{
    long result = 1;
    for (; a->kind == PAIR; a = rest(a))
        result *= number_of(first(a));
    return number(result);
}

static struct object *subtract(struct object *a)
{
    return number(number_of(first(a)) - number_of(first(rest(a))));
}

static struct object *modulo(struct object *a)
{
    long divisor = number_of(first(rest(a)));
    if (divisor == 0) {
        problem = "a division by zero";
        return NOTHING;
    }
    return number(number_of(first(a)) % divisor);
}

static struct object *less(struct object *a)
{
    return truth(number_of(first(a)) < number_of(first(rest(a))));
}

static struct object *equal(struct object *a)
{
    struct object *left = first(a), *right = first(rest(a));
    return truth(left->kind == right->kind && (left->kind == NIL || (left->kind == NUMBER && left->as.number == right->as.number)
        || (left->kind == SYMBOL && strcmp(left->as.name, right->as.name) == 0)));
}

static struct object *make_pair(struct object *a)
{
    return pair(first(a), first(rest(a)));
}

static struct object *take_first(struct object *a)
{
    return first(first(a));
}

static struct object *take_rest(struct object *a)
{
    return rest(first(a));
}

static const struct {
    const char *name;
    builtin *function;
} builtins[] = {{"+", add}, {"*", multiply}, {"-", subtract}, {"mod", modulo}, {"<", less}, {"=", equal}, {"cons", make_pair}, {"car", take_first}, {"cdr", take_rest}};

static void run(const char *program)
{
    at = program;
    while (*at != 0) {
        problem = NULL;
        root_count = 0;
        struct object *expression = read();
        struct object *value = problem == NULL ? evaluate(expression, NOTHING) : NOTHING;
        if (problem != NULL)
            printf("error: %s\n", problem);
        else {
            print(value);
            printf("\n");
        }
        while (*at == ' ' || *at == '\n')
            at++;
    }
}

int main(void)
{
    globals = NOTHING;
    for (unsigned i = 0; i < sizeof builtins / sizeof *builtins; i++) {
        struct object *object = make(BUILTIN);
        object->as.builtin.function = builtins[i].function;
        object->as.builtin.name = builtins[i].name;
        globals = pair(pair(symbol(builtins[i].name, strlen(builtins[i].name)), object), globals);
    }
    run("(+ 1 2 (* 3 4))\n"
        "'(a (b . c) \"d\" 5)\n"
        "(define fact (lambda (n) (if (< n 2) 1 (* n (fact (- n 1))))))\n"
        "(fact 12)\n"
        "(define fib (lambda (n) (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2))))))\n"
        "(fib 18)\n"
        "(define count (lambda (n total) (if (= n 0) total (count (- n 1) (+ total (mod n 7))))))\n"
        "(count 30000 0)\n"
        "(define map (lambda (f xs) (if xs (cons (f (car xs)) (map f (cdr xs))) ())))\n"
        "(define range (lambda (a b) (if (< a b) (cons a (range (+ a 1) b)) ())))\n"
        "(map (lambda (x) (* x x)) (range 0 12))\n"
        "(define adder (lambda (n) (lambda (x) (set! n (+ n x)))))\n"
        "(define a (adder 10))\n(a 5)\n(a 7)\n"
        "(define sort (lambda (xs) (if xs (insert (car xs) (sort (cdr xs))) ())))\n"
        "(define insert (lambda (x xs) (if xs (if (< x (car xs)) (cons x xs) (cons (car xs) (insert x (cdr xs)))) (cons x ()))))\n"
        "(sort (map (lambda (x) (mod (* x 37) 41)) (range 0 40)))\n"
        "(car 5)\n(+ 'a 1)\n(unknown 1)\n(5 5)\n(mod 1 0)\n(define deep (lambda (n) (+ 1 (deep n))))\n(deep 1)\n(cons 1 2)\ncar\nfact\n(open");
    printf("%s\n", 3 < collections ? "collected" : "did not collect");
    return 0;
}
