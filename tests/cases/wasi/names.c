// Renaming, and what paths may look like.
#include "case.h"

CASE(rename_files) {
    P(rename("seed/a.txt", "moved"));
    show("moved");
    show_stat("seed/a.txt");
    put("other", "other");
    P(rename("moved", "other"));
    show("other");
    P(rename("none", "x"));
    P(rename("other", "none/x"));
    P(rename("other", "other"));
    P(rename("other", "seed/sub/deeper"));
    show("seed/sub/deeper");
    P(rename("seed/link", "link2"));
    show_stat("link2");
}

CASE(rename_directories) {
    mkdir("d", 0777);
    mkdir("e", 0777);
    put("e/f", "inside");
    P(rename("d", "e"));
    P(rename("e", "d"));
    show("d/f");
    P(rename("d", "d/sub"));
    P(rename("d", "seed/a.txt"));
    P(rename("seed/a.txt", "d"));
    P(rename("d", "seed/sub/d"));
    show("seed/sub/d/f");
    P(rename("seed/sub", "sub2"));
    list("sub2");
    P(rename("sub2/d", "./top"));
    list("top");
}

CASE(rename_links) {
    put("x", "x");
    P(rename("x", "seed/link"));
    show_stat("seed/link");
    show("seed/link");
    show("seed/a.txt");
    P(rename("seed/dirlink", "dirlink"));
    show_stat("dirlink");
    P(rename("seed/sub", "dirlink"));
}

CASE(rename_hard_links) {
    link("seed/a.txt", "same");
    P(rename("same", "seed/a.txt"));
    show_stat("same");
    show_stat("seed/a.txt");
}

CASE(dots_and_slashes) {
    show("./seed/./a.txt");
    show("seed//a.txt");
    show("seed/sub/../a.txt");
    show("seed/sub/../../seed/sub/b.txt");
    show("seed/none/../a.txt");
    show("seed/a.txt/../a.txt");
    show("seed/a.txt/");
    show_stat("seed/a.txt/");
    show_stat("seed/sub/");
    show_stat("seed/sub///");
    show_stat("seed/.");
    show_stat("seed/..");
    show_stat("seed/sub/..");
    P(mkdir("made/", 0777));
    P(mkdir("made//", 0777));
    P(rmdir("made///"));
    P(open("newfile/", O_CREAT | O_WRONLY, 0666));
}

CASE(out_of_the_folder) {
    W(__wasi_path_create_directory(ROOT, "../outside"));
    W(__wasi_path_unlink_file(ROOT, "seed/../../x"));
    open_at(ROOT, FOLLOW, "..", 0, READS, 0, 0);
    open_at(ROOT, FOLLOW, "../", 0, READS, 0, 0);
    open_at(ROOT, FOLLOW, "seed/../..", 0, READS, 0, 0);
    __wasi_filestat_t stat;
    W(__wasi_path_filestat_get(ROOT, FOLLOW, "..", &stat));
    W(__wasi_path_filestat_get(ROOT, FOLLOW, "seed/../../..", &stat));
    W(__wasi_path_rename(ROOT, "seed/a.txt", ROOT, "../a.txt"));
    W(__wasi_path_symlink("x", ROOT, "../x"));
    W(__wasi_path_link(ROOT, 0, "seed/a.txt", ROOT, "../a.txt"));
    show("seed/a.txt");
}

CASE(links_out_of_the_folder) {
    W(__wasi_path_symlink("../../..", ROOT, "up"));
    W(__wasi_path_symlink("seed/../../x", ROOT, "far"));
    open_at(ROOT, FOLLOW, "up", 0, READS, 0, 0);
    open_at(ROOT, FOLLOW, "up/etc/passwd", 0, READS, 0, 0);
    open_at(ROOT, FOLLOW, "far", __WASI_OFLAGS_CREAT, WRITES, 0, 0);
    __wasi_filestat_t stat;
    W(__wasi_path_filestat_get(ROOT, FOLLOW, "up", &stat));
    W(__wasi_path_filestat_get(ROOT, 0, "up", &stat));
    W(__wasi_path_create_directory(ROOT, "up/x"));
    W(__wasi_path_unlink_file(ROOT, "up/x"));
    W(__wasi_path_unlink_file(ROOT, "up"));
}

CASE(long_names) {
    char name[300];
    memset(name, 'n', sizeof name);
    name[255] = 0;
    P(open(name, O_CREAT | O_WRONLY, 0666));
    show_stat(name);
    name[255] = 'n';
    name[256] = 0;
    P(open(name, O_CREAT | O_WRONLY, 0666));
    P(mkdir(name, 0777));
    P(open(name, O_RDONLY));
    P(rename("seed/a.txt", name));
}

CASE(unusual_names) {
    put("with space", "1");
    put("\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80", "2");
    put("back\\slash", "3");
    put("-", "4");
    put("...", "5");
    put("a:b*c?", "6");
    put("tab\tnew\nline", "7");
    list(".");
    show("...");
    P(unlink("..."));
    P(rename("\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80", "\xce\xb1"));
    list(".");
}
