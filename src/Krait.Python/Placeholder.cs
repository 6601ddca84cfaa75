namespace Krait.Python;

internal static class Placeholder;
