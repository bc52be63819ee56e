"""Words shaped like French and English, and urns from which topics draw them.

A base's text is drawn from five sources: small words, words everybody uses, words of the motive, words of the
action, and codes that hardly ever come back. Each source is an urn: an array in which a word lies as often as
Zipf's law says, so that drawing a million words is one look-up in numpy.
"""

from __future__ import annotations

import unicodedata

import numpy as np

LANGUAGES = ("fr", "en")
SMALL = {
    "fr": "le la de et les des un une à est pour que qui dans en du ne pas il elle sur plus avec son sa ce cette au "
    "aux par mais nous vous a été se on lui ses comme si ou ont sans c'est deux très avant après chez qu'il "
    "encore aussi même déjà depuis quand tout rien fait être avoir n'est d'abord".split(),
    "en": "the to and of a in is that for it was on with as be at by this had not are but from or have an they "
    "which you were her his all she there would their we him been has when who will no more if out so said "
    "what up its about into than them can only other time two after before still also".split(),
}
KNOWN = {
    "fr": "colis livraison client cliente commande retard remboursement facture abîmé cassé carton transporteur "
    "abonnement appareil panne garantie technicien boutique geste bon remise échange retour délai résiliation "
    "débit rendez-vous pièce vase photo".split(),
    "en": "parcel delivery customer order refund invoice damaged broken carrier late subscription device fault "
    "warranty technician store voucher discount exchange return deadline charge appointment part photo "
    "replacement missing wrong quote contract".split(),
}
ONSETS = {
    "fr": "b c d f g l m n p r s t v ch br cr dr fl gr pl pr tr vr j qu".split(),
    "en": "b c d f g h l m n p r s t w sh th br cr dr fl gr pl st tr sp k".split(),
}
VOWELS = {"fr": "a e i o u é è ou an on in eau ai oi ê".split(), "en": "a e i o u ea oo ai ou ee ie".split()}
CODAS = {
    "fr": ["", "", "", "r", "l", "s", "n", "t"],
    "en": ["", "", "n", "r", "t", "ck", "ll", "st", "m", "d"],
}
ENDINGS = {
    "fr": (
        ("er", "é", "ée", "ait", "ant", "eront"),
        ("tion", "tions"),
        ("ment", "ments"),
        ("eur", "euse", "eurs"),
        ("able", "ables"),
        ("ique", "iques"),
        ("ité", "ités"),
        ("age", "ages"),
        ("é", "ée", "és", "ées"),
        ("e", "es"),
    ),
    "en": (
        ("", "s", "ed", "ing"),
        ("er", "ers"),
        ("tion", "tions"),
        ("ness",),
        ("able", "ably"),
        ("ly",),
        ("ment", "ments"),
        ("y", "ies"),
        ("", "s"),
    ),
}
LEMMAS = 40_000
SMALL_URN, COMMON_URN, TOPIC_URN, CODE_URN = 1 << 14, 1 << 22, 1 << 15, 1 << 15
SHARES = np.cumsum([0.40, 0.29, 0.20, 0.10])


def fold(word: str) -> str:
    """A word as it stands in a file's name."""
    plain = unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode()
    return "".join(c if c.isalnum() else "-" for c in plain.lower()).strip("-")


def zipf(count: int, shift: float = 2.7) -> np.ndarray:
    """The shares of `count` ranks after Zipf and Mandelbrot."""
    weights = 1.0 / (np.arange(count) + 1 + shift)
    return weights / weights.sum()


def urn(words: np.ndarray, shares: np.ndarray, size: int) -> np.ndarray:
    """`size` words in which each lies as often as its share says."""
    points = (np.arange(size) + 0.5) / size
    ranks = np.searchsorted(np.cumsum(shares), points).clip(max=len(words) - 1)
    return words[ranks].astype(np.int32)


def families(language: str, count: int, random: np.random.Generator) -> list[list[str]]:
    """`count` made-up words, each with its inflections; real ones of the trade come first."""
    made: list[list[str]] = [[word] for word in KNOWN[language]]
    seen = {word for family in made for word in family} | set(SMALL[language])
    onsets, vowels, codas, endings = ONSETS[language], VOWELS[language], CODAS[language], ENDINGS[language]
    while len(made) < count:
        draws = random.integers(0, 1 << 30, size=(20_000, 10)).tolist()
        for d in draws:
            syllables = 1 if len(made) < 1_500 else 1 + (d[0] % 4 > 0)
            stem = "".join(
                onsets[d[1 + 3 * s] % len(onsets)]
                + vowels[d[2 + 3 * s] % len(vowels)]
                + codas[d[3 + 3 * s] % len(codas)]
                for s in range(syllables)
            )
            family = [stem + ending for ending in endings[d[9] % len(endings)]]
            if len(stem) < 2 or seen.intersection(family):
                continue
            seen.update(family)
            made.append(family)
            if len(made) == count:
                break
    return made


class Lexicon:
    """All words of a base, and the urns of its motives and actions."""

    def __init__(self, seed: int, motives: int, actions: int) -> None:
        """Builds words and urns; the same seed gives the same ones."""
        random = np.random.default_rng([seed, 1])
        self.words: list[str] = []
        urns: list[np.ndarray] = []
        self.small, self.common, self.motive, self.action = {}, {}, {}, {}
        self._end = 0

        def place(values: np.ndarray) -> int:
            """Puts an urn behind the others and returns where it starts."""
            start, self._end = self._end, self._end + len(values)
            urns.append(values)
            return start

        for language in LANGUAGES:
            small = self._add(SMALL[language])
            self.small[language] = place(urn(small, zipf(len(small), 1.0), SMALL_URN))
            lemmas = [self._add(family) for family in families(language, LEMMAS, random)]
            forms, shares = _forms(lemmas)
            self.common[language] = place(urn(forms, shares, COMMON_URN))
            for where, count, size in ((self.motive, motives, 1_500), (self.action, actions, 400)):
                starts = []
                for _ in range(count):
                    ranks = random.integers(30, LEMMAS // 2, size=size)
                    starts.append(place(urn(*_forms([lemmas[r] for r in ranks]), TOPIC_URN)))
                where[language] = np.array(starts)
        codes = self._add(
            [f"{a}{b}-{n}" for n in range(1000, 9000) for a, b in [("BQ"[n % 2], "XVTK"[n % 4])]]
        )
        self.code = place(urn(codes, np.full(len(codes), 1 / len(codes)), CODE_URN))
        self.urns = np.concatenate(urns)
        count = len(self.words)
        self.count = count
        capital = [word[:1].upper() + word[1:] for word in self.words]
        self.forms = np.array(self.words + capital + [word + "." for word in self.words], dtype=object)
        self.folded = [fold(word) for word in self.words]

    def _add(self, words: list[str]) -> np.ndarray:
        """Takes words in and returns their numbers."""
        start = len(self.words)
        self.words.extend(words)
        return np.arange(start, start + len(words))

    def draw(
        self, languages: np.ndarray, motives: np.ndarray, actions: np.ndarray, random: np.random.Generator
    ) -> np.ndarray:
        """One word for each entry: `languages` 0 or 1, and the numbers of motive and action."""
        size = len(languages)
        source = np.searchsorted(SHARES, random.random(size), side="right")
        pick = random.integers(0, 1 << 30, size=size)
        starts = np.empty(size, dtype=np.int64)
        spans = np.array([SMALL_URN, COMMON_URN, TOPIC_URN, TOPIC_URN, CODE_URN])[source]
        for number, language in enumerate(LANGUAGES):
            mine = languages == number
            choices = (
                np.full(size, self.small[language]),
                np.full(size, self.common[language]),
                self.motive[language][motives],
                self.action[language][actions],
                np.full(size, self.code),
            )
            starts = (
                np.where(mine, np.choose(source, choices), starts) if number else np.choose(source, choices)
            )
        return self.urns[starts + pick % spans]


def _forms(lemmas: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """All inflections of lemmas in order of rank, and how often each is used."""
    shares = zipf(len(lemmas))
    forms = np.concatenate(lemmas)
    weights = np.concatenate([shares[i] * zipf(len(lemma), 0.5) for i, lemma in enumerate(lemmas)])
    return forms, weights / weights.sum()
