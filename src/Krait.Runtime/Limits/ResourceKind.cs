namespace Krait.Runtime;

/// <summary>What a guest can run out of.</summary>
public enum ResourceKind
{
    /// <summary>Fuel, see <see cref="CallLimits.Fuel"/>. Unit: units, about one per instruction.</summary>
    Fuel,

    /// <summary>Time, see <see cref="CallLimits.Deadline"/>. Unit: milliseconds.</summary>
    Deadline,

    /// <summary>Linear memory, see <see cref="InstanceOptions.MaximumMemoryBytes"/>. Unit: bytes.</summary>
    Memory,

    /// <summary>Table elements, see <see cref="InstanceOptions.MaximumTableElements"/>. Unit: elements.</summary>
    TableElements,

    /// <summary>Size of one function as the compiler sees it. Unit: locals and operand slots.</summary>
    FunctionLocals,

    /// <summary>Waiting work of a <see cref="GuestThreadPool"/>. Unit: calls.</summary>
    ThreadQueue,
}
