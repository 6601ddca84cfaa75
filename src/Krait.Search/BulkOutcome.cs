using System;
using System.Collections.Generic;

namespace Krait.Search;

/// <summary>What a bulk request did, action by action, in the order of the request.</summary>
/// <param name="Took">Time from the request to the durable commit.</param>
/// <param name="Items">One item for each action.</param>
public sealed record BulkOutcome(TimeSpan Took, IReadOnlyList<BulkItem> Items)
{
    /// <summary>True when at least one action was refused.</summary>
    public bool HasErrors
    {
        get
        {
            foreach (BulkItem item in Items)
            {
                if (item.Error is not null)
                    return true;
            }

            return false;
        }
    }
}

/// <summary>One action of a bulk request.</summary>
/// <param name="Action"><c>index</c>, <c>create</c>, <c>update</c> or <c>delete</c>.</param>
/// <param name="Index">Name of the index the action names.</param>
/// <param name="Id">Id of the document; made by the store when the action names none.</param>
/// <param name="Outcome">What was written. Null when refused.</param>
/// <param name="Error">Why it was refused; the other actions are not concerned. Null when written.</param>
public sealed record BulkItem(string Action, string Index, string Id, WriteOutcome? Outcome, SearchException? Error);
