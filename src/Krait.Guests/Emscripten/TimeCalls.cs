using System;
using System.Collections.Generic;
using Krait.Runtime;

namespace Krait.Guests.Emscripten;

/// <summary>Clocks and the calendar. Guests live in UTC.</summary>
internal static class TimeCalls
{
    private const long DaySeconds = 86_400;

    // Beyond these the year does not fit its field; what lies further out is shown as the last moment that does.
    private const long MaximumSeconds = 67_767_976_233_532_799;
    private const long MinimumSeconds = -67_768_040_609_740_800;

    public static IReadOnlyList<HostRow> Rows { get; } =
    [
        new("emscripten_date_now", static (Caller caller) => NowNs(caller) / 1e6),
        new("emscripten_get_now", TimeForSleep),
        new("mp_js_ticks_ms", Ticks),
        new("mp_js_time_ms", static (Caller caller) => Math.Floor(NowNs(caller) / 1e6)),
        new("_tzset_js", SetZone),
        new("_localtime_js", static (Caller caller, long seconds, int address) => WriteCalendar(caller.Memory, seconds, address)),
        new("_gmtime_js", static (Caller caller, long seconds, int address) => WriteCalendar(caller.Memory, seconds, address)),
        new("_mktime_js", static (Caller caller, int address) => ReadCalendar(caller.Memory, address)),
        new("_timegm_js", static (Caller caller, int address) => ReadCalendar(caller.Memory, address)),
    ];

    // Nothing but sleeps and timers asks this clock.
    private static double TimeForSleep(Caller caller)
    {
        EmscriptenHost host = EmscriptenHost.Of(caller.Instance);
        return host.Signals.TimeForSleep(caller, host.Wasi.Options.Clock);
    }

    // MicroPython sleeps by asking until enough has passed. While it is to be interrupted that is so at once.
    private static int Ticks(Caller caller)
    {
        EmscriptenHost host = EmscriptenHost.Of(caller.Instance);
        int now = (int)(host.Wasi.Options.Clock.MonotonicNs / 1_000_000);
        return host.Signals.CutsSleep() ? unchecked(now + int.MaxValue) : now;
    }

    private static double NowNs(Caller caller) => EmscriptenHost.Of(caller.Instance).Wasi.Options.Clock.RealtimeNs;

    // _tzset_js(timezone, daylight, standard name, daylight name); the C library gives 17 bytes to each name.
    private static void SetZone(Caller caller, int zone, int daylight, int standardName, int daylightName)
    {
        caller.Memory.Write((uint)zone, 0);
        caller.Memory.Write((uint)daylight, 0);
        caller.Memory.Write((uint)standardName, "UTC\0"u8);
        caller.Memory.Write((uint)daylightName, "UTC\0"u8);
    }

    // struct tm: sec, min, hour, mday, mon, year, wday, yday, isdst, gmtoff, 4 bytes each; then the zone's name, which the
    // C library fills in.
    private static void WriteCalendar(Memory memory, long time, int address)
    {
        long seconds = Math.Clamp(time, MinimumSeconds, MaximumSeconds);
        (long days, long rest) = FloorDivide(seconds, DaySeconds);
        (long year, int month, int day) = DateOf(days);
        ReadOnlySpan<int> fields =
        [
            (int)(rest % 60),
            (int)(rest / 60 % 60),
            (int)(rest / 3600),
            day,
            month - 1,
            (int)(year - 1900),
            (int)FloorDivide(days + 4, 7).Remainder,
            (int)(days - DaysOf(year, 1, 1)),
            0,
            0,
        ];
        for (int i = 0; i < fields.Length; i++)
            memory.Write((uint)address + (4 * i), fields[i]);
    }

    // Takes fields out of their ranges too, and writes them back in order, as mktime does.
    private static long ReadCalendar(Memory memory, int address)
    {
        long Field(int index) => memory.Read<int>((uint)address + (4 * index));
        (long years, long month) = FloorDivide(Field(4), 12);
        long days = DaysOf(Field(5) + 1900 + years, (int)month + 1, 1) + Field(3) - 1;
        long seconds = (days * DaySeconds) + (Field(2) * 3600) + (Field(1) * 60) + Field(0);
        WriteCalendar(memory, seconds, address);
        return seconds;
    }

    // Years are counted from March here, so that the day that comes and goes is the last of a year; 400 years have 146,097 days.
    private static long DaysOf(long year, int month, int day)
    {
        long marchYear = month <= 2 ? year - 1 : year;
        (long era, long yearOfEra) = FloorDivide(marchYear, 400);
        long dayOfYear = (((153 * ((month + 9) % 12)) + 2) / 5) + day - 1;
        return (era * 146_097) + (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear - 719_468;
    }

    private static (long Year, int Month, int Day) DateOf(long days)
    {
        (long era, long dayOfEra) = FloorDivide(days + 719_468, 146_097);
        long yearOfEra = (dayOfEra - (dayOfEra / 1460) + (dayOfEra / 36_524) - (dayOfEra / 146_096)) / 365;
        long dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        long marchMonth = ((5 * dayOfYear) + 2) / 153;
        int month = (int)(marchMonth < 10 ? marchMonth + 3 : marchMonth - 9);
        return ((era * 400) + yearOfEra + (month <= 2 ? 1 : 0), month, (int)(dayOfYear - (((153 * marchMonth) + 2) / 5) + 1));
    }

    private static (long Quotient, long Remainder) FloorDivide(long value, long divisor)
    {
        long rest = ((value % divisor) + divisor) % divisor;
        return ((value - rest) / divisor, rest);
    }
}
