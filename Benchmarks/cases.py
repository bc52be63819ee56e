"""Invented cases and questions, and the vocabulary and maps they are valid for."""

from __future__ import annotations

import datetime
from typing import Iterator

import numpy as np

from words import LANGUAGES, Lexicon

MOTIVES = {
    "delivery": ("Livraison", "damaged late lost incomplete wrong-item"),
    "order": ("Commande", "change cancel promo"),
    "return": ("Retour", "withdrawal exchange out-of-time slow-refund"),
    "fault": ("Panne", "dead-on-arrival under-warranty out-of-warranty safety"),
    "subscription": ("Abonnement", "pause cancel content price"),
    "billing": ("Facturation", "wrong-charge invoice"),
    "appointment": ("Rendez-vous", "late missed redo"),
    "store": ("Boutique", "click-collect service"),
    "pro": ("Clients professionnels", "downtime contract quote"),
}
LEAVES = [f"{top}/{leaf}" for top, (_, leaves) in MOTIVES.items() for leaf in leaves.split()]
ACTIONS = (
    "voucher refund refund-no-return partial-refund reship modify-order chase-carrier waive-fees extend-return "
    "free-month early-exit priority-visit free-part discount"
).split()
UNPAID = {"modify-order", "chase-carrier", "extend-return", "priority-visit"}
ROLES = {"conseiller": ("debutant", "confirme"), "technicien": ("debutant", "referent"), "superviseur": ()}
ABOVE = {"conseiller": "superviseur", "technicien": "superviseur", "superviseur": "responsable"}
LIMITS = {"conseiller": (50, 120), "technicien": (40, 90), "superviseur": (150, 400)}
TEAMS = ("lyon", "toulouse", "lille", "bordeaux")
CHANNELS = ("phone", "chat", "email", "store")
OUTCOMES = ("satisfied", "mixed", "dissatisfied", "pending", "lost")
TAGS = ("initiative", "proactive", "workaround", "signal", "noel", "saisonnier")
HEADINGS = {
    "fr": ("## Situation\n", "\n\n## Décision\n", "\n\n## Pourquoi\n", "\n\n## Issue\n"),
    "en": ("## Situation\n", "\n\n## Decision\n", "\n\n## Why\n", "\n\n## Outcome\n"),
}
LENGTHS = ((5, 9), (16, 34), (7, 13), (5, 10), (4, 8))  # words of title, situation, decision, why, outcome
FIRST_DAY, DAYS = datetime.date(2017, 1, 1), 3_600
CHUNK = 10_000
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
PAIRS = [a + b for a in ALPHABET for b in ALPHABET]
DATES = [(FIRST_DAY + datetime.timedelta(days=d)).isoformat() for d in range(DAYS + 60)]


def vocabulary() -> str:
    """The base's latitude.yml."""
    lines = [
        "format: 1",
        "name: Base de mesure",
        "language: fr",
        "languages: [fr, en]",
        "currency: EUR",
        "branch: main",
        "roles:",
        *(f"  {role}: {{label: {role.capitalize()}{_levels(role)}}}" for role in ROLES),
        "  responsable: {label: Responsable}",
        f"teams: [{', '.join(TEAMS)}]",
        f"channels: [{', '.join(CHANNELS)}]",
        "motives:",
    ]
    for top, (label, leaves) in MOTIVES.items():
        children = ", ".join(f"{leaf}: {leaf.capitalize()}" for leaf in leaves.split())
        lines.append(f"  {top}: {{label: {label}, children: {{{children}}}}}")
    lines += ["actions:", *(f"  {action}: {{label: {action.capitalize()}}}" for action in ACTIONS)]
    lines += [
        "facts:",
        "  orders: {type: integer, label: Commandes passées}",
        "  claims: {type: integer, label: Réclamations, default: 0}",
        "  price: {type: money, label: Prix}",
        "  photo: {type: boolean, label: Photo reçue}",
        "  risk: {type: choice, values: [none, legal, safety, financial], label: Risque, default: none}",
        "privacy: {personal_data: refuse, smallest_group: 5}",
        "similarity: {weights: {text: 4, motive: 3, action: 2, requested: 2, facts: 1, role: 1, channel: 1}}",
    ]
    return "\n".join(lines) + "\n"


def _levels(role: str) -> str:
    """The levels of a role, as its entry in latitude.yml goes on."""
    return f", levels: [{', '.join(ROLES[role])}]" if ROLES[role] else ""


def map_of(role: str) -> str:
    """The autonomy map of a role: one rule for each action, one limit."""
    alone, consult = LIMITS[role]
    lines = [
        "---",
        f"role: {role}",
        f"title: Carte d'autonomie, {role}",
        "effective: 2016-12-01",
        "default: escalate",
    ]
    lines.append("rules:")
    for action in ACTIONS:
        free = "always" if action in UNPAID else f"requested <= {alone} EUR"
        lines += [f"  - id: {action}", f"    action: {action}", f"    alone: {free}"]
        if action not in UNPAID:
            lines += [f"    consult: requested <= {consult} EUR", f"    with: {ABOVE[role]}"]
    lines += ["limits:", "  - id: risk", "    escalate: risk in [legal, safety, financial]"]
    lines += ["    why: Ce qui engage l'entreprise ne se décide pas seul.", "---", "Une carte inventée.", ""]
    return "\n".join(lines)


def _weighted(random: np.random.Generator, count: int, size: int) -> np.ndarray:
    """Numbers below `size`, the first ones more often."""
    shares = 1.0 / (np.arange(size) + 2)
    return random.choice(size, size=count, p=shares / shares.sum())


class Cases:
    """Case number i of a base, for every i, in chunks."""

    def __init__(self, lexicon: Lexicon, seed: int, count: int, commit: str, longer: int = 1) -> None:
        """`commit` is where the maps were committed; cases name it as what was in force."""
        self.lexicon, self.seed, self.count, self.commit = lexicon, seed, count, commit
        self.lengths = np.array(LENGTHS) * [[1], *[[longer]] * 4]
        self.days = np.random.default_rng([seed, 2]).integers(0, DAYS, size=count)
        self._offset = int(np.random.default_rng([seed, 3]).integers(0, 1 << 30))

    def identifier(self, number: int) -> str:
        """The id of a case: its day, and six characters that no other case has."""
        x = (number * 0x2545F491 + self._offset) & 0x3FFFFFFF
        day = DATES[self.days[number]].replace("-", "")
        return f"fc-{day}-{PAIRS[x >> 20]}{PAIRS[x >> 10 & 1023]}{PAIRS[x & 1023]}"

    def chunk(self, first: int) -> Iterator[tuple[str, str]]:
        """Path and document of the cases from `first` to the end of its chunk."""
        numbers = range(first, min(first + CHUNK, self.count))
        size = len(numbers)
        random = np.random.default_rng([self.seed, 4, first])
        motives, actions = _weighted(random, size, len(LEAVES)), _weighted(random, size, len(ACTIONS))
        languages = (random.random(size) < 0.35).astype(np.int64)
        bits = random.integers(0, 1 << 30, size=(size, 8))
        amounts = np.minimum(np.exp(random.normal(3.7, 0.8, size)), 900).astype(int) // 5 * 5 + 5
        shares = random.choice([1.0, 1.0, 0.75, 0.5], size=size)
        wording = np.random.default_rng([self.seed, 5, first])
        texts = self._texts(languages, motives, actions, wording)
        columns = (a.tolist() for a in (motives, actions, languages, bits, amounts, shares))
        for number, motive, action, language, bit, amount, share in zip(numbers, *columns):
            title, slug, sections = next(texts)
            front = self._front(number, title, motive, action, LANGUAGES[language], bit, amount, share)
            heads = HEADINGS[LANGUAGES[language]]
            body = "".join(part for pair in zip(heads, sections) for part in pair)
            name = self.identifier(number)
            yield f"field/{name[3:7]}/{name[7:9]}/{name}-{slug}.md", f"{front}{body}\n"

    def _texts(
        self, languages: np.ndarray, motives: np.ndarray, actions: np.ndarray, random: np.random.Generator
    ) -> Iterator[tuple[str, str, list[str]]]:
        """Title, slug and four sections of each case."""
        size, lexicon = len(languages), self.lexicon
        lows, highs = self.lengths.T
        lengths = random.integers(lows, highs, size=(size, len(LENGTHS)))
        totals = lengths.sum(axis=1)
        owner = np.repeat(np.arange(size), totals)
        drawn = lexicon.draw(languages[owner], motives[owner], actions[owner], random)
        ends = np.cumsum(lengths.ravel())
        starts = ends - lengths.ravel()
        shaped = drawn.copy()
        shaped[starts] += lexicon.count
        is_title = np.arange(len(ends)) % len(LENGTHS) == 0
        shaped[ends[~is_title] - 1] = drawn[ends[~is_title] - 1] + 2 * lexicon.count
        words = lexicon.forms[shaped].tolist()
        plain, folded = drawn.tolist(), lexicon.folded
        bounds = [0, *ends.tolist()]
        for case in range(0, len(ends), len(LENGTHS)):
            cut = [" ".join(words[bounds[case + s] : bounds[case + s + 1]]) for s in range(len(LENGTHS))]
            slug = "-".join(folded[w] for w in plain[bounds[case] : bounds[case + 1]][:5])
            yield cut[0], slug, cut[1:]

    def _front(
        self,
        number: int,
        title: str,
        motive: int,
        action: int,
        language: str,
        bits: list[int],
        amount: int,
        share: float,
    ) -> str:
        """The front matter; a bit says of most fields whether they are there."""
        has, pick, day = bits[0], bits[1], int(self.days[number])
        role = ("conseiller", "conseiller", "technicien", "superviseur")[pick & 3]
        name, paid = ACTIONS[action], ACTIONS[action] not in UNPAID
        alone, consult = LIMITS[role]
        zone = "alone" if not paid or amount <= alone else "consult" if amount <= consult else "escalate"
        lines = [
            f"---\nid: {self.identifier(number)}\ntitle: {title}\ndate: {DATES[day]}\nstatus: validated\nrole: {role}"
        ]
        if has & 1 and ROLES[role]:
            lines.append(f"level: {ROLES[role][pick >> 2 & 1]}")
        lines.append(f"team: {TEAMS[pick >> 3 & 3]}\nchannel: {CHANNELS[pick >> 5 & 3]}")
        lines.append(f"motive: {LEAVES[motive]}\naction: {name}")
        if paid:
            lines.append(f"requested: {amount} EUR\ngranted: {int(amount * share)} EUR")
        lines.append(f"zone: {zone}")
        if zone == "consult":
            lines.append(f"consulted: [{ABOVE[role]}]")
        if has & 6:
            lines.append(f"facts: {_facts(bits[2])}")
        if has & 24 == 0:
            bound = f", limit: {alone} EUR" if paid and zone == "alone" else ""
            lines.append(
                f"in_force: {{map: {role}, revision: 1, commit: {self.commit}, rule: {name}, zone: {zone}{bound}}}"
            )
        lines.append(f"minutes: {3 + bits[3] % 55}")
        outcome = OUTCOMES[min(bits[4] % 9, 7) * 5 // 8 if bits[4] & 1024 else 0]
        lines.append(f"outcome: {outcome}")
        if outcome != "pending":
            lines.append(f"outcome_date: {DATES[day + 1 + bits[4] % 30]}")
        if has & 96 == 0:
            lines.append(
                f"tags: [{TAGS[pick >> 7 & 3]}]"
                if pick & 512
                else f"tags: [{TAGS[4]}, {TAGS[pick >> 7 & 3]}]"
            )
        if number and has & 384 == 0 and self.days[other := bits[5] % number] <= day:
            lines.append(f"precedents: [{self.identifier(other)}]")
        if has & 512:
            lines.append(f"customer: k-{bits[6] % max(self.count // 3, 16):06x}")
        if has & 1024:
            lines.append(f"lang: {language}")
        if has & 2048:
            lines.append(f"ref: ZD-{number}")
        lines.append("---\n\n")
        return "\n".join(lines)


def _facts(bits: int) -> str:
    """Some facts, in YAML's flow style."""
    facts = [f"orders: {bits % 12}"]
    if bits & 64:
        facts.append(f"photo: {'true' if bits & 128 else 'false'}")
    if bits & 768 == 0:
        facts.append(f"price: {20 + bits % 400} EUR")
    if bits & 7168 == 0:
        facts.append(f"risk: {('none', 'none', 'legal', 'safety')[bits >> 13 & 3]}")
    return "{" + ", ".join(facts) + "}"


def questions(
    lexicon: Lexicon, seed: int, count: int, words: int | None = None
) -> Iterator[dict[str, object]]:
    """Questions from the same topics: eight words or eighty, every other one with fields."""
    random = np.random.default_rng([seed, 6])
    for number in range(count):
        motive, action = int(_weighted(random, 1, len(LEAVES))[0]), int(_weighted(random, 1, len(ACTIONS))[0])
        language = int(random.random() < 0.35)
        length = words or (8, 80)[number % 2]
        drawn = lexicon.draw(
            np.full(length, language), np.full(length, motive), np.full(length, action), random
        )
        question: dict[str, object] = {
            "id": f"q{number}",
            "text": " ".join(lexicon.words[w] for w in drawn.tolist()),
        }
        if number % 4 > 1:
            question |= {"role": "conseiller", "motive": LEAVES[motive], "action": ACTIONS[action]}
            if ACTIONS[action] not in UNPAID:
                question["requested"] = f"{int(random.integers(1, 40)) * 5} EUR"
        yield question
