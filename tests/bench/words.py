"""Words for made-up tickets: Russian and English with their forms, a few of them very common."""

import random
from itertools import accumulate

from storage.words import indexed

RUSSIAN = {
    "заказ": "заказ заказа заказу заказом заказы заказов",
    "оплата": "оплата оплату оплаты оплатой оплатил оплатили",
    "доставка": "доставка доставку доставки доставкой доставили",
    "принтер": "принтер принтера принтером принтеры принтеров",
    "пароль": "пароль пароля паролем пароли",
    "счёт": "счёт счёта счету счетом счета",
    "деньги": "деньги денег деньгами",
    "курьер": "курьер курьера курьеру курьеры",
    "ошибка": "ошибка ошибку ошибки ошибкой ошибок",
    "возврат": "возврат возврата возвратом вернуть вернули",
    "помочь": "помогите помочь поможет помощь помощи",
    "работать": "работает работал работать работали",
    "пожалуйста": "пожалуйста",
    "спасибо": "спасибо",
    "здравствуйте": "здравствуйте",
    "карта": "карта карту карты картой",
    "телефон": "телефон телефона телефону телефоны",
    "приложение": "приложение приложения приложению приложением",
    "вчера": "вчера сегодня завтра",
    "адрес": "адрес адреса адресу адресом",
}
ENGLISH = {
    "order": "order orders ordered ordering",
    "payment": "payment payments paid paying",
    "delivery": "delivery delivered deliver deliveries",
    "printer": "printer printers printed printing",
    "password": "password passwords",
    "invoice": "invoice invoices invoiced",
    "refund": "refund refunds refunded",
    "courier": "courier couriers",
    "error": "error errors",
    "help": "help helped helping",
    "work": "work works worked working",
    "please": "please",
    "thanks": "thanks thank",
    "hello": "hello",
    "card": "card cards",
    "phone": "phone phones",
    "account": "account accounts",
    "yesterday": "yesterday today tomorrow",
    "address": "address addresses",
    "broken": "broken broke breaks",
}
SYLLABLES = {  # of two letters each
    "ru": "бавегидожузакилмунеорперысатуфихоша",
    "en": "bavegidojuzakilomuneorperysatufihosh",
}
SELDOM = 12_000  # words of a language beside the forms above
PHRASES = 6_000  # of a language


class Phrasebook:
    """Sentences of one language, with the words that they are found by; the same for a seed."""

    def __init__(self, language: str, dice: random.Random) -> None:
        forms = RUSSIAN if language == "ru" else ENGLISH
        common = [word for line in forms.values() for word in line.split()]
        letters = SYLLABLES[language]
        syllables = [letters[at : at + 2] for at in range(0, len(letters) - 1, 2)]
        self.seldom = list(
            dict.fromkeys("".join(dice.choices(syllables, k=4)) for _ in range(SELDOM))
        )
        words = common + self.seldom
        weights = list(accumulate(1 / (rank + 8) for rank in range(len(words))))
        self.common = next(iter(forms))
        self.phrases: list[tuple[str, list[str]]] = []
        for _ in range(PHRASES):
            line = " ".join(dice.choices(words, cum_weights=weights, k=dice.randint(4, 11)))
            text = f"{line.capitalize()}."
            self.phrases.append((text, indexed(text)))

    def say(self, dice: random.Random, most: int) -> tuple[str, dict[str, None]]:
        """Return a text of up to `most` sentences, and its words as they are indexed."""
        chosen = dice.choices(self.phrases, k=dice.randint(1, most))
        words = dict.fromkeys(word for _, found in chosen for word in found)
        return " ".join(text for text, _ in chosen), words
