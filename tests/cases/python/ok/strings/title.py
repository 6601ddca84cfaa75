print("hello world".title(), "they're bill's".title(), "x1y z2".title(), "ALL CAPS".title(), "éa àb".title(), "".title())
