// Directories and their entries.
#include "case.h"

CASE(make_directories) {
    P(mkdir("d", 0777));
    P(mkdir("d", 0777));
    P(mkdir("d/e/f", 0777));
    P(mkdir("d/e", 0777));
    P(mkdir("d/e/f/", 0777));
    P(mkdir("seed/a.txt", 0777));
    P(mkdir("seed/a.txt/x", 0777));
    P(mkdir("seed/link", 0777));
    list("d");
    list("d/e");
    show_stat("d/e/f");
}

CASE(remove_directories) {
    mkdir("d", 0777);
    mkdir("d/e", 0777);
    P(rmdir("d"));
    P(rmdir("d/e/"));
    P(rmdir("d"));
    P(rmdir("d"));
    P(rmdir("seed/a.txt"));
    P(rmdir("seed/dirlink"));
    P(rmdir("seed/sub/."));
    P(rmdir("seed"));
}

CASE(remove_files) {
    P(unlink("seed/empty"));
    P(unlink("seed/empty"));
    P(unlink("seed/sub"));
    P(unlink("seed/sub/"));
    P(unlink("seed/a.txt/"));
    P(unlink("seed/link"));
    P(unlink("seed/dirlink"));
    P(unlink("seed/sub/b.txt"));
    list("seed");
    list("seed/sub");
}

CASE(list_seed) {
    list("seed");
    list("seed/sub");
    list("seed/dirlink");
    list("seed/a.txt");
    list("none");
    list(".");
}

CASE(list_in_small_pieces) {
    char name[16];
    mkdir("many", 0777);
    for (int i = 0; i < 100; i++) {
        snprintf(name, sizeof name, "many/f%d", i);
        close(open(name, O_CREAT | O_WRONLY, 0666));
    }
    int fd = open("many", O_RDONLY | O_DIRECTORY);
    uint8_t buffer[64];
    uint64_t cookie = 0;
    int seen[100] = {0}, dots = 0;
    for (;;) {
        __wasi_size_t used = 0;
        if (__wasi_fd_readdir(fd, buffer, sizeof buffer, cookie, &used) != 0 || used < sizeof(__wasi_dirent_t))
            break;
        __wasi_dirent_t entry;
        memcpy(&entry, buffer, sizeof entry);
        if (used < sizeof entry + entry.d_namlen)
            break;
        cookie = entry.d_next;
        buffer[sizeof entry + entry.d_namlen < sizeof buffer ? sizeof entry + entry.d_namlen : sizeof buffer - 1] = 0;
        if (buffer[sizeof entry] == '.')
            dots++;
        else
            seen[atoi((char *)buffer + sizeof entry + 1)]++;
    }
    int once = 0;
    for (int i = 0; i < 100; i++)
        once += seen[i] == 1;
    printf("%d seen once, %d with dots\n", once, dots);
}

CASE(remove_while_listing) {
    char name[300];
    mkdir("many", 0777);
    for (int i = 0; i < 60; i++) {
        snprintf(name, sizeof name, "many/file%d", i);
        close(open(name, O_CREAT | O_WRONLY, 0666));
    }
    DIR *directory = opendir("many");
    int removed = 0;
    for (struct dirent *entry; (entry = readdir(directory));) {
        if (entry->d_name[0] == '.')
            continue;
        snprintf(name, sizeof name, "many/%s", entry->d_name);
        removed += unlink(name) == 0;
    }
    closedir(directory);
    printf("%d\n", removed);
    P(rmdir("many"));
}

CASE(rewind_directory) {
    DIR *directory = opendir("seed/sub");
    int first = 0, second = 0;
    while (readdir(directory))
        first++;
    put("seed/sub/c.txt", "gamma");
    rewinddir(directory);
    while (readdir(directory))
        second++;
    closedir(directory);
    printf("%d %d\n", first, second);
}

CASE(directory_descriptor) {
    char c;
    __wasi_size_t done;
    int fd = open("seed", O_RDONLY | O_DIRECTORY);
    __wasi_iovec_t into = {(uint8_t *)&c, 1};
    __wasi_filesize_t at;
    W(__wasi_fd_read(fd, &into, 1, &done));
    W(__wasi_fd_pread(fd, &into, 1, 0, &done));
    W(__wasi_fd_seek(fd, 0, __WASI_WHENCE_SET, &at));
    W(__wasi_fd_tell(fd, &at));
    W(__wasi_fd_filestat_set_size(fd, 0));
    W(__wasi_fd_allocate(fd, 0, 1));
    struct stat s;
    P(fstat(fd, &s));
    printf("%d\n", S_ISDIR(s.st_mode));
    P(openat(fd, "sub/b.txt", O_RDONLY));
    P(openat(fd, "../seed/a.txt", O_RDONLY));
    close(fd);
    P(openat(fd, "a.txt", O_RDONLY));
}

CASE(removed_but_open) {
    mkdir("d", 0777);
    int fd = open("d", O_RDONLY | O_DIRECTORY);
    P(rmdir("d"));
    P(openat(fd, "x", O_CREAT | O_WRONLY, 0666));
    P(mkdirat(fd, "y", 0777));
    struct stat s;
    P(fstat(fd, &s));
    close(fd);
}

CASE(deep_directories) {
    char path[300] = "p";
    for (int i = 0; i < 50; i++) {
        mkdir(path, 0777);
        strcat(path, "/p");
    }
    put("p/p/p/p/p/p/p/p/file", "deep");
    show("p/p/../p/p/p/../p/p/p/p/p/file");
    P(access("p/p/p/p/p/p/p/p/p/p/p/p/p/p/p/p/p/p/p/p/p", F_OK));
}
