namespace Krait.Wasi.Tests.Cases;

/// <summary>A line of output where Node 20 answers something else, and why we do not.</summary>
/// <param name="Case">The case.</param>
/// <param name="Node">Node's line.</param>
/// <param name="Ours">Our line.</param>
/// <param name="Reason">What speaks for ours.</param>
internal sealed record NodeDifference(string Case, string Node, string Ours, string Reason);

/// <summary>All known differences from Node. A test fails for one that is not here, and for one that no longer is.</summary>
internal static class NodeDifferences
{
    private const string NoFollow = "without symlink_follow a link at the end is not followed (lookupflags); Node follows it";
    private const string Lexical = "Node takes 'x/..' out of a path as text; the names on the way must exist and be directories";
    private const string Dots = "Node leaves out '.' and '..', which programs written for POSIX expect";
    private const string HostFlags = "Node passes the host's open flags through instead of fdflags";
    private const string Fault = "errno 'fault' is what the standard has for bad addresses; Node says 'overflow'";

    /// <summary>Cases in which so much differs that the lines cannot be compared; ours are in a golden file.</summary>
    public static readonly (string Case, string Reason)[] WholeCases =
    [
        ("links_with_dots", "Node refuses to make links whose text leads upwards, even where they stay inside"),
        ("links_out_of_the_folder", "Node refuses to make such links; ours are made, kept as text and never followed out"),
    ];

    public static readonly NodeDifference[] Lines =
    [
        new("rights_of_folder", "__wasi_fd_prestat_get(fd, &pre): 28", "__wasi_fd_prestat_get(fd, &pre): 8", "programs stop asking at 'badf', which is also what Node answers for a closed descriptor"),
        new("open_flags", "open \"seed/link\" lookup 0 flags 0: 0", "open \"seed/link\" lookup 0 flags 0: 32", NoFollow),
        new("open_flags", "open \"seed/dirlink\" lookup 0 flags 2: 0", "open \"seed/dirlink\" lookup 0 flags 2: 54", NoFollow),
        new("follow_links", "open(\"seed/link\", O_RDONLY | O_NOFOLLOW): 4", "open(\"seed/link\", O_RDONLY | O_NOFOLLOW): errno 32", NoFollow),
        new("follow_links", "open(\"seed/dirlink\", O_RDONLY | O_NOFOLLOW | O_DIRECTORY): 5", "open(\"seed/dirlink\", O_RDONLY | O_NOFOLLOW | O_DIRECTORY): errno 54", NoFollow),
        new("dangling_links", "open(\"dangling\", O_CREAT | O_EXCL | O_WRONLY, 0666): 4", "open(\"dangling\", O_CREAT | O_EXCL | O_WRONLY, 0666): errno 20", "POSIX: with O_EXCL a link is in the way, wherever it leads"),
        new("change_flags", "flags 33794", "flags 1", HostFlags),
        new("change_flags", "flags 35842", "flags 5", HostFlags),
        new("append", "fcntl(fd, F_GETFL): 268469249", "fcntl(fd, F_GETFL): 268435457", HostFlags),
        new("bad_descriptors", "__wasi_sock_shutdown(50, 1): 58", "__wasi_sock_shutdown(50, 1): 8", "an unknown descriptor is 'badf', as everywhere else"),
        new("remove_directories", "rmdir(\"seed/sub/.\"): errno 55", "rmdir(\"seed/sub/.\"): errno 28", "POSIX: EINVAL for a path that ends with '.'"),
        new("list_in_small_pieces", "100 seen once, 0 with dots", "100 seen once, 2 with dots", Dots),
        new("rewind_directory", "1 2", "3 4", Dots),
        new("directory_descriptor", "openat(fd, \"../seed/a.txt\", O_RDONLY): 6", "openat(fd, \"../seed/a.txt\", O_RDONLY): errno 76", "a directory's descriptor gives no access to what is above it"),
        new("allocate", "__wasi_fd_allocate(fd, 0, 0): 0", "__wasi_fd_allocate(fd, 0, 0): 28", "POSIX: posix_fallocate of no bytes is EINVAL"),
        new("dots_and_slashes", "show seed/none/../a.txt: 6 [alpha\\0a]", "show seed/none/../a.txt: errno 44", Lexical),
        new("dots_and_slashes", "show seed/a.txt/../a.txt: 6 [alpha\\0a]", "show seed/a.txt/../a.txt: errno 54", Lexical),
        new("bad_addresses", "__wasi_random_get(far, 64): 61", "__wasi_random_get(far, 64): 21", Fault),
        new("bad_addresses", "__wasi_fd_filestat_get(fd, (__wasi_filestat_t *)far): 61", "__wasi_fd_filestat_get(fd, (__wasi_filestat_t *)far): 21", Fault),
        new("bad_addresses", "__wasi_clock_time_get(0, 0, (__wasi_timestamp_t *)(far + 12)): 61", "__wasi_clock_time_get(0, 0, (__wasi_timestamp_t *)(far + 12)): 21", Fault),
        new("bad_addresses", "__wasi_fd_fdstat_get(fd, (__wasi_fdstat_t *)far): 61", "__wasi_fd_fdstat_get(fd, (__wasi_fdstat_t *)far): 21", Fault),
        new("bad_addresses", "__wasi_args_sizes_get(&n, (__wasi_size_t *)(far + 13)): 61", "__wasi_args_sizes_get(&n, (__wasi_size_t *)(far + 13)): 21", Fault),
    ];
}
