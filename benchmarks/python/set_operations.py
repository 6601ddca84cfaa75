# Sets: the game of life on cells that are pairs.


def step(alive):
    neighbours = {}
    for x, y in alive:
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                if dx or dy:
                    cell = (x + dx, y + dy)
                    neighbours[cell] = neighbours.get(cell, 0) + 1
    return {cell for cell, count in neighbours.items() if count == 3 or (count == 2 and cell in alive)}


def run():
    alive = {(x, y) for x in range(30) for y in range(30) if (x * 7 + y * 13 + x * y) % 5 < 2}
    for _ in range(80):
        alive = step(alive)
    return sum([x * 31 + y for x, y in alive]) + len(alive)
