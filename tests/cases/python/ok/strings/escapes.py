print("tab\there", "new\\n", 'it\'s', "say \"hi\"", "\x41\u00e9\U0001f40d\101", r"raw\n", "a\
b", """tri
ple""", 'a' "b" 'c')
