try:
    assert 1 == 2, [1, 2]
except AssertionError as e:
    print(e)
try:
    assert 1 == 2, 5
except AssertionError as e:
    print(e)
