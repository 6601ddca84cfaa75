# @udf: name=popularity_score
# @udf: version=1.0.0
# @udf: author=krait-examples
# @udf: category=scorer
# @udf: tags=ranking,rating


def udf_main(rating: float = 0.0, reviews: int = 0, prior: float = 3.5, weight: int = 20) -> float:
    """Scores a product by its rating, drawn towards the prior while it has few reviews.

    A product with 5 stars from one customer ranks below one with 4.5 stars from hundreds.
    """
    if reviews < 0 or weight <= 0:
        raise ValueError("reviews must not be negative and weight must be positive")
    return (rating * reviews + prior * weight) / (reviews + weight)
