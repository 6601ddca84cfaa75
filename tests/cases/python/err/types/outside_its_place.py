for i in range(3):
    print(i)
break  # error PY2025
continue  # error PY2025
return 5  # error PY2025
