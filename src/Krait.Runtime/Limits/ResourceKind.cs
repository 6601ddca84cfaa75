namespace Krait.Runtime;

/// <summary>What a guest can run out of.</summary>
public enum ResourceKind
{
    /// <summary>Fuel, see <see cref="CallLimits.Fuel"/>. Unit: units, about one per instruction.</summary>
    Fuel,

    /// <summary>Time, see <see cref="CallLimits.Deadline"/>. Unit: milliseconds.</summary>
    Deadline,

    /// <summary>Linear memory, see <see cref="InstanceOptions.MaximumMemoryBytes"/> and <see cref="StoreLimits.MaximumMemoryBytes"/>. Unit: bytes.</summary>
    Memory,

    /// <summary>Table elements, see <see cref="InstanceOptions.MaximumTableElements"/> and <see cref="StoreLimits.MaximumTableElements"/>. Unit: elements.</summary>
    TableElements,

    /// <summary>Size of one function as the compiler sees it. Unit: locals and operand slots.</summary>
    FunctionLocals,

    /// <summary>Time of one compilation, see <see cref="CompileLimits.Deadline"/>. Unit: milliseconds.</summary>
    CompileTime,

    /// <summary>Waiting work of a <see cref="GuestThreadPool"/>. Unit: calls.</summary>
    ThreadQueue,

    /// <summary>Instances linked with each other, see <see cref="StoreLimits.MaximumInstances"/>. Unit: instances.</summary>
    Instances,

    /// <summary>Host objects held for guests, see <see cref="StoreLimits.MaximumReferences"/>. Unit: references.</summary>
    References,

    /// <summary>Exceptions that guests refer to, see <see cref="GuestException.MaximumReferences"/>. Unit: exceptions.</summary>
    ExceptionReferences,
}
