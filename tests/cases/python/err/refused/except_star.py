try:
    print(1)
except* ValueError:  # error PY3001
    print(2)
