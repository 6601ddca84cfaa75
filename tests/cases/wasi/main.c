#include "case.h"

static struct {
    const char *name;
    void (*body)(void);
} cases[256];
static int case_count;

void add_case(const char *name, void (*body)(void)) {
    cases[case_count].name = name;
    cases[case_count++].body = body;
}

int open_at(int fd, int lookup, const char *path, int flags, uint64_t rights, uint64_t inheriting, int fdflags) {
    __wasi_fd_t opened = 0;
    int error = __wasi_path_open(fd, lookup, path, flags, rights, inheriting, fdflags, &opened);
    printf("open \"%s\" lookup %d flags %d: %d\n", path, lookup, flags, error);
    return error == 0 ? (int)opened : -1;
}

void put(const char *path, const char *text) {
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    long written = fd < 0 ? -1 : write(fd, text, strlen(text));
    printf("put %s: %ld\n", path, written);
    if (fd >= 0)
        close(fd);
}

void show(const char *path) {
    char buffer[4096];
    int fd = open(path, O_RDONLY);
    if (fd < 0) {
        printf("show %s: errno %d\n", path, errno);
        return;
    }
    long count = read(fd, buffer, sizeof buffer);
    printf("show %s: %ld [", path, count);
    for (long i = 0; i < count; i++)
        printf(buffer[i] >= ' ' && buffer[i] < 127 ? "%c" : "\\%02x", (unsigned char)buffer[i]);
    printf("]\n");
    close(fd);
}

void show_stat(const char *path) {
    struct stat s;
    if (lstat(path, &s) < 0) {
        printf("stat %s: errno %d\n", path, errno);
        return;
    }
    const char *type = S_ISREG(s.st_mode) ? "file" : S_ISDIR(s.st_mode) ? "directory" : S_ISLNK(s.st_mode) ? "link" : "other";
    printf("stat %s: %s", path, type);
    if (S_ISREG(s.st_mode))
        printf(" links %ld size %lld", (long)s.st_nlink, (long long)s.st_size);
    printf("\n");
}

static int compare(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

void list(const char *path) {
    char *names[256];
    int count = 0;
    DIR *directory = opendir(path);
    if (!directory) {
        printf("list %s: errno %d\n", path, errno);
        return;
    }
    for (struct dirent *entry; count < 256 && (entry = readdir(directory));) {
        char line[300];
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        snprintf(line, sizeof line, "%s(%d)", entry->d_name, entry->d_type);
        names[count++] = strdup(line);
    }
    closedir(directory);
    qsort(names, count, sizeof *names, compare);
    printf("list %s:", path);
    for (int i = 0; i < count; i++)
        printf(" %s", names[i]);
    printf("\n");
}

// Without an argument prints the names of all cases, with one runs that case.
int main(int argc, char **argv) {
    for (int i = 0; i < case_count; i++) {
        if (argc < 2)
            puts(cases[i].name);
        else if (strcmp(argv[1], cases[i].name) == 0) {
            cases[i].body();
            return 0;
        }
    }
    return argc < 2 ? 0 : 99;
}
