namespace Krait.Udf;

internal static class Placeholder;
