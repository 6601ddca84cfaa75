print(int("\u0661\u0662\u0663"), int("\uff11\uff12"), int("\u3000 7 \u2003"))
print(float("\u0661.\u0665"))
