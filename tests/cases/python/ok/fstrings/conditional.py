for n in [0, 1, 5]:
    print(f"{n} item{'' if n == 1 else 's'} {str(n) if n else 'none'}")
