def find_prime(n: int) -> int:
    count = 0
    candidate = 1
    while count < n:
        candidate += 1
        prime = True
        d = 2
        while d * d <= candidate:
            if candidate % d == 0:
                prime = False
                break
            d += 1
        if prime:
            count += 1
    return candidate


print(find_prime(1), find_prime(10), find_prime(100), find_prime(500))
