// Symbolic and hard links.
#include "case.h"

static void show_link(const char *path) {
    char target[64] = {0};
    long count = readlink(path, target, sizeof target - 1);
    printf("readlink %s: %ld %s\n", path, count < 0 ? -(long)errno : count, count < 0 ? "" : target);
}

CASE(follow_links) {
    show("seed/link");
    show("seed/dirlink/b.txt");
    show_stat("seed/link");
    show_stat("seed/dirlink");
    show_stat("seed/dirlink/");
    show_stat("seed/dirlink/b.txt");
    struct stat s;
    P(stat("seed/link", &s));
    printf("%lld\n", (long long)s.st_size);
    P(open("seed/link", O_RDONLY | O_NOFOLLOW));
    P(open("seed/dirlink", O_RDONLY | O_NOFOLLOW | O_DIRECTORY));
    show_link("seed/link");
    show_link("seed/a.txt");
    show_link("seed/sub");
    show_link("seed/none");
}

CASE(make_links) {
    P(symlink("seed/a.txt", "one"));
    P(symlink("one", "two"));
    P(symlink("two", "three"));
    show("three");
    P(symlink("x", "one"));
    P(symlink("x", "seed"));
    P(symlink("x", "none/y"));
    put("two", "through");
    show("seed/a.txt");
    show_stat("two");
    P(unlink("three"));
    show_stat("seed/a.txt");
}

CASE(dangling_links) {
    P(symlink("target", "dangling"));
    show("dangling");
    struct stat s;
    P(stat("dangling", &s));
    P(lstat("dangling", &s));
    P(open("dangling", O_CREAT | O_EXCL | O_WRONLY, 0666));
    put("dangling", "made");
    show("target");
    P(unlink("target"));
    P(open("dangling", O_RDONLY));
    P(mkdir("dangling", 0777));
    P(unlink("dangling"));
}

CASE(link_loops) {
    P(symlink("loop", "loop"));
    P(symlink("b", "a"));
    P(symlink("a", "b"));
    P(open("loop", O_RDONLY));
    P(open("a", O_RDONLY));
    P(open("loop/x", O_RDONLY));
    P(mkdir("a/x", 0777));
    struct stat s;
    P(stat("a", &s));
    P(lstat("a", &s));
    P(unlink("loop"));
}

CASE(long_chains) {
    char name[8], target[8];
    symlink("seed", "l0");
    for (int i = 1; i < 35; i++) {
        snprintf(name, sizeof name, "l%d", i);
        snprintf(target, sizeof target, "l%d", i - 1);
        symlink(target, name);
    }
    show("l10/a.txt");
    show("l20/sub/b.txt");
    for (int i = 35; i < 60; i++) {
        snprintf(name, sizeof name, "l%d", i);
        snprintf(target, sizeof target, "l%d", i - 1);
        symlink(target, name);
    }
    P(open("l59/a.txt", O_RDONLY));
}

CASE(links_with_dots) {
    mkdir("d", 0777);
    mkdir("d/e", 0777);
    P(symlink("../../seed/a.txt", "d/e/up"));
    show("d/e/up");
    P(symlink("../seed", "d/s"));
    show("d/s/a.txt");
    show("d/s/../seed/a.txt");
    list("d/s/sub");
    P(symlink("./././e/.", "d/here"));
    P(symlink("..", "d/e/parent"));
    list("d/here");
    list("d/e/parent");
}

CASE(hard_links) {
    P(link("seed/a.txt", "again"));
    show_stat("again");
    show_stat("seed/a.txt");
    put("again", "both");
    show("seed/a.txt");
    P(link("seed/a.txt", "again"));
    P(link("seed/none", "x"));
    P(link("seed/a.txt", "none/x"));
    P(link("seed/a.txt", "seed/sub"));
    P(unlink("seed/a.txt"));
    show_stat("again");
    show("again");
    struct stat s, t;
    link("again", "third");
    stat("again", &s);
    stat("third", &t);
    printf("%d\n", s.st_ino == t.st_ino);
}

CASE(link_to_link) {
    P(link("seed/link", "hard"));
    show_stat("hard");
    P(symlink("nowhere", "dangling"));
    P(link("dangling", "hard2"));
    show_stat("hard2");
    P(link("seed/a.txt", "dangling"));
    P(link("seed/sub", "x"));
}
