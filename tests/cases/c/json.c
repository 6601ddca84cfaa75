// A JSON parser with positions in its errors, a printer, and questions asked of the tree by path.
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum kind { NOTHING, TRUTH, NUMBER, STRING, LIST, MAP };

struct value {
    enum kind kind;
    int truth;
    double number;
    char *string;
    struct value **items; // For a map: name, value, name, value.
    int count;
};

static const char *text, *at;
static char error[100];

static struct value *parse_value(int depth);

static struct value *fail(const char *message)
{
    if (error[0] == 0) {
        int line = 1, column = 1;
        for (const char *p = text; p < at; p++) {
            column = *p == '\n' ? 1 : column + 1;
            line += *p == '\n';
        }
        snprintf(error, sizeof error, "%d:%d: %s", line, column, message);
    }
    return NULL;
}

static struct value *make(enum kind kind)
{
    struct value *value = calloc(1, sizeof *value);
    value->kind = kind;
    return value;
}

static void release(struct value *value)
{
    if (value == NULL)
        return;
    for (int i = 0; i < value->count; i++)
        release(value->items[i]);
    free(value->items);
    free(value->string);
    free(value);
}

static void skip(void)
{
    while (*at == ' ' || *at == '\t' || *at == '\n' || *at == '\r')
        at++;
}

static void put_utf8(char **out, unsigned code)
{
    if (code < 0x80) {
        *(*out)++ = (char)code;
    } else if (code < 0x800) {
        *(*out)++ = (char)(0xc0 | code >> 6);
        *(*out)++ = (char)(0x80 | (code & 63));
    } else if (code < 0x10000) {
        *(*out)++ = (char)(0xe0 | code >> 12);
        *(*out)++ = (char)(0x80 | (code >> 6 & 63));
        *(*out)++ = (char)(0x80 | (code & 63));
    } else {
        *(*out)++ = (char)(0xf0 | code >> 18);
        *(*out)++ = (char)(0x80 | (code >> 12 & 63));
        *(*out)++ = (char)(0x80 | (code >> 6 & 63));
        *(*out)++ = (char)(0x80 | (code & 63));
    }
}

static int hex4(unsigned *code)
{
    *code = 0;
    for (int i = 0; i < 4; i++, at++) {
        if (!isxdigit((unsigned char)*at))
            return 0;
        *code = *code * 16 + (unsigned)(isdigit((unsigned char)*at) ? *at - '0' : (tolower((unsigned char)*at) - 'a') + 10);
    }
    return 1;
}

static struct value *parse_string(void)
{
    const char *end = at + 1;
    while (*end != 0 && *end != '"')
        end += *end == '\\' && end[1] != 0 ? 2 : 1;
    char *string = malloc((size_t)(end - at) + 1), *out = string;
    for (at++; *at != '"';) {
        if ((unsigned char)*at < ' ') {
            free(string);
            return fail(*at == 0 ? "a string without end" : "a control character in a string");
        }
        if (*at != '\\') {
            *out++ = *at++;
            continue;
        }
        at++;
        const char *known = strchr("\"\\/bfnrt", *at);
        unsigned code, low;
        if (*at != 0 && known != NULL) {
            *out++ = "\"\\/\b\f\n\r\t"[known - "\"\\/bfnrt"];
            at++;
        } else if (*at == 'u' && (at++, hex4(&code))) {
            if (0xd800 <= code && code < 0xdc00 && at[0] == '\\' && at[1] == 'u') {
                at += 2;
                if (!hex4(&low) || low < 0xdc00 || 0xdfff < low) {
                    free(string);
                    return fail("half of a surrogate pair");
                }
                code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
            }
            put_utf8(&out, code);
        } else {
            free(string);
            return fail("an unknown escape");
        }
    }
    at++;
    *out = 0;
    struct value *value = make(STRING);
    value->string = string;
    return value;
}

static void append(struct value *list, struct value *item)
{
    list->items = realloc(list->items, (size_t)(list->count + 1) * sizeof *list->items);
    list->items[list->count++] = item;
}

static struct value *parse_items(int depth, enum kind kind, char end)
{
    struct value *list = make(kind);
    at++;
    for (skip(); *at != end; skip()) {
        if (kind == MAP) {
            struct value *name = *at == '"' ? parse_string() : fail("a name in quotes expected");
            if (name == NULL)
                break;
            append(list, name);
            skip();
            if (*at != ':') {
                fail("a colon expected");
                break;
            }
            at++;
        }
        struct value *item = parse_value(depth + 1);
        if (item == NULL)
            break;
        append(list, item);
        skip();
        if (*at == end)
            break;
        if (*at != ',') {
            fail("a comma expected");
            break;
        }
        at++;
        skip();
        if (*at == end) {
            fail("a value expected after the comma");
            break;
        }
    }
    if (error[0] != 0) {
        release(list);
        return NULL;
    }
    at++;
    return list;
}

static struct value *parse_number(void)
{
    char *end;
    if (at[0] == '0' && isdigit((unsigned char)at[1]))
        return fail("a number that begins with 0");
    double number = strtod(at, &end);
    if (end == at || !isdigit((unsigned char)end[-1]))
        return fail("a value expected");
    at = end;
    struct value *value = make(NUMBER);
    value->number = number;
    return value;
}

static struct value *parse_value(int depth)
{
    static const char *const words[] = {"null", "false", "true"};
    skip();
    if (200 < depth)
        return fail("nested too deep");
    if (*at == '{')
        return parse_items(depth, MAP, '}');
    if (*at == '[')
        return parse_items(depth, LIST, ']');
    if (*at == '"')
        return parse_string();
    for (int i = 0; i < 3; i++) {
        if (strncmp(at, words[i], strlen(words[i])) == 0) {
            at += strlen(words[i]);
            struct value *value = make(i == 0 ? NOTHING : TRUTH);
            value->truth = i == 2;
            return value;
        }
    }
    return *at == '-' || isdigit((unsigned char)*at) ? parse_number() : fail("a value expected");
}

static struct value *parse(const char *source)
{
    text = at = source;
    error[0] = 0;
    struct value *value = parse_value(0);
    if (value == NULL)
        return NULL;
    skip();
    if (*at != 0) {
        release(value);
        return fail("more than one value");
    }
    return value;
}

static void print_string(const char *string)
{
    putchar('"');
    for (; *string != 0; string++) {
        unsigned char c = (unsigned char)*string;
        if (c == '"' || c == '\\')
            printf("\\%c", c);
        else if (c < ' ')
            printf("\\u%04x", c);
        else
            putchar(c);
    }
    putchar('"');
}

static void print(const struct value *value, int indent)
{
    switch (value->kind) {
    case NOTHING: printf("null"); break;
    case TRUTH: printf(value->truth ? "true" : "false"); break;
    case NUMBER:
        if (value->number == floor(value->number) && fabs(value->number) < 1e15)
            printf("%.0f", value->number);
        else
            printf("%.17g", value->number);
        break;
    case STRING: print_string(value->string); break;
    default: {
        int is_map = value->kind == MAP;
        printf(is_map ? "{" : "[");
        for (int i = 0; i < value->count; i += 1 + is_map) {
            printf("%s\n%*s", i == 0 ? "" : ",", indent + 2, "");
            if (is_map) {
                print_string(value->items[i]->string);
                printf(": ");
            }
            print(value->items[i + is_map], indent + 2);
        }
        if (0 < value->count)
            printf("\n%*s", indent, "");
        printf(is_map ? "}" : "]");
    }
    }
}

static const struct value *look_up(const struct value *value, const char *path)
{
    char name[50];
    while (value != NULL && *path != 0) {
        size_t length = strcspn(path, ".");
        snprintf(name, sizeof name, "%.*s", (int)length, path);
        path += path[length] == '.' ? length + 1 : length;
        const struct value *next = NULL;
        if (value->kind == LIST && atoi(name) < value->count)
            next = value->items[atoi(name)];
        for (int i = 0; value->kind == MAP && i < value->count; i += 2) {
            if (strcmp(value->items[i]->string, name) == 0)
                next = value->items[i + 1];
        }
        value = next;
    }
    return value;
}

int main(void)
{
    static const char document[] =
        "{\"name\": \"krait\", \"versions\": [0.1, 1, 2.5e3, -17, 1e-7, 123456789012],\n"
        " \"nested\": {\"a\": {\"b\": [[], {}, [[[true, false, null]]]]}},\n"
        " \"text\": \"line\\nquote \\\" back \\\\ slash \\/ \\u00e9 \\u20ac \\ud83d\\udc0d\", \"empty\": \"\"}";
    struct value *tree = parse(document);
    if (tree == NULL) {
        printf("%s\n", error);
        return 1;
    }
    print(tree, 0);
    printf("\n");
    static const char *const paths[] = {"name", "versions.2", "nested.a.b.2.0.0.1", "nested.x", "text"};
    for (int i = 0; i < 5; i++) {
        const struct value *found = look_up(tree, paths[i]);
        printf("%s -> ", paths[i]);
        if (found == NULL)
            printf("nothing");
        else
            print(found, 0);
        printf("\n");
    }
    release(tree);

    static const char *const wrong[] = {
        "", "{", "[1, 2", "[1 2]", "{\"a\" 1}", "{a: 1}", "[1,]", "\"open", "nul", "01", "-", "1.", "[\"\\x\"]", "[\"\\ud800\\u0041\"]",
        "{} {}", "[1,\n 2,\n  ?]", "\"tab\there\""};
    for (unsigned i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct value *value = parse(wrong[i]);
        printf("%s\n", value == NULL ? error : "accepted");
        release(value);
    }

    char *deep = malloc(1001);
    memset(deep, '[', 1000);
    deep[1000] = 0;
    printf("%s\n", parse(deep) == NULL ? error : "accepted");
    free(deep);

    // A larger document, written and read back.
    size_t size = 0, room = 1 << 20;
    char *large = malloc(room);
    size += (size_t)snprintf(large + size, room - size, "[");
    for (int i = 0; i < 5000; i++)
        size += (size_t)snprintf(large + size, room - size, "%s{\"id\": %d, \"price\": %.2f, \"tags\": [\"t%d\", \"u\"]}", i == 0 ? "" : ", ", i, i * 1.25, i % 7);
    snprintf(large + size, room - size, "]");
    tree = parse(large);
    double sum = 0;
    for (int i = 0; tree != NULL && i < tree->count; i++)
        sum += look_up(tree->items[i], "price")->number;
    printf("%d records, %.2f\n", tree == NULL ? -1 : tree->count, sum);
    release(tree);
    free(large);
    return 0;
}
