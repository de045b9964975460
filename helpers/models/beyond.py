"""What a sum buys if part of it is tied: the sentence *dearer by a fifth* turned into things bought (hand-worked in the tests)."""


def bought(money, price, dearer, tied):
    """How many things a sum buys where the part ``tied`` (0 to 1) must go to a shop that is ``dearer`` (0.2: by a fifth)."""
    return money * (1 - tied) / price + money * tied / (price * (1 + dearer))
