print("TestHook".removeprefix("Test"), "Hook".removeprefix("Test"), "MiscTests".removesuffix("Tests"), "x".removesuffix(""), "x".removeprefix("x") + "|")
