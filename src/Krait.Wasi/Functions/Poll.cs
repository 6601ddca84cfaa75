using System;
using System.Collections.Generic;
using System.Threading;
using Krait.Wasi.Abi;
using Krait.Wasi.Descriptors;

namespace Krait.Wasi.Functions;

/// <summary>Waiting for time and for descriptors.</summary>
internal static class Poll
{
    private const uint SubscriptionBytes = 48;
    private const uint EventBytes = 32;
    private const byte ClockTag = 0;
    private const byte ReadTag = 1;
    private const byte WriteTag = 2;
    private const uint AbsoluteTime = 1;

    // How long to sleep before looking again at descriptors that cannot wake anybody.
    private const long LookAgainNs = 5_000_000;

    // poll_oneoff(in, out, nsubscriptions, nevents). A subscription is 48 bytes, an event 32:
    //
    //   subscription  +0         +8    +16        +24       +32         +40
    //   clock         | userdata | 0   | clock id | timeout | precision | flags
    //   read, write   | userdata | 1 2 | fd
    //
    //   event         +0         +8      +10    +16      +24
    //                 | userdata | errno | type | nbytes | flags
    //
    // Waits until at least one subscription has something to tell; the guest's deadline and cancellation end the wait.
    public static WasiErrno Oneoff(in GuestCall call)
    {
        uint count = call.UInt32(2);
        if (count == 0 || count > (uint)call.Options.MaximumSubscriptions)
            return WasiErrno.Inval;
        call.CheckRange(call.UInt32(0), (ulong)count * SubscriptionBytes);
        call.CheckRange(call.UInt32(1), (ulong)count * EventBytes);
        call.CheckRange(call.UInt32(3), sizeof(uint));
        List<Subscription> subscriptions = Read(call, count);
        while (true)
        {
            uint events = Collect(call, subscriptions, out long sleepNs, out WaitHandle? wakeUp);
            if (events > 0)
            {
                call.Write(call.UInt32(3), events);
                return WasiErrno.Success;
            }

            call.Options.Clock.Wait(sleepNs, wakeUp, call.Caller.Interruption);
            call.Caller.ThrowIfInterrupted();
        }
    }

    private static List<Subscription> Read(in GuestCall call, uint count)
    {
        var subscriptions = new List<Subscription>((int)count);
        for (uint i = 0; i < count; i++)
        {
            uint address = call.UInt32(0) + (i * SubscriptionBytes);
            byte tag = call.Bytes(address + 8, 1)[0];
            uint id = call.ReadUInt32(address + 16);
            long dueNs = 0;
            if (tag == ClockTag && id <= Clock.Monotonic)
            {
                ulong timeout = ReadUInt64(call, address + 24);
                bool isAbsolute = (call.ReadUInt32(address + 40) & AbsoluteTime) != 0;
                ulong start = isAbsolute ? 0 : (ulong)Clock.Now(call.Host, id);
                dueNs = (long)Math.Min(timeout > long.MaxValue - start ? long.MaxValue : start + timeout, long.MaxValue);
            }

            subscriptions.Add(new Subscription(ReadUInt64(call, address), tag, id, dueNs));
        }

        return subscriptions;
    }

    // Writes an event for everything that is due, and says how long to sleep if nothing is.
    private static uint Collect(in GuestCall call, List<Subscription> subscriptions, out long sleepNs, out WaitHandle? wakeUp)
    {
        uint events = 0;
        sleepNs = long.MaxValue;
        wakeUp = null;
        foreach (Subscription subscription in subscriptions)
        {
            WasiErrno errno;
            var readiness = Readiness.At(0);
            if (subscription.Tag == ClockTag)
                errno = Look(call, subscription, ref sleepNs, out readiness);
            else if (subscription.Tag is ReadTag or WriteTag)
                errno = Look(call, subscription, out readiness);
            else
                errno = WasiErrno.Inval;
            if (errno == WasiErrno.Success && !readiness.IsReady)
            {
                if (readiness.WakeUp is not null && (wakeUp is null || ReferenceEquals(wakeUp, readiness.WakeUp)))
                    wakeUp = readiness.WakeUp;
                else if (subscription.Tag != ClockTag)
                    sleepNs = Math.Min(sleepNs, LookAgainNs);
                continue;
            }

            WriteEvent(call, call.UInt32(1) + (events++ * EventBytes), subscription, errno, readiness);
        }

        return events;
    }

    private static WasiErrno Look(in GuestCall call, in Subscription subscription, ref long sleepNs, out Readiness readiness)
    {
        readiness = Readiness.At(0);
        if (subscription.Id > Clock.ThreadCpu)
            return WasiErrno.Inval;
        if (subscription.Id > Clock.Monotonic)
            return WasiErrno.Notsup;
        long left = subscription.DueNs - Clock.Now(call.Host, subscription.Id);
        if (left > 0)
        {
            readiness = default;
            sleepNs = Math.Min(sleepNs, left);
        }

        return WasiErrno.Success;
    }

    private static WasiErrno Look(in GuestCall call, in Subscription subscription, out Readiness readiness)
    {
        readiness = Readiness.At(0);
        bool isRead = subscription.Tag == ReadTag;
        WasiRights right = isRead ? WasiRights.FdRead : WasiRights.FdWrite;
        if (call.Host.Descriptors.Find(subscription.Id) is not { } descriptor)
            return WasiErrno.Badf;
        if ((descriptor.RightsBase & WasiRights.PollFdReadwrite) == 0 || (descriptor.RightsBase & (right | WasiRights.SockAccept)) == 0)
            return WasiErrno.Notcapable;
        readiness = isRead ? descriptor.PollRead() : descriptor.PollWrite();
        return WasiErrno.Success;
    }

    private static void WriteEvent(in GuestCall call, uint address, in Subscription subscription, WasiErrno errno, in Readiness readiness)
    {
        call.Bytes(address, EventBytes).Clear();
        call.Write(address, subscription.UserData);
        call.Write(address + 8, (ushort)errno);
        call.Write(address + 10, subscription.Tag);
        call.Write(address + 16, readiness.AvailableBytes);
        call.Write(address + 24, (ushort)(readiness.IsHungUp ? 1 : 0));
    }

    private static ulong ReadUInt64(in GuestCall call, uint address) =>
        call.ReadUInt32(address) | ((ulong)call.ReadUInt32(address + 4) << 32);

    private readonly record struct Subscription(ulong UserData, byte Tag, uint Id, long DueNs);
}
