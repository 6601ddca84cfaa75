for i in range(3):
    print(i)
break  # error PY2025: 'break' outside a loop
continue  # error PY2025: 'continue' outside a loop
return 5  # error PY2025: 'return' outside a function
