// Reading and writing files.
#include "case.h"

CASE(read_seed) {
    show("seed/a.txt");
    show("seed/empty");
    show("seed/sub/b.txt");
    show("seed/none");
    show("seed/sub");
}

CASE(create_and_truncate) {
    put("new.txt", "hello world");
    show_stat("new.txt");
    put("new.txt", "bye");
    show("new.txt");
    P(open("new.txt", O_RDONLY | O_CREAT | O_EXCL, 0666));
    P(open("seed", O_RDONLY | O_CREAT | O_EXCL, 0666));
    P(open("none/file", O_WRONLY | O_CREAT, 0666));
    P(open("new.txt/file", O_WRONLY | O_CREAT, 0666));
    P(open("seed", O_WRONLY));
    P(open("seed", O_RDWR | O_CREAT, 0666));
    P(open("seed/a.txt", O_RDONLY | O_DIRECTORY));
}

CASE(append) {
    put("log", "one\n");
    int fd = open("log", O_WRONLY | O_APPEND);
    P(write(fd, "two\n", 4));
    P(lseek(fd, 0, SEEK_SET));
    P(write(fd, "three\n", 6));
    P(lseek(fd, 0, SEEK_CUR));
    close(fd);
    show("log");
    fd = open("log", O_WRONLY);
    P(fcntl(fd, F_SETFL, O_APPEND));
    P(fcntl(fd, F_GETFL));
    P(write(fd, "four\n", 5));
    P(fcntl(fd, F_SETFL, 0));
    P(lseek(fd, 0, SEEK_SET));
    P(write(fd, "ONE", 3));
    close(fd);
    show("log");
}

CASE(seek_and_tell) {
    int fd = open("seed/a.txt", O_RDWR);
    char c[4] = {0};
    P(lseek(fd, 2, SEEK_SET));
    P(read(fd, c, 2));
    printf("%s\n", c);
    P(lseek(fd, -1, SEEK_CUR));
    P(lseek(fd, -2, SEEK_END));
    P(lseek(fd, 100, SEEK_END));
    P(read(fd, c, 2));
    P(lseek(fd, -1, SEEK_SET));
    P(lseek(fd, -200, SEEK_CUR));
    P(lseek(fd, 0, SEEK_CUR));
    P(write(fd, "x", 1));
    P(lseek(fd, 0, SEEK_END));
    __wasi_filesize_t at = 0;
    W(__wasi_fd_tell(fd, &at));
    W(__wasi_fd_seek(fd, 0, 3, &at));
    close(fd);
    P(lseek(fd, 0, SEEK_SET));
    show_stat("seed/a.txt");
}

CASE(pread_and_pwrite) {
    int fd = open("data", O_RDWR | O_CREAT, 0666);
    char buffer[16] = {0};
    P(pwrite(fd, "abcdef", 6, 2));
    P(lseek(fd, 0, SEEK_CUR));
    P(pread(fd, buffer, 16, 0));
    for (int i = 0; i < 8; i++)
        printf("%02x", buffer[i]);
    printf("\n");
    P(pread(fd, buffer, 4, 6));
    P(pread(fd, buffer, 4, 8));
    P(pread(fd, buffer, 4, 1000));
    P(pwrite(fd, "Z", 1, 20));
    P(pread(fd, buffer, 0, 0));
    close(fd);
    show("data");
    P(pread(fd, buffer, 4, 0));
}

CASE(scatter_and_gather) {
    int fd = open("vectors", O_RDWR | O_CREAT, 0666);
    __wasi_ciovec_t parts[4] = {{(const uint8_t *)"ab", 2}, {(const uint8_t *)"", 0}, {(const uint8_t *)"cde", 3}, {(const uint8_t *)"f", 1}};
    __wasi_size_t done = 0;
    W(__wasi_fd_write(fd, parts, 4, &done));
    printf("%u\n", (unsigned)done);
    W(__wasi_fd_pwrite(fd, parts, 2, 1, &done));
    printf("%u\n", (unsigned)done);
    char a[3] = {0}, b[8] = {0};
    __wasi_iovec_t into[2] = {{(uint8_t *)a, 2}, {(uint8_t *)b, 7}};
    W(__wasi_fd_pread(fd, into, 2, 0, &done));
    printf("%u %s %s\n", (unsigned)done, a, b);
    lseek(fd, 4, SEEK_SET);
    W(__wasi_fd_read(fd, into, 2, &done));
    printf("%u %s\n", (unsigned)done, a);
    W(__wasi_fd_read(fd, into, 0, &done));
    close(fd);
}

CASE(access_modes) {
    char c;
    int fd = open("seed/a.txt", O_RDONLY);
    P(write(fd, "x", 1));
    P(ftruncate(fd, 1));
    P(pwrite(fd, "x", 1, 0));
    close(fd);
    fd = open("seed/a.txt", O_WRONLY);
    P(read(fd, &c, 1));
    P(pread(fd, &c, 1, 0));
    P(write(fd, "A", 1));
    close(fd);
    show("seed/a.txt");
}

CASE(truncate) {
    int fd = open("seed/a.txt", O_RDWR);
    P(ftruncate(fd, 2));
    show("seed/a.txt");
    P(ftruncate(fd, 5));
    show("seed/a.txt");
    P(ftruncate(fd, -1));
    close(fd);
    P(truncate("seed/a.txt", 1));
    P(truncate("seed/sub", 1));
    P(truncate("seed/none", 1));
    show("seed/a.txt");
}

CASE(allocate) {
    int fd = open("space", O_RDWR | O_CREAT, 0666);
    W(__wasi_fd_allocate(fd, 0, 10));
    show_stat("space");
    W(__wasi_fd_allocate(fd, 5, 3));
    show_stat("space");
    W(__wasi_fd_allocate(fd, 100, 28));
    show_stat("space");
    W(__wasi_fd_allocate(fd, 0, 0));
    close(fd);
}

CASE(advise_and_sync) {
    int fd = open("seed/a.txt", O_RDWR);
    W(__wasi_fd_advise(fd, 0, 0, __WASI_ADVICE_WILLNEED));
    W(__wasi_fd_advise(fd, 2, 100, __WASI_ADVICE_RANDOM));
    W(__wasi_fd_advise(fd, 0, 0, 6));
    W(__wasi_fd_sync(fd));
    W(__wasi_fd_datasync(fd));
    close(fd);
    W(__wasi_fd_sync(fd));
    W(__wasi_fd_datasync(99));
    W(__wasi_fd_advise(99, 0, 0, 0));
}

CASE(stdio_library) {
    FILE *file = fopen("lines", "w+");
    for (int i = 0; i < 1000; i++)
        fprintf(file, "line %d\n", i);
    printf("%ld\n", ftell(file));
    rewind(file);
    char line[32];
    int count = 0;
    while (fgets(line, sizeof line, file))
        count++;
    printf("%d %s", count, line);
    fseek(file, -5, SEEK_END);
    printf("%s", fgets(line, sizeof line, file));
    fclose(file);
    printf("%d\n", fopen("none/lines", "r") == NULL);
    printf("%d\n", remove("lines"));
    show_stat("lines");
}

CASE(large_file) {
    static char block[1 << 16];
    int fd = open("large", O_RDWR | O_CREAT, 0666);
    unsigned sum = 0, again = 0;
    for (int i = 0; i < 40; i++) {
        for (unsigned j = 0; j < sizeof block; j++)
            sum += (unsigned char)(block[j] = (char)(i * 31 + j * 7));
        if (write(fd, block, sizeof block) != sizeof block)
            printf("short write\n");
    }
    P(lseek(fd, 0, SEEK_SET));
    for (long count; (count = read(fd, block, sizeof block - 13)) > 0;)
        for (long j = 0; j < count; j++)
            again += (unsigned char)block[j];
    printf("%u %u\n", sum, again);
    close(fd);
    show_stat("large");
}

CASE(unlinked_but_open) {
    int fd = open("gone", O_RDWR | O_CREAT, 0666);
    P(write(fd, "still here", 10));
    P(unlink("gone"));
    show_stat("gone");
    char buffer[11] = {0};
    P(pread(fd, buffer, 10, 0));
    printf("%s\n", buffer);
    struct stat s;
    P(fstat(fd, &s));
    printf("%d %lld\n", (int)s.st_nlink, (long long)s.st_size);
    close(fd);
}

CASE(two_descriptors) {
    int a = open("shared", O_RDWR | O_CREAT, 0666), b = open("shared", O_RDWR);
    char buffer[8] = {0};
    P(write(a, "12345", 5));
    P(read(b, buffer, 3));
    P(write(b, "xy", 2));
    P(pread(a, buffer, 8, 0));
    printf("%s\n", buffer);
    struct stat s, t;
    fstat(a, &s);
    fstat(b, &t);
    printf("%d %d\n", s.st_ino == t.st_ino, s.st_dev == t.st_dev);
}
