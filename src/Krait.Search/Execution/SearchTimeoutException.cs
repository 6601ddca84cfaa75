using System;

namespace Krait.Search.Execution;

/// <summary>The timeout that the caller gave a search has passed; never leaves the search, which answers with <c>timed_out</c>.</summary>
internal sealed class SearchTimeoutException() : Exception("the search's timeout has passed");
