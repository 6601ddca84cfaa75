namespace Krait.Server;

internal static class Placeholder;
