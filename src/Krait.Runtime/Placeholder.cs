namespace Krait.Runtime;

internal static class Placeholder;
