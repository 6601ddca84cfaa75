print("abc" == "abc", "abc" == "abd", "abc" != "abc", "" == "", "a" == "A", "é" == "e\u0301", "世" == "世", "abc" == "ab")
a = "ab"
b = "a" + "b"
print(a == b, a + "世" == b + "世", a + "世" == a)
