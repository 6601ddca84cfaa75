try:  # error PY3001: `except*` is not in the typed tier
    print(1)
except* ValueError:
    print(2)
