namespace Krait.Search;

internal static class Placeholder;
