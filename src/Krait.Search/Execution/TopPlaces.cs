using System;

namespace Krait.Search.Execution;

/// <summary>Finds the first few of many in some order without sorting all of them.</summary>
internal static class TopPlaces
{
    /// <summary>
    /// Rearranges so that the first <paramref name="count"/> places are the smallest in the order, sorted.
    /// Cost: about n log count comparisons. The order must not hold two places equal.
    /// </summary>
    public static void Arrange(int[] places, int count, Comparison<int> order)
    {
        // A heap of the best so far, the worst of them on top, pays off while the page is a small part.
        if (count < places.Length / 8)
        {
            for (int i = (count / 2) - 1; i >= 0; i--)
                SiftDown(places, i, count, order);
            for (int i = count; i < places.Length; i++)
            {
                if (order(places[i], places[0]) < 0)
                {
                    (places[0], places[i]) = (places[i], places[0]);
                    SiftDown(places, 0, count, order);
                }
            }

            places.AsSpan(0, count).Sort(order);
            return;
        }

        Array.Sort(places, order);
    }

    private static void SiftDown(int[] heap, int at, int count, Comparison<int> order)
    {
        while (true)
        {
            int child = (2 * at) + 1;
            if (child >= count)
                return;
            if (child + 1 < count && order(heap[child], heap[child + 1]) < 0)
                child++;
            if (order(heap[child], heap[at]) <= 0)
                return;
            (heap[at], heap[child]) = (heap[child], heap[at]);
            at = child;
        }
    }
}
