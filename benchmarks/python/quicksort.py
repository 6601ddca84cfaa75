# Sorting: by hand, in place.


def sort(items, low, high):
    while low < high:
        pivot = items[(low + high) >> 1]
        i, j = low, high
        while i <= j:
            while items[i] < pivot:
                i += 1
            while items[j] > pivot:
                j -= 1
            if i <= j:
                items[i], items[j] = items[j], items[i]
                i += 1
                j -= 1
        if j - low < high - i:
            sort(items, low, j)
            low = i
        else:
            sort(items, i, high)
            high = j


def run():
    state = 7
    items = []
    for _ in range(35000):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        items.append(state >> 4)
    sort(items, 0, len(items) - 1)
    return sum([value % 1009 * (place & 15) for place, value in enumerate(items)])
