# Numeric: every order of eight cards, flipped until the ace is on top.


def run():
    size = 8
    order = list(range(size))
    count = [0] * size
    most = total = 0
    left = size
    while True:
        while left != 1:
            count[left - 1] = left
            left -= 1
        flips = 0
        row = order[:]
        first = row[0]
        while first:
            part = row[:first + 1]
            part.reverse()
            row[:first + 1] = part
            flips += 1
            first = row[0]
        most = max(most, flips)
        total += flips
        while True:
            if left == size:
                return total * 100 + most
            head = order[0]
            for i in range(left):
                order[i] = order[i + 1]
            order[left] = head
            count[left] -= 1
            if count[left] > 0:
                break
            left += 1
