# @udf: name=price_label
# @udf: version=1.0.0
# @udf: author=krait-examples
# @udf: category=field
# @udf: tags=price,text


def udf_main(price: float, currency: str = "EUR", discount_percent: int = 0) -> str:
    """Computes a field: the price as text after a discount, in whole cents."""
    if discount_percent < 0 or discount_percent > 100:
        raise ValueError("discount_percent must be between 0 and 100")

    cents = int(price * 100.0 + 0.5) * (100 - discount_percent) // 100
    text = str(cents // 100) + "." + str(cents % 100 // 10) + str(cents % 10)
    if discount_percent > 0:
        return f"{currency} {text} (-{discount_percent}%)"
    return f"{currency} {text}"
