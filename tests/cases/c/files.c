// Works on files and folders: writes, reads, seeks, appends, renames, lists, and meets the errors that come with that.
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *error_name(int number)
{
    switch (number) {
    case 0: return "none";
    case ENOENT: return "ENOENT";
    case EEXIST: return "EEXIST";
    case ENOTDIR: return "ENOTDIR";
    case EISDIR: return "EISDIR";
    case ENOTEMPTY: return "ENOTEMPTY";
    case EBADF: return "EBADF";
    case EINVAL: return "EINVAL";
    default: return "another";
    }
}

static void report(const char *what, int result)
{
    printf("%s: %s\n", what, result < 0 ? error_name(errno) : "done");
}

static int by_name(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

static void list(const char *path)
{
    DIR *folder = opendir(path);
    if (folder == NULL) {
        report(path, -1);
        return;
    }
    char *names[300];
    int count = 0;
    for (struct dirent *entry; (entry = readdir(folder)) != NULL && count < 300;) {
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            names[count++] = strdup(entry->d_name);
    }
    closedir(folder);
    qsort(names, (size_t)count, sizeof *names, by_name);
    printf("%s holds %d:", path, count);
    for (int i = 0; i < count; i++) {
        if (i < 5 || i == count - 1)
            printf(" %s", names[i]);
        free(names[i]);
    }
    printf("\n");
}

static void write_text(const char *path, const char *mode, const char *text)
{
    FILE *file = fopen(path, mode);
    if (file == NULL) {
        report(path, -1);
        return;
    }
    fputs(text, file);
    fclose(file);
}

static void show(const char *path)
{
    FILE *file = fopen(path, "r");
    if (file == NULL) {
        report(path, -1);
        return;
    }
    char line[200];
    int number = 0;
    while (fgets(line, sizeof line, file) != NULL)
        printf("%s:%d: %s", path, ++number, line);
    fclose(file);
}

static void large_file(void)
{
    FILE *file = fopen("box/large.bin", "w+b");
    unsigned sum = 0;
    for (unsigned i = 0; i < 300000; i++) {
        unsigned value = i * 2654435761u;
        fwrite(&value, sizeof value, 1, file);
        sum += value;
    }
    printf("written %ld, sum %08x\n", ftell(file), sum);
    unsigned again = 0;
    for (int i = 0; i < 1000; i++) {
        long place = (long)((unsigned)i * 7919u % 300000u) * 4;
        unsigned value;
        fseek(file, place, SEEK_SET);
        if (fread(&value, sizeof value, 1, file) == 1)
            again ^= value;
    }
    printf("read here and there %08x\n", again);
    fseek(file, -4, SEEK_END);
    unsigned last = 0;
    size_t got = fread(&last, 4, 1, file);
    printf("the last is %08x, then end %d\n", got == 1 ? last : 0, (fgetc(file), feof(file) != 0));
    fclose(file);
}

static void descriptors(void)
{
    int file = open("box/raw.txt", O_RDWR | O_CREAT | O_EXCL, 0666);
    report("create", file);
    report("create again", open("box/raw.txt", O_RDWR | O_CREAT | O_EXCL, 0666));
    ssize_t written = write(file, "0123456789", 10);
    printf("%d written, at %d\n", (int)written, (int)lseek(file, 0, SEEK_CUR));
    char text[20] = "";
    ssize_t got = pread(file, text, 4, 3);
    printf("pread %d '%.4s', still at %d\n", (int)got, text, (int)lseek(file, 0, SEEK_CUR));
    report("ftruncate", ftruncate(file, 6));
    lseek(file, 0, SEEK_SET);
    got = read(file, text, sizeof text);
    printf("after cutting %d '%.*s'\n", (int)got, (int)got, text);
    report("seek before the start", (int)lseek(file, -1, SEEK_SET));
    report("close", close(file));
    report("write after close", (int)write(file, "x", 1));
    struct stat facts;
    report("stat", stat("box/raw.txt", &facts));
    printf("size %d, file %d, folder %d\n", (int)facts.st_size, S_ISREG(facts.st_mode) != 0, S_ISDIR(facts.st_mode) != 0);
}

int main(void)
{
    report("mkdir", mkdir("box", 0777));
    report("mkdir again", mkdir("box", 0777));
    write_text("box/one.txt", "w", "first\nsecond\n");
    write_text("box/one.txt", "a", "third\n");
    show("box/one.txt");
    write_text("box/one.txt", "w", "instead\n");
    show("box/one.txt");
    show("box/missing.txt");
    write_text("nowhere/file.txt", "w", "lost");
    write_text("box/one.txt/under", "w", "lost");
    descriptors();
    large_file();

    report("mkdir", mkdir("box/deep", 0777));
    report("mkdir", mkdir("box/deep/deeper", 0777));
    for (int i = 0; i < 250; i++) {
        char name[64];
        snprintf(name, sizeof name, "box/deep/file%03d", i);
        write_text(name, "w", name);
    }
    list("box");
    list("box/deep");
    list("box/one.txt");
    report("rename", rename("box/deep/file007", "box/moved"));
    show("box/moved");
    printf("\n");
    report("rename over", rename("box/moved", "box/one.txt"));
    show("box/one.txt");
    printf("\n");
    report("rename missing", rename("box/moved", "box/elsewhere"));
    report("rmdir full", rmdir("box/deep"));
    report("rmdir a file", rmdir("box/one.txt"));
    report("unlink missing", unlink("box/moved"));
    for (int i = 0; i < 250; i++) {
        char name[64];
        snprintf(name, sizeof name, "box/deep/file%03d", i);
        unlink(name);
    }
    report("rmdir", rmdir("box/deep/deeper"));
    report("rmdir", rmdir("box/deep"));
    list("box");
    return 3;
}
