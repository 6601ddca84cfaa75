// Descriptors, their flags and their rights.
#include "case.h"

static void show_fdstat(int fd) {
    __wasi_fdstat_t stat;
    int error = __wasi_fd_fdstat_get(fd, &stat);
    printf("fdstat %d: %d", fd, error);
    if (error == 0)
        printf(" type %d base %llx inheriting %llx", stat.fs_filetype, (unsigned long long)stat.fs_rights_base, (unsigned long long)stat.fs_rights_inheriting);
    printf("\n");
}

static void show_flags(int fd) {
    __wasi_fdstat_t stat;
    if (__wasi_fd_fdstat_get(fd, &stat) == 0)
        printf("flags %d\n", stat.fs_flags);
}

CASE(lowest_number) {
    int a = open("seed/a.txt", O_RDONLY), b = open("seed/a.txt", O_RDONLY), c = open("seed/a.txt", O_RDONLY);
    printf("%d %d %d\n", a, b, c);
    close(b);
    P(open("seed/empty", O_RDONLY));
    P(open("seed/empty", O_RDONLY));
    P(close(b));
    P(close(b));
    P(close(99));
    P(close(-1));
}

CASE(renumber) {
    int a = open("seed/a.txt", O_RDONLY), b = open("seed/sub/b.txt", O_RDONLY);
    char text[8] = {0};
    W(__wasi_fd_renumber(a, b));
    P(read(b, text, 7));
    printf("%s", text);
    P(read(a, text, 7));
    W(__wasi_fd_renumber(a, b));
    W(__wasi_fd_renumber(b, 77));
    W(__wasi_fd_renumber(b, b));
    P(lseek(b, 0, SEEK_CUR));
    P(open("seed/empty", O_RDONLY));
}

CASE(rights_of_folder) {
    show_fdstat(ROOT);
    show_fdstat(99);
    __wasi_prestat_t pre;
    W(__wasi_fd_prestat_get(ROOT, &pre));
    printf("%d %u\n", pre.tag, (unsigned)pre.u.dir.pr_name_len);
    char name[8] = {0};
    W(__wasi_fd_prestat_dir_name(ROOT, (uint8_t *)name, pre.u.dir.pr_name_len));
    printf("%s\n", name);
    W(__wasi_fd_prestat_get(4, &pre));
    int fd = open("seed/a.txt", O_RDONLY);
    W(__wasi_fd_prestat_get(fd, &pre));
    W(__wasi_fd_prestat_dir_name(fd, (uint8_t *)name, 8));
}

CASE(rights_of_files) {
    int fd = open("seed/a.txt", O_RDONLY);
    show_fdstat(fd);
    close(fd);
    fd = open("seed/a.txt", O_RDWR | O_APPEND);
    show_fdstat(fd);
    close(fd);
    fd = open("seed/sub", O_RDONLY | O_DIRECTORY);
    show_fdstat(fd);
}

CASE(drop_rights) {
    __wasi_size_t done;
    char c;
    __wasi_iovec_t into = {(uint8_t *)&c, 1};
    int fd = open_at(ROOT, 0, "seed/a.txt", 0, READS | WRITES, 0, 0);
    show_fdstat(fd);
    W(__wasi_fd_fdstat_set_rights(fd, READS, 0));
    show_fdstat(fd);
    W(__wasi_fd_write(fd, (__wasi_ciovec_t *)&into, 1, &done));
    W(__wasi_fd_fdstat_set_rights(fd, READS | WRITES, 0));
    W(__wasi_fd_fdstat_set_rights(fd, __WASI_RIGHTS_FD_TELL, 0));
    W(__wasi_fd_read(fd, &into, 1, &done));
    __wasi_filesize_t at;
    W(__wasi_fd_tell(fd, &at));
    W(__wasi_fd_seek(fd, 1, __WASI_WHENCE_CUR, &at));
    __wasi_filestat_t stat;
    W(__wasi_fd_filestat_get(fd, &stat));
    W(__wasi_fd_close(fd));
}

CASE(rights_are_inherited) {
    int dir = open_at(ROOT, 0, "seed", __WASI_OFLAGS_DIRECTORY, __WASI_RIGHTS_PATH_OPEN | __WASI_RIGHTS_FD_READDIR, READS, 0);
    show_fdstat(dir);
    open_at(dir, 0, "a.txt", 0, READS, 0, 0);
    open_at(dir, 0, "a.txt", 0, READS | WRITES, 0, 0);
    open_at(dir, 0, "new", __WASI_OFLAGS_CREAT, READS, 0, 0);
    open_at(dir, 0, "a.txt", __WASI_OFLAGS_TRUNC, READS, 0, 0);
    W(__wasi_path_create_directory(dir, "x"));
    W(__wasi_path_unlink_file(dir, "a.txt"));
    __wasi_filestat_t stat;
    W(__wasi_path_filestat_get(dir, 0, "a.txt", &stat));
    W(__wasi_path_rename(dir, "a.txt", ROOT, "x"));
    W(__wasi_path_rename(ROOT, "seed/a.txt", dir, "x"));
    W(__wasi_path_symlink("a", dir, "x"));
    uint8_t buffer[8];
    __wasi_size_t used;
    W(__wasi_path_readlink(dir, "link", buffer, 8, &used));
}

CASE(open_flags) {
    open_at(ROOT, 0, "seed/a.txt", __WASI_OFLAGS_DIRECTORY, READS, 0, 0);
    open_at(ROOT, 0, "seed", __WASI_OFLAGS_DIRECTORY, __WASI_RIGHTS_FD_READDIR, 0, 0);
    open_at(ROOT, 0, "seed", 0, __WASI_RIGHTS_FD_READDIR, 0, 0);
    open_at(ROOT, 0, "seed", __WASI_OFLAGS_CREAT, READS, 0, 0);
    open_at(ROOT, 0, "seed", __WASI_OFLAGS_TRUNC, READS | WRITES, 0, 0);
    open_at(ROOT, 0, "seed", 0, WRITES, 0, 0);
    open_at(ROOT, 0, "seed/link", 0, READS, 0, 0);
    open_at(ROOT, FOLLOW, "seed/link", 0, READS, 0, 0);
    open_at(ROOT, 0, "seed/dirlink", __WASI_OFLAGS_DIRECTORY, __WASI_RIGHTS_FD_READDIR, 0, 0);
    open_at(ROOT, FOLLOW, "seed/dirlink", __WASI_OFLAGS_DIRECTORY, __WASI_RIGHTS_FD_READDIR, 0, 0);
    open_at(ROOT, 0, "n1", __WASI_OFLAGS_CREAT | __WASI_OFLAGS_EXCL, WRITES, 0, 0);
    open_at(ROOT, 0, "n1", __WASI_OFLAGS_CREAT | __WASI_OFLAGS_EXCL, WRITES, 0, 0);
    open_at(ROOT, 0, "n1", __WASI_OFLAGS_CREAT, WRITES, 0, __WASI_FDFLAGS_APPEND);
    open_at(ROOT, 0, "seed/link", __WASI_OFLAGS_CREAT | __WASI_OFLAGS_EXCL, WRITES, 0, 0);
    open_at(ROOT, 0, "seed/a.txt", __WASI_OFLAGS_TRUNC, READS | WRITES, 0, 0);
    show_stat("seed/a.txt");
    open_at(99, 0, "x", 0, READS, 0, 0);
    open_at(ROOT, 0, "none", 0, READS, 0, 0);
}

CASE(change_flags) {
    int fd = open_at(ROOT, 0, "f", __WASI_OFLAGS_CREAT, READS | WRITES | __WASI_RIGHTS_FD_FDSTAT_SET_FLAGS, 0, 0);
    W(__wasi_fd_fdstat_set_flags(fd, __WASI_FDFLAGS_APPEND));
    show_flags(fd);
    W(__wasi_fd_fdstat_set_flags(fd, __WASI_FDFLAGS_APPEND | __WASI_FDFLAGS_NONBLOCK));
    show_flags(fd);
    W(__wasi_fd_fdstat_set_flags(fd, 0));
    show_fdstat(fd);
    W(__wasi_fd_fdstat_set_flags(99, 0));
}

CASE(bad_descriptors) {
    __wasi_size_t n;
    __wasi_filestat_t stat;
    __wasi_fdstat_t fdstat;
    __wasi_filesize_t at;
    W(__wasi_fd_read(50, 0, 0, &n));
    W(__wasi_fd_write(50, 0, 0, &n));
    W(__wasi_fd_seek(50, 0, 0, &at));
    W(__wasi_fd_tell(50, &at));
    W(__wasi_fd_filestat_get(50, &stat));
    W(__wasi_fd_filestat_set_size(50, 0));
    W(__wasi_fd_filestat_set_times(50, 0, 0, 0));
    W(__wasi_fd_fdstat_get(50, &fdstat));
    W(__wasi_fd_fdstat_set_rights(50, 0, 0));
    W(__wasi_fd_readdir(50, (uint8_t *)&n, 4, 0, &n));
    W(__wasi_path_create_directory(50, "x"));
    W(__wasi_path_unlink_file(50, "x"));
    W(__wasi_path_filestat_get(50, 0, "x", &stat));
    W(__wasi_path_rename(50, "x", ROOT, "y"));
    W(__wasi_path_rename(ROOT, "seed/a.txt", 50, "y"));
    W(__wasi_path_symlink("x", 50, "y"));
    W(__wasi_sock_shutdown(50, 1));
    W(__wasi_fd_renumber(50, ROOT));
}
