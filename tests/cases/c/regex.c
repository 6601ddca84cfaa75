// Regular expressions compiled to a small machine and run by following all states at once, and by backtracking: both have
// to agree.
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum operation { CHAR, ANY, SET, SPLIT, JUMP, SAVE, START, FINISH, MATCH };

struct instruction {
    enum operation operation;
    int x, y;
    unsigned char set[32];
};

enum { MOST = 500, SAVED = 8 };

static struct instruction code[MOST];
static int size, groups;
static const char *pattern, *at;
static jmp_buf bad_pattern;

static int emit(enum operation operation, int x, int y)
{
    if (size == MOST)
        longjmp(bad_pattern, 1);
    code[size].operation = operation;
    code[size].x = x;
    code[size].y = y;
    memset(code[size].set, 0, sizeof code[size].set);
    return size++;
}

static void shift(int from, int by)
{
    if (MOST < size + by)
        longjmp(bad_pattern, 1);
    memmove(&code[from + by], &code[from], (size_t)(size - from) * sizeof *code);
    size += by;
    for (int i = from + by; i < size; i++) {
        if (code[i].operation == SPLIT || code[i].operation == JUMP) {
            code[i].x += by;
            code[i].y += by;
        }
    }
}

static void alternatives(void);

static void add(struct instruction *to, int low, int high)
{
    for (int c = low; c <= high; c++)
        to->set[c / 8] |= (unsigned char)(1 << c % 8);
}

static void set(void)
{
    int i = emit(SET, 0, 0);
    int is_negated = *at == '^';
    at += is_negated;
    do {
        if (*at == 0)
            longjmp(bad_pattern, 2);
        unsigned char low = (unsigned char)*at++, high = low;
        if (at[0] == '-' && at[1] != ']' && at[1] != 0) {
            high = (unsigned char)at[1];
            at += 2;
        }
        add(&code[i], low, high);
    } while (*at != ']');
    at++;
    for (int k = 0; is_negated && k < 32; k++)
        code[i].set[k] = (unsigned char)~code[i].set[k];
}

static void escape(char c)
{
    int i = emit(c == 'd' || c == 'w' || c == 's' ? SET : CHAR, (unsigned char)c, 0);
    if (c == 'd' || c == 'w')
        add(&code[i], '0', '9');
    if (c == 'w')
        add(&code[i], 'a', 'z'), add(&code[i], 'A', 'Z'), add(&code[i], '_', '_');
    if (c == 's')
        add(&code[i], ' ', ' '), add(&code[i], '\t', '\n');
}

static void atom(void)
{
    char c = *at++;
    switch (c) {
    case '(': {
        int group = ++groups;
        if (SAVED / 2 <= group)
            longjmp(bad_pattern, 3);
        emit(SAVE, 2 * group, 0);
        alternatives();
        if (*at++ != ')')
            longjmp(bad_pattern, 4);
        emit(SAVE, 2 * group + 1, 0);
        break;
    }
    case '[': set(); break;
    case '.': emit(ANY, 0, 0); break;
    case '^': emit(START, 0, 0); break;
    case '$': emit(FINISH, 0, 0); break;
    case '\\':
        if (*at == 0)
            longjmp(bad_pattern, 5);
        escape(*at++);
        break;
    case '*':
    case '+':
    case '?': longjmp(bad_pattern, 6);
    default: emit(CHAR, (unsigned char)c, 0); break;
    }
}

static void repeated(void)
{
    int start = size;
    atom();
    while (*at == '*' || *at == '+' || *at == '?') {
        char c = *at++;
        int lazy = *at == '?';
        at += lazy;
        if (c == '+') {
            int split = emit(SPLIT, start, size + 1);
            if (lazy)
                code[split].x = split + 1, code[split].y = start;
            continue;
        }
        shift(start, 1);
        if (c == '*')
            emit(JUMP, start, start);
        code[start].operation = SPLIT;
        code[start].x = lazy ? size : start + 1;
        code[start].y = lazy ? start + 1 : size;
    }
}

static void alternatives(void)
{
    int start = size;
    while (*at != 0 && *at != '|' && *at != ')')
        repeated();
    if (*at != '|')
        return;
    at++;
    shift(start, 1);
    int jump = emit(JUMP, 0, 0);
    code[start].operation = SPLIT;
    code[start].x = start + 1;
    code[start].y = size;
    alternatives();
    code[jump].x = code[jump].y = size;
}

static int compile(const char *text)
{
    size = groups = 0;
    pattern = at = text;
    int error = setjmp(bad_pattern);
    if (error != 0)
        return error;
    alternatives();
    if (*at != 0)
        return 7;
    emit(SAVE, 1, 0);
    emit(MATCH, 0, 0);
    return 0;
}

struct thread {
    int pc;
    const char *saved[SAVED];
};

static struct thread now[MOST], next[MOST];
static int now_count, next_count;
static int seen[MOST], generation;

static void add_thread(struct thread *list, int *count, struct thread thread, const char *text, const char *place)
{
    if (seen[thread.pc] == generation)
        return;
    seen[thread.pc] = generation;
    struct instruction *i = &code[thread.pc];
    switch (i->operation) {
    case JUMP:
        thread.pc = i->x;
        add_thread(list, count, thread, text, place);
        break;
    case SPLIT: {
        struct thread other = thread;
        thread.pc = i->x;
        add_thread(list, count, thread, text, place);
        other.pc = i->y;
        add_thread(list, count, other, text, place);
        break;
    }
    case SAVE:
        thread.saved[i->x] = place;
        thread.pc++;
        add_thread(list, count, thread, text, place);
        break;
    case START:
    case FINISH:
        thread.pc++;
        if (i->operation == START ? place == text : *place == 0)
            add_thread(list, count, thread, text, place);
        break;
    default:
        list[(*count)++] = thread;
        break;
    }
}

static int accepts(const struct instruction *i, unsigned char c)
{
    return i->operation == CHAR ? i->x == c : i->operation == ANY ? c != '\n' : (i->set[c / 8] >> c % 8 & 1) != 0;
}

static int run_threads(const char *text, const char **saved)
{
    for (const char *from = text;; from++) {
        struct thread first = {0, {from}};
        now_count = 0;
        generation++;
        add_thread(now, &now_count, first, text, from);
        int matched = 0;
        for (const char *place = from; 0 < now_count; place++) {
            generation++;
            next_count = 0;
            for (int i = 0; i < now_count; i++) {
                if (code[now[i].pc].operation == MATCH) {
                    memcpy(saved, now[i].saved, sizeof now[i].saved);
                    matched = 1;
                    break;
                }
                if (*place != 0 && accepts(&code[now[i].pc], (unsigned char)*place)) {
                    struct thread follower = now[i];
                    follower.pc++;
                    add_thread(next, &next_count, follower, text, place + 1);
                }
            }
            memcpy(now, next, (size_t)next_count * sizeof *now);
            now_count = next_count;
            if (*place == 0)
                break;
        }
        if (matched || *from == 0)
            return matched;
    }
}

static int backtrack(int pc, const char *text, const char *place, const char **saved, int *fuel)
{
    for (;; pc++) {
        if (--*fuel < 0)
            return 0;
        struct instruction *i = &code[pc];
        switch (i->operation) {
        case MATCH: return 1;
        case JUMP: pc = i->x - 1; break;
        case SPLIT:
            if (backtrack(i->x, text, place, saved, fuel))
                return 1;
            pc = i->y - 1;
            break;
        case SAVE: {
            const char *before = saved[i->x];
            saved[i->x] = place;
            if (backtrack(pc + 1, text, place, saved, fuel))
                return 1;
            saved[i->x] = before;
            return 0;
        }
        case START:
            if (place != text)
                return 0;
            break;
        case FINISH:
            if (*place != 0)
                return 0;
            break;
        default:
            if (*place == 0 || !accepts(i, (unsigned char)*place))
                return 0;
            place++;
            break;
        }
    }
}

static void match(const char *expression, const char *text)
{
    printf("%-24s %-32s ", expression, text);
    int error = compile(expression);
    if (error != 0) {
        printf("error %d at %d\n", error, (int)(at - pattern));
        return;
    }
    const char *saved[SAVED] = {0}, *other[SAVED] = {0};
    int matched = run_threads(text, saved), also = 0, fuel = 2000000;
    for (const char *from = text; !also; from++) {
        memset(other, 0, sizeof other);
        other[0] = from;
        also = backtrack(0, text, from, other, &fuel);
        if (*from == 0)
            break;
    }
    if (!matched)
        printf("no");
    for (int i = 0; matched && i <= groups; i++)
        printf("%s[%.*s]", i == 0 ? "" : " ", saved[2 * i + 1] == NULL ? 0 : (int)(saved[2 * i + 1] - saved[2 * i]), saved[2 * i] == NULL ? "" : saved[2 * i]);
    if (fuel < 0)
        printf(" (backtracking gave up)");
    else if (matched != also || (matched && memcmp(saved, other, sizeof saved) != 0))
        printf(" but backtracking says otherwise");
    printf("\n");
}

int main(void)
{
    match("abc", "xxabcxx");
    match("a.c", "abbabc");
    match("^a*b$", "aaab");
    match("^a*b$", "aaabc");
    match("(a+)(b+)", "xaabbby");
    match("(\\d+)-(\\d+)-(\\d+)", "on 2026-11-21 at noon");
    match("(\\w+)@(\\w+)\\.com", "write to someone@example.com");
    match("[^ ]+ly", "it went surprisingly well");
    match("cat|dog|bird", "hotdog");
    match("(a|ab)(c|bcd)(d*)", "abcd");
    match("a+?b*?", "aaabbb");
    match("<.*>", "<a> and <b>");
    match("<.*?>", "<a> and <b>");
    match("(x+x+)+y", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx");
    match("[a-f0-9]+$", "the hash is 0badf00d");
    match("colou?r", "color");
    match("\\.", "a.b");
    match("(a", "a");
    match("*a", "a");
    match("[ab", "a");
    match("a)", "a");
    match("a\\", "a");
    match("", "empty");

    // A long text, the same question many times.
    char *text = malloc(20001);
    for (int i = 0; i < 20000; i++)
        text[i] = "abacadab"[(i * 7 + i / 9) % 8];
    text[20000] = 0;
    compile("(ab|ac)*da(b|c)ab");
    const char *saved[SAVED] = {0};
    int matched = run_threads(text, saved);
    printf("%d at %d\n", matched, matched ? (int)(saved[0] - text) : -1);
    free(text);
    return 0;
}
