// Cases that a WASI host is judged by. Each prints what it sees; another host must make it print the same and leave the
// same files. All start in a folder that holds:
//
//   seed/a.txt "alpha\n"   seed/empty   seed/sub/b.txt "beta\n"   seed/link -> a.txt   seed/dirlink -> sub
#ifndef CASE_H
#define CASE_H

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>
#include <wasi/api.h>

void add_case(const char *name, void (*body)(void));

// CASE(name) { ... } defines one.
#define CASE(name) \
    static void case_##name(void); \
    __attribute__((constructor)) static void add_##name(void) { add_case(#name, case_##name); } \
    static void case_##name(void)

// Prints a call that answers -1 and errno, as POSIX functions do.
#define P(call) \
    do { \
        errno = 0; \
        long result_ = (long)(call); \
        if (result_ < 0) \
            printf("%s: errno %d\n", #call, errno); \
        else \
            printf("%s: %ld\n", #call, result_); \
    } while (0)

// Prints a call that answers an errno, as WASI functions do.
#define W(call) printf("%s: %d\n", #call, (int)(call))

#define FOLLOW __WASI_LOOKUPFLAGS_SYMLINK_FOLLOW
#define READS (__WASI_RIGHTS_FD_READ | __WASI_RIGHTS_FD_SEEK | __WASI_RIGHTS_FD_TELL | __WASI_RIGHTS_FD_FILESTAT_GET)
#define WRITES (__WASI_RIGHTS_FD_WRITE | __WASI_RIGHTS_FD_SEEK)

// The descriptor of the folder the case runs in.
#define ROOT 3

// Opens a path relative to a descriptor; prints the errno and answers the descriptor or -1.
int open_at(int fd, int lookup, const char *path, int flags, uint64_t rights, uint64_t inheriting, int fdflags);

// Writes a file from its start, or reads one and prints it.
void put(const char *path, const char *text);
void show(const char *path);

// Prints type, links and, for files, size of a path without following a link at its end.
void show_stat(const char *path);

// Prints the names in a directory in alphabetical order, without "." and "..".
void list(const char *path);

#endif
