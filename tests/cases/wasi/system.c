// Everything that is not a file.
#include "case.h"
#include <poll.h>

CASE(arguments) {
    __wasi_size_t count = 0, bytes = 0;
    W(__wasi_args_sizes_get(&count, &bytes));
    printf("%u %u\n", (unsigned)count, (unsigned)bytes);
    char *list[8], buffer[256];
    W(__wasi_args_get((uint8_t **)list, (uint8_t *)buffer));
    for (unsigned i = 0; i < count; i++)
        printf("%s\n", list[i]);
}

CASE(environment) {
    __wasi_size_t count = 0, bytes = 0;
    W(__wasi_environ_sizes_get(&count, &bytes));
    printf("%u %u\n", (unsigned)count, (unsigned)bytes);
    printf("%s %s %s\n", getenv("LANG"), getenv("EMPTY"), getenv("NONE") ? "?" : "none");
    P(setenv("NONE", "set", 1));
    printf("%s\n", getenv("NONE"));
}

CASE(clocks) {
    __wasi_timestamp_t time = 0, later = 0;
    W(__wasi_clock_time_get(__WASI_CLOCKID_MONOTONIC, 1, &time));
    W(__wasi_clock_time_get(__WASI_CLOCKID_MONOTONIC, 1, &later));
    printf("%d\n", later >= time);
    W(__wasi_clock_time_get(__WASI_CLOCKID_REALTIME, 1, &time));
    printf("%d\n", time > 1600000000000000000ull);
    W(__wasi_clock_res_get(__WASI_CLOCKID_MONOTONIC, &time));
    printf("%d\n", time > 0);
    W(__wasi_clock_time_get(__WASI_CLOCKID_PROCESS_CPUTIME_ID, 1, &time));
    W(__wasi_clock_time_get(9, 1, &time));
    W(__wasi_clock_res_get(9, &time));
}

CASE(sleep_a_little) {
    struct timespec before, after, pause = {0, 20000000};
    clock_gettime(CLOCK_MONOTONIC, &before);
    P(nanosleep(&pause, NULL));
    clock_gettime(CLOCK_MONOTONIC, &after);
    long long ms = (after.tv_sec - before.tv_sec) * 1000ll + (after.tv_nsec - before.tv_nsec) / 1000000;
    printf("%d\n", ms >= 18);
}

CASE(poll_files) {
    __wasi_subscription_t in[3];
    __wasi_event_t out[3];
    __wasi_size_t events = 0;
    memset(in, 0, sizeof in);
    int fd = open("seed/a.txt", O_RDWR);
    in[0].userdata = 11;
    in[0].u.tag = __WASI_EVENTTYPE_FD_READ;
    in[0].u.u.fd_read.file_descriptor = fd;
    in[1].userdata = 22;
    in[1].u.tag = __WASI_EVENTTYPE_FD_WRITE;
    in[1].u.u.fd_write.file_descriptor = fd;
    W(__wasi_poll_oneoff(in, out, 0, &events));
    in[2].userdata = 33;
    in[2].u.tag = __WASI_EVENTTYPE_CLOCK;
    in[2].u.u.clock.id = __WASI_CLOCKID_MONOTONIC;
    in[2].u.u.clock.timeout = 1000000;
    W(__wasi_poll_oneoff(in + 2, out, 1, &events));
    printf("%u %llu %d %d\n", (unsigned)events, (unsigned long long)out[0].userdata, out[0].error, out[0].type);
}

CASE(random_numbers) {
    uint8_t a[64] = {0}, b[64] = {0};
    W(__wasi_random_get(a, 64));
    W(__wasi_random_get(b, 64));
    printf("%d\n", memcmp(a, b, 64) != 0);
    W(__wasi_random_get(a, 0));
    P(getentropy(a, 32));
}

CASE(exit_status) {
    printf("before\n");
    exit(42);
}

CASE(exit_at_once) {
    atexit((void (*)(void))abort);
    printf("lost");
    _Exit(7);
}

CASE(standard_streams) {
    char text[32] = {0};
    P(read(0, text, 5));
    printf("%s\n", text);
    P(read(0, text, 31));
    P(read(0, text, 31));
    fflush(stdout);
    P(write(2, "to error\n", 9));
    P(write(1, "", 0));
    fflush(stdout);
    P(close(0));
    P(read(0, text, 1));
}

CASE(yield) {
    W(__wasi_sched_yield());
}

CASE(times) {
    struct stat s;
    struct timespec set[2] = {{1000, 500}, {2000, 700}};
    P(utimensat(AT_FDCWD, "seed/a.txt", set, 0));
    stat("seed/a.txt", &s);
    printf("%lld.%ld %lld.%ld\n", (long long)s.st_atim.tv_sec, s.st_atim.tv_nsec / 1000, (long long)s.st_mtim.tv_sec, s.st_mtim.tv_nsec / 1000);
    set[0].tv_nsec = UTIME_OMIT;
    set[1].tv_sec = 3000;
    int fd = open("seed/a.txt", O_RDWR);
    P(futimens(fd, set));
    fstat(fd, &s);
    printf("%lld %lld\n", (long long)s.st_atim.tv_sec, (long long)s.st_mtim.tv_sec);
    P(write(fd, "x", 1));
    fstat(fd, &s);
    printf("%d\n", s.st_mtim.tv_sec > 1600000000);
    set[0].tv_sec = set[1].tv_sec = 4000;
    set[0].tv_nsec = set[1].tv_nsec = 0;
    P(utimensat(AT_FDCWD, "seed/link", set, AT_SYMLINK_NOFOLLOW));
    lstat("seed/link", &s);
    printf("%lld\n", (long long)s.st_mtim.tv_sec);
    P(utimensat(AT_FDCWD, "seed/sub", set, 0));
    stat("seed/sub", &s);
    printf("%lld\n", (long long)s.st_mtim.tv_sec);
    P(utimensat(AT_FDCWD, "none", set, 0));
    W(__wasi_fd_filestat_set_times(fd, 0, 0, __WASI_FSTFLAGS_MTIM | __WASI_FSTFLAGS_MTIM_NOW));
    W(__wasi_path_filestat_set_times(ROOT, 0, "seed/a.txt", 0, 0, __WASI_FSTFLAGS_ATIM | __WASI_FSTFLAGS_ATIM_NOW));
    W(__wasi_fd_filestat_set_times(fd, 5000000000000, 6000000000000, __WASI_FSTFLAGS_MTIM));
    fstat(fd, &s);
    printf("%lld\n", (long long)s.st_mtim.tv_sec);
}

CASE(bad_addresses) {
    __wasi_size_t n = 0;
    uint8_t *far = (uint8_t *)0xfffffff0;
    __wasi_iovec_t into = {far, 64};
    int fd = open("seed/a.txt", O_RDWR);
    W(__wasi_random_get(far, 64));
    W(__wasi_fd_filestat_get(fd, (__wasi_filestat_t *)far));
    W(__wasi_clock_time_get(0, 0, (__wasi_timestamp_t *)(far + 12)));
    W(__wasi_fd_fdstat_get(fd, (__wasi_fdstat_t *)far));
    W(__wasi_args_sizes_get(&n, (__wasi_size_t *)(far + 13)));
    (void)into;
}
