"""A player for rocket.wasm: looks at the nearest rock and says which keys to press."""
import math

LEFT = 1
RIGHT = 2
THRUST = 4
SHOOT = 8

BULLET_SPEED = 2.0
TOO_NEAR = 6.0


def decide(
    x: float, y: float, heading_x: float, heading_y: float,
    rock_x: float, rock_y: float, rock_vx: float, rock_vy: float,
) -> int:
    dx = rock_x - x
    dy = rock_y - y
    distance = math.sqrt(dx * dx + dy * dy)

    # Where the rock will be when a bullet gets there.
    flight = distance / BULLET_SPEED
    aim_x = rock_x + rock_vx * flight - x
    aim_y = rock_y + rock_vy * flight - y

    # With the heading to the front: how far ahead the aim is, and how far to the right.
    ahead = heading_x * aim_x + heading_y * aim_y
    right = heading_x * aim_y - heading_y * aim_x

    orders = 0
    if ahead <= 0 or abs(right) > 0.09 * ahead:
        orders |= RIGHT if right > 0 else LEFT
    else:
        orders |= SHOOT
    if distance < TOO_NEAR and ahead < 0:
        orders |= THRUST
    return orders
