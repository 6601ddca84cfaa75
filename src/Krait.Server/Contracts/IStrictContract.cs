using System.Collections.Generic;
using System.Text.Json;

namespace Krait.Server.Contracts;

/// <summary>A request body that refuses properties it does not know; a silently ignored option is a wrong answer.</summary>
internal interface IStrictContract
{
    public Dictionary<string, JsonElement>? Unknown { get; }
}
